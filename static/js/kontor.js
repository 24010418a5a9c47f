/* What all scripts share: texts, one hook for new content, the CSRF header, announcements. */
const kontor = (function () {
  let texts = null;

  /** The text of a name in the page's language; {name} is filled from values. */
  function text(name, values = {}) {
    texts ??= JSON.parse(document.getElementById("texts")?.textContent || "{}");
    return (texts[name] || "").replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");
  }

  /** Runs fn with each piece of the page that appears: the body at first, then whatever is swapped in. */
  function onContent(fn) {
    document.addEventListener("htmx:after:process", (event) => fn(event.target));
  }

  /** All elements in root, itself included, that match. */
  function all(root, selector) {
    const found = [...root.querySelectorAll(selector)];
    return root.matches?.(selector) ? [root, ...found] : found;
  }

  /** Says something to people who listen to the page. */
  function announce(words) {
    const region = document.getElementById("announcer");
    if (!region) return;
    region.textContent = "";
    setTimeout(() => { region.textContent = words; }, 50);
  }

  function visible(element) {
    return element.checkVisibility ? element.checkVisibility({ visibilityProperty: true }) : element.offsetParent !== null;
  }

  const token = () => document.querySelector('meta[name="csrf-token"]')?.content || "";

  document.addEventListener("htmx:config:request", (event) => {
    const { request } = event.detail.ctx;
    if (!/^(GET|HEAD)$/.test(request.method)) request.headers["X-CSRFToken"] = token();
  });

  return { text, onContent, all, announce, visible, token };
})();
