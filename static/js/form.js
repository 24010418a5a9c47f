/* Forms: one save at a time, by htmx where that is there, and the focus where the work goes on. */
(function () {
  /** The field in which a form begins. */
  function focusable(form) {
    return [...form.querySelectorAll("input:not([type=hidden]), select, textarea")].find((field) => kontor.visible(field) && !field.disabled);
  }

  /** Into a field, with what stands in it selected: typing replaces it. */
  function enter(field) {
    field?.focus();
    if (field?.matches("textarea, input:not([type=checkbox], [type=radio], [type=file], [type=color])")) field.select();
  }
  kontor.enter = enter;
  const wrong = (root) => root.querySelector("[aria-invalid=true]") || root.querySelector(".form-errors a, .form-errors");

  kontor.onContent((root) => {
    const whole = root.id === "main" || root === document.body;
    const forms = whole ? "form[data-unsaved-warning], .dialog-page form, .bare-main form[method=post]" : "form[data-unsaved-warning]";
    const again = kontor.all(root, `:is(${forms})`).map(wrong).find(Boolean) || (root.id === "main" && wrong(root));
    if (again) { again.focus(); return; }
    if (document.activeElement !== document.body || location.hash) return;
    const field = kontor.all(root, `:is(${forms})`).map(focusable).find(Boolean);
    if (field && matchMedia("(pointer: fine)").matches) enter(field);
    else if (root.id === "main") root.focus();
  });

  // One at a time: until the answer is there, or the next page.
  document.addEventListener("htmx:before:request", (event) => {
    const form = event.detail.ctx.sourceElement;
    if (form?.matches?.("form")) form.setAttribute("aria-busy", "true");
  });
  document.addEventListener("htmx:finally:request", (event) => {
    const { ctx } = event.detail;
    if (ctx.sourceElement?.matches?.("form") && !ctx.hx?.redirect) release(ctx.sourceElement);
  });

  /** A form that the browser would send itself: the answer comes here, so that a saved form leaves the history. */
  async function send(form, event) {
    const action = event.submitter?.getAttribute("formaction") || form.getAttribute("action") || location.href;
    await htmx.ajax("POST", action, { source: form, event, target: "#main", select: "#main", swap: "outerHTML" });
  }
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.getAttribute("method") !== "post" || form.matches("[hx-post]")) return;
    const { submitter } = event;
    if (form.dataset.sent || kontor.unsaved.within(document, form)) {
      event.preventDefault();
      if (!form.dataset.sent) kontor.unsaved.guard(() => form.requestSubmit(submitter), document, form);
      return;
    }
    form.dataset.sent = "1";
    form.setAttribute("aria-busy", "true");
    if (form.closest(".bare") || !window.htmx) { setTimeout(() => release(form), 8000); return; }
    event.preventDefault();
    send(form, event);
  });
  addEventListener("pageshow", () => document.querySelectorAll("form[aria-busy]").forEach(release));
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
