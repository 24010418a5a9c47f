/* Chooses light or dark before the first paint; "auto" follows the system. */
(function () {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  function apply() {
    const theme = root.dataset.theme || "auto";
    root.dataset.bsTheme = theme === "auto" ? (dark.matches ? "dark" : "light") : theme;
    root.dispatchEvent(new CustomEvent("kontor:theme", { bubbles: true }));
  }
  apply();
  dark.addEventListener("change", apply);
})();
