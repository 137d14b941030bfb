// Leaves the page at once, by its link or by Escape three times, and puts the other page in its place in the history.
const TIMES = 3;
const WITHIN = 2000; // milliseconds

class QuickExit extends HTMLElement {
  connectedCallback() {
    this.presses = [];
    this.link = this.querySelector("a");
    this.link.addEventListener("click", (event) => {
      event.preventDefault();
      this.leave();
    });
    this.onKey = (event) => this.count(event);
    document.addEventListener("keydown", this.onKey, true);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.onKey, true);
  }

  count(event) {
    if (event.key !== "Escape" || event.repeat) return;
    const now = Date.now();
    this.presses = [...this.presses.filter((then) => now - then < WITHIN), now];
    if (this.presses.length >= TIMES) this.leave();
  }

  leave() {
    document.documentElement.hidden = true;
    document.title = "…";
    location.replace(this.link.href);
  }
}

customElements.define("quick-exit", QuickExit);
