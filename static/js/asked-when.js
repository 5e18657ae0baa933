// A question with data-asked-when="2=yes 3=yes" is put away while an answer rules it out; it stays when it is answered or while nothing is known.
(() => {
  for (const question of document.querySelectorAll("[data-asked-when]")) {
    const form = question.closest("form");
    const gates = question.dataset.askedWhen.split(" ").map((pair) => pair.split("="));
    const answer = (name) => new FormData(form).get(name);
    const update = () => {
      const answers = gates.map(([gate]) => answer(gate));
      const asked = gates.some(([gate, value]) => answer(gate) === value);
      const ruledOut = answers.every((given) => given !== null && given !== "");
      question.hidden = !asked && ruledOut && !answer(question.dataset.question);
    };
    form.addEventListener("change", update);
    update();
  }
})();
