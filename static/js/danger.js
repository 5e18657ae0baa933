// form[data-dangerous="1 2 3"]: choosing one of these answers shows the crisis numbers that stand hidden in the page, at
// once and without the network.  They stay: whoever has seen them may want them, whatever is chosen next.
(() => {
  for (const form of document.querySelectorAll("form[data-dangerous]")) {
    const help = form.querySelector("[data-danger]");
    if (!help) continue;
    const answers = form.dataset.dangerous.split(" ");
    form.addEventListener("change", (event) => {
      if (!event.target.checked || !answers.includes(event.target.value)) return;
      help.hidden = false;
      help.querySelector("input[name=crisis_shown]").disabled = false;
      help.scrollIntoView({ block: "nearest" });
    });
  }
})();
