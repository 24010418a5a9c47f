/* The actions of the row in focus, or of the page, as a menu: "." opens it, arrows and letters choose. */
(function () {
  const dialog = () => document.getElementById("actions");
  const entries = () => [...dialog().querySelectorAll("[role=menuitem]")];

  /** Everything on the page that has a key, and its first "+". */
  function ofPage() {
    const found = new Map();
    const add = document.querySelector("#main .add-link");
    const named = [...document.querySelectorAll("#main [data-key]")].filter(kontor.keys.usable).map((element) => [element, element.dataset.key]);
    for (const [element, shown] of add ? [...named, [add, add.dataset.key || "n"]] : named) {
      const key = kontor.keys.normal(shown);
      if (!found.has(key)) found.set(key, { label: kontor.keys.labelOf(element), shown, act: () => kontor.keys.follow(element) });
    }
    const last = found.get("delete");
    return [...[...found.values()].filter((one) => one !== last), ...(last ? [last] : [])];
  }

  function open(title, actions) {
    if (!actions.length || dialog().open) return false;
    dialog().querySelector("h2").textContent = title;
    dialog().querySelector("[role=menu]").replaceChildren(...actions.map(({ label, shown, act }) => {
      const entry = document.createElement("button");
      entry.type = "button";
      entry.className = "popup-entry";
      entry.setAttribute("role", "menuitem");
      entry.dataset.key = shown;
      entry.tabIndex = -1;
      entry.append(label, ...kontor.keys.drawn(shown));
      entry.addEventListener("click", () => { dialog().close(); act(); });
      return entry;
    }));
    dialog().showModal();
    entries()[0].focus();
    return true;
  }

  kontor.commands.actions = function () {
    const row = kontor.rows.current();
    if (row) return open(kontor.rows.titleOf(row), kontor.rows.actionsOf(row));
    return open(document.querySelector("h1")?.textContent.trim() || kontor.text("actions_of_page"), ofPage());
  };

  document.addEventListener("keydown", (event) => {
    if (!event.target.closest?.("#actions [role=menu]") || event.defaultPrevented) return;
    const all = entries();
    const at = all.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 + all.length, Home: 0, End: all.length - 1 }[event.key];
    const meant = all.find((entry) => kontor.keys.normal(entry.dataset.key) === kontor.keys.combination(event));
    if (event.key === "Tab") dialog().close();
    else if (to !== undefined) all[to % all.length].focus();
    else if (meant && event.key !== "Enter") meant.click();
    else return;
    event.preventDefault();
  });
})();
