// The store of a device that keeps nothing: good for as long as the page stands, and for trying things out.
export class Memory {
  items = [];
  place = 0;

  async append(item) {
    this.place += 1;
    this.items.push({ ...item, place: this.place });
  }

  async all() {
    return structuredClone(this.items);
  }

  async countOf(state) {
    return this.items.filter((item) => item.state === state).length;
  }

  async exchange(decide) {
    const { put, gone } = decide(structuredClone(this.items));
    const changed = new Map(put.map((item) => [item.id, item]));
    this.items = this.items
      .map((item) => changed.get(item.id) ?? item)
      .filter((item) => !gone.includes(item.id));
  }

  close() {}
}
