// The outbox of the hall's tablet against a hub that is often away: whatever happens in whatever order, each
// thing that was written is at the hub once, in order, and the tablet knows it.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";

globalThis.IDBKeyRange = IDBKeyRange;

const HALL = "../../src/closeknit/networks/static/networks/hall";
const { Outbox, turn } = await import(`${HALL}/outbox.js`);
const { Keeping, canKeep, forget } = await import(`${HALL}/keeping.js`);
const { Memory } = await import(`${HALL}/memory.js`);
const { judge, MARK } = await import(`${HALL}/answers.js`);
const { pause } = await import(`${HALL}/pace.js`);
const { entries } = await import(`${HALL}/note-list.js`);
const { FAULTS, FakeHub } = await import("./fake_hub.js");

const RUNS = Number(process.env.OUTBOX_RUNS ?? 250);
const LIMIT = process.env.OUTBOX_SECONDS && {
  interruptAfterTimeLimit: 1000 * Number(process.env.OUTBOX_SECONDS),
  markInterruptAsFailure: false,
};
let numbers = 0;
const number = () => `n${++numbers}`;

class Tablet {
  constructor(name, hub, store) {
    Object.assign(this, { name, hub, store, written: [], own: [] });
    this.begin();
  }

  begin() {
    const send = (batch, items) => this.hub.send(this.name, batch, items);
    this.outbox = new Outbox({
      store: this.store,
      send,
      now: () => "now",
      number,
      random: () => 0.5,
    });
  }

  async write(text) {
    const item = await this.outbox.add("note", { text });
    this.written.push(item.id);
    this.own.push(text);
    return item.id;
  }

  // As the page does it: from what the list shows, with the version it is known to have.
  async change(place, text) {
    const shown = entries(await this.store.all(), []).reverse();
    const entry = shown[place % shown.length];
    if (!entry) return;
    await this.outbox.add("note", { text }, { note: entry.id, base: entry.base ?? null });
    this.own.push(text);
  }

  async settle() {
    for (let round = 0; round < 200 && (await this.outbox.flush()); round += 1);
  }
}

const deeds = fc.array(
  fc.oneof(
    fc.record({ deed: fc.constant("write"), who: fc.nat(1) }),
    fc.record({ deed: fc.constant("arrive"), who: fc.nat(1) }),
    fc.record({ deed: fc.constant("change"), who: fc.nat(1), place: fc.nat(4) }),
    fc.record({ deed: fc.constant("flush"), who: fc.nat(1) }),
    fc.record({ deed: fc.constant("twice"), who: fc.nat(1) }),
    fc.record({ deed: fc.constant("killed"), who: fc.nat(1) }),
  ),
  { maxLength: 40 },
);
const troubles = fc.array(fc.option(fc.constantFrom(...FAULTS), { freq: 2 }), { maxLength: 60 });

async function live(tablets, story) {
  for (const { deed, who, place } of story) {
    const tablet = tablets[who];
    if (deed === "write") await tablet.write(`words ${number()}`);
    if (deed === "arrive") await tablet.outbox.add("arrival", { guest_name: "Ada" });
    if (deed === "change") await tablet.change(place, `other words ${number()}`);
    if (deed === "flush") await tablet.outbox.flush();
    if (deed === "twice") await Promise.all([tablet.outbox.flush(), tablet.outbox.flush()]);
    if (deed === "killed") {
      tablet.outbox.flush().catch(() => {}); // its answer is never heard
      tablet.begin();
    }
  }
}

async function check(hub, tablets) {
  const texts = [...[...hub.notes.values()].map((note) => note.text), ...hub.before];
  assert.deepEqual(
    texts.toSorted(),
    tablets.flatMap((tablet) => tablet.own).toSorted(),
    "each word once",
  );
  for (const tablet of tablets) {
    const left = await tablet.store.all();
    assert.deepEqual(
      left.filter((item) => item.state === "waiting" || item.sort !== "note"),
      [],
    );
    const places = tablet.written.map((id) => hub.notes.get(id).place);
    assert.deepEqual(
      places,
      places.toSorted((a, b) => a - b),
      "in the order of writing",
    );
  }
  assert.equal(new Set(hub.arrivals).size, hub.arrivals.length);
}

async function tryOut(story, faults, stores) {
  const hub = new FakeHub([...faults]);
  const tablets = stores.map((store, place) => new Tablet(`tablet ${place}`, hub, store));
  await live(tablets, story);
  hub.faults = [];
  for (const tablet of tablets) {
    await new Promise((done) => setImmediate(done));
    await tablet.settle();
  }
  await check(hub, tablets);
}

// As many as are asked for, or as there is time for; says how many that was.
async function tryMany(said, runs, stores) {
  let tried = 0;
  const property = fc.asyncProperty(deeds, troubles, async (story, faults) => {
    await tryOut(story, faults, await stores());
    tried += 1;
  });
  await fc.assert(property, { numRuns: runs, ...LIMIT });
  said.diagnostic(`interleavings: ${tried}`);
}

test("whatever goes wrong in whatever order, nothing is lost and nothing doubled", (said) =>
  tryMany(said, RUNS * 4, () => [new Memory(), new Memory()]));

test("nor in the browser's own database", (said) =>
  tryMany(said, RUNS, () =>
    Promise.all(["a", "b"].map((name) => Keeping.open(name, new IDBFactory()))),
  ));

test("a change waits until the one before it is answered", () => {
  const one = { id: "1", note: "1", state: "waiting" };
  const two = { id: "2", note: "1", state: "waiting" };
  const three = { id: "3", note: "3", state: "waiting" };
  assert.deepEqual(turn([one, two, three], 20), [one, three]);
  assert.deepEqual(turn([{ ...one, state: "sent" }, two, three], 1), [two]);
});

test("what is refused for good is kept and says why; the others go on", async () => {
  const store = new Memory();
  const send = async (batch, items) => {
    const bad = items.some((item) => item.payload.text === "bad");
    const body = bad
      ? { closeknit: MARK, refused: "This cannot be read." }
      : {
          closeknit: MARK,
          batch,
          items: items.map(({ id }) => ({ client_id: id, outcome: "kept", version: 1, note: id })),
        };
    return judge(
      Response.json(body, { status: bad ? 400 : 200 }),
      batch,
      items.map((item) => item.id),
    );
  };
  const outbox = new Outbox({ store, send, now: () => "now", number });
  for (const text of ["one", "bad", "two"]) await outbox.add("note", { text });
  assert.equal(await outbox.flush(), 0);
  const found = (await store.all()).map((item) => [item.payload.text, item.state, item.sentence]);
  assert.deepEqual(found, [
    ["one", "sent", ""],
    ["bad", "refused", "This cannot be read."],
    ["two", "sent", ""],
  ]);
});

test("too much at once is sent in smaller parts", async () => {
  const store = new Memory();
  const hub = new FakeHub();
  const sizes = [];
  const send = (batch, items) => {
    sizes.push(items.length);
    hub.faults = items.length > 3 ? ["413"] : [];
    return hub.send("tablet", batch, items);
  };
  const outbox = new Outbox({ store, send, now: () => "now", number });
  for (let count = 0; count < 9; count += 1) await outbox.add("note", { text: `${count}` });
  while (await outbox.flush());
  assert.equal(hub.notes.size, 9);
  assert.deepEqual(sizes.slice(0, 4), [9, 9, 5, 2].slice(0, 1).concat(sizes.slice(1, 4)));
  assert.ok(Math.min(...sizes.filter((size) => size > 0)) <= 3);
});

test("the waits grow, are never the same for all, and never longer than half a minute", () => {
  const waits = [1, 2, 3, 4, 5, 6, 60].map((failures) => pause(failures, () => 0.5));
  assert.deepEqual(
    waits,
    waits.toSorted((a, b) => a - b),
  );
  assert.ok(pause(99, () => 1) <= 25_000);
  assert.notEqual(
    pause(3, () => 0),
    pause(3, () => 1),
  );
});

const headers = (type) => new Headers({ "Content-Type": type });
const whole = { closeknit: MARK, batch: "b", items: [{ client_id: "1", outcome: "kept" }] };
for (const [name, response, verdict] of [
  ["our word", Response.json(whole), "done"],
  ["a page of the wifi", new Response("<html>", { headers: headers("text/html") }), "later"],
  ["JSON of somebody else", Response.json({ ok: true }), "later"],
  ["our mark for another batch", Response.json({ ...whole, batch: "c" }), "later"],
  [
    "our mark without a word of ours",
    Response.json({ ...whole, items: [{ client_id: "9", outcome: "kept" }] }),
    "later",
  ],
  [
    "an outcome nobody knows",
    Response.json({ ...whole, items: [{ client_id: "1", outcome: "perhaps" }] }),
    "later",
  ],
  [
    "half an answer",
    new Response('{"closeknit":"hall-1","ba', { headers: headers("application/json") }),
    "later",
  ],
  [
    "a way elsewhere",
    { type: "opaqueredirect", headers: new Headers(), ok: false, status: 0 },
    "later",
  ],
  [
    "a way that was followed",
    { redirected: true, headers: new Headers(), ok: true, status: 200 },
    "later",
  ],
  ["an old key", new Response("", { status: 403, headers: headers("text/html") }), "key"],
  ["too much", new Response("", { status: 413 }), "smaller"],
  ["too often", new Response("", { status: 429, headers: { "Retry-After": "7" } }), "later"],
  ["a fault", new Response("", { status: 500 }), "later"],
  ["a hub that is away", new Response("", { status: 502 }), "later"],
  ["a page that is not there, of somebody else", new Response("", { status: 404 }), "later"],
  ["our own no", Response.json({ closeknit: MARK, refused: "No." }, { status: 404 }), "never"],
]) {
  test(`an answer that is ${name} means ${verdict}`, async () => {
    assert.equal((await judge(response, "b", ["1"])).verdict, verdict);
  });
}

test("how long the hub asks to wait is honoured, within reason", async () => {
  const busy = (words) => new Response("", { status: 429, headers: { "Retry-After": words } });
  assert.equal((await judge(busy("7"), "b", ["1"])).wait, 7000);
  assert.equal((await judge(busy("99999"), "b", ["1"])).wait, 120_000);
  assert.equal((await judge(busy("tomorrow"), "b", ["1"])).wait, 0);
});

test("what an older edition kept is carried over", async () => {
  const factory = new IDBFactory();
  const old = await new Promise((done) => {
    const request = factory.open("closeknit-hall", 1);
    request.onupgradeneeded = () => {
      const notes = request.result.createObjectStore("notes", {
        keyPath: "place",
        autoIncrement: true,
      });
      for (let count = 0; count < 20; count += 1) {
        const payload = { text: `words ${count}` };
        notes.add({
          client_id: `id ${count}`,
          payload,
          state: "waiting",
          written: "now",
          code: "abc",
        });
      }
    };
    request.onsuccess = () => done(request.result);
  });
  old.close();
  const keeping = await Keeping.open("abc", factory);
  const hub = new FakeHub();
  const outbox = new Outbox({
    store: keeping,
    send: (...told) => hub.send("tablet", ...told),
    now: () => "now",
    number,
  });
  assert.equal(await outbox.flush(), 0);
  assert.deepEqual(
    [...hub.notes.values()].map((note) => note.text),
    Array.from({ length: 20 }, (_, n) => `words ${n}`),
  );
});

test("a device that keeps nothing is known before anybody writes", async () => {
  assert.equal(await canKeep(new IDBFactory(), {}), true);
  assert.equal(await canKeep(undefined, {}), false);
  assert.equal(
    await canKeep(
      {
        open: () => {
          throw new DOMException("", "SecurityError");
        },
      },
      {},
    ),
    false,
  );
  assert.equal(
    await canKeep(new IDBFactory(), { estimate: async () => ({ quota: 1000, usage: 900 }) }),
    false,
  );
});

test("nothing is left when all is forgotten", async () => {
  const factory = new IDBFactory();
  const keeping = await Keeping.open("abc", factory);
  await keeping.append({ id: "1", note: "1", sort: "note", state: "waiting", payload: {} });
  keeping.close();
  await forget(factory);
  assert.deepEqual(await factory.databases(), []);
});

test("what one table keeps another does not see, and the count is of all", async () => {
  const factory = new IDBFactory();
  const one = await Keeping.open("one", factory);
  const two = await Keeping.open("two", factory);
  await one.append({ id: "1", note: "1", sort: "note", state: "waiting", payload: {} });
  assert.deepEqual(await two.all(), []);
  assert.equal(await two.countOf("waiting"), 1);
});
