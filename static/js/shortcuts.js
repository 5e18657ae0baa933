// Keys shown beside their controls: data-shortcut="/" focuses a box or presses a button or link.
// Single keys can be turned off in the user menu (WCAG 2.1.4) and never act while somebody types.
(() => {
  if (document.documentElement.dataset.shortcuts === "off") return;
  const typing = (element) => element.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const control = [...document.querySelectorAll("[data-shortcut]")].find((element) => element.dataset.shortcut === event.key);
    if (!control) return;
    event.preventDefault();
    if (control.matches("input, textarea")) control.focus();
    else control.click();
  });
})();
