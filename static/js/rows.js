/* Rows of a list: moving with j/k and arrows (roving tabindex), opening, and finding back to them. */
kontor.rows = (function () {
  const all = () => [...document.querySelectorAll("[data-rows] tbody tr[data-href]")];
  const current = () => document.activeElement?.closest?.("[data-rows] tbody tr[data-href]");
  const store = "kontor:row";

  function go(row) {
    if (!row) return false;
    all().forEach((other) => { other.tabIndex = other === row ? 0 : -1; });
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
    return true;
  }
  function step(by) {
    const rows = all();
    const at = rows.indexOf(current());
    if (at < 0) return go(rows.find((row) => row.tabIndex === 0) || rows[0]);
    return go(rows[at + by]) || true;
  }
  function open(row) {
    if (!row) return false;
    (row.querySelector("a.row-link, a[href]") || row).click();
    return true;
  }

  /** The button of the row in focus whose key this is. */
  function press(row, name) {
    const button = row && [...row.querySelectorAll("[data-row-key]")].find((one) => one.dataset.rowKey === name);
    button?.click();
    return Boolean(button);
  }

  Object.assign(kontor.commands, {
    "next-row": () => step(1),
    "previous-row": () => step(-1),
    "first-row": () => go(all()[0]),
    "last-row": () => go(all().pop()),
    "open-row": () => open(current()),
  });

  /** Arrows, Home, End and Enter; they work with single keys switched off too. */
  function key(event, name) {
    const row = current();
    const free = document.activeElement === document.body || document.activeElement?.id === "main";
    if (!row && !(free && /^arrow(down|up)$/.test(name))) return false;
    switch (name) {
      case "arrowdown": return all().length > 0 && step(1);
      case "arrowup": return all().length > 0 && step(-1);
      case "home": return go(all()[0]);
      case "end": return go(all().pop());
      case "enter": return event.target === row && open(row);
      default: return press(row, name);
    }
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && event.target.id === "search" && go(all()[0])) event.preventDefault();
  });

  function remember(row) {
    if (row?.id) sessionStorage.setItem(store, JSON.stringify({ path: location.pathname, id: row.id }));
  }
  document.addEventListener("click", (event) => {
    const row = event.target.closest?.("[data-rows] tr[data-href]");
    if (!row) return;
    remember(row);
    if (event.target.closest("a, button, input, label, select") || getSelection().toString()) return;
    if (event.ctrlKey || event.metaKey) window.open(row.dataset.href, "_blank", "noopener");
    else location.assign(row.dataset.href);
  });
  document.addEventListener("focusin", (event) => {
    const row = event.target.closest?.("[data-rows] tr[data-href]");
    if (row) all().forEach((other) => { other.tabIndex = other === row ? 0 : -1; });
  });

  /** Back from a record: its row has the focus again. */
  addEventListener("pageshow", () => {
    const kept = JSON.parse(sessionStorage.getItem(store) || "null");
    if (!kept || kept.path !== location.pathname) return;
    sessionStorage.removeItem(store);
    const below = document.referrer.startsWith(`${location.origin}${kept.path}/`);
    const back = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
    if (below || back) go(document.getElementById(kept.id));
  });

  // A list or panel that renews itself keeps the focus: on the same record, or at least in the same place.
  let lost = null;
  document.addEventListener("htmx:before:swap", (event) => {
    const { target } = event.detail.ctx;
    const focused = document.activeElement;
    if (!target?.matches?.(".panel-body, #results") || !target.contains(focused)) return;
    lost = { element: focused, id: focused.id, href: focused.getAttribute("href"), panel: target.closest(".panel")?.id, at: all().indexOf(current()) };
  });
  document.addEventListener("htmx:after:swap", () => {
    if (!lost || lost.element.isConnected) return;
    const { id, href, panel, at } = lost;
    lost = null;
    if (document.activeElement !== document.body) return;
    const place = document.getElementById(panel || "main");
    const same = id ? document.getElementById(id) : href && [...place.querySelectorAll("a[href]")].findLast((link) => link.getAttribute("href") === href);
    if (!same && at >= 0 && go(all()[Math.min(at, all().length - 1)])) return;
    (same || place.querySelector(".sheet-head h2 a") || document.getElementById("main")).focus({ preventScroll: true });
  });

  // A list wider than its sheet scrolls sideways; its head cannot stick then.
  function fit() {
    document.querySelectorAll(".table-sheet").forEach((sheet) => {
      sheet.classList.remove("table-sheet-wide");
      const table = sheet.querySelector("table");
      sheet.classList.toggle("table-sheet-wide", table !== null && table.offsetWidth > sheet.clientWidth + 1);
    });
  }
  kontor.onContent((root) => { if (root.querySelector(".table-sheet")) fit(); });
  addEventListener("resize", fit);

  return { key, first: () => go(all()[0]) };
})();
