/* Rows of a list: moving with j/k and arrows (roving tabindex) from page to page, their actions, and finding back to them. */
kontor.rows = (function () {
  const all = () => [...document.querySelectorAll("[data-rows] tbody tr[data-href]")];
  const current = () => document.activeElement?.closest?.("[data-rows] tbody tr[data-href]");

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
    return go(rows[at + by]) || turn(by) || true;
  }
  /** Beyond the last row the list goes on with its next page, and before the first with the one before. */
  let turned = null;
  function turn(by) {
    const link = document.getElementById(by > 0 ? "next-page" : "previous-page");
    if (!link || turned) return false;
    turned = { by };
    link.click();
    return true;
  }
  function open(row) {
    if (!row) return false;
    (row.querySelector("a.row-link, a[href]") || row).click();
    return true;
  }

  const titleOf = (row) => (row.querySelector("a.row-link") || row).textContent.trim();

  /** What can be done with a row: the actions of its list that are for it, and its button. */
  function actionsOf(row) {
    const template = row.closest("#results")?.querySelector("template[data-row-actions]");
    const without = (row.dataset.without || "").split(" ");
    const found = [...(template?.content.children || [])].filter((one) => !without.includes(one.dataset.name)).map((one) => ({
      name: one.dataset.name, label: one.textContent.trim(), shown: one.dataset.rowKey, act: () => follow(row, one),
    }));
    const buttons = [...row.querySelectorAll("[data-row-key]")].map((button) => ({
      label: kontor.keys.labelOf(button), shown: button.dataset.rowKey, act: () => button.click(),
    }));
    const last = found.filter((one) => one.name === "delete");
    return [...found.filter((one) => one.name !== "delete"), ...buttons, ...last];
  }
  function follow(row, action) {
    const address = action.getAttribute("href").replace("__row__", row.id.replace("row-", ""));
    remember(location.pathname, row.id, all().indexOf(row));
    kontor.keys.expect();
    if (action.hasAttribute("data-dialog")) kontor.dialogs.open(address, row); else location.assign(address);
  }
  function press(row, name) {
    const action = row && actionsOf(row).find((one) => kontor.keys.normal(one.shown) === name);
    action?.act();
    return Boolean(action);
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

  /** The row to come back to on a list. */
  function remember(path, id, at = -1) {
    kontor.trail.write("kontor:rows", { ...kontor.trail.read("kontor:rows", {}), [path]: { id, at } });
  }
  document.addEventListener("click", (event) => {
    const row = event.target.closest?.("[data-rows] tr[data-href]");
    if (!row) return;
    remember(location.pathname, row.id, all().indexOf(row));
    if (event.target.closest("a, button, input, label, select") || getSelection().toString()) return;
    if (event.ctrlKey || event.metaKey) window.open(row.dataset.href, "_blank", "noopener");
    else location.assign(row.dataset.href);
  });
  document.addEventListener("focusin", (event) => {
    const row = event.target.closest?.("[data-rows] tr[data-href]");
    if (row) all().forEach((other) => { other.tabIndex = other === row ? 0 : -1; });
  });

  /** Back from a record, or after it was deleted: its row has the focus again, or the one that stands there now. */
  addEventListener("pageshow", () => {
    const rows = kontor.trail.read("kontor:rows", {});
    const kept = rows[location.pathname];
    if (!kept || !all().length) return;
    delete rows[location.pathname];
    kontor.trail.write("kontor:rows", rows);
    const came = document.referrer.startsWith(`${location.origin}${location.pathname}`);
    const back = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
    if (came || back) go(document.getElementById(kept.id) || (kept.at < 0 ? null : all()[Math.min(kept.at, all().length - 1)]));
  });

  // A list or panel that renews itself keeps the focus: on the same record, or at least in the same place.
  let lost = null;
  document.addEventListener("htmx:before:swap", (event) => {
    const { target } = event.detail.ctx;
    const focused = document.activeElement;
    if (!target?.matches?.(".panel-body, #results") || !target.contains(focused)) return;
    lost = { element: focused, id: focused.id, href: focused.getAttribute("href"), panel: target.closest(".panel")?.id, at: all().indexOf(current()) };
  });
  document.addEventListener("htmx:after:swap", (event) => {
    if (turned && event.detail.ctx.target?.id === "results") {
      const { by } = turned;
      turned = lost = null;
      go(by > 0 ? all()[0] : all().pop());
      return;
    }
    if (!lost || lost.element.isConnected) return;
    const { id, href, panel, at } = lost;
    lost = null;
    if (document.activeElement !== document.body) return;
    const place = document.getElementById(panel || "main");
    const same = id ? document.getElementById(id) : href && [...place.querySelectorAll("a[href]")].findLast((link) => link.getAttribute("href") === href);
    if (!same && at >= 0 && go(all()[Math.min(at, all().length - 1)])) return;
    (same || place.querySelector(".sheet-head h2 a") || document.getElementById("main")).focus({ preventScroll: true });
  });

  document.addEventListener("htmx:finally:request", (event) => {
    if (event.detail.ctx.sourceElement?.matches?.(".pager-step")) turned = null; // others end meanwhile, too
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

  return { key, current, titleOf, actionsOf, remember, first: () => go(all()[0]) };
})();
