// Autosave of form[data-autosave-url]; the contract is in templates/components/README.md.
// "Saved" is shown only after the server said so; what could not be saved is said until it could. Nothing typed is stored in the browser.
(() => {
  const QUIET = 2000; // ms after the last change
  const LONGEST = 15000; // ms that anything may stay unsaved, and between two tries of a send that failed
  const PATIENCE = 10000; // ms until a send without an answer has failed
  const KEEPALIVE_LIMIT = 60000; // bytes; the browser refuses a keepalive request of more than 64 KiB
  const SIGNED_OUT = "signed out";

  const clock = () => new Date().toTimeString().slice(0, 5);

  class Autosave {
    constructor(form) {
      this.form = form;
      this.changes = 0; // how many there were
      this.kept = 0; // up to which one the server has them
      this.sent = 0; // up to which one they were last sent
      this.wait = QUIET; // until a send that failed is tried again; doubles up to LONGEST
      this.since = ""; // when the first change came that is not kept
      this.stopped = false;
      this.sending = null;
      this.status = form.querySelector("[data-saved]") || document.querySelector("[data-saved]");
      this.warning = form.querySelector("[data-notsaved]") || document.querySelector("[data-notsaved]");
      form.addEventListener("input", () => this.changed());
      form.addEventListener("change", () => this.changed());
      form.addEventListener("focusout", (event) => { if (!form.contains(event.relatedTarget)) this.save(); });
      form.addEventListener("submit", (event) => this.submitted(event));
      document.addEventListener("visibilitychange", () => { this.save(document.visibilityState === "hidden"); });
      window.addEventListener("pagehide", () => this.save(true));
      window.addEventListener("online", () => this.save());
      window.addEventListener("pageshow", (event) => { if (event.persisted) this.stopped = false; });
      window.addEventListener("beforeunload", (event) => { if (this.failed && this.dirty && !this.stopped) event.preventDefault(); });
      setInterval(() => this.save(), LONGEST);
    }

    get dirty() { return this.changes > this.kept; }

    changed() {
      if (!this.dirty) this.since = clock();
      this.changes += 1;
      if (this.failed) return; // tried again by its own clock
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.save(), QUIET);
    }

    // A submit carries everything: no autosave may come after it, unless another script held the submit back.
    // What is not kept yet is kept first: a session that ended in the meantime would lose it on the way to the sign-in page.
    submitted(event) {
      if (this.dirty && !this.stopped && !this.mayGo) {
        event.preventDefault();
        this.keepThenGo(event.submitter);
        return;
      }
      this.mayGo = false;
      this.stopped = true;
      clearTimeout(this.timer);
      this.rise();
      setTimeout(() => { if (event.defaultPrevented) this.stopped = false; });
    }

    async keepThenGo(submitter) {
      if (this.going) return;
      this.going = true;
      await this.sending;
      if (this.dirty) await this.save();
      this.going = false;
      if (this.dirty && !this.stopped && this.unreachable) {
        this.warning?.scrollIntoView({ block: "nearest" });
        return;
      }
      this.mayGo = true;
      this.form.requestSubmit(submitter);
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
      const sending = this.send(leaving);
      this.sending = sending;
      const saved = await sending;
      if (this.sending === sending) this.sending = null;
      if (saved) this.succeeded(upTo, saved);
      if (this.stopped || !this.dirty) return;
      this.timer = setTimeout(() => this.save(), saved ? QUIET : this.wait);
      if (!saved) this.wait = Math.min(this.wait * 2, LONGEST);
    }

    // The time the server gives, or null.  `unreachable`: a submit would be lost on its way, too.  A redirect is the way to the sign-in page: nothing was kept.
    async send(leaving) {
      try {
        this.unreachable = true;
        const renewed = this.signedOut && (await this.signedInAgain());
        if (this.signedOut && !renewed) throw new Error(SIGNED_OUT);
        const body = this.body();
        const response = await fetch(this.form.dataset.autosaveUrl, {
          method: "POST", body, keepalive: leaving && body.toString().length < KEEPALIVE_LIMIT, redirect: "manual",
          credentials: "same-origin", signal: AbortSignal.timeout(PATIENCE),
          headers: { "X-CSRFToken": body.get("csrfmiddlewaretoken") || "", Accept: "application/json" },
        });
        if (response.status === 409) {
          this.stopped = true;
          this.fail(await response.text());
          return null;
        }
        // 403: somebody signed in again in another tab, and the token of this page is of the session before.
        if (response.type === "opaqueredirect" || (response.status === 403 && !renewed)) throw new Error(SIGNED_OUT);
        this.unreachable = false;
        if (response.status !== 200) throw new Error(`status ${response.status}`);
        const answer = await response.json();
        if (!answer.saved) throw new Error("no time in the answer");
        return answer.saved;
      } catch (error) {
        this.signedOut = error.message === SIGNED_OUT;
        if (!this.stopped) this.fail("");
        return null;
      }
    }

    // Reads this page again: when it is there, its writer is signed in, and its token is the one to send.
    async signedInAgain() {
      const response = await fetch(window.location.href, { redirect: "manual", credentials: "same-origin", signal: AbortSignal.timeout(PATIENCE) });
      if (response.status !== 200) return false;
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const form = page.querySelector("form[data-autosave-url]");
      const token = form && form.querySelector("[name=csrfmiddlewaretoken]");
      if (!token || form.dataset.writer !== this.form.dataset.writer) return false;
      for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token.value;
      return true;
    }

    succeeded(upTo, time) {
      this.kept = Math.max(this.kept, upTo);
      this.failed = this.signedOut = false;
      this.wait = QUIET;
      this.since = this.dirty ? clock() : "";
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
      const words = why || (this.signedOut ? text.dataset.signedOut : text.dataset.default.replace("{time}", this.since || clock()));
      if (text.textContent !== words) text.textContent = words;
      this.warning.querySelector("[data-sign-in]").hidden = !this.signedOut || Boolean(why);
      this.warning.hidden = false;
    }
  }

  for (const form of document.querySelectorAll("form[data-autosave-url]")) new Autosave(form);
})();
