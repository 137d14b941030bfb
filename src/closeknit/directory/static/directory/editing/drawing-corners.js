// The corners of a drawing as buttons on the map: dragged, moved by arrow keys, chosen to be taken away.
const STEP = 8; // pixels that an arrow key moves a corner
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class Corners {
  /** `owner` hears of what is done to a corner: moved, pressed, act. */
  constructor(map, Marker, owner) {
    Object.assign(this, { map, Marker, owner, markers: new Map() });
  }

  /** One button for each corner. Those that stay keep their element, and with it the focus. */
  show({ shapes }, words) {
    const wanted = new Map(
      shapes.flatMap((ring, shape) =>
        ring.map((at, corner) => [`${shape} ${corner}`, { at, shape, corner }]),
      ),
    );
    for (const [key, marker] of this.markers) {
      if (wanted.has(key)) continue;
      marker.remove();
      this.markers.delete(key);
    }
    for (const [key, { at, shape, corner }] of wanted) {
      const marker = this.markers.get(key) ?? this.made(key, at, shape, corner);
      marker.setLngLat(at);
      const told = words.replace("{c}", corner + 1).replace("{s}", shape + 1);
      marker.getElement().setAttribute("aria-label", told);
    }
    this.mark(null);
  }

  /** The chosen corner looks pressed. */
  mark(where) {
    const chosen = where?.join(" ");
    for (const [key, marker] of this.markers)
      marker.getElement().setAttribute("aria-pressed", String(key === chosen));
  }

  made(key, at, shape, corner) {
    const element = document.createElement("button");
    element.type = "button";
    element.className = "drawing-corner";
    const marker = new this.Marker({ element, draggable: true }).setLngLat(at).addTo(this.map);
    this.markers.set(key, marker);
    marker.on("dragend", () => this.owner.moved(shape, corner, marker.getLngLat()));
    element.addEventListener("click", (event) => {
      event.stopPropagation();
      this.owner.pressed(shape, corner);
    });
    element.addEventListener("keydown", (event) => this.onKey(event, marker, shape, corner));
    return marker;
  }

  onKey(event, marker, shape, corner) {
    const arrow = ARROWS[event.key];
    if (arrow) {
      const at = this.map.project(marker.getLngLat());
      const to = [at.x + arrow[0] * STEP, at.y + arrow[1] * STEP];
      this.owner.moved(shape, corner, this.map.unproject(to));
    } else if (event.key === "Delete" || event.key === "Backspace") {
      this.owner.choose([shape, corner]);
      this.owner.act("corner");
      this.map.getCanvas().focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
