/* Binds the keys: rows of the help table (tr[data-command]) and every visible [data-key]. */
(function () {
  const names = {
    strg: "ctrl", "⌘": "ctrl", cmd: "ctrl", umschalt: "shift", "⇧": "shift", eingabe: "enter", "↵": "enter", esc: "escape",
    "↓": "arrowdown", "↑": "arrowup", "→": "arrowright", "←": "arrowleft", pos1: "home", ende: "end", entf: "delete", space: " ",
  };
  const normal = (key) => key.toLowerCase().split(" ").map((step) =>
    step === "+" ? step : step.split("+").map((part) => names[part] || part).join("+")).join(" ");

  const commands = {
    "help": openHelp,
    "search": focusSearch,
    "focus-search": focusSearch,
    "new": () => press("n"),
    "edit": () => press("e"),
    "next-page": () => press("]"),
    "previous-page": () => press("["),
    "save": () => press("ctrl+enter"),
    "save-and-new": () => press("ctrl+shift+enter"),
    "timer": toggleTimer,
    "toggle-timer": toggleTimer,
  };
  kontor.commands = commands;

  let started = "";
  let startedAt = 0;

  const typing = (element) => element?.closest?.("textarea, select, [contenteditable]:not([contenteditable=false]), input:not([type=checkbox]):not([type=radio]):not([type=button]):not([type=submit])");
  const singleKeys = () => document.body.dataset.singleKeys !== "off";

  /** "ctrl+enter", "j", "[" … The layout's way to a sign ([ is AltGr+8 in German) does not matter. */
  function combination(event) {
    let key = event.key.toLowerCase();
    const sign = key.length === 1 && !/[a-z0-9 ]/.test(key);
    const altGraph = event.getModifierState("AltGraph");
    const parts = [];
    if ((event.ctrlKey || event.metaKey) && !altGraph) parts.push("ctrl");
    if (event.altKey && !altGraph && (!sign || /^Key/.test(event.code)) ) {
      parts.push("alt");
      if (/^Key[A-Z]$/.test(event.code)) key = event.code.slice(3).toLowerCase();
    }
    if (event.shiftKey && !sign) parts.push("shift");
    return [...parts, key].join("+");
  }

  const scope = () => [...document.querySelectorAll("dialog[open]")].pop() || document;

  function keyed(key) {
    return [...scope().querySelectorAll("[data-key]")].find((element) => normal(element.dataset.key) === key && usable(element));
  }
  function usable(element) {
    return kontor.visible(element) || element.closest(".sidebar") !== null;
  }
  function press(key) {
    const element = keyed(key);
    if (!element) return false;
    if (element.matches("input, textarea, select")) element.focus(); else element.click();
    return true;
  }

  function commandOf(key) {
    for (const row of document.querySelectorAll("#help tr[data-command]")) {
      if (JSON.parse(row.dataset.keys).some((shown) => normal(shown) === key)) return row.dataset.command;
    }
    return null;
  }

  function run(key) {
    if (press(key)) return true;
    if (scope() !== document) return false;
    const command = commandOf(key);
    if (!command) return false;
    if (commands[command]) return commands[command]() !== false;
    return !document.dispatchEvent(new CustomEvent("kontor:command", { detail: { command }, cancelable: true }));
  }

  /** Whether a sequence such as "g k" begins with this key. */
  function begins(key) {
    const longer = (text) => normal(text).startsWith(key + " ");
    return [...document.querySelectorAll("[data-key]")].some((element) => longer(element.dataset.key)) ||
      [...document.querySelectorAll("#help tr[data-keys]")].some((row) => JSON.parse(row.dataset.keys).some(longer));
  }

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || ["Control", "Shift", "Alt", "Meta", "AltGraph"].includes(event.key)) return;
    const key = combination(event);
    const chord = /^(ctrl|alt)\+/.test(key);
    const single = !chord && event.key.length === 1;
    if (event.key === "Escape" && escape(event)) { event.preventDefault(); return; }
    if (!chord && typing(event.target)) return;
    if (single && !singleKeys()) return;
    if (single && event.target.closest?.("[role=listbox], [role=menu]")) return;
    if (single && started && Date.now() - startedAt < 1500) {
      const sequence = `${started} ${key}`;
      started = "";
      if (scope() === document && run(sequence)) { event.preventDefault(); return; }
    }
    if (single && scope() === document && begins(key)) { started = key; startedAt = Date.now(); return; }
    started = "";
    if (single && key === " ") return;
    if (kontor.rows?.key(event, key) || ((single || chord) && run(key))) event.preventDefault();
  });

  /** Esc leaves a field of the filter bar; menus and dialogs look after themselves. */
  function escape(event) {
    const field = event.target;
    if (!field.closest?.("#filters") || field.closest("[data-menu], dialog") || !typing(field)) return false;
    field.blur();
    kontor.rows?.first();
    return true;
  }

  function focusSearch() {
    const field = document.getElementById("search");
    if (!field) return false;
    field.focus();
    field.select();
  }

  function toggleTimer() {
    const control = document.querySelector("#timer [data-timer-toggle]");
    if (!control) return false;
    control.click();
  }

  function openHelp() {
    const help = document.getElementById("help");
    if (!help || help.open) return false;
    help.querySelectorAll("[data-made]").forEach((table) => table.remove());
    const listed = new Set();
    help.querySelectorAll("tr[data-keys]").forEach((row) => JSON.parse(row.dataset.keys).forEach((key) => listed.add(normal(key))));
    addTable(kontor.text("this_page"), "#main :is([data-key], [data-row-key]), .topbar [data-key]", listed, true);
    addTable(kontor.text("go_to"), ".menu [data-key]", listed, false);
    help.showModal();
  }

  function addTable(title, selector, listed, first) {
    const rows = new Map();
    document.querySelectorAll(selector).forEach((element) => {
      const shown = element.dataset.key || element.dataset.rowKey;
      const key = normal(shown);
      if (listed.has(key) || rows.has(key) || !usable(element)) return;
      const copy = element.cloneNode(true);
      copy.querySelectorAll("kbd, svg, [aria-hidden=true]").forEach((part) => part.remove());
      rows.set(key, [element.dataset.keyLabel || element.getAttribute("aria-label") || copy.textContent.trim(), shown]);
    });
    if (!rows.size) return;
    const table = document.createElement("table");
    table.className = "help-table";
    table.dataset.made = "";
    table.createCaption().textContent = title;
    const body = table.createTBody();
    for (const [label, keys] of rows.values()) {
      const row = body.insertRow();
      const head = document.createElement("th");
      head.scope = "row";
      head.textContent = label;
      row.append(head);
      const cell = row.insertCell();
      keys.split(/[ +]/).forEach((part) => {
        const kbd = document.createElement("kbd");
        kbd.textContent = part.length > 1 ? kontor.text("key_" + part) || part : part;
        cell.append(kbd);
      });
    }
    const groups = help_groups();
    if (first) groups.prepend(table); else groups.append(table);
  }
  const help_groups = () => document.getElementById("help-groups");

  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-help]")) openHelp();
  });
})();
