// A long list of boxes to tick gets a search of its own. Without scripts, the whole list stands there.
class PickList extends HTMLElement {
  connectedCallback() {
    if (this.search) return;
    this.choices = [...this.querySelectorAll(".choice")];
    if (this.choices.length < 12) return;
    this.search = document.createElement("input");
    this.search.type = "search";
    this.search.className = "field-box";
    this.search.setAttribute("aria-label", this.dataset.label);
    this.search.placeholder = this.dataset.label;
    this.none = document.createElement("p");
    this.none.setAttribute("role", "status");
    this.search.addEventListener("input", () => this.narrow());
    this.search.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
    this.prepend(this.search, this.none);
    this.toggleAttribute("data-ready", true);
  }

  narrow() {
    const wanted = this.search.value.trim().toLowerCase();
    let shown = 0;
    for (const choice of this.choices) {
      const fits =
        choice.textContent.toLowerCase().includes(wanted) || choice.querySelector("input").checked;
      choice.hidden = !fits;
      shown += fits;
    }
    this.none.textContent = shown ? "" : this.dataset.none;
  }
}

customElements.define("pick-list", PickList);
