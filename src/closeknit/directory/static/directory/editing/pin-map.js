// A map on which a pin is dropped or dragged; its place is written into the field above. Without
// scripts, or where no map can be drawn, the two numbers are typed.
const COLOURS = {
  land: "--map-land",
  outside: "--map-outside",
  edge: "--map-ward",
  road: "--map-road",
};

class PinMap extends HTMLElement {
  connectedCallback() {
    this.field = document.getElementById(this.dataset.field);
    this.begin().catch((trouble) => {
      this.hidden = true;
      console.info("The pin is typed, not dropped.", trouble);
    });
  }

  async begin() {
    const [library, areas, base] = await Promise.all([
      import("../../vendor/maplibre-gl/maplibre-gl.mjs"),
      shapesOf(this.dataset.areas),
      shapesOf(this.dataset.base),
    ]);
    const box = boxOf(areas);
    if (!box) {
      this.hidden = true;
      return;
    }
    library.setWorkerUrl(new URL(this.dataset.worker, location.href).href);
    this.hidden = false;
    this.map = new library.Map({
      container: this,
      style: styleOf(this, areas, base),
      bounds: box,
      maxZoom: 18,
      attributionControl: false,
      dragRotate: false,
      cooperativeGestures: true,
    });
    this.map.addControl(new library.NavigationControl({ showCompass: false }));
    this.marker = new library.Marker({ draggable: true });
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

/** Shapes from the hub; none where it has none. */
async function shapesOf(address) {
  const answer = await fetch(address);
  return answer.ok ? answer.json() : { type: "FeatureCollection", features: [] };
}

/** The box around all shapes; null for none. */
function boxOf(shapes) {
  const corners = shapes.features.flatMap(({ geometry }) =>
    geometry.type === "Point" ? [] : geometry.coordinates.flat(geometry.type === "Polygon" ? 1 : 2),
  );
  if (corners.length === 0) return null;
  const lngs = corners.map(([lng]) => lng);
  const lats = corners.map(([, lat]) => lat);
  return [Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)];
}

/** Land, edges of areas and roads, in the page's own colours. */
function styleOf(element, areas, base) {
  const colours = readColours(element);
  return {
    version: 8,
    sources: { areas: { type: "geojson", data: areas }, base: { type: "geojson", data: base } },
    layers: [
      { id: "outside", type: "background", paint: { "background-color": colours.outside } },
      { id: "land", type: "fill", source: "areas", paint: { "fill-color": colours.land } },
      {
        id: "road",
        type: "line",
        source: "base",
        filter: ["==", ["get", "kind"], "road"],
        paint: { "line-color": colours.road, "line-width": 2 },
      },
      { id: "edge", type: "line", source: "areas", paint: { "line-color": colours.edge } },
    ],
  };
}

/** Tokens as MapLibre understands colours: drawn once, and read as they came out. */
function readColours(element) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  const style = getComputedStyle(element);
  const rgb = (token) => {
    pen.fillStyle = style.getPropertyValue(token).trim() || "#888";
    pen.fillRect(0, 0, 1, 1);
    return `rgb(${pen.getImageData(0, 0, 1, 1).data.slice(0, 3).join(",")})`;
  };
  return Object.fromEntries(Object.entries(COLOURS).map(([name, token]) => [name, rgb(token)]));
}

customElements.define("pin-map", PinMap);
