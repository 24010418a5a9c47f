/* What was typed and not saved is never lost in silence: a dialog names it, and asks. */
kontor.unsaved = (function () {
  const WATCHED = "#main form[data-unsaved-warning], #dialog form[method=post]";
  const first = new WeakMap();
  let leaving = false;
  let asked = 0;

  const written = (form) => JSON.stringify([...new FormData(form).entries()]
    .filter(([name]) => name !== "csrf_token").map(([name, value]) => [name, value.name ?? value]));
  const changed = (form) => form.dataset.changed === "true" || (first.has(form) && first.get(form) !== written(form));
  /** The form within an element in which something is unsaved. */
  const within = (root, but) => [...root.querySelectorAll(WATCHED)].find((form) => form !== but && changed(form));

  kontor.onContent((root) => kontor.all(root, WATCHED).forEach((form) => {
    if (form.querySelector("[aria-invalid=true], .form-errors")) form.dataset.changed = "true";
    first.set(form, written(form));
  }));

  /** Asks what becomes of a form: "save", "discard" or "". */
  function ask(form) {
    const dialog = document.getElementById("unsaved");
    const name = form.closest("dialog") ? document.getElementById("dialog-title") : document.querySelector(".page-head h1, h1");
    dialog.querySelector("#unsaved-text").textContent = kontor.text("unsaved", { name: name?.textContent.trim() });
    dialog.returnValue = "";
    dialog.showModal();
    kontor.keys.arrived();
    const mine = ++asked;
    return new Promise((answer) => {
      dialog.addEventListener("close", function heard() {
        if (mine === asked && dialog.open) return; // that was the question before, told late
        dialog.removeEventListener("close", heard);
        answer(mine === asked ? dialog.returnValue : "");
      });
    });
  }

  /** Does it at once where nothing in the element is unsaved, else after it was asked for. */
  async function guard(act, root = document, but = null) {
    const form = within(root, but);
    if (!form) { act(); return; }
    if (document.getElementById("unsaved").open) return;
    const answer = await ask(form);
    if (answer === "save") form.requestSubmit(form.querySelector("[type=submit][data-key='ctrl+enter']"));
    if (answer !== "discard") return;
    delete form.dataset.changed;
    first.delete(form);
    leaving = !form.closest("dialog");
    act();
  }

  const plain = (event) => event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;

  /** Where a link leads away from this page, how it does. */
  function away(link) {
    if (link.matches("[data-dialog], [data-create], [data-dialog-close], [download], [target], [hx-get]") || link.origin !== location.origin) return null;
    if (link.matches("[data-leave]")) return () => kontor.trail.leave(link.href);
    if (link.matches("[data-up]")) return () => kontor.trail.up(link.href);
    if (link.hash && link.pathname + link.search === location.pathname + location.search) return null;
    return within(document) ? () => location.assign(link.href) : null;
  }

  document.addEventListener("click", (event) => {
    const closing = event.target.closest?.("#dialog [data-dialog-close], #dialog form[method=dialog] button");
    const dialog = closing?.closest("dialog");
    if (dialog && within(dialog)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      guard(() => dialog.close(), dialog);
      return;
    }
    const link = plain(event) && event.target.closest?.("a[href]");
    const act = link && !event.defaultPrevented && away(link);
    if (!act) return;
    event.preventDefault();
    guard(act);
  }, true);

  addEventListener("beforeunload", (event) => {
    if (!leaving && within(document)) event.preventDefault();
  });
  addEventListener("pageshow", () => { leaving = false; });

  return { guard, within, release() { leaving = true; } };
})();
