/* A field that searches on the server while one types (WAI-ARIA combobox with a listbox). */
(function () {
  const state = new WeakMap();
  let counter = 0;

  const of = (element) => element?.closest?.("[data-combobox]");
  const inputOf = (box) => box.querySelector("[role=combobox]");
  const listOf = (box) => box.querySelector("[role=listbox]");
  const valueOf = (box) => box.querySelector(".combobox-value");
  const many = (box) => box.hasAttribute("data-many");
  const optionsOf = (box) => [...listOf(box).querySelectorAll("[role=option]:is([data-value], [data-create])")];
  const chosen = (box) => listOf(box).querySelector('[role=option][aria-selected="true"]');

  function stateOf(box) {
    if (!state.has(box)) state.set(box, { asked: 0, timer: null, label: inputOf(box).value });
    return state.get(box);
  }

  function ask(box, delay) {
    const its = stateOf(box);
    clearTimeout(its.timer);
    its.timer = setTimeout(() => fetchOptions(box), delay);
  }

  async function fetchOptions(box) {
    const input = inputOf(box);
    const its = stateOf(box);
    const number = ++its.asked;
    const url = new URL(input.dataset.optionsUrl, location.href);
    const shown = !many(box) && input.value === its.label ? "" : input.value.trim();
    url.searchParams.set("q", shown);
    if (box.hasAttribute("data-creates")) url.searchParams.set("create", "true");
    box.dispatchEvent(new CustomEvent("kontor:options", { bubbles: true, detail: { url } }));
    box.classList.add("combobox-busy");
    let html = null;
    try {
      const answer = await fetch(url, { headers: { "HX-Request": "true", "HX-Request-Type": "partial", "HX-Target": "ul#options" }, credentials: "same-origin" });
      if (answer.status === 401) document.dispatchEvent(new CustomEvent("kontor:sign-in"));
      if (answer.ok) html = await answer.text();
    } catch { /* said below */ }
    if (number !== its.asked) return;
    box.classList.remove("combobox-busy");
    if (html === null) { kontor.toast("error", kontor.text("options_failed")); close(box); return; }
    if (document.activeElement === input) fill(box, html);
  }

  function fill(box, html) {
    const list = listOf(box);
    list.innerHTML = html;
    const taken = new Set(many(box) ? [...box.querySelectorAll(".token input")].map((input) => input.value) : []);
    optionsOf(box).filter((option) => taken.has(option.dataset.value)).forEach((option) => option.remove());
    const options = optionsOf(box);
    options.forEach((option) => {
      option.id ||= `option-${++counter}`;
      option.setAttribute("aria-selected", "false");
    });
    if (!options.length) {
      const none = document.createElement("li");
      none.className = "combobox-none";
      none.setAttribute("role", "option");
      none.setAttribute("aria-disabled", "true");
      none.setAttribute("aria-selected", "false");
      none.textContent = kontor.text("no_match");
      list.replaceChildren(none);
    }
    list.hidden = false;
    inputOf(box).setAttribute("aria-expanded", "true");
    inputOf(box).removeAttribute("aria-activedescendant");
    const typed = inputOf(box).value.trim() !== "" && inputOf(box).value !== stateOf(box).label;
    if (typed && options.length) mark(box, options[0]);
    const count = options.filter((option) => option.dataset.value).length;
    const created = options.find((option) => option.dataset.create)?.textContent || "";
    kontor.announce(`${count === 1 ? kontor.text("matches_one") : count ? kontor.text("matches", { count }) : kontor.text("no_match")} ${created}`.trim());
  }

  function close(box) {
    const its = stateOf(box);
    clearTimeout(its.timer);
    its.asked += 1;
    listOf(box).hidden = true;
    inputOf(box).setAttribute("aria-expanded", "false");
    inputOf(box).removeAttribute("aria-activedescendant");
  }
  const isOpen = (box) => !listOf(box).hidden;

  function mark(box, option) {
    optionsOf(box).forEach((other) => other.setAttribute("aria-selected", String(other === option)));
    inputOf(box).setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  function labelOf(option) {
    const copy = option.cloneNode(true);
    copy.querySelectorAll("small").forEach((part) => part.remove());
    return option.dataset.label || copy.textContent.replace(/\s+/g, " ").trim();
  }

  function choose(box, option) {
    if (option.dataset.create) { close(box); kontor.create(box, option.dataset.create); return; }
    const label = labelOf(option);
    if (many(box)) {
      const token = box.querySelector("template").content.firstElementChild.cloneNode(true);
      token.querySelector("span").textContent = label;
      token.querySelector("input").value = option.dataset.value;
      token.querySelector("button").setAttribute("aria-label", `${kontor.text("remove")}: ${label}`);
      box.querySelector(".tokens").append(token);
      inputOf(box).value = "";
      close(box);
      changed(token.querySelector("input"), option);
      return;
    }
    inputOf(box).value = label;
    stateOf(box).label = label;
    const shown = box.querySelector(".combobox-shown");
    if (shown) shown.value = label;
    close(box);
    inputOf(box).removeAttribute("aria-invalid");
    box.closest(".field")?.querySelectorAll(".field-error, a[data-create]").forEach((told) => told.remove());
    set(box, option.dataset.value, option);
  }

  function set(box, value, option) {
    const field = valueOf(box);
    const button = box.querySelector(".combobox-clear");
    if (button) button.hidden = !value;
    if (field.value === value) return;
    field.value = value;
    changed(field, option);
  }
  function changed(field, option) {
    field.dispatchEvent(new CustomEvent("change", { bubbles: true, detail: { option: option?.dataset || {} } }));
  }

  document.addEventListener("input", (event) => {
    const box = event.target.matches?.("[role=combobox]") && of(event.target);
    if (!box) return;
    if (!many(box) && event.target.value !== stateOf(box).label) { stateOf(box).label = ""; set(box, ""); }
    ask(box, 200);
  });

  document.addEventListener("keydown", (event) => {
    const box = event.target.matches?.("[role=combobox]") && of(event.target);
    if (!box || event.isComposing) return;
    const options = optionsOf(box);
    const at = options.indexOf(chosen(box));
    const done = () => { event.preventDefault(); event.stopPropagation(); };
    switch (event.key) {
      case "ArrowDown":
      case "ArrowUp": {
        done();
        if (!isOpen(box)) { ask(box, 0); return; }
        const by = event.key === "ArrowDown" ? 1 : -1;
        if (options.length) mark(box, options[(at < 0 && by < 0 ? options.length - 1 : at + by + options.length) % options.length]);
        return;
      }
      case "Enter":
        if (event.ctrlKey || event.metaKey) return;
        if (isOpen(box)) { done(); if (chosen(box)) choose(box, chosen(box)); }
        else if (box.closest("form#filters")) done();
        return;
      case "Tab":
        if (isOpen(box) && chosen(box)?.dataset.value) choose(box, chosen(box));
        return;
      case "Escape":
        if (isOpen(box)) { done(); close(box); }
        return;
      case "Backspace":
        if (many(box) && !event.target.value) box.querySelector(".token:last-child .token-remove")?.click();
    }
  });

  document.addEventListener("mousedown", (event) => {
    const option = event.target.closest?.("[data-combobox] [role=option]");
    if (!option) return;
    event.preventDefault();
    if (optionsOf(of(option)).includes(option)) choose(of(option), option);
  });

  document.addEventListener("click", (event) => {
    const input = event.target.closest?.("[data-combobox] [role=combobox]");
    if (input && !isOpen(of(input))) { input.select(); ask(of(input), 0); }
    const clear = event.target.closest?.(".combobox-clear");
    if (clear) {
      const box = of(clear);
      stateOf(box).label = "";
      inputOf(box).value = "";
      set(box, "");
      inputOf(box).focus();
    }
    const remove = event.target.closest?.(".token-remove");
    if (remove) {
      const box = of(remove);
      remove.closest(".token").remove();
      inputOf(box).focus();
      inputOf(box).dispatchEvent(new Event("change", { bubbles: true }));
    }
  });

  document.addEventListener("focusout", (event) => {
    const box = event.target.matches?.("[role=combobox]") && of(event.target);
    if (!box) return;
    close(box);
    // In a form the text stays: the server takes it when only one record is called so, and says so if not.
    if (many(box) || (box.closest("#filters") && !valueOf(box).value)) { event.target.value = ""; stateOf(box).label = ""; }
  });
  kontor.onContent((root) => kontor.all(root, "[data-combobox]").forEach(stateOf));

  /** Chooses a record that is not among the options: it has just been made. */
  kontor.take = (box, id, label) => {
    const option = document.createElement("li");
    Object.assign(option.dataset, { value: id, label });
    choose(box, option);
  };
})();
