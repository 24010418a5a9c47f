/* Binds the keys: rows of the help table (tr[data-command]) and every [data-key] that can be used. */
kontor.keys = (function () {
  const names = {
    strg: "ctrl", "⌘": "ctrl", cmd: "ctrl", umschalt: "shift", "⇧": "shift", eingabe: "enter", "↵": "enter", esc: "escape",
    "↓": "arrowdown", "↑": "arrowup", "→": "arrowright", "←": "arrowleft", pos1: "home", ende: "end", entf: "delete", space: " ",
  };
  const normal = (key) => key.toLowerCase().split(" ").map((step) =>
    step === "+" ? step : step.split("+").map((part) => names[part] || part).join("+")).join(" ");

  const commands = {
    "search": focusSearch,
    "timer": toggleTimer,
    "new": () => follow(document.querySelector("#main .add-link")),
    "up": leave,
  };
  kontor.commands = commands;

  let started = "";
  let startedAt = 0;

  const FIELDS = "textarea, select, [contenteditable]:not([contenteditable=false]), input:not([type=checkbox], [type=radio], [type=button], [type=submit])";
  const typing = (element) => element?.closest?.(FIELDS);
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
  /** What is seen, and what a menu holds: the main one and that of the further actions. */
  function usable(element) {
    return kontor.visible(element) || element.closest(".sidebar, .further") !== null;
  }
  function follow(element) {
    if (!element) return false;
    if (element.matches("a[href]:not([hx-get], [download])")) expect();
    if (element.matches("input, textarea, select")) element.focus(); else element.click();
    return true;
  }
  const press = (key) => follow(keyed(key));

  function commandOf(key) {
    for (const row of document.querySelectorAll("#help tr[data-command]")) {
      if (JSON.parse(row.dataset.keys).some((shown) => normal(shown) === key)) return row.dataset.command;
    }
    return null;
  }

  function run(key) {
    const inside = scope() !== document;
    const command = commandOf(key);
    if (!inside && command === "timer" && document.querySelector("#timer .running")) return toggleTimer() !== false;
    if (press(key)) return true;
    if (inside && command !== "up") return false;
    return Boolean(commands[command]) && commands[command]() !== false;
  }

  /** Whether a sequence such as "g k" begins with this key. */
  function begins(key) {
    const longer = (text) => normal(text).startsWith(key + " ");
    return [...document.querySelectorAll("[data-key]")].some((element) => longer(element.dataset.key)) ||
      [...document.querySelectorAll("#help tr[data-keys]")].some((row) => JSON.parse(row.dataset.keys).some(longer));
  }

  // A key that opens something: what is pressed before it is there is meant for nobody, and the same key once more neither.
  const TWICE = 350, LONGEST = 1500;
  let opening = null;
  let stray = null;
  let pressed = null;

  function expect() {
    if (!pressed) return;
    opening = pressed;
    sessionStorage.setItem("kontor:pressed", JSON.stringify(pressed));
  }
  /** What a key has opened is there. */
  function arrived() {
    const kept = opening || JSON.parse(sessionStorage.getItem("kontor:pressed") || "null");
    sessionStorage.removeItem("kontor:pressed");
    opening = null;
    stray = kept && Date.now() - kept.at < LONGEST ? kept : null;
  }
  arrived();

  document.addEventListener("keydown", (event) => {
    if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) { stray = null; return; }
    const lost = stray && stray.key === event.key && (event.repeat || Date.now() - stray.at < TWICE);
    if (!event.repeat) stray = null;
    if (lost || (opening && Date.now() - opening.at < LONGEST && !typing(event.target))) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }, true);

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || ["Control", "Shift", "Alt", "Meta", "AltGraph"].includes(event.key)) return;
    const key = combination(event);
    const chord = /^(ctrl|alt)\+/.test(key);
    const single = !chord && event.key.length === 1;
    if (event.key === "Escape" && escape(event)) { event.preventDefault(); return; }
    if (!chord && typing(event.target)) return;
    if (single && !singleKeys()) return;
    pressed = { key: event.key, at: Date.now() };
    if (single && event.target.closest?.("[role=listbox], [role=menu]")) return;
    if (single && started && Date.now() - startedAt < 1500) {
      const sequence = `${started} ${key}`;
      started = "";
      if (scope() === document && run(sequence)) { event.preventDefault(); return; }
    }
    if (single && scope() === document && begins(key)) { started = key; startedAt = Date.now(); return; }
    started = "";
    if (single && key === " ") return;
    if (kontor.rows?.key(event, key) || ((single || chord || key === "delete") && run(key))) event.preventDefault();
  });

  /** Esc leaves a field, then the form. Open lists, menus and dialogs without a change look after themselves. */
  function escape(event) {
    const field = event.target.closest?.("input, select, textarea, [contenteditable]:not([contenteditable=false])");
    const dialog = scope() === document ? null : scope();
    if (dialog ? !kontor.unsaved.within(dialog) : document.querySelector(".sidebar-open")) return false;
    if (event.target.closest?.("[data-menu][open], [aria-expanded=true]")) return false;
    if (!field) return (dialog || cancelLink()) ? leave() !== false : false;
    field.blur();
    if (field.closest("#filters")) kontor.rows.first();
    return true;
  }

  const cancelLink = () => document.querySelector("#main :is(form, .dialog-page) [data-leave]");
  /** Away from a dialog or form, which asks where something is unsaved. */
  function leave() {
    const dialog = document.querySelector("#dialog[open]");
    if (dialog) { kontor.unsaved.guard(() => dialog.close(), dialog); return true; }
    return scope() === document && cancelLink() ? follow(cancelLink()) : false;
  }

  function focusSearch() {
    const field = document.getElementById("search");
    if (!field) return false;
    field.focus();
    field.select();
  }

  function toggleTimer() {
    return follow(document.querySelector("#timer [data-timer-toggle]"));
  }

  return { normal, combination, usable, follow, arrived, expect };
})();
