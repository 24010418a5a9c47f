/* <details data-menu> as popups: one open at a time, Esc and a click beside close it. And the drawer. */
(function () {
  const open = () => [...document.querySelectorAll("details[data-menu][open]")];

  function close(menu, back) {
    menu.open = false;
    if (back) menu.querySelector("summary").focus();
  }

  document.addEventListener("toggle", (event) => {
    const menu = event.target;
    if (!menu.matches?.("details[data-menu]") || !menu.open) return;
    open().forEach((other) => { if (other !== menu && !other.contains(menu)) close(other); });
    place(menu);
    if (menu.matches(".filter")) menu.querySelector("input:not([type=hidden])")?.focus();
  }, true);

  /** Keeps a popup inside the window. */
  function place(menu) {
    const popup = menu.querySelector(".popup");
    if (!popup) return;
    popup.classList.remove("popup-end");
    if (popup.getBoundingClientRect().right > document.documentElement.clientWidth - 8) popup.classList.add("popup-end");
  }

  document.addEventListener("click", (event) => {
    open().forEach((menu) => { if (!menu.contains(event.target)) close(menu); });
    if (event.target.closest?.(".popup-entry")) open().forEach((menu) => close(menu));
  });
  document.addEventListener("focusout", (event) => {
    const menu = event.target.closest?.("details[data-menu][open]");
    if (menu && event.relatedTarget && !menu.contains(event.relatedTarget)) close(menu);
  });

  document.addEventListener("keydown", (event) => {
    const menu = event.target.closest?.("details[data-menu][open]");
    if (!menu || event.defaultPrevented) return;
    if (event.key === "Escape") { event.preventDefault(); close(menu, true); return; }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    if (event.target.matches("[role=combobox], [type=date], [type=radio]")) return;
    const entries = [...menu.querySelectorAll(".popup :is(a, button, input:not([type=hidden]))")].filter(kontor.visible);
    const at = entries.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
    entries[(at + entries.length) % entries.length]?.focus();
    event.preventDefault();
  });

  const sidebar = () => document.getElementById("sidebar");
  const button = () => document.querySelector("[data-drawer]");

  function drawer(shown) {
    if (!sidebar() || !button()) return;
    sidebar().classList.toggle("sidebar-open", shown);
    button().setAttribute("aria-expanded", String(shown));
    document.getElementById("main").inert = shown;
    if (shown) sidebar().querySelector(".sidebar-close").focus(); else button().focus();
  }
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-drawer]")) { event.preventDefault(); drawer(true); }
    if (event.target.closest?.("[data-drawer-close]")) { event.preventDefault(); drawer(false); }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && sidebar()?.classList.contains("sidebar-open")) { event.preventDefault(); drawer(false); }
    if (event.key === " " && event.target.matches?.("[data-drawer]")) { event.preventDefault(); drawer(true); }
  });
})();
