/* Short messages at the edge of the page: announced, closable; good news leaves by itself. */
(function () {
  const page = () => document.getElementById("toasts");

  /** The page's region, or one inside the open dialog: what is outside of that can be neither seen well nor used. */
  function region() {
    const dialog = [...document.querySelectorAll("dialog[open]")].pop();
    if (!dialog) return page();
    let inside = dialog.querySelector(":scope > .toasts");
    if (!inside) {
      inside = document.createElement("div");
      inside.className = "toasts";
      dialog.append(inside);
    }
    return inside;
  }
  document.addEventListener("close", (event) => {
    const inside = event.target.querySelector?.(":scope > .toasts");
    if (!inside) return;
    page().append(...inside.children);
    inside.remove();
  }, true);

  /** links: [{href, label}], where what the text asks for can be done; such a message stays. */
  function add(kind, text, links = []) {
    if (!page() || !text) return;
    document.querySelectorAll(".toasts > *").forEach((other) => other.remove()); // one at a time
    const toast = document.createElement("div");
    toast.className = `toast-note toast-${kind}`;
    toast.setAttribute("role", kind === "error" ? "alert" : "status");
    region().append(toast);
    const words = document.createElement("p");
    toast.append(words);
    words.textContent = text;
    for (const { href, label } of links) {
      const link = Object.assign(document.createElement("a"), { href, className: "mend", textContent: label });
      words.append(" ", link);
    }
    dress(toast);
  }

  function dress(toast) {
    if (toast.querySelector("button")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "toast-close";
    button.setAttribute("aria-label", kontor.text("close"));
    button.textContent = "×";
    button.addEventListener("click", () => toast.remove());
    toast.append(button);
    if (toast.classList.contains("toast-error") || toast.querySelector("p a")) return;
    let timer;
    const leave = () => { timer = setTimeout(() => toast.remove(), 7000); };
    const stay = () => clearTimeout(timer);
    for (const name of ["mouseenter", "focusin"]) toast.addEventListener(name, stay);
    for (const name of ["mouseleave", "focusout"]) toast.addEventListener(name, leave);
    leave();
  }

  kontor.toast = add;
  kontor.onContent((root) => {
    const shown = kontor.all(root, "#toasts .toast-note");
    shown.slice(0, -1).forEach((toast) => toast.remove());
    shown.slice(-1).forEach((toast) => {
      if (toast.querySelector("button")) return;
      dress(toast);
      kontor.announce(toast.querySelector("p").textContent);
    });
  });

  document.addEventListener("kontor:toast", (event) => add(event.detail.kind || "info", event.detail.text, event.detail.links));
  document.addEventListener("htmx:error", (event) => {
    const { ctx } = event.detail;
    add("error", kontor.text(ctx && !ctx.response ? "offline" : "failed"));
  });
  // An error page that brings no message of its own must not fail in silence.
  document.addEventListener("htmx:response:error", (event) => {
    const { ctx } = event.detail;
    const said = ctx.target?.closest?.("#sign-in") ? [401, 409, 422, 429] : [409, 422];
    if (!said.includes(ctx.response.status) && !ctx.hx.trigger) {
      ctx.hx.reswap = "none";
      add("error", kontor.text("failed"));
    }
  });
})();
