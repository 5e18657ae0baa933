// Work lists: data-refresh="60" gets an event "refresh" every 60 s while the page is seen and nobody is in the list, so that
// nothing moves under a hand. htmx re-reads it with hx-trigger="refresh".
(() => {
  for (const list of document.querySelectorAll("[data-refresh]")) {
    const { id } = list; // the element itself may have been swapped since
    setInterval(() => {
      const now = (id && document.getElementById(id)) || list;
      if (document.visibilityState === "visible" && !now.contains(document.activeElement)) now.dispatchEvent(new Event("refresh"));
    }, Number(list.dataset.refresh) * 1000);
  }
})();
