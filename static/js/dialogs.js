/* Pages shown in a dialog: links with data-dialog, forms inside, and signing in again. */
kontor.dialogs = (function () {
  const frame = () => document.getElementById("dialog");
  const signIn = () => document.getElementById("sign-in");
  let opener = null;

  /** Fetches a page's block "dialog" into the frame; forms go the same way with source and event. */
  function load(dialog, method, url, options = {}) {
    const body = dialog.querySelector(".dialog-body");
    if (dialog === signIn()) url = inLanguage(url);
    return htmx.ajax(method, url, { target: body, swap: "innerHTML", headers: { "HX-Target": "div#dialog-body" }, ...options });
  }
  /** Whoever must sign in again is nobody to the server: the page says in which language. */
  function inLanguage(address) {
    const url = new URL(address, location.href);
    url.searchParams.set("lang", document.documentElement.lang);
    return url.href;
  }
  function show(dialog) {
    if (!dialog.open && dialog.querySelector(".dialog-body").childElementCount) {
      dialog.showModal();
      focusFirst(dialog);
    }
    kontor.keys.arrived();
  }
  function focusFirst(dialog) {
    const email = dialog.dataset.email && dialog.querySelector("input[name=email]");
    if (email && !email.value) email.value = dialog.dataset.email;
    // Where nothing is to be typed (a question), the way back comes first.
    const wanted = dialog.querySelector("[aria-invalid=true], [autofocus]") ||
      (email && dialog.querySelector("input[type=password]")) ||
      dialog.querySelector(".dialog-body :is(input:not([type=hidden]), select, textarea)") ||
      dialog.querySelector(".dialog-body [data-dialog-close]") ||
      dialog.querySelector(".dialog-content :is(button, a[href]), .dialog-body form[method=post] button");
    kontor.enter(wanted);
  }
  /** Shows a page in the dialog; the focus comes back to what opened it. */
  async function open(address, from) {
    opener = from;
    await load(frame(), "GET", address);
    show(frame());
  }
  document.addEventListener("kontor:ask", (event) => open(event.detail.url, document.activeElement));

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-dialog]");
    if (link && frame() && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
      event.preventDefault();
      open(link.href, link);
      return;
    }
    const closing = event.target.closest?.("[data-dialog-close]");
    const dialog = closing?.closest("dialog");
    if (dialog) { event.preventDefault(); dialog.close(); }
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const dialog = form.closest?.("#dialog, #sign-in");
    if (!dialog || form.getAttribute("method") === "dialog" || event.defaultPrevented || form.matches("[hx-post], [hx-get], [data-plain]")) return;
    event.preventDefault();
    if (form.dataset.busy) return;
    form.dataset.busy = "1";
    const method = event.submitter?.getAttribute("formmethod") || form.getAttribute("method") || "get";
    const action = event.submitter?.getAttribute("formaction") || form.getAttribute("action") || location.href;
    load(dialog, method, action, { source: form, event }).finally(() => { delete form.dataset.busy; });
  });

  document.addEventListener("htmx:after:swap", (event) => {
    const target = event.detail.ctx.target;
    const dialog = target instanceof Element && target.closest("#dialog, #sign-in");
    if (dialog?.open) focusFirst(dialog);
  });

  // A click beside a dialog closes it, unless something was typed in it.
  document.addEventListener("mousedown", (event) => {
    const dialog = event.target;
    if (dialog.matches?.("dialog[open]:not(#sign-in)") && !dialog.querySelector("form[method=post]")) dialog.close();
  });

  document.addEventListener("close", (event) => {
    if (event.target.id !== "dialog") return;
    event.target.querySelector(".dialog-body").replaceChildren();
    (opener?.isConnected ? opener : document.getElementById("main"))?.focus();
    opener = null;
  }, true);

  // A dialog that ends on another page, or on this one anew: the focus goes on where the dialog was opened.
  const store = "kontor:opener";
  document.addEventListener("htmx:after:request", (event) => {
    const { ctx } = event.detail;
    if (!ctx.hx?.redirect || !ctx.sourceElement?.closest?.("#dialog")) return;
    sessionStorage.setItem(store, JSON.stringify({ id: opener?.id, href: opener?.getAttribute("href") }));
  });
  addEventListener("pageshow", () => {
    const kept = JSON.parse(sessionStorage.getItem(store) || "null");
    sessionStorage.removeItem(store);
    if (!kept || document.activeElement !== document.body) return;
    const same = document.getElementById(kept.id || "") ||
      [...document.querySelectorAll("a[data-dialog]")].find((link) => link.getAttribute("href") === kept.href);
    (same && kontor.visible(same) ? same : document.getElementById("main"))?.focus();
  });

  document.addEventListener("kontor:close", () => frame()?.close());

  document.addEventListener("kontor:sign-in", async () => {
    const dialog = signIn();
    if (!dialog || dialog.open || dialog.dataset.loading) return;
    dialog.dataset.loading = "1";
    await load(dialog, "GET", dialog.dataset.url);
    delete dialog.dataset.loading;
    show(dialog);
  });

  document.addEventListener("kontor:signed-in", (event) => {
    const token = event.detail?.csrf_token;
    if (token) {
      document.querySelector('meta[name="csrf-token"]').content = token;
      document.querySelectorAll('input[name="csrf_token"]').forEach((input) => { input.value = token; });
    }
    signIn()?.close();
    document.body.dispatchEvent(new CustomEvent("kontor:changed", { bubbles: true }));
    kontor.toast("success", kontor.text("signed_in"));
  });

  return { open };
})();
