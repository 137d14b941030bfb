// A small map to tap on: where a note is about, or where a group is. The words beside it say the same.
class PlaceSketch extends HTMLElement {
  connectedCallback() {
    this.picture = this.querySelector("svg");
    this.pin = this.querySelector("[data-pin]");
    this.form = this.closest("form");
    this.hidden = false;
    this.picture.addEventListener("click", (event) => this.put(event));
    this.querySelector("[data-away]").addEventListener("click", () => this.away());
    this.form.addEventListener("hall:cleared", () => this.away());
  }

  put(event) {
    const { a, d, e, f } = this.picture.getScreenCTM();
    const [x, y] = [(event.clientX - e) / a, (event.clientY - f) / d];
    const { west, north, lng, lat, margin } = this.dataset;
    this.fill(Number(west) + (x - margin) / lng, Number(north) - (y - margin) / lat);
    this.pin.setAttribute("transform", `translate(${x} ${y})`);
    this.pin.removeAttribute("hidden");
    this.querySelector("[data-away]").hidden = false;
  }

  away() {
    this.fill("", "");
    this.pin.setAttribute("hidden", "");
    this.querySelector("[data-away]").hidden = true;
  }

  fill(lng, lat) {
    const short = (number) => (number === "" ? "" : number.toFixed(5));
    this.form.elements.lng.value = short(lng);
    this.form.elements.lat.value = short(lat);
  }
}

customElements.define("place-sketch", PlaceSketch);
