/* Where somebody was led to a field (…/edit#hourly_rate), the work goes on in it. */
(function () {
  kontor.onContent((root) => {
    const field = root === document.body && location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!field || !field.matches("input, select, textarea")) return;
    field.focus();
    field.select?.();
    field.scrollIntoView({ block: "center" });
  });
})();
