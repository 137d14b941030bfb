// The line to the hub: sends what waits, asks how things stand, and fetches a new key for its forms.
import { judge, KEY, LATER, MARK, ours } from "./answers.js";

const PATIENCE = 20_000;
const PLAIN = { redirect: "manual", cache: "no-store", credentials: "same-origin" };

export class Line {
  key = null;
  skew = 0; // how far the clock of this device is behind the hub's, in milliseconds
  seen = { since: 0, mark: "" };

  constructor(hall, device) {
    Object.assign(this, { hall, device });
  }

  async send(batch, items) {
    this.key ??= await this.newKey();
    if (!this.key) return { verdict: LATER, why: "portal" };
    const response = await this.ask(this.hall.items, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": this.key },
      body: JSON.stringify({ closeknit: MARK, batch, device: this.device, items: items.map(told) }),
    });
    const sent = items.map((item) => item.id);
    const found = await judge(response, batch, sent);
    if (found.verdict === KEY) this.key = null;
    this.setClock(found.now);
    return found;
  }

  async newKey() {
    const said = await ours(await this.ask(this.hall.key));
    return said?.key ?? null;
  }

  // What is new, null when nothing is, false when the answer was not the hub's; throws when nobody answers.
  async look() {
    const { since, mark } = this.seen;
    const headers = mark ? { "If-None-Match": mark } : {};
    const response = await this.ask(`${this.hall.state}?since=${since}`, { headers });
    if (response.status === 304) return null;
    const said = response.ok ? await ours(response) : null;
    if (!said) return false;
    this.seen = {
      since: said.version,
      mark: since === said.version ? response.headers.get("ETag") : "",
    };
    this.setClock(said.now);
    return said;
  }

  ask(address, more = {}) {
    return fetch(address, { ...PLAIN, ...more, signal: AbortSignal.timeout(PATIENCE) });
  }

  setClock(words) {
    const time = Date.parse(words ?? "");
    if (Number.isFinite(time)) this.skew = time - Date.now();
  }

  // The time as the hub has it, whatever this device believes.
  now() {
    return new Date(Date.now() + this.skew);
  }
}

function told(item) {
  const note = item.sort === "note" && item.note !== item.id ? { note: item.note } : {};
  return {
    client_id: item.id,
    sort: item.sort,
    written_at: item.written,
    base_version: item.base,
    payload: { ...item.payload, ...note },
  };
}
