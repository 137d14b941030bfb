// How the page looks, as the visitor likes it. Remembered in this browser alone (see theme.js).
const NAME = "closeknit.look";

class ThemeChoice extends HTMLElement {
  connectedCallback() {
    const look = JSON.parse(localStorage.getItem(NAME) ?? "{}");
    for (const input of this.querySelectorAll("input")) {
      input.checked = input.value === (look[input.name] ?? "");
    }
    this.addEventListener("change", () => this.keep());
    this.hidden = false;
  }

  keep() {
    const chosen = [...this.querySelectorAll("input:checked")].filter((input) => input.value);
    const look = Object.fromEntries(chosen.map(({ name, value }) => [name, value]));
    localStorage.setItem(NAME, JSON.stringify(look));
    document.dispatchEvent(new CustomEvent("closeknit:look"));
  }
}

customElements.define("theme-choice", ThemeChoice);
