// A part of a page that asks for itself again. Nothing is drawn while somebody drags, chooses or types in it.
const EVERY = 2500;
const LONGEST = 30_000;

class LivePart extends HTMLElement {
  mark = "";
  failures = 0;

  connectedCallback() {
    this.plan();
    document.addEventListener("visibilitychange", () => !document.hidden && this.ask());
    this.ticking = setInterval(() => this.tick(), 1000);
    this.began = performance.now();
    this.dataset.ready = "";
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    clearInterval(this.ticking);
  }

  plan() {
    clearTimeout(this.timer);
    if (document.hidden) return;
    const wait = Math.min(LONGEST, EVERY * 2 ** this.failures) * (0.85 + Math.random() * 0.3);
    this.timer = setTimeout(() => this.ask(), wait);
  }

  async ask() {
    try {
      if (!this.isBusy) await this.look();
      this.failures = 0;
    } catch {
      this.failures = Math.min(this.failures + 1, 5);
    }
    this.plan();
  }

  async look() {
    const headers = this.mark ? { "If-None-Match": this.mark } : {};
    const answer = await fetch(this.dataset.from, {
      headers,
      cache: "no-store",
      redirect: "manual",
    });
    if (answer.type === "opaqueredirect") return location.reload(); // signed out: the page says so
    const mark = answer.headers.get("ETag") ?? "";
    if (!answer.ok || !mark || this.isBusy) return;
    const text = await answer.text();
    if (!this.isBusy) this.draw(text, mark);
  }

  // Somebody who has the focus in it keeps it, and what was folded open stays open.
  draw(text, mark) {
    const focused =
      document.activeElement?.closest("live-part") === this ? document.activeElement.id : "";
    const open = [...this.querySelectorAll("details[open][id]")].map((one) => one.id);
    const fresh = new DOMParser().parseFromString(text, "text/html").body;
    this.replaceChildren(...fresh.childNodes);
    for (const id of open) this.querySelector(`#${CSS.escape(id)}`)?.setAttribute("open", "");
    if (focused) this.querySelector(`#${CSS.escape(focused)}`)?.focus();
    this.mark = mark;
    this.began = performance.now();
    this.dispatchEvent(new CustomEvent("live:drawn", { bubbles: true }));
  }

  get isBusy() {
    if (this.hasAttribute("data-dragging")) return true;
    const field = this.contains(document.activeElement) && document.activeElement;
    return Boolean(
      field && /^(INPUT|TEXTAREA|SELECT)$/.test(field.tagName) && field.type !== "hidden",
    );
  }

  tick() {
    const gone = Math.floor((performance.now() - this.began) / 1000);
    for (const clock of this.querySelectorAll("[data-clock]")) {
      const left = Math.max(0, Number(clock.dataset.clock) - gone);
      const words = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
      clock.querySelector("[data-clock-words]").textContent = words;
    }
  }
}

customElements.define("live-part", LivePart);
