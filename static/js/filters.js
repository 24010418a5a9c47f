/* The filter bar: short addresses, a period is either a preset or two dates, the list says that it changed. */
(function () {
  // The visible text of a combobox and empty fields do not belong into an address.
  document.addEventListener("htmx:config:request", (event) => {
    const { ctx } = event.detail;
    if (ctx.sourceElement?.id !== "filters") return;
    const { body } = ctx.request;
    for (const [name, value] of [...body.entries()]) {
      if (value === "" || name.endsWith("-text")) body.delete(name, value);
    }
  });

  document.addEventListener("change", (event) => {
    const popup = event.target.closest?.(".filter-popup");
    if (!popup) return;
    const dates = popup.querySelectorAll(".period-date");
    if (event.target.matches("[data-presets] input") && event.target.value) dates.forEach((date) => { date.value = ""; });
    if (event.target.matches(".period-date")) {
      const own = popup.querySelector("[data-own-period]");
      if (own) own.checked = true;
    }
  }, true);

  /** Shows on its button that a filter is set. */
  function mark(filter) {
    const set = [...filter.querySelectorAll("[name]")].some((input) =>
      ["checkbox", "radio"].includes(input.type) ? input.checked && input.value : input.value && !input.name.endsWith("-text"));
    filter.classList.toggle("filter-set", set);
  }
  const markAll = (root) => { kontor.all(root, ".filter").forEach(mark); count(); };
  kontor.onContent(markAll);
  document.addEventListener("change", (event) => {
    const filter = event.target.closest?.(".filter");
    if (filter) { mark(filter); count(); }
  });

  // On a phone all filters stand behind one button, which says how many are set.
  function count() {
    const set = document.querySelectorAll("#filters .filter-set").length;
    const shown = document.getElementById("filters-count");
    if (shown) shown.textContent = set ? String(set) : "";
  }
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-filters]");
    if (button) button.setAttribute("aria-expanded", String(button.getAttribute("aria-expanded") !== "true"));
  });

  // After a swap: where the focus was lost, put it back into the list; say how many there are.
  document.addEventListener("htmx:after:swap", (event) => {
    const { ctx } = event.detail;
    if (!["results", "listing"].includes(ctx.target?.id) || !ctx.sourceElement?.closest?.("#listing, #results")) return;
    // Not the search field: there the single keys would be typed instead of acting.
    if (document.activeElement === document.body) document.getElementById("main")?.focus();
  });
  kontor.onContent((root) => {
    if (root.id === "summary" && !root.hasAttribute("hx-get")) kontor.announce(root.parentElement.textContent.replace(/\s+/g, " ").trim());
    if (root.id === "results" && !root.querySelector("#summary")) kontor.announce(root.querySelector(".empty-note p")?.textContent || "");
  });
})();
