// <closeknit-map>: a map beside a list that already says everything. Begins when it comes near the view.
import { readColours } from "../../core/js/map/colours.js";
import { answerPointer } from "./chooser.js";
import { dressControls, wordsOf } from "./controls.js";
import { drawImage } from "./images.js";
import { followList, markRows } from "./list-sync.js";
import { entriesIn, entriesOf, spotOf, spotsOf } from "./listed.js";
import { boxAround, boxOf, fetched } from "./reading.js";
import { makeStyle } from "./style.js";

const LOOKS = ["(prefers-color-scheme: dark)", "(prefers-contrast: more)"];
const SIGNS = {
  pin: "--map-pin",
  cluster: "--map-cluster",
  onCluster: "--map-on-cluster",
  surface: "--surface",
  text: "--text",
  focus: "--focus",
  focusHalo: "--focus-halo",
};
const ROOM = { top: 44, right: 24, bottom: 24, left: 24 }; // a pin stands above its place

class CloseknitMap extends HTMLElement {
  connectedCallback() {
    this.end = new AbortController();
    const near = (entries) => entries.some((entry) => entry.isIntersecting) && this.begin();
    this.watcher = new IntersectionObserver(near, { rootMargin: "25%" });
    this.watcher.observe(this);
  }

  disconnectedCallback() {
    this.watcher.disconnect();
    this.end.abort();
    this.map?.remove();
  }

  /** Where no map can be drawn (no WebGL, no network) the picture from the server stays. */
  async begin() {
    this.watcher.disconnect();
    try {
      await this.start();
    } catch (trouble) {
      this.holder?.remove();
      console.info("The map stays a picture.", trouble);
    }
  }

  async start() {
    const { areas, base, backdrop, worker, bounds, pins } = this.dataset;
    const [library, ...shapes] = await Promise.all([
      import("../../vendor/maplibre-gl/maplibre-gl.mjs"),
      fetched(areas),
      fetched(base),
      pins && fetched(pins),
    ]);
    if (pins && !shapes[2]) throw new Error("The pins did not come.");
    library.setWorkerUrl(new URL(worker, location.href).href);
    this.asked = { ...this.dataset };
    [this.areas, this.base, this.pins] = shapes;
    if (backdrop) {
      const { readBackdrop } = await import("./backdrop.js");
      this.backdrop = await readBackdrop(backdrop, library);
    }
    this.holder = document.createElement("div");
    this.holder.className = "map-canvas";
    this.append(this.holder);
    this.map = new library.Map({
      container: this.holder,
      style: this.wholeStyle(),
      bounds: boxOf(bounds),
      fitBoundsOptions: { padding: ROOM },
      maxBounds: this.backdrop ? null : boxAround(this.areas),
      maxZoom: 18,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      cooperativeGestures: true,
      locale: wordsOf(this.dataset),
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.setMissingStyleImageResolver((name) => {
      this.map.addImage(name, ...drawImage(name, this.colours));
    });
    this.listen(library.Popup);
    await new Promise((done) => this.map.once("load", done));
    dressControls(this, this.map);
    this.toggleAttribute("data-ready", true);
  }

  listen(Popup) {
    const { signal } = this.end;
    const redraw = () => this.map.setStyle(this.wholeStyle(), { diff: false });
    for (const look of LOOKS) matchMedia(look).addEventListener("change", redraw, { signal });
    document.addEventListener("closeknit:look", redraw, { signal });
    document.addEventListener("htmx:afterSwap", () => this.follow(), { signal });
    followList(document, (group) => this.point(group), signal);
    answerPointer(this.map, Popup, {
      words: this.dataset,
      pins: this.pins,
      point: (group) => {
        this.point(group);
        markRows(group);
      },
    });
  }

  /** The whole style in today's colours, with the list as it stands. */
  wholeStyle() {
    this.colours = readColours(this, SIGNS);
    const { colours, areas, base, backdrop, asked } = this;
    const rows = document.querySelectorAll("[data-map-list] > *");
    this.listed = spotsOf(this.pins ? entriesIn(this.pins) : entriesOf(rows), areas);
    const words = { covered: this.dataset.wordCovered };
    return makeStyle({ colours, areas, base, backdrop, words, asked, listed: this.listed });
  }

  /** After a new search: other tiles, other counts, other pins, and the box in which they lie. */
  async follow() {
    const next = document.querySelector("[data-map-query]")?.dataset;
    if (!next) return;
    const was = this.asked;
    this.asked = { ...was, ...next };
    if (next.areas !== was.areas) this.areas = (await fetched(next.areas)) ?? this.areas;
    const { sources, layers } = this.wholeStyle();
    this.map.setFilter("single", layers.find(({ id }) => id === "single").filter);
    for (const name of ["areas", "names", "here", "listed"])
      this.map.getSource(name).setData(sources[name].data);
    if (next.tiles !== was.tiles) this.map.getSource("groups").setTiles(sources.groups.tiles);
    if (next.bounds !== was.bounds) this.map.fitBounds(boxOf(next.bounds), { padding: ROOM });
    this.point(null);
    this.map.fire("asked");
  }

  /** Makes the pin of one group stand out; null for none. */
  point(group) {
    this.map.getSource("pointed")?.setData(spotOf(this.listed, group));
  }
}

customElements.define("closeknit-map", CloseknitMap);
