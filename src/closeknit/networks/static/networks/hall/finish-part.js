// "Finish": a tablet of the hall is wiped, and never while something waits on it without a plain warning.
import { WAITING } from "./outbox.js";
import { wipe } from "./wiping.js";

export class FinishPart {
  constructor(part, page) {
    Object.assign(this, { part, page });
    part.hidden = false;
    this.anyway = part.querySelector("[data-finish-anyway]");
    part.querySelector("[data-finish-now]").addEventListener("click", () => this.finish());
    this.anyway.addEventListener("click", () => this.leave());
  }

  async finish() {
    await this.page.work();
    const count = await this.page.store.countOf(WAITING);
    if (!count) return this.leave();
    this.part.querySelector("[data-finish-words]").textContent = this.page.say("finish_waiting", {
      count,
    });
    this.part.querySelector("[data-finish-waits]").hidden = false;
    this.anyway.hidden = false;
    this.anyway.focus();
  }

  async leave() {
    const { page } = this;
    page.isOver = true;
    clearTimeout(page.timer);
    clearTimeout(page.looking);
    page.store.close();
    await wipe(page.hall.scope);
    location.replace(page.hall.finished);
  }
}
