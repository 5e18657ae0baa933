// A menu made of <details> closes with Escape and when focus or a click goes elsewhere.
(() => {
  for (const menu of document.querySelectorAll("details[data-menu]")) {
    const close = () => { menu.open = false; };
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      close();
      menu.querySelector("summary").focus();
    });
    document.addEventListener("click", (event) => { if (!menu.contains(event.target)) close(); });
    document.addEventListener("focusin", (event) => { if (!menu.contains(event.target)) close(); });
  }
})();
