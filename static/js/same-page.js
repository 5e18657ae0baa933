// A part of a page is never replaced by another page: when the session has ended, the server leads every request to the
// sign-in page, and htmx would put that where the part was.
document.addEventListener("htmx:beforeSwap", (event) => {
  const asked = new URL(event.detail.pathInfo.requestPath, window.location.href).pathname;
  const came = event.detail.xhr.responseURL && new URL(event.detail.xhr.responseURL).pathname;
  if (came && came !== asked) event.detail.shouldSwap = false;
});
