/* Tables one writes in: [data-lines] with a <template data-line> whose names carry __index__. */
(function () {
  const of = (element) => element?.closest?.("[data-lines]");
  const bodyOf = (table) => table.querySelector("[data-lines-body]") || table.querySelector("tbody");
  const rowsOf = (table) => [...bodyOf(table).querySelectorAll(":scope > [data-line]")];

  /** The next free number; gaps are fine, numbers are never used twice. */
  function nextIndex(table) {
    const used = [...table.querySelectorAll("[data-line]")].map((row) => Number(row.dataset.line)).filter(Number.isFinite);
    const next = Math.max(-1, Number(table.dataset.highest ?? -1), ...used) + 1;
    table.dataset.highest = String(next);
    return next;
  }

  function add(table, after) {
    const template = table.querySelector("template[data-line-template]");
    if (!template) return;
    const index = nextIndex(table);
    const holder = document.createElement("template");
    holder.innerHTML = template.innerHTML.replaceAll("__index__", String(index));
    const row = holder.content.firstElementChild;
    row.dataset.line = String(index);
    if (after) (errorsOf(after) || after).after(row); else bodyOf(table).append(row);
    htmx.process(row);
    row.querySelector("input:not([type=hidden]), select, textarea")?.focus();
    tell(table, "line_added", rowsOf(table).indexOf(row) + 1);
  }

  function remove(row) {
    const table = of(row);
    const rows = rowsOf(table);
    const at = rows.indexOf(row);
    errorsOf(row)?.remove();
    row.remove();
    const next = rows[at + 1] || rows[at - 1];
    const field = next?.querySelector("input:not([type=hidden]), select, textarea") || table.querySelector("[data-line-add]");
    field?.focus();
    tell(table, "line_removed", at + 1);
    if (!next && table.dataset.lines !== "optional") add(table);
  }

  const errorsOf = (row) => row.nextElementSibling?.matches("[data-errors-of]") ? row.nextElementSibling : null;

  // What was refused in a field is no longer said of it once something else stands there.
  document.addEventListener("input", (event) => {
    const row = event.target.closest?.("[data-line]");
    const errors = row && errorsOf(row);
    const own = errors && document.getElementById(`${event.target.id}-error`);
    if (!own) return;
    own.remove();
    event.target.removeAttribute("aria-invalid");
    if (!errors.querySelector(".field-error")) errors.remove();
  });

  function tell(table, name, number) {
    kontor.announce(kontor.text(name, { number }));
    table.dispatchEvent(new Event("input", { bubbles: true }));
  }

  document.addEventListener("click", (event) => {
    const adding = event.target.closest?.("[data-line-add]");
    const removing = event.target.closest?.("[data-line-remove]");
    // Without this script both buttons send the form, and the server adds or removes the line.
    if (adding || removing) event.preventDefault();
    if (adding && of(adding)) add(of(adding));
    if (removing) remove(removing.closest("[data-line]"));
  });

  // The sums name the fields they could not read: those are marked until they can.
  document.addEventListener("htmx:after:swap", () => {
    const unreadable = (document.getElementById("totals")?.dataset.unreadable || "").split(" ");
    document.querySelectorAll("[data-lines] [data-unread]").forEach((field) => {
      if (unreadable.includes(field.id)) return;
      field.removeAttribute("aria-invalid");
      delete field.dataset.unread;
    });
    unreadable.map((id) => document.getElementById(id)).forEach((field) => {
      if (!field || field.getAttribute("aria-invalid") === "true") return;
      field.setAttribute("aria-invalid", "true");
      field.dataset.unread = "";
    });
  });

  document.addEventListener("keydown", (event) => {
    const table = of(event.target);
    if (!table || event.isComposing || event.defaultPrevented) return;
    const row = event.target.closest("[data-line]");
    const rows = rowsOf(table);
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
    if (event.altKey && !event.ctrlKey && event.code === "KeyN") {
      event.preventDefault();
      add(table, row);
    } else if (row && event.altKey && event.key === "Delete") {
      event.preventDefault();
      remove(row);
    } else if (row && plain && event.key === "Enter" && event.target.matches("input")) {
      // Enter never sends a form from inside its lines: it goes down, and past the last line makes a new one.
      event.preventDefault();
      const below = rows[rows.indexOf(row) + 1];
      if (!below) { add(table); return; }
      const cells = (line) => [...line.querySelectorAll("input:not([type=hidden]), select, textarea")];
      cells(below)[cells(row).indexOf(event.target)]?.focus();
    }
  }, true);
})();
