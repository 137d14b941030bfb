// Hands the page to the phone's own way of sharing, or copies its address where there is none.
// Without scripts it stays hidden: the address bar does the same.
class ShareButton extends HTMLElement {
  connectedCallback() {
    this.querySelector("button").addEventListener("click", () => this.share());
    this.hidden = false;
  }

  get page() {
    const title = this.dataset.title ?? document.title;
    const url = new URL(this.dataset.url ?? location.href, location.href).href;
    return { title, url };
  }

  async share() {
    if (!navigator.share) return this.copy();
    try {
      await navigator.share(this.page);
    } catch (refusal) {
      if (refusal.name !== "AbortError") await this.copy();
    }
  }

  async copy() {
    await navigator.clipboard.writeText(this.page.url);
    this.querySelector("[role=status]").textContent = this.dataset.done;
  }
}

customElements.define("share-button", ShareButton);
