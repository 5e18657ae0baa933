// A part of a page is never replaced by another page: when the session has ended, the server leads every request to the
// sign-in page, and htmx would put that where the part was.
document.addEventListener("htmx:beforeSwap", (event) => {
  const asked = new URL(event.detail.pathInfo.requestPath, window.location.href).pathname;
  const came = event.detail.xhr.responseURL && new URL(event.detail.xhr.responseURL).pathname;
  if (came && came !== asked) event.detail.shouldSwap = false;
});

// Nor is a part replaced while a button is held down: what moves away under the pointer is not pressed, and the press would be lost.
(() => {
  let held = false;
  document.addEventListener("pointerdown", (event) => { held = event.target instanceof Element && Boolean(event.target.closest("button, a")); }, true);
  for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => setTimeout(() => { held = false; }), true);
  document.addEventListener("htmx:beforeSwap", (event) => { if (held) event.detail.shouldSwap = false; });
})();
