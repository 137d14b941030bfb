// Keeps what was written until the hub has said of each item what became of it. It knows no page, no network
// and no clock: those are handed in, so that it can be tried out ten thousand ways.
import { DONE, KEY, LATER, NEVER, SMALLER } from "./answers.js";
import { pause } from "./pace.js";

export const WAITING = "waiting";
export const SENT = "sent";
export const BOTH = "both";
export const REFUSED = "refused";

const MOST = 20;
const STATES = { kept: SENT, "both-kept": BOTH, refused: REFUSED };

export class Outbox {
  // store: append, all, exchange · send(batch, items) → a verdict of answers.js · now() → words · number() → uuid
  constructor({ store, send, now, number, random = Math.random, changed = () => {} }) {
    Object.assign(this, { store, send, now, number, random, changed });
    Object.assign(this, { failures: 0, most: MOST, why: "", running: null, again: false });
  }

  // Done only when it is safely on the device; throws when the device is full.
  async add(sort, payload, { note = null, base = null, id = this.number() } = {}) {
    const item = {
      id,
      sort,
      payload,
      note: note ?? id,
      base,
      state: WAITING,
      written: this.now(),
      format: 2,
    };
    await this.store.append(item);
    this.changed();
    return item;
  }

  // Sends all that waits. How many milliseconds to wait before the next try; 0 when nothing waits.
  flush() {
    if (this.running) this.again = true;
    else this.running = this.rounds();
    return this.running;
  }

  // What was written while the last round ended is not forgotten until the next word.
  async rounds() {
    try {
      let wait;
      do {
        this.again = false;
        wait = await this.run();
      } while (this.again && !wait);
      return wait;
    } finally {
      this.running = null;
    }
  }

  async run() {
    let keys = 0;
    for (;;) {
      const items = turn(await this.store.all(), this.most);
      if (!items.length) return this.rest("");
      const found = await this.ask(items);
      this.why = found.why ?? "";
      if (found.verdict === DONE) await this.settle(items, found.items);
      else if (found.verdict === NEVER) await this.refuse(items, found.sentence);
      else if (found.verdict === KEY && keys === 0) keys += 1;
      else return this.later(found);
      if (found.verdict !== KEY) this.failures = 0;
    }
  }

  async ask(items) {
    try {
      return await this.send(this.number(), items);
    } catch {
      return { verdict: LATER, why: "away" };
    }
  }

  rest(why) {
    this.failures = 0;
    this.most = MOST;
    this.why = why;
    this.changed();
    return 0;
  }

  later(found) {
    this.failures += 1;
    if (found.verdict === SMALLER || found.why === "away") this.most = Math.max(1, this.most >> 1);
    this.changed();
    return Math.max(pause(this.failures, this.random), found.wait ?? 0);
  }

  // One that is refused must not keep the others: a batch that is refused whole goes one by one.
  async refuse(items, sentence) {
    if (items.length > 1) this.most = 1;
    else await this.settle(items, [{ client_id: items[0].id, outcome: "refused", sentence }]);
  }

  async settle(items, answers) {
    const said = new Map(answers.map((one) => [one.client_id, one]));
    const sent = items.filter((item) => said.has(item.id));
    await this.store.exchange((all) => settled(all, sent, said, this.now()));
    this.changed();
  }
}

// What goes next: in the order in which it was written, and of one note no change before the last is answered.
export function turn(all, most) {
  const seen = new Set();
  const waiting = all.filter((item) => item.state === WAITING);
  const next = waiting.filter((item) => !seen.has(item.note) && seen.add(item.note));
  return next.slice(0, most);
}

// Puts and removals once these were answered. A name on an arrival goes as soon as the hub has it.
export function settled(all, sent, said, at) {
  const put = new Map();
  const gone = [];
  const mine = (item) => put.get(item.id) ?? { ...item };
  for (const item of sent) {
    const answer = said.get(item.id);
    const state = STATES[answer.outcome];
    if (item.sort !== "note" && state !== REFUSED) {
      gone.push(item.id);
      continue;
    }
    const note = answer.note ?? item.note;
    put.set(item.id, {
      ...mine(item),
      state,
      version: answer.version,
      sentence: answer.sentence ?? "",
      note,
      at,
    });
    if (state === REFUSED) continue;
    for (const later of all.filter(
      (one) => one.state === WAITING && one.note === item.note && one.id !== item.id,
    )) {
      put.set(later.id, { ...mine(later), note, base: answer.version });
    }
  }
  return { put: [...put.values()], gone };
}
