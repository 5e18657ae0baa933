// An answer listed in data-flag-when="1 2 3" (on an input or around it) brings out the page's help at once, right below the question.
// Everything is on the page already, so that it works without a network and before anything is saved.
(() => {
  const place = document.querySelector("[data-crisis]");
  if (!place) return;
  const help = place.firstElementChild;
  const seen = help.querySelector("[name=crisis_seen]");
  const inputs = (marked) => (marked.matches("input") ? [marked] : [...marked.querySelectorAll("input")]);
  const tells = (marked) => inputs(marked).some((input) => input.checked && marked.dataset.flagWhen.split(" ").includes(input.value));
  const update = (event) => {
    const told = [...document.querySelectorAll("[data-flag-when]")].filter(tells);
    const latest = told.find((marked) => event && inputs(marked).includes(event.target)) || (help.hidden && told[0]);
    if (latest) (latest.closest("[data-question], fieldset, .field") || latest).after(place);
    help.hidden = !told.length;
    seen.disabled = help.hidden;
  };
  place.closest("form").addEventListener("change", update);
  window.addEventListener("pageshow", () => update()); // Back: a browser may choose the answer again after this script ran
  update();
})();
