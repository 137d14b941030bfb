// The keys of a map on which one draws: they move it under its cross, zoom, and put corners.
const STEP = 40; // pixels that an arrow key moves the map; with Shift less
const FINE = 8;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const ACTS = { Enter: "put", " ": "put", Backspace: "undo", Escape: "finish" };
const ZOOMS = { "+": 1, "=": 1, "-": -1 };

/** `owner` has the map, acts, and says where the cross is. Other keys are left to the browser. */
export function onKey(event, owner) {
  const { key, shiftKey } = event;
  if (ARROWS[key]) {
    const [across, down] = ARROWS[key].map((part) => part * (shiftKey ? FINE : STEP));
    owner.map.panBy([across, down], { animate: false });
    owner.say("at");
  } else if (ACTS[key]) owner.act(ACTS[key]);
  else if (ZOOMS[key]) owner.map.jumpTo({ zoom: owner.map.getZoom() + ZOOMS[key] });
  else return;
  event.preventDefault();
}
