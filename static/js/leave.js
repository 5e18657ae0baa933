// "Leave page": what is on the screen goes at once, and Back does not bring it again.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-leave]");
  if (!link) return;
  event.preventDefault();
  document.body.hidden = true;
  document.title = "";
  window.location.replace(link.href);
});
