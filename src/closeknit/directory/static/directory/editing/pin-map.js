// A map on which a pin is dropped or dragged; its place is written into the field above. Without
// scripts, or where no map can be drawn, the two numbers are typed.
import { makeMap } from "./edit-map.js";

class PinMap extends HTMLElement {
  connectedCallback() {
    this.field = document.getElementById(this.dataset.field);
    this.begin().catch((trouble) => {
      this.hidden = true;
      console.info("The pin is typed, not dropped.", trouble);
    });
  }

  async begin() {
    this.hidden = false;
    const made = await makeMap(this, this.dataset, { options: { cooperativeGestures: true } });
    if (!made) {
      this.hidden = true;
      return;
    }
    this.map = made.map;
    this.marker = new made.library.Marker({ draggable: true });
    this.marker.on("dragend", () => this.write(this.marker.getLngLat()));
    this.map.on("click", ({ lngLat }) => this.write(lngLat));
    this.field.addEventListener("change", () => this.read());
    this.read();
  }

  write({ lat, lng }) {
    this.field.value = `${lat.toFixed(5)}, ${lng.toFixed(5)}`;
    this.marker.setLngLat([lng, lat]).addTo(this.map);
  }

  read() {
    const [lat, lng] = this.field.value.split(",").map(Number);
    if (!this.field.value.includes(",") || !(Math.abs(lat) <= 90) || !(Math.abs(lng) <= 180)) {
      this.marker.remove();
      return;
    }
    this.marker.setLngLat([lng, lat]).addTo(this.map);
    this.map.jumpTo({ center: [lng, lat], zoom: Math.max(this.map.getZoom(), 14) });
  }
}

customElements.define("pin-map", PinMap);
