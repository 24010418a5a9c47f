/* Ctrl+P waits for the panels that nobody has scrolled to yet. (The browser's own menu cannot be asked to.) */
(function () {
  const LONGEST = 5000;
  const waiting = () => [...document.querySelectorAll(".panel:has(.panel-body > .skeleton)")];

  /** Each from its own source: htmx lets requests of one source wait for each other. */
  function fill(panel) {
    const target = panel.querySelector(".panel-body");
    htmx.ajax("GET", panel.getAttribute("hx-get"), { source: panel, target, swap: "innerHTML", headers: { "HX-Target": "div#panel" } });
  }

  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "p" || event.defaultPrevented || !waiting().length) return;
    event.preventDefault();
    const since = Date.now();
    waiting().forEach(fill);
    const look = setInterval(() => {
      if (waiting().length && Date.now() - since < LONGEST) return;
      clearInterval(look);
      window.print();
    }, 50);
  });
})();
