// A map's colours are the page's tokens: so dark, light and high contrast hold here too.
const canvas = document.createElement("canvas");
canvas.width = 1;
canvas.height = 1;
const pen = canvas.getContext("2d", { willReadFrequently: true });

/** Any CSS colour as `rgba(r,g,b,a)`, which is what MapLibre understands. */
export function asRgb(colour) {
  pen.clearRect(0, 0, 1, 1);
  pen.fillStyle = colour;
  pen.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha] = pen.getImageData(0, 0, 1, 1).data;
  return `rgba(${red},${green},${blue},${alpha / 255})`;
}

const GROUND = {
  outside: "--map-outside",
  land: "--map-land",
  ward: "--map-ward",
  water: "--map-water",
  green: "--map-green",
  road: "--map-road",
  label: "--map-label",
};

/** The tokens a map is drawn with, read from `element`; `more` names those of one's own. */
export function readColours(element, more = {}) {
  const style = getComputedStyle(element);
  const named = Object.entries({ ...GROUND, ...more });
  return Object.fromEntries(
    named.map(([name, token]) => [name, asRgb(style.getPropertyValue(token).trim() || "#000")]),
  );
}
