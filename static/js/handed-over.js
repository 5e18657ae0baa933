// A tablet in a patient's hands has no other tab with a record in it: where a page with data-handed-over="address" is open, all other
// tabs of this browser go to that address. They are emptied first, so that a page that will not leave shows nothing.
(() => {
  const tabs = new BroadcastChannel("handed-over");
  const here = document.querySelector("[data-handed-over]");
  if (here) tabs.postMessage(here.dataset.handedOver);
  else tabs.addEventListener("message", (event) => {
    document.body.hidden = true;
    document.title = "";
    window.location.replace(event.data);
  });
})();
