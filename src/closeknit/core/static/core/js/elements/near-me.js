import { coarse } from "../lib/coarse.js";

// A button that fills the field of a place with roughly where the visitor is, and searches.
class NearMe extends HTMLElement {
  connectedCallback() {
    if (!navigator.geolocation) return;
    this.querySelector("button").addEventListener("click", () => this.ask());
    this.hidden = false;
  }

  say(words) {
    this.querySelector("[role=status]").textContent = words;
  }

  ask() {
    this.say(this.dataset.asking);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => this.fill(coarse(coords)),
      () => this.say(this.dataset.refused),
      { enableHighAccuracy: false, maximumAge: 600_000, timeout: 15_000 },
    );
  }

  fill(place) {
    const form = this.closest("form");
    form.elements.namedItem(this.dataset.field ?? "near").value = place;
    this.say("");
    form.requestSubmit();
  }
}

customElements.define("near-me", NearMe);
