/* On a phone the actions of a head stand in one row: the main one, and a menu with the others. */
(function () {
  const narrow = matchMedia("(max-width: 700px)");
  const FEW = 2;

  function fold(bar) {
    if (bar.querySelector("[data-folded]") || bar.children.length <= FEW) return;
    const others = [...bar.children].filter((one) => !one.matches(".btn-primary, .further") && !one.querySelector(".btn-primary"));
    const menu = bar.querySelector(".further") || made(bar);
    others.forEach((one) => { one.dataset.folded = ""; });
    menu.querySelector(".popup").prepend(...others);
    bar.append(menu);
  }
  function made(bar) {
    const menu = document.createElement("details");
    menu.className = "further further-made";
    menu.dataset.menu = "";
    const summary = document.createElement("summary");
    summary.className = "btn";
    summary.setAttribute("aria-label", kontor.text("more_actions"));
    summary.textContent = "⋮";
    const popup = document.createElement("div");
    popup.className = "popup";
    menu.append(summary, popup);
    bar.append(menu);
    return menu;
  }

  function unfold(bar) {
    const folded = [...bar.querySelectorAll("[data-folded]")];
    folded.forEach((one) => { delete one.dataset.folded; });
    bar.prepend(...folded);
    bar.querySelector(".further-made")?.remove();
  }

  const arrange = (root) => kontor.all(root, ".page-head > .actions").forEach((bar) => {
    (narrow.matches ? fold : unfold)(bar);
    bar.dataset.arranged = "";
  });
  kontor.onContent(arrange);
  narrow.addEventListener("change", () => arrange(document.body));
})();
