/* After a conflict: whoever goes on typing in a field has chosen their own entry. */
(function () {
  for (const name of ["input", "change"]) {
    document.addEventListener(name, (event) => {
      const { form, name: field } = event.target;
      if (!form || !field || field.startsWith("conflict-")) return;
      const mine = form.querySelector(`.conflict input[name="conflict-${CSS.escape(field.split("-")[0])}"][value="mine"]`);
      if (mine) mine.checked = true;
    });
  }
})();
