/* "+ add" of a combobox: the short form of its kind in a dialog over the form; what is made there is chosen here. */
(function () {
  let counter = 0;

  const headers = () => ({ "HX-Request": "true", "HX-Request-Type": "partial", "HX-Target": "div#dialog-body", "X-CSRFToken": kontor.token() });

  /** Ids are those of the form below, too: here each gets a mark of its own, with all that names it. */
  function own(root) {
    const mark = `-${++counter}`;
    root.querySelectorAll("[id]").forEach((element) => { element.id += mark; });
    for (const name of ["for", "aria-describedby", "aria-controls", "aria-labelledby"]) {
      root.querySelectorAll(`[${name}]`).forEach((element) => {
        element.setAttribute(name, element.getAttribute(name).trim().split(/\s+/).map((id) => id + mark).join(" "));
      });
    }
    root.querySelectorAll("a[href^='#']").forEach((link) => link.setAttribute("href", link.getAttribute("href") + mark));
  }

  /** The records that the form below names already: a project is for its customer. */
  function address(box, place) {
    const url = new URL(place, location.href);
    url.searchParams.set("short", "true");
    box.closest("form")?.querySelectorAll(".combobox-value[name$=_id]").forEach((field) => {
      if (field.value && !box.contains(field)) url.searchParams.set(field.name, field.value);
    });
    return url;
  }

  function focusFirst(dialog) {
    const fields = [...dialog.querySelectorAll(".fields :is(input:not([type=hidden]), select, textarea)")].filter(kontor.visible);
    (fields.find((field) => field.getAttribute("aria-invalid")) || fields.find((field) => field.required && !field.value) || fields[0])?.focus();
  }

  async function ask(dialog, url, options = {}) {
    let answer;
    try {
      answer = await fetch(url, { credentials: "same-origin", headers: headers(), ...options });
    } catch { kontor.toast("error", kontor.text("offline")); return; }
    const events = JSON.parse(answer.headers.get("HX-Trigger") || "{}");
    const { "kontor:created": created, "kontor:close": _closes, ...others } = events;
    if (created) dialog.dispatchEvent(new CustomEvent("created", { detail: created }));
    for (const [name, detail] of Object.entries(others)) document.body.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
    const html = created ? "" : await answer.text();
    if (!html) { if (!created && !Object.keys(others).length) kontor.toast("error", kontor.text("failed")); return; }
    const made = document.createElement("template");
    made.innerHTML = html;
    own(made.content);
    const body = dialog.querySelector(".dialog-body");
    body.replaceChildren(made.content);
    dialog.setAttribute("aria-labelledby", body.querySelector("h2")?.id || "");
    htmx.process(body);
    if (!dialog.open) dialog.showModal();
    focusFirst(dialog);
  }

  /** The work goes on in the field after the one that was filled. */
  function goOn(box, input) {
    const form = box.closest("form");
    const fields = [...(form?.querySelectorAll("input:not([type=hidden]), select, textarea, button:not([tabindex='-1'])") || [])].filter(kontor.visible);
    const next = box.hasAttribute("data-many") ? input : fields[fields.indexOf(input) + 1];
    (next || input).focus();
  }

  kontor.create = async (box, place) => {
    if (box.dataset.creating) return;
    box.dataset.creating = "1";
    const input = box.querySelector("[role=combobox]");
    const dialog = document.createElement("dialog");
    dialog.className = "dialog";
    dialog.append(Object.assign(document.createElement("div"), { className: "dialog-body" }));
    document.body.append(dialog);
    let done = false;
    dialog.addEventListener("submit", (event) => {
      if (event.target.method !== "post") return;
      event.preventDefault();
      if (event.target.dataset.busy) return;
      event.target.dataset.busy = "1";
      const sent = { method: "POST", body: new FormData(event.target, event.submitter) };
      ask(dialog, event.target.action, sent).finally(() => { delete event.target.dataset.busy; });
    });
    dialog.addEventListener("created", (event) => {
      done = true;
      dialog.close();
      kontor.take(box, event.detail.id, event.detail.label);
      goOn(box, input);
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      delete box.dataset.creating;
      if (!done) input.focus();
    });
    await ask(dialog, address(box, place));
    if (!dialog.open && !done) { dialog.remove(); delete box.dataset.creating; }
  };

  // The same from the refusal of a name that nobody has.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-create]");
    const box = link?.closest(".field")?.querySelector("[data-combobox]");
    if (!box || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    kontor.create(box, link.href);
  });
})();
