/* The help dialog: the table of all keys, and those of this page. */
(function () {
  /** What an element does, as the person reads it. */
  kontor.keys.labelOf = function (element) {
    const copy = element.cloneNode(true);
    copy.querySelectorAll("kbd, svg, [aria-hidden=true]").forEach((part) => part.remove());
    return element.dataset.keyLabel || element.getAttribute("aria-label") || copy.textContent.replace(/\s+/g, " ").trim();
  };
  /** The keys as they are drawn. */
  kontor.keys.drawn = (shown) => shown.split(/[ +]/).map((part) => {
    const kbd = document.createElement("kbd");
    kbd.textContent = part.length > 1 ? kontor.text("key_" + part.toLowerCase()) || part : part;
    return kbd;
  });

  kontor.commands.help = function () {
    const help = document.getElementById("help");
    if (!help || help.open) return false;
    help.querySelectorAll("[data-made]").forEach((table) => table.remove());
    const bound = new Set();
    help.querySelectorAll("tr[data-command]").forEach((row) => JSON.parse(row.dataset.keys).forEach((key) => bound.add(kontor.keys.normal(key))));
    add(kontor.text("this_page"), "#main :is([data-key], [data-row-key]), .topbar [data-key]", bound, true);
    add(kontor.text("go_to"), ".menu [data-key]", bound, false);
    help.showModal();
  };

  function add(title, selector, bound, first) {
    const rows = new Map();
    document.querySelectorAll(selector).forEach((element) => {
      const shown = element.dataset.key || element.dataset.rowKey;
      const key = kontor.keys.normal(shown);
      if (!bound.has(key) && !rows.has(key) && kontor.keys.usable(element)) rows.set(key, [kontor.keys.labelOf(element), shown]);
    });
    if (!rows.size) return;
    const table = document.createElement("table");
    table.className = "help-table";
    table.dataset.made = "";
    table.createCaption().textContent = title;
    const body = table.createTBody();
    for (const [label, shown] of rows.values()) {
      const row = body.insertRow();
      const head = document.createElement("th");
      head.scope = "row";
      head.textContent = label;
      row.append(head);
      row.insertCell().append(...kontor.keys.drawn(shown));
    }
    const groups = document.getElementById("help-groups");
    if (first) groups.prepend(table); else groups.append(table);
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-help]")) kontor.commands.help();
  });
})();
