/* Days as people write them: a calendar on the button, up and down by days, "22." and "22.11." completed. */
(function () {
  const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const german = document.documentElement.lang !== "en";
  const two = (number) => String(number).padStart(2, "0");

  const write = (day) => german
    ? `${two(day.getDate())}.${two(day.getMonth() + 1)}.${day.getFullYear()}`
    : `${two(day.getDate())} ${months[day.getMonth()]} ${day.getFullYear()}`;
  const iso = (day) => `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;

  /** The day that is meant, or null when the server has to say what is wrong. */
  function read(text) {
    const today = new Date();
    let parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
    if (parts) return exact(+parts[1], +parts[2], +parts[3]);
    parts = german && /^(\d{1,2})(?:\.\s?(\d{1,2})?(?:\.\s?(\d{4}|\d{2})?)?)?$/.exec(text);
    if (parts) {
      const year = parts[3] ? +parts[3] + (parts[3].length === 2 ? 2000 : 0) : today.getFullYear();
      return exact(year, parts[2] ? +parts[2] : today.getMonth() + 1, +parts[1]);
    }
    parts = /^(\d{1,2})(?: ([A-Za-z]{3})[a-z]*\.?(?: (\d{4}))?)?$/.exec(text);
    if (!parts) return null;
    const month = parts[2] ? months.findIndex((name) => name.toLowerCase() === parts[2].toLowerCase()) : today.getMonth();
    return month < 0 ? null : exact(parts[3] ? +parts[3] : today.getFullYear(), month + 1, +parts[1]);
  }
  function exact(year, month, date) {
    const day = new Date(year, month - 1, date);
    return day.getMonth() === month - 1 && day.getDate() === date ? day : null;
  }

  function put(field, day) {
    field.value = write(day);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  document.addEventListener("change", (event) => {
    if (!event.target.matches?.("[data-date]")) return;
    const day = read(event.target.value.trim());
    if (day) event.target.value = write(day);
  }, true);

  document.addEventListener("keydown", (event) => {
    if (!event.target.matches?.("[data-date]") || !["ArrowUp", "ArrowDown"].includes(event.key) || event.altKey) return;
    const day = read(event.target.value.trim()) || new Date();
    if (event.target.value.trim()) day.setDate(day.getDate() + (event.key === "ArrowUp" ? 1 : -1));
    event.preventDefault();
    put(event.target, day);
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-date-button]");
    if (!button) return;
    const field = button.parentElement.querySelector("[data-date]");
    const native = document.createElement("input");
    native.type = "date";
    native.className = "date-native";
    native.tabIndex = -1;
    native.setAttribute("aria-hidden", "true");
    button.after(native);
    const day = read(field.value.trim());
    if (day) native.value = iso(day);
    native.addEventListener("change", () => { if (native.valueAsDate) put(field, read(native.value)); native.remove(); field.focus(); });
    field.addEventListener("focus", () => native.remove(), { once: true });
    native.showPicker?.();
  });
})();
