/* Where Back leads: a form that was saved leaves the history, and the pages of what is deleted are passed by. */
kontor.trail = (function () {
  const read = (name, otherwise) => JSON.parse(sessionStorage.getItem(name) || "null") ?? otherwise;
  const write = (name, value) => sessionStorage.setItem(name, JSON.stringify(value));
  const at = (address) => new URL(address, location.href);
  const leadsTo = (address, target) =>
    at(address).pathname === target.pathname && (!target.search || at(address).search === target.search);

  /** What is gone of which this is a page. */
  const goneAt = (path) => read("kontor:gone", []).find((one) => path === one.place || path.startsWith(`${one.place}/`));
  function lose(place, to) {
    write("kontor:gone", [...read("kontor:gone", []).filter((one) => one.place !== place), { place, to }].slice(-40));
  }

  /** The addresses before this one, the nearest first; where the browser does not tell, the one that led here. */
  function earlier() {
    const { navigation } = window;
    if (navigation?.currentEntry) return navigation.entries().slice(0, navigation.currentEntry.index).map((one) => one.url).reverse();
    return document.referrer.startsWith(`${location.origin}/`) ? [document.referrer] : [];
  }

  /** Goes back to the nearest page that is still there, if that is the one. */
  function backTo(target) {
    const before = earlier();
    const steps = before.findIndex((one) => one && !goneAt(at(one).pathname));
    if (steps < 0 || !leadsTo(before[steps], target)) return false;
    write("kontor:stale", true);
    history.go(-steps - 1);
    return true;
  }

  function anew(target) {
    const here = location.pathname + location.search;
    if (!target.hash) { location.replace(here); return; }
    history.replaceState(history.state, "", here + target.hash);
    location.reload();
  }

  /** On to a page, which takes the place of this one in the history: back, if we came from there. */
  function leave(address) {
    const target = at(address);
    if (leadsTo(location.href, target)) anew(target);
    else if (!backTo(target)) location.replace(target);
  }
  function go(address) {
    const target = at(address);
    if (leadsTo(location.href, target)) anew(target); else location.assign(target);
  }

  /** Up to a list, with the filters that it had last in this tab, and to the row of this record. */
  function up(address) {
    const target = at(address);
    const id = location.pathname.slice(target.pathname.length + 1).split("/")[0];
    kontor.rows.remember(target.pathname, `row-${id}`);
    if (!backTo(target)) location.assign(read("kontor:lists", {})[target.pathname] || target);
  }

  document.addEventListener("htmx:after:request", (event) => {
    const { hx, sourceElement } = event.detail.ctx;
    if (!hx?.redirect) return;
    event.preventDefault();
    if (hx.gone) lose(hx.gone, hx.redirect);
    kontor.unsaved.release();
    const form = sourceElement?.matches?.("form[data-unsaved-warning], .dialog-page form") && !sourceElement.closest("dialog");
    setTimeout(() => (form || goneAt(location.pathname) ? leave : go)(hx.redirect));
  });
  document.addEventListener("kontor:gone", (event) => {
    lose(event.detail.place, event.detail.to);
    if (goneAt(location.pathname)) leave(event.detail.to);
  });

  /** Where a page of what is gone was come by with Back or Forward, the way goes on. */
  function pass() {
    const lost = goneAt(location.pathname);
    if (!lost) return;
    const { navigation } = window;
    const forward = navigation?.activation?.from && navigation.activation.entry.index > navigation.activation.from.index;
    if (forward && navigation.canGoForward) history.forward();
    else if (navigation ? navigation.canGoBack : history.length > 1) history.back();
    else location.replace(lost.to);
  }
  if (performance.getEntriesByType("navigation")[0]?.type === "back_forward") pass();

  function note() {
    if (!document.getElementById("filters")) return;
    write("kontor:lists", { ...read("kontor:lists", {}), [location.pathname]: location.pathname + location.search });
  }
  for (const name of ["htmx:after:history:push", "htmx:after:history:replace"]) document.addEventListener(name, note);

  addEventListener("pageshow", (event) => {
    const stale = read("kontor:stale", false);
    sessionStorage.removeItem("kontor:stale");
    if (event.persisted && stale) location.reload();
    else if (event.persisted) pass();
    note();
  });

  return { leave, up, read, write };
})();
