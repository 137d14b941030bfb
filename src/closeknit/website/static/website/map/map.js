// <closeknit-map>: a map beside a list that already says everything. Boots when it comes into view.
import { answerClicks } from "./chooser.js";
import { readColours } from "./colours.js";
import { addImages } from "./images.js";
import { POINTABLE } from "./layers.js";
import { followList } from "./list-sync.js";
import { ListedLayer, listedFeatures } from "./listed.js";
import { makeStyle } from "./style.js";

const DARK = "(prefers-color-scheme: dark)";

class CloseknitMap extends HTMLElement {
  connectedCallback() {
    this.watcher = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) {
        this.watcher.disconnect();
        this.start();
      }
    });
    this.watcher.observe(this);
  }

  disconnectedCallback() {
    this.watcher?.disconnect();
    this.map?.remove();
  }

  get rows() {
    return document.querySelectorAll("[data-group]");
  }

  async start() {
    const [library, areas, base] = await Promise.all([
      import("../../vendor/maplibre-gl/maplibre-gl.mjs"),
      this.read("areas"),
      this.read("base"),
    ]);
    const holder = document.createElement("div");
    holder.className = "map-canvas";
    this.querySelector(".map-still")?.replaceWith(holder);
    if (!holder.isConnected) {
      this.append(holder);
    }
    const colours = readColours(this);
    this.map = new library.Map({
      container: holder,
      style: this.styleWith(colours, areas, base),
      bounds: this.dataset.bounds.split(",").map(Number),
      fitBoundsOptions: { padding: 24 },
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      cooperativeGestures: this.hasAttribute("data-gentle"),
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.addControl(new library.NavigationControl({ showCompass: false }), "top-right");
    this.listed = new ListedLayer(this.map, colours);
    this.map.on("load", () => this.dress(colours, areas, library.Popup));
    matchMedia(DARK).addEventListener("change", () => this.redraw(areas, base));
    document.addEventListener("htmx:afterSwap", () => this.follow());
  }

  async read(name) {
    const address = this.dataset[name];
    const answer = address ? await fetch(address) : null;
    return answer?.ok ? answer.json() : null;
  }

  styleWith(colours, areas, base) {
    const { tiles, backdrop } = this.dataset;
    return makeStyle({
      colours,
      areas,
      base,
      tiles: new URL(tiles, location.href).href.replaceAll("%7B", "{").replaceAll("%7D", "}"),
      backdrop: backdrop ? JSON.parse(backdrop) : null,
    });
  }

  dress(colours, areas, Popup) {
    addImages(this.map, colours);
    this.map.getSource("names").setData(nameplates(areas));
    this.listed.add(listedFeatures(this.rows));
    const list = document.querySelector("[data-map-list]");
    if (list) {
      followList(list, this.listed);
    }
    answerClicks(this.map, Popup, { spot: this.dataset.spot, layers: ["listed", ...POINTABLE] });
    this.setAttribute("data-ready", "");
  }

  /** After a new search: other tiles, other pins, the same map. */
  follow() {
    const next = document.querySelector("[data-map-query]");
    if (!(next && this.map)) {
      return;
    }
    const tiles = new URL(next.dataset.tiles, location.href).href;
    this.map.getSource("groups").setTiles([tiles.replaceAll("%7B", "{").replaceAll("%7D", "}")]);
    this.listed.show(listedFeatures(this.rows));
  }

  redraw(areas, base) {
    const colours = readColours(this);
    this.map.setStyle(this.styleWith(colours, areas, base), { diff: false });
    this.listed.colours = colours;
    this.map.once("style.load", () => {
      addImages(this.map, colours);
      this.map.getSource("names").setData(nameplates(areas));
      this.listed.add(listedFeatures(this.rows));
    });
  }
}

/** A point with a name for each neighbourhood (or ward, where there are none). */
function nameplates(areas) {
  const all = areas?.features ?? [];
  const hoods = all.filter((area) => area.properties.level === "neighbourhood");
  const shown = hoods.length > 0 ? hoods : all.filter((area) => area.properties.level === "ward");
  const features = shown.map(({ properties }) => ({
    type: "Feature",
    geometry: { type: "Point", coordinates: [properties.lng, properties.lat] },
    properties: { name: properties.name },
  }));
  return { type: "FeatureCollection", features };
}

customElements.define("closeknit-map", CloseknitMap);
