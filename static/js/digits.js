// In a score row or keypad a digit chooses that score; a digit whose score does not exist does nothing.
document.addEventListener("keydown", (event) => {
  if (!/^[0-9]$/.test(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
  const group = event.target.matches("input[type=radio]") && event.target.closest("[data-digits]");
  const choice = group && group.querySelector(`input[type=radio][value="${event.key}"]`);
  if (!choice) return;
  event.preventDefault();
  choice.focus();
  choice.click();
});
