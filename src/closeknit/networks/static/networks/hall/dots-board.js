// Placing dots on a telephone: where this person's dots are is remembered here, and put right when one was refused.
import { remember, remembered } from "./remembered.js";

export class DotsBoard {
  constructor(part, { name, say, place }) {
    Object.assign(this, { part, name, say, place });
    this.list = part.querySelector("[data-clusters]");
    this.template = part.querySelector("template");
    this.mine = JSON.parse(remembered(this.name) || "{}");
    this.state = { clusters: [], dots_each: 0, takes_dots: false };
  }

  get left() {
    return this.state.dots_each - Object.values(this.mine).reduce((sum, number) => sum + number, 0);
  }

  show(state, { isHere }) {
    this.state = { ...this.state, ...state };
    this.part.hidden = !isHere;
    this.draw();
  }

  draw() {
    const { takes_dots: open, clusters } = this.state;
    const told = this.left ? this.say("dots_left", { count: this.left }) : this.say("dots_none");
    this.part.querySelector("[data-dots-words]").textContent = open ? told : this.say("dots_later");
    const focused = document.activeElement?.dataset.focus;
    this.list.replaceChildren(...(open ? clusters.map((one) => this.row(one)) : []));
    if (focused) this.list.querySelector(`[data-focus="${CSS.escape(focused)}"]`)?.focus();
  }

  row({ cluster, title }) {
    const row = this.template.content.cloneNode(true);
    const count = this.mine[cluster] ?? 0;
    row.querySelector("[data-title]").textContent = title;
    for (const which of row.querySelectorAll("[data-which]")) which.textContent = `: ${title}`;
    if (count) row.querySelector("[data-mine]").textContent = this.say("your_dots", { count });
    this.wire(row.querySelector("[data-give]"), cluster, 1, this.left > 0);
    this.wire(row.querySelector("[data-take]"), cluster, -1, count > 0);
    return row;
  }

  wire(button, cluster, change, isPossible) {
    button.dataset.focus = `${cluster} ${change}`;
    button.setAttribute("aria-disabled", String(!isPossible));
    button.addEventListener("click", async () => {
      if (button.getAttribute("aria-disabled") === "true") return;
      await this.place(cluster, change < 0);
      this.count(cluster, change);
      this.draw();
    });
  }

  count(cluster, change) {
    this.mine[cluster] = Math.max(0, (this.mine[cluster] ?? 0) + change);
    remember(this.name, JSON.stringify(this.mine));
  }

  // The hub did not take these: what was counted here is counted back.
  undo(refused) {
    for (const { payload } of refused) this.count(payload.cluster, payload.take_back ? 1 : -1);
    if (refused.length) this.draw();
  }
}
