// What the forms of editing gain by scripts: a search in long lists, a map to drop a pin or to draw on.
import "./pick-list.js";

if (document.querySelector("pin-map")) import("./pin-map.js");
if (document.querySelector("area-drawing")) import("./area-drawing.js");
