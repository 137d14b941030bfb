// A form of the hall: takes what was typed, keeps it, and is ready for the next.
const NEVER_SENT = new Set(["csrfmiddlewaretoken", "client_id", "sort", "note"]);
const STAYS = new Set(["guest_name", "kind", "priority", "how", "cluster"]); // from one note to the next

export class WritingForm {
  constructor(element, page) {
    Object.assign(this, { element, page, sort: element.dataset.sort, changing: null });
    this.told = element.querySelector("[data-told]");
    element.addEventListener("submit", (event) => {
      event.preventDefault();
      this.keep();
    });
    element.querySelector("[data-leave]")?.addEventListener("click", () => this.leave());
  }

  async keep() {
    const payload = this.typed();
    const empty = this.firstEmpty(payload);
    if (empty) return empty.focus();
    if ([...this.element.elements].some((field) => !field.reportValidity())) return;
    if (payload.is_private) return this.sendPrivately(payload);
    try {
      await this.page.write(this.sort, payload, this.changing ?? {});
    } catch {
      return this.say("full");
    }
    await this.forgetRefused();
    this.say(this.sort === "arrival" ? "signed_in" : "", {
      name: payload.guest_name || payload.group_name,
    });
    this.clear();
  }

  async sendPrivately(payload) {
    this.say("sending");
    const isSent = await this.page.writePrivately(payload);
    this.say(isSent ? "private_sent" : "private_needs");
    if (isSent) this.clear();
  }

  typed() {
    const payload = {};
    for (const [name, value] of new FormData(this.element)) {
      if (!NEVER_SENT.has(name) && value !== "") payload[name] = value === "on" ? true : value;
    }
    return payload;
  }

  firstEmpty(payload) {
    const { elements } = this.element;
    if (this.sort === "note") return payload.text?.trim() ? null : elements.text;
    if (this.sort === "arrival") {
      return payload.guest_name?.trim() || payload.group_name?.trim() ? null : elements.guest_name;
    }
    return this.sort === "hands" && payload.number === undefined ? elements.number : null;
  }

  change(entry) {
    const { elements } = this.element;
    elements.text.value = entry.text;
    for (const radio of elements.kind) radio.checked = radio.value === entry.kind;
    const isRefused = entry.state === "refused";
    this.changing = isRefused ? null : { note: entry.id, base: entry.base ?? null };
    this.replaced = isRefused ? entry.last.id : null;
    this.element.querySelector("[data-changing]").hidden = false;
    elements.text.focus();
  }

  get isEmpty() {
    return this.firstEmpty(this.typed()) !== null;
  }

  // What the hub did not take stands in the form again, with the reason.
  refill({ payload, sentence }) {
    for (const [name, value] of Object.entries(payload)) {
      const field = this.element.elements[name];
      if (field?.type === "checkbox") field.checked = Boolean(value);
      else if (field) field.value = value;
    }
    this.say("refused", { why: sentence });
  }

  leave() {
    this.replaced = null;
    this.clear();
  }

  async forgetRefused() {
    const gone = this.replaced;
    this.replaced = null;
    if (gone) await this.page.store.exchange(() => ({ put: [], gone: [gone] }));
  }

  clear() {
    this.changing = null;
    const bar = this.element.querySelector("[data-changing]");
    if (bar) bar.hidden = true;
    for (const field of this.element.elements) {
      if (STAYS.has(field.name) && !(field.name === "guest_name" && this.sort === "arrival"))
        continue;
      if (field.type === "checkbox") field.checked = false;
      else if (field.type !== "hidden" && field.type !== "radio" && field.name) field.value = "";
      else if (field.name === "lat" || field.name === "lng") field.value = "";
    }
    this.element.dispatchEvent(new Event("hall:cleared"));
    const first = this.sort === "note" ? "text" : this.sort === "arrival" ? "guest_name" : "";
    if (first && !this.element.hidden) this.element.elements[first].focus();
  }

  say(name, more) {
    if (this.told) this.told.textContent = name ? this.page.say(name, more) : "";
  }
}
