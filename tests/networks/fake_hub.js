// The hub as a tablet sees it: takes each item once, keeps both of two changes, and now and then is away.
import { judge, MARK } from "../../src/closeknit/networks/static/networks/hall/answers.js";

export const FAULTS = [
  "away",
  "lost",
  "portal",
  "500",
  "503",
  "429",
  "413",
  "cut",
  "other",
  "empty",
  "key",
];

export class FakeHub {
  receipts = new Map();
  notes = new Map(); // number → { text, version, by, place }
  before = [];
  arrivals = [];
  posts = 0;

  constructor(faults = []) {
    this.faults = faults;
  }

  // As `Line.send`: throws when nobody answers, else what `judge` makes of the answer.
  async send(device, batch, items) {
    this.posts += 1;
    const fault = this.faults.shift();
    if (fault === "away") throw new TypeError("Failed to fetch");
    const response = this.answer(fault, device, batch, items);
    if (fault === "lost") throw new TypeError("connection closed");
    return judge(
      response,
      batch,
      items.map((item) => item.id),
    );
  }

  answer(fault, device, batch, items) {
    const page = { "Content-Type": "text/html" };
    const ours = { "Content-Type": "application/json" };
    if (fault === "portal") return new Response("<h1>Welcome to the wifi</h1>", { headers: page });
    if (fault === "key") return new Response("<h1>403</h1>", { status: 403, headers: page });
    if (fault === "413") return new Response("", { status: 413 });
    if (/^\d+$/.test(fault ?? ""))
      return new Response("", { status: Number(fault), headers: page });
    if (fault === "other") return Response.json({ closeknit: MARK, batch: "another", items: [] });
    const told = items.map((item) => this.take(device, item));
    if (fault === "empty") return Response.json({ closeknit: MARK, batch, items: [] });
    const body = JSON.stringify({ closeknit: MARK, batch, items: told });
    return new Response(fault === "cut" ? body.slice(0, -7) : body, { headers: ours });
  }

  take(device, item) {
    if (!this.receipts.has(item.id)) this.receipts.set(item.id, this.done(device, item));
    return { client_id: item.id, sentence: "", ...this.receipts.get(item.id) };
  }

  done(device, item) {
    const { text } = item.payload;
    if (item.sort === "arrival") this.arrivals.push(item.id);
    if (item.sort !== "note") return { outcome: "kept", version: 1, note: item.id };
    const note = item.note !== item.id && this.notes.get(item.note);
    if (!note) return this.write(device, item, "kept");
    if (note.text === text) return { outcome: "kept", version: note.version, note: item.note };
    if (item.base !== null && item.base !== note.version)
      return this.write(device, item, "both-kept");
    this.before.push(note.text);
    Object.assign(note, { text, version: note.version + 1 });
    return { outcome: "kept", version: note.version, note: item.note };
  }

  write(device, item, outcome) {
    const place = this.notes.size;
    this.notes.set(item.id, { text: item.payload.text, version: 1, by: device, place });
    return { outcome, version: 1, note: item.id };
  }
}
