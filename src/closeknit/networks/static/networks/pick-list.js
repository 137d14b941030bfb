// A long list of ticks: finds by name, and says how many are ticked. Without it the list is whole.
class PickList extends HTMLElement {
  connectedCallback() {
    this.parts = [...this.querySelectorAll("details")];
    this.began = new Map(this.parts.map((part) => [part, part.open]));
    this.field = this.querySelector("input[type=search]");
    this.querySelector("[data-search]").hidden = false;
    this.field.addEventListener("input", () => this.narrow());
    this.field.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault(); // it would send the form
    });
    this.addEventListener("change", () => this.count());
    this.count();
  }

  narrow() {
    const wanted = plain(this.field.value.trim());
    let found = 0;
    for (const part of this.parts) {
      let here = 0;
      for (const line of part.querySelectorAll("li")) {
        line.hidden = !plain(line.textContent).includes(wanted);
        if (!line.hidden) here += 1;
      }
      part.hidden = here === 0;
      part.open = wanted ? here > 0 : this.began.get(part);
      found += here;
    }
    this.querySelector("[data-nothing]").hidden = found > 0;
  }

  count() {
    this.querySelector("[data-ticked]").textContent = ticked(this);
    for (const part of this.parts) {
      const number = ticked(part);
      part.querySelector("[data-part]").hidden = number === 0;
      part.querySelector("[data-part-ticked]").textContent = number;
    }
  }
}

const plain = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const ticked = (within) => within.querySelectorAll("input[type=checkbox]:checked").length;

customElements.define("pick-list", PickList);
