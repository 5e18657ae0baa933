// A question with data-asked-when="2=yes 3=yes" is put away while an answer rules it out; it stays when it is answered or while nothing is known.
// A gate that is put away itself opens nothing; a group of ticks is always known. A data-asked-section goes when all of its questions have gone.
(() => {
  const given = (form, name) => new FormData(form).getAll(name).filter((value) => value !== "");
  for (const question of document.querySelectorAll("[data-asked-when]")) {
    const form = question.closest("form");
    const section = question.closest("[data-asked-section]");
    const gates = question.dataset.askedWhen.split(" ").map((pair) => pair.split("="));
    const isAway = (gate) => form.querySelector(`[data-question="${gate}"]`)?.hidden ?? false;
    const isKnown = (gate) => isAway(gate) || given(form, gate).length > 0 || form.querySelector(`[type="checkbox"][name="${gate}"]`) !== null;
    const update = () => {
      const asked = gates.some(([gate, value]) => !isAway(gate) && given(form, gate).includes(value));
      const ruledOut = gates.every(([gate]) => isKnown(gate));
      question.hidden = !asked && ruledOut && given(form, question.dataset.question).length === 0;
      if (section) section.hidden = [...section.querySelectorAll("[data-question]")].every((each) => each.hidden);
    };
    form.addEventListener("change", update);
    update();
  }
})();
