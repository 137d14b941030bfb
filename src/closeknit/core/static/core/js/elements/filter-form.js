import { debounce } from "../lib/debounce.js";

// Sends a form of filters by itself when something in it changes, and reads out what came of it.
// htmx does the talking; without scripts the form has a button.
class FilterForm extends HTMLElement {
  connectedCallback() {
    this.send = debounce(() => this.querySelector("form").requestSubmit(), 250);
    this.addEventListener("change", (event) => this.changed(event));
    this.addEventListener("htmx:configRequest", ({ detail }) => this.tidy(detail.formData));
    document.body.addEventListener("htmx:afterSettle", () => this.announce());
    for (const spare of this.querySelectorAll("[data-spare]")) spare.hidden = true;
  }

  changed(event) {
    if (event.target.matches("[type=checkbox], [type=radio], select")) this.send();
  }

  /** What is left empty need not stand in the address. */
  tidy(asked) {
    for (const [name, value] of [...asked.entries()]) if (value === "") asked.delete(name);
  }

  announce() {
    const told = document.querySelector("[data-announce]")?.textContent.trim() ?? "";
    const voice = this.querySelector("[role=status]");
    if (voice.textContent !== told) voice.textContent = told;
  }
}

customElements.define("filter-form", FilterForm);
