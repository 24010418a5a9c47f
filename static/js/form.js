/* Forms: a warning before typed text is lost, one save at a time, the focus where the work goes on. */
(function () {
  const forms = () => [...document.querySelectorAll("form[data-unsaved-warning]")];
  const first = new WeakMap();
  let leaving = false;

  const written = (form) => JSON.stringify([...new FormData(form).entries()]
    .filter(([name]) => name !== "csrf_token").map(([name, value]) => [name, value.name ?? value]));
  const changed = (form) => form.dataset.changed === "true" || (first.has(form) && first.get(form) !== written(form));

  function focusable(form) {
    return [...form.querySelectorAll("input:not([type=hidden]), select, textarea")].find((field) => kontor.visible(field) && !field.disabled);
  }

  kontor.onContent((root) => {
    kontor.all(root, "form[data-unsaved-warning]").forEach((form) => {
      const again = form.querySelector("[aria-invalid=true], .form-errors") !== null;
      if (again) form.dataset.changed = "true";
      first.set(form, written(form));
      if (again) (form.querySelector("[aria-invalid=true]") || form.querySelector(".form-errors a, .form-errors"))?.focus();
      else if (matchMedia("(pointer: fine)").matches && !location.hash && document.activeElement === document.body) focusable(form)?.focus();
    });
  });

  // Signing in and setting up: there is nothing else on the page.
  kontor.onContent((root) => {
    const form = root === document.body && root.querySelector(".bare-main form[method=post]");
    if (!form || document.activeElement !== document.body) return;
    if (form.querySelector("[aria-invalid=true]")) form.querySelector("[aria-invalid=true]").focus();
    else if (matchMedia("(pointer: fine)").matches) focusable(form)?.focus();
  });

  addEventListener("beforeunload", (event) => {
    if (!leaving && forms().some(changed)) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("a[data-discard]")) leaving = true;
  });

  // Sent by htmx: leaving is fine once the server has answered with a new address.
  document.addEventListener("htmx:before:request", (event) => {
    const form = event.detail.ctx.sourceElement;
    if (form?.matches?.("form")) form.setAttribute("aria-busy", "true");
  });
  document.addEventListener("htmx:after:request", (event) => {
    const { ctx } = event.detail;
    if (ctx.hx?.redirect || ctx.hx?.refresh === "true") leaving = true;
  });
  document.addEventListener("htmx:finally:request", (event) => {
    const form = event.detail.ctx.sourceElement;
    if (form?.matches?.("form")) form.removeAttribute("aria-busy");
  });

  // Sent by the browser itself: once.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.matches("[hx-post]")) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    form.setAttribute("aria-busy", "true");
    if (form.matches("[data-unsaved-warning]")) leaving = true;
    setTimeout(() => release(form), 8000);
  });
  addEventListener("pageshow", () => {
    leaving = false;
    document.querySelectorAll("form[data-sent]").forEach(release);
  });
  function release(form) {
    delete form.dataset.sent;
    form.removeAttribute("aria-busy");
  }

  // The links of the error summary put the cursor into the field.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".form-errors a[href^='#']");
    const field = link && document.getElementById(link.getAttribute("href").slice(1));
    if (!field) return;
    event.preventDefault();
    field.focus();
    field.scrollIntoView({ block: "center" });
  });

  // Amounts and the like: choosing the field chooses what stands in it.
  document.addEventListener("focusin", (event) => {
    if (event.target.matches?.("input.figure")) event.target.select();
  });
})();
