// Raised hands at the desk: a small form for each cluster that is on the board by now.
import { WritingForm } from "./writing-form.js";

export class HandsList {
  constructor(part, page) {
    Object.assign(this, { part, page, drawn: "" });
    this.list = part.querySelector("[data-clusters]");
    this.template = part.querySelector("template");
  }

  show(clusters) {
    const words = JSON.stringify(clusters ?? null);
    if (!clusters || words === this.drawn || this.list.contains(document.activeElement)) return;
    this.drawn = words;
    this.part.hidden = !clusters.length;
    this.list.replaceChildren(...clusters.map((one, place) => this.row(one, place)));
  }

  row({ cluster, title }, place) {
    const row = this.template.content.cloneNode(true);
    const form = row.querySelector("form");
    form.elements.cluster.value = cluster;
    form.elements.number.id = `hands-now-${place}`;
    const label = row.querySelector("label");
    label.htmlFor = form.elements.number.id;
    label.querySelector("[data-title]").textContent = title;
    new WritingForm(form, this.page);
    return row;
  }
}
