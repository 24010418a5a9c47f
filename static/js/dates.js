/* Days, times and durations: what is written is read on the server and shown at once as it was understood.
   Up and down step by days; the button opens the browser's calendar. */
(function () {
  const two = (number) => String(number).padStart(2, "0");
  const iso = (day) => `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
  const numbers = new WeakMap();

  const beginning = (end) => end.form?.elements[end.dataset.begin];
  const endOf = (begin) => begin.form?.querySelector(`[data-begin="${CSS.escape(begin.name)}"]`);

  /** Asks the server; gives what it understood by field, or null when it cannot be asked or was overtaken. */
  async function ask(field, text) {
    const number = (numbers.get(field) || 0) + 1;
    numbers.set(field, number);
    const url = new URL(field.dataset.readUrl, location.href);
    url.searchParams.set(field.dataset.read, text);
    if (field.dataset.read === "end") url.searchParams.set("begin", beginning(field)?.value || "");
    try {
      const answer = await fetch(url, { credentials: "same-origin", headers: { Accept: "application/json" } });
      if (!answer.ok || !/json/.test(answer.headers.get("Content-Type"))) return null;
      const told = await answer.json();
      return numbers.get(field) === number && field.isConnected ? told : null;
    } catch { return null; }
  }

  async function understand(field, text = field.value.trim()) {
    const told = text && await ask(field, text);
    if (!text) say(field, "");
    if (!told) return;
    const own = told[field.dataset.read];
    if (!own) return;
    say(field, own.error || "");
    if (own.error || field.value.trim() !== text) return;
    put(field, own);
    const end = field.dataset.read === "begin" && told.end?.text && endOf(field);
    if (end) { put(end, told.end); say(end, ""); }
  }
  function put(field, { text, iso: day }) {
    field.value = text;
    field.dataset.iso = day;
  }

  /** The sentence below the field that says what could not be read. */
  function say(field, sentence) {
    const around = field.closest(".field, .filter-popup") || field.parentElement;
    const old = around.querySelector("[data-read-error]");
    if (!sentence) {
      if (old) { old.remove(); field.removeAttribute("aria-invalid"); }
      return;
    }
    const place = old || document.createElement("p");
    place.className = "field-error";
    place.dataset.readError = "";
    place.setAttribute("role", "status");
    place.textContent = sentence;
    if (!old) around.append(place);
    field.setAttribute("aria-invalid", "true");
  }

  document.addEventListener("change", (event) => {
    if (event.target.matches?.("[data-read]")) understand(event.target);
  });

  /** Chooses a day: shown at once as ISO, then as people write it. */
  function choose(field, day) {
    field.value = iso(day);
    field.dataset.iso = iso(day);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
  const known = (field) => field.dataset.iso && new Date(`${field.dataset.iso.slice(0, 10)}T12:00`);

  document.addEventListener("keydown", async (event) => {
    const field = event.target;
    if (!field.matches?.("[data-date]") || !["ArrowUp", "ArrowDown"].includes(event.key) || event.altKey) return;
    event.preventDefault();
    const text = field.value.trim();
    if (text && !field.dataset.iso) field.dataset.iso = (await ask(field, text))?.day?.iso || "";
    const day = known(field) || new Date();
    if (text) day.setDate(day.getDate() + (event.key === "ArrowUp" ? 1 : -1));
    choose(field, day);
  });
  document.addEventListener("input", (event) => {
    if (event.target.matches?.("[data-date]") && event.isTrusted) delete event.target.dataset.iso;
  });

  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("[data-date-button]");
    if (!button) return;
    const field = button.parentElement.querySelector("[data-date]");
    const native = document.createElement("input");
    native.type = "date";
    native.className = "date-native";
    native.tabIndex = -1;
    native.setAttribute("aria-hidden", "true");
    button.after(native);
    const text = field.value.trim();
    native.value = field.dataset.iso || (text && (await ask(field, text))?.day?.iso) || "";
    native.addEventListener("change", () => { if (native.value) choose(field, new Date(`${native.value}T12:00`)); native.remove(); field.focus(); });
    field.addEventListener("focus", () => native.remove(), { once: true });
    native.showPicker?.();
  });
})();
