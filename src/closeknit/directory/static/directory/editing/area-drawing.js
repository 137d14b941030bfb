// <area-drawing>: shapes drawn on a map, corner by corner: by tapping, or with a cross in the middle that
// the arrow keys move over the map. What is drawn is written into the field as GeoJSON.
import { EMPTY, areaAt, canFinish, drop, features, finish, fromGeoJson } from "./drawing.js";
import { move, put, take, toGeoJson } from "./drawing.js";
import { Corners } from "./drawing-corners.js";
import { onKey } from "./drawing-keys.js";
import { drawnLayers } from "./drawing-layers.js";
import { boxOf, makeMap } from "./edit-map.js";

class AreaDrawing extends HTMLElement {
  connectedCallback() {
    this.field = document.getElementById(this.dataset.field);
    this.begin().catch((trouble) => {
      this.hidden = true;
      console.info("Areas are ticked, not drawn.", trouble);
    });
  }

  async begin() {
    this.hidden = false;
    const holder = this.querySelector(".drawing-map");
    const locale = { "Map.Title": this.dataset.title };
    const options = { keyboard: false, scrollZoom: false, doubleClickZoom: false, locale };
    const made = await makeMap(holder, this.dataset, { options, more: drawnLayers });
    if (!made) {
      this.hidden = true;
      return;
    }
    Object.assign(this, made, { drawing: EMPTY, past: [], chosen: null });
    this.corners = new Corners(this.map, made.library.Marker, this);
    await new Promise((done) => this.map.once("load", done));
    this.map.on("click", ({ lngLat }) => this.putAt(lngLat));
    this.map.getCanvas().addEventListener("keydown", (event) => onKey(event, this));
    this.addEventListener("click", ({ target }) =>
      this.act(target.closest("[data-do]")?.dataset.do),
    );
    this.field.addEventListener("change", () => this.read());
    this.read();
    this.toggleAttribute("data-ready", true);
  }

  /** What stands in the field becomes the drawing; what is no shape stays there, untouched. */
  read() {
    let geometry = null;
    try {
      geometry = JSON.parse(this.field.value || "null");
    } catch {}
    this.drawing = fromGeoJson(geometry?.geometry ?? geometry) ?? EMPTY;
    this.past = [];
    const box = boxOf(features(this.drawing));
    if (box) this.map.fitBounds(box, { padding: 48, maxZoom: 16, animate: false });
    this.show();
  }

  /** The drawing is this from now on; `said` tells which sentence is spoken. */
  become(drawing, said) {
    if (drawing === this.drawing) return;
    this.past.push(this.drawing);
    this.settle(drawing, said);
  }

  settle(drawing, said) {
    this.drawing = drawing;
    this.chosen = null;
    const geometry = toGeoJson(drawing);
    this.field.value = geometry ? JSON.stringify(geometry) : "";
    this.show();
    this.say(said);
  }

  putAt({ lng, lat }) {
    this.become(put(this.drawing, [lng, lat]), "put");
  }

  act(name) {
    if (name === "put") this.putAt(this.map.getCenter());
    if (name === "finish") this.become(finish(this.drawing), "finished");
    if (name === "undo" && this.past.length > 0) this.settle(this.past.pop(), "undone");
    if (name === "corner" && this.chosen) this.become(take(this.drawing, ...this.chosen), "taken");
    if (name === "shape" && this.chosen)
      this.become(drop(this.drawing, this.chosen[0]), "taken-shape");
    if (name === "clear") this.become(EMPTY, "cleared");
    const button = name && this.querySelector(`[data-do="${name}"]`);
    if (button?.disabled && document.activeElement === document.body) this.map.getCanvas().focus();
  }

  /** A corner was moved, by hand or by keys. */
  moved(shape, corner, { lng, lat }) {
    const where = [shape, corner];
    this.become(move(this.drawing, shape, corner, [lng, lat]), "moved");
    this.choose(where);
  }

  /** A corner was pressed: the first one of a shape that grows finishes it. */
  pressed(shape, corner) {
    const isLast = shape === this.drawing.shapes.length - 1;
    if (corner === 0 && isLast && canFinish(this.drawing)) this.act("finish");
    else this.choose([shape, corner]);
  }

  choose(where) {
    this.chosen = where;
    this.corners.mark(where);
    this.enable();
  }

  show() {
    this.map.getSource("drawn")?.setData(features(this.drawing));
    this.corners.show(this.drawing, this.dataset.corner);
    this.enable();
  }

  enable() {
    const can = {
      finish: canFinish(this.drawing),
      undo: this.past.length > 0,
      corner: this.chosen,
      shape: this.chosen,
      clear: this.drawing.shapes.length > 0,
    };
    for (const [name, is] of Object.entries(can))
      this.querySelector(`[data-do="${name}"]`).disabled = !is;
  }

  say(name) {
    const { lng, lat } = this.map.getCenter();
    const numbers = { c: this.drawing.shapes.at(-1)?.length ?? 0, s: this.drawing.shapes.length };
    const area = areaAt(this.areas, [lng, lat]) || this.dataset.outside;
    const words = this.querySelector(`[data-said="${name}"]`)?.content.textContent ?? "";
    const fill = (text, [sign, value]) => text.replaceAll(`{${sign}}`, value);
    const told = Object.entries({ ...numbers, area }).reduce(fill, words.trim());
    this.querySelector("[role=status]").textContent = told;
  }
}

customElements.define("area-drawing", AreaDrawing);
