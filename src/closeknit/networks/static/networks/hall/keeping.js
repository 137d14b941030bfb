// The store of the outbox in the browser's own database. Whatever is written is on the disk when it says so.
const NAME = "closeknit-hall";
const LAYOUT = 2; // 1 had one list, "notes", and no sort
const ITEMS = "items";

export class Keeping {
  static async open(code, factory = indexedDB) {
    const database = await asked(factory.open(NAME, LAYOUT), (request, event) => {
      lay(request.result, request.transaction, event.oldVersion);
    });
    database.onversionchange = () => database.close();
    return new Keeping(database, code);
  }

  constructor(database, code) {
    this.database = database;
    this.code = code;
  }

  async append(item) {
    await this.change((items) => items.add({ ...item, code: this.code }));
  }

  all() {
    return this.read((items) => items.index("by_code").getAll(IDBKeyRange.only(this.code)));
  }

  // Also of other tables on this device.
  async countOf(state) {
    const all = await this.read((items) => items.getAll());
    return all.filter((item) => item.state === state).length;
  }

  // `decide` is given all items, and says which to put and which to take away: in one transaction.
  async exchange(decide) {
    await this.change((items) => {
      const request = items.index("by_code").getAll(IDBKeyRange.only(this.code));
      request.onsuccess = () => {
        const { put, gone } = decide(request.result);
        for (const item of put) items.put(item);
        for (const item of request.result) if (gone.includes(item.id)) items.delete(item.place);
      };
    });
  }

  read(question) {
    return asked(question(this.database.transaction(ITEMS).objectStore(ITEMS)));
  }

  change(deed) {
    const transaction = this.database.transaction(ITEMS, "readwrite", { durability: "strict" });
    return new Promise((done, failed) => {
      transaction.oncomplete = () => done();
      transaction.onabort = () => failed(transaction.error ?? new Error("aborted"));
      transaction.onerror = () => failed(transaction.error);
      deed(transaction.objectStore(ITEMS));
    });
  }

  close() {
    this.database.close();
  }
}

// Whether this device keeps anything at all: a private window may have no room, or none for long.
export async function canKeep(factory, storage) {
  try {
    const keeping = await Keeping.open("try", factory ?? globalThis.indexedDB);
    await keeping.append({
      id: "try",
      note: "try",
      sort: "note",
      state: "try",
      payload: "x".repeat(100_000),
    });
    await keeping.exchange((all) => ({ put: [], gone: all.map((item) => item.id) }));
    keeping.close();
    const room = await (storage ?? navigator.storage)?.estimate?.();
    return !room?.quota || room.quota - room.usage > 2_000_000;
  } catch {
    return false;
  }
}

// Waits until every tab has let go of it, as each does when it is told.
export const forget = (factory = indexedDB) => asked(factory.deleteDatabase(NAME), null, () => {});

function lay(database, transaction, from) {
  if (from < 2) {
    const items = database.createObjectStore(ITEMS, { keyPath: "place", autoIncrement: true });
    items.createIndex("by_code", "code");
    if (from === 1) carry(database, transaction.objectStore("notes"), items);
  }
}

function carry(database, old, items) {
  old.getAll().onsuccess = (event) => {
    for (const { client_id: id, place: _place, ...note } of event.target.result) {
      items.add({ sort: "note", note: id, base: null, format: 2, ...note, id });
    }
    database.deleteObjectStore("notes");
  };
}

function asked(request, upgrade, held) {
  return new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
    request.onblocked = held ?? (() => failed(new Error("another tab holds it")));
    if (upgrade) request.onupgradeneeded = (event) => upgrade(request, event);
  });
}
