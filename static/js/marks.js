/* A row that was just made or changed is marked for a moment, in the list that one comes back to. */
(function () {
  const store = "kontor:made";
  const LONGEST = 120000;
  const SHOWN = 4000;

  function keep(id) {
    if (id) sessionStorage.setItem(store, JSON.stringify({ id, at: Date.now() }));
  }

  function mark(root) {
    const kept = JSON.parse(sessionStorage.getItem(store) || "null");
    if (!kept) return;
    if (Date.now() - kept.at > LONGEST) { sessionStorage.removeItem(store); return; }
    const [row] = kontor.all(root, `#row-${CSS.escape(kept.id)}`);
    if (!row) return;
    sessionStorage.removeItem(store);
    row.classList.add("row-made");
    setTimeout(() => row.classList.remove("row-made"), SHOWN);
  }

  kontor.onContent((root) => {
    if (root === document.body) keep(document.getElementById("toasts")?.dataset.made);
    mark(root);
  });
  document.addEventListener("kontor:made", (event) => keep(event.detail.id));
  // Back to a page that the browser had kept: nothing of it is new content.
  addEventListener("pageshow", (event) => { if (event.persisted) mark(document.body); });
})();
