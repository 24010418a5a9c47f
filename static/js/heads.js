/* On a phone the actions of a head stand in one row: the main one, and a menu with the others. */
(function () {
  const narrow = matchMedia("(max-width: 700px)");
  const FEW = 2;

  function fold(bar) {
    const others = [...bar.children].filter((one) => !one.matches(".btn-primary, .actions-more") && !one.querySelector(".btn-primary"));
    if (bar.querySelector(".actions-more") || bar.children.length <= FEW) return;
    const menu = document.createElement("details");
    menu.className = "actions-more";
    menu.dataset.menu = "";
    const summary = document.createElement("summary");
    summary.className = "btn";
    summary.setAttribute("aria-label", kontor.text("more_actions"));
    summary.textContent = "…";
    const popup = document.createElement("div");
    popup.className = "popup";
    popup.append(...others);
    menu.append(summary, popup);
    bar.append(menu);
  }

  function unfold(bar) {
    const menu = bar.querySelector(".actions-more");
    if (!menu) return;
    bar.prepend(...menu.querySelector(".popup").children);
    menu.remove();
  }

  const arrange = (root) => kontor.all(root, ".page-head > .actions").forEach(narrow.matches ? fold : unfold);
  kontor.onContent(arrange);
  narrow.addEventListener("change", () => arrange(document.body));
})();
