// A field with an address in it, and a button that copies it. Without scripts, the field alone.
class CopyLink extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector("button");
    this.button.hidden = false;
    this.button.addEventListener("click", () => this.copy());
  }

  async copy() {
    const field = this.querySelector("input, textarea");
    field.select();
    await navigator.clipboard.writeText(field.value);
    this.querySelector("[role=status]").textContent = this.dataset.done;
  }
}

customElements.define("copy-link", CopyLink);
