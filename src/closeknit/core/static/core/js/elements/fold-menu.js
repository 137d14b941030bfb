// The menu in the head: Escape closes it, and leaves one where it was opened.
class FoldMenu extends HTMLElement {
  connectedCallback() {
    const menu = this.querySelector("details");
    this.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  }
}

customElements.define("fold-menu", FoldMenu);
