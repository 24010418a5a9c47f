/* The running time: [data-running-since="ISO"] ticks as h:mm, and the first one shows in the title. */
(function () {
  const title = document.title;
  let clock = null;

  function since(moment) {
    const minutes = Math.max(0, Math.floor((Date.now() - new Date(moment)) / 60000));
    return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
  }

  function tick() {
    const running = [...document.querySelectorAll("[data-running-since]")];
    running.forEach((element) => {
      const text = since(element.dataset.runningSince);
      if (element.textContent !== text) element.textContent = text;
    });
    const bare = document.title.replace(/^● \d+:\d\d · /, "") || title;
    const wanted = running.length ? `● ${since(running[0].dataset.runningSince)} · ${bare}` : bare;
    if (document.title !== wanted) document.title = wanted;
    if (running.length && !clock) clock = setInterval(tick, 5000);
    if (!running.length && clock) { clearInterval(clock); clock = null; }
  }

  kontor.onContent(tick);

  // Whoever pressed start or stop goes on from the button that stands there next.
  let inside = false;
  document.addEventListener("htmx:before:swap", (event) => {
    const { target } = event.detail.ctx;
    if (target?.id === "timer") inside = target.contains(document.activeElement);
  });
  document.addEventListener("htmx:after:swap", (event) => {
    if (event.detail.ctx.target?.id === "timer" && inside) document.querySelector("#timer [data-timer-toggle]")?.focus();
  });

  // Another tab may have started or stopped it: the top bar asks anew.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return;
    tick();
    document.body.dispatchEvent(new CustomEvent("kontor:timer"));
  });
})();
