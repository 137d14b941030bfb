// The page of the hall comes alive: what is written is kept first and sent then, and each note says which it is.
import { DotsBoard } from "./dots-board.js";
import { Drawing } from "./drawing.js";
import { FinishPart } from "./finish-part.js";
import { HandsList } from "./hands-list.js";
import { canKeep, Keeping } from "./keeping.js";
import { Line } from "./line.js";
import { Memory } from "./memory.js";
import { Notices } from "./notices.js";
import { Outbox } from "./outbox.js";
import { keepPage } from "./page-keeping.js";
import { remember, remembered } from "./remembered.js";
import { clock, saying } from "./words.js";
import { WritingForm } from "./writing-form.js";

const LOOK_EVERY = 5000;

class HallPage extends HTMLElement {
  notes = new Map();
  state = {};

  async connectedCallback() {
    this.hall = JSON.parse(this.querySelector("#hall").textContent);
    this.say = saying(this.hall.words);
    const device = remembered("device") || crypto.randomUUID();
    remember("device", device);
    this.line = new Line(this.hall, device);
    this.notices = new Notices(this.part("notice"), {
      say: this.say,
      time: () => clock(this.line.now()),
    });
    const keeps = await canKeep();
    this.store = keeps ? await Keeping.open(this.hall.code) : new Memory();
    this.cannot = keeps ? "" : "cannot";
    this.outbox = new Outbox({
      store: this.store,
      send: (batch, items) => this.line.send(batch, items),
      now: () => new Date().toISOString(),
      number: () => crypto.randomUUID(),
      changed: () => this.draw(),
    });
    this.furnish();
    await this.draw();
    this.dataset.ready = keeps ? "keeps" : "cannot";
    this.work();
    this.look();
    if (!this.cannot) await keepPage(this.hall);
  }

  furnish() {
    this.drawing = new Drawing(this);
    this.forms = [...this.querySelectorAll("form[data-sort]")].map(
      (form) => new WritingForm(form, this),
    );
    const dots = this.part("dots");
    if (dots)
      this.dots = new DotsBoard(dots, {
        name: `dots-${this.hall.code}`,
        say: this.say,
        place: (...told) => this.placeDot(...told),
      });
    const hands = this.part("hands");
    if (hands) this.hands = new HandsList(hands, this);
    const finish = this.part("finish");
    if (finish && this.hall.kind !== "join") this.finish = new FinishPart(finish, this);
    this.part("send").addEventListener("click", () => this.work());
    addEventListener("online", () => this.work());
    document.addEventListener("visibilitychange", () => !document.hidden && this.look());
    setInterval(() => this.drawing.drawTime(), 10_000);
  }

  // Everything that people write passes here. Throws when the device is full.
  async write(sort, payload, more = {}) {
    const item = await this.outbox.add(sort, payload, more);
    if (sort === "arrival" && this.hall.kind === "join") remember(`me-${this.hall.code}`, item.id);
    await this.draw();
    if (this.outbox.why !== "busy") this.work();
    return item;
  }

  // What is for the organisers alone never touches the store: it is sent at once, or stays in the box.
  async writePrivately(payload) {
    const item = {
      id: crypto.randomUUID(),
      sort: "note",
      payload,
      base: null,
      written: new Date().toISOString(),
    };
    item.note = item.id;
    const found = await this.outbox.ask([item]);
    return found.items?.[0]?.outcome === "kept";
  }

  placeDot(cluster, isBack) {
    const payload = { voter: this.me, cluster, ...(isBack ? { take_back: true } : {}) };
    return this.write("dot", payload);
  }

  get me() {
    return remembered(`me-${this.hall.code}`);
  }

  forgetMe() {
    remember(`me-${this.hall.code}`, "");
  }

  async work() {
    clearTimeout(this.timer);
    const wait = await this.outbox.flush();
    if (wait && !this.isOver) this.timer = setTimeout(() => this.work(), wait);
    await this.draw();
  }

  async look() {
    clearTimeout(this.looking);
    try {
      const said = await this.line.look();
      if (said) this.heard(said);
      if (said === false) this.hear("portal");
      else if (["away", "portal"].includes(this.outbox.why)) this.work();
      else this.hear("");
    } catch {
      this.hear("away");
    }
    if (!document.hidden && !this.isOver)
      this.looking = setTimeout(() => this.look(), LOOK_EVERY * (0.8 + Math.random() * 0.4));
  }

  hear(why) {
    this.heardWhy = why;
    this.draw();
  }

  heard(said) {
    this.state = said;
    for (const note of said.notes ?? []) this.notes.set(note.note, note);
    this.draw();
  }

  async draw() {
    if (!this.isOver) await this.drawing.draw(await this.store.all());
  }

  part(name) {
    return this.querySelector(`[data-${name}]`);
  }
}

customElements.define("hall-page", HallPage);
