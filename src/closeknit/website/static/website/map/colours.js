// The map's colours are the page's tokens: so dark, light and high contrast hold here too.
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

/** The tokens the map is drawn with, read from `element`. */
export function readColours(element) {
  const style = getComputedStyle(element);
  const token = (name) => asRgb(style.getPropertyValue(name).trim() || "#000");
  return {
    outside: token("--map-outside"),
    land: token("--map-land"),
    ward: token("--map-ward"),
    water: token("--map-water"),
    green: token("--map-green"),
    road: token("--map-road"),
    label: token("--map-label"),
    pin: token("--map-pin"),
    cluster: token("--map-cluster"),
    onCluster: token("--map-on-cluster"),
    surface: token("--surface"),
    text: token("--text"),
    focus: token("--focus"),
    focusHalo: token("--focus-halo"),
  };
}
