// After a submit with errors the summary takes focus; its links focus the control and show its label too.
(() => {
  const summary = document.querySelector("[data-error-summary]");
  if (!summary) return;
  summary.focus();
  summary.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const control = link && document.getElementById(link.hash.slice(1));
    if (!control) return;
    event.preventDefault();
    const group = control.closest("fieldset, .field, .unit") || control;
    group.scrollIntoView({ block: "center" });
    control.focus({ preventScroll: true });
  });
})();
