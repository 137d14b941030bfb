// What the page of the hall shows: its notice, its list, its counts, its clock.
import { draw, entries } from "./note-list.js";
import { BOTH, REFUSED, SENT, WAITING } from "./outbox.js";
import { clock } from "./words.js";

export class Drawing {
  constructor(page) {
    this.page = page;
  }

  async draw(items) {
    const { page } = this;
    const count = (...states) => items.filter((item) => states.includes(item.state)).length;
    const trouble = count(REFUSED) ? "stuck" : "";
    page.notices.show(page.outbox.why || page.heardWhy || trouble || page.cannot);
    this.drawCount("kept", count(WAITING, REFUSED));
    this.drawCount("sent", count(SENT, BOTH));
    page.part("send").hidden = !count(WAITING);
    this.drawNotes(items);
    await this.giveBack(items);
    if (page.dots) await this.drawDots(items);
    page.hands?.show(page.state.clusters);
    const { came } = page.state;
    if (came !== undefined) page.part("came").textContent = page.say("came", { count: came });
    this.drawTime();
  }

  drawNotes(items) {
    const { page } = this;
    const list = page.part("notes");
    if (!list) return;
    draw(
      list,
      page.querySelector("template[data-note]"),
      entries(items, [...page.notes.values()]),
      {
        say: page.say,
        clock: (time) => clock(new Date(time)),
        change: (entry) => page.forms[0].change(entry),
      },
    );
  }

  // Somebody who could not be signed in stands in the form again, as soon as nothing else is in it.
  async giveBack(items) {
    const { page } = this;
    const form = page.forms.find((one) => one.sort === "arrival");
    const item = items.find((one) => one.sort === "arrival" && one.state === REFUSED);
    if (!form || !item || !form.isEmpty) return;
    form.refill(item);
    if (page.me === item.id) page.forgetMe();
    await page.store.exchange(() => ({ put: [], gone: [item.id] }));
  }

  // A dot that the hub did not take is counted back.
  async drawDots(items) {
    const { page } = this;
    const refused = items.filter((item) => item.sort === "dot" && item.state === REFUSED);
    if (refused.length) {
      await page.store.exchange(() => ({ put: [], gone: refused.map((item) => item.id) }));
      page.dots.undo(refused);
    }
    const isHere = Boolean(page.me);
    page.dots.show(page.state, { isHere });
    for (const form of page.forms) if (form.sort === "arrival") form.element.hidden = isHere;
  }

  drawCount(name, count) {
    this.page.part(`${name}-bar`).hidden = !count;
    this.page.part(`${name}-count`).textContent = this.page.say(`${name}_count`, { count });
  }

  drawTime() {
    const { page } = this;
    const began = Date.parse(page.state.began ?? "");
    if (!Number.isFinite(began)) return;
    const until = began + page.state.minutes * 60_000;
    const left = Math.floor((until - page.line.now().getTime()) / 60_000);
    const words = left >= 0 ? page.say("minutes_left", { count: left }) : page.say("time_over");
    page.part("left").textContent = words;
  }
}
