// Autosave of form[data-autosave-url]; the contract is in templates/components/README.md.
// "Saved" is shown only after the server said so; what could not be saved is said until it could. Nothing typed is stored in the browser.
(() => {
  const QUIET = 2000; // ms after the last change
  const LONGEST = 15000; // ms that anything may stay unsaved
  const PATIENCE = 20000; // ms until a send without an answer has failed
  const KEEPALIVE_LIMIT = 60000; // bytes; the browser refuses a keepalive request of more than 64 KiB

  class Autosave {
    constructor(form) {
      this.form = form;
      this.changes = 0; // how many there were
      this.kept = 0; // up to which one the server has them
      this.sent = 0; // up to which one they were last sent
      this.stopped = false;
      this.sending = null;
      this.status = form.querySelector("[data-saved]") || document.querySelector("[data-saved]");
      this.warning = form.querySelector("[data-notsaved]") || document.querySelector("[data-notsaved]");
      form.addEventListener("input", () => this.changed());
      form.addEventListener("change", () => this.changed());
      form.addEventListener("focusout", (event) => { if (!form.contains(event.relatedTarget)) this.save(); });
      form.addEventListener("submit", (event) => this.submitted(event));
      document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") this.save(true); });
      window.addEventListener("pagehide", () => this.save(true));
      window.addEventListener("pageshow", (event) => { if (event.persisted) this.stopped = false; });
      window.addEventListener("beforeunload", (event) => { if (this.failed && this.dirty && !this.stopped) event.preventDefault(); });
      setInterval(() => this.save(), LONGEST);
    }

    get dirty() { return this.changes > this.kept; }

    changed() {
      this.changes += 1;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.save(), QUIET);
    }

    // A submit carries everything: no autosave may come after it, unless another script held the submit back.
    submitted(event) {
      this.stopped = true;
      clearTimeout(this.timer);
      this.rise();
      setTimeout(() => { if (event.defaultPrevented) this.stopped = false; });
    }

    rise() {
      const field = this.form.elements.namedItem("seq");
      if (field) field.value = String((Number(field.value) || 0) + 1);
    }

    body() {
      const data = new URLSearchParams();
      for (const [name, value] of new FormData(this.form)) if (typeof value === "string") data.append(name, value);
      return data;
    }

    async save(leaving = false) {
      const underWay = this.sending && (!leaving || this.sent === this.changes);
      if (this.stopped || !this.dirty || underWay) return;
      clearTimeout(this.timer);
      this.rise();
      const upTo = this.changes;
      this.sent = upTo;
      const body = this.body();
      const sending = this.send(body, leaving && body.toString().length < KEEPALIVE_LIMIT);
      this.sending = sending;
      const saved = await sending;
      if (this.sending === sending) this.sending = null;
      if (saved) this.succeeded(upTo, saved);
      if (saved && this.dirty) this.timer = setTimeout(() => this.save(), QUIET);
    }

    // The time the server gives, or null; a redirect (signed out) counts as a failure, because nothing was kept.
    async send(body, keepalive) {
      try {
        const response = await fetch(this.form.dataset.autosaveUrl, {
          method: "POST", body, keepalive, redirect: "manual", credentials: "same-origin", signal: AbortSignal.timeout(PATIENCE),
          headers: { "X-CSRFToken": body.get("csrfmiddlewaretoken") || "", Accept: "application/json" },
        });
        if (response.status === 409) {
          this.stopped = true;
          this.fail(await response.text());
          return null;
        }
        if (response.status !== 200) throw new Error(`status ${response.status}`);
        const answer = await response.json();
        if (!answer.saved) throw new Error("no time in the answer");
        return answer.saved;
      } catch {
        if (!this.stopped) this.fail("");
        return null;
      }
    }

    succeeded(upTo, time) {
      this.kept = Math.max(this.kept, upTo);
      this.failed = false;
      if (this.warning) this.warning.hidden = true;
      if (!this.status) return;
      const text = this.status.querySelector("[data-saved-text]");
      text.textContent = `${this.status.dataset.word} ${time}`;
      text.parentElement.hidden = false;
    }

    fail(why) {
      this.failed = true;
      if (!this.warning) return;
      const text = this.warning.querySelector("[data-notsaved-why]");
      const words = why || text.dataset.default;
      if (text.textContent !== words) text.textContent = words;
      this.warning.hidden = false;
    }
  }

  for (const form of document.querySelectorAll("form[data-autosave-url]")) new Autosave(form);
})();
