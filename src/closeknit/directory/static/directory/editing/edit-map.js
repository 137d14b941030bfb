// The map on which a form is filled in: land, streets and names in the page's own colours, no search.
const COLOURS = {
  land: "--map-land",
  outside: "--map-outside",
  green: "--map-green",
  water: "--map-water",
  edge: "--map-ward",
  road: "--map-road",
  label: "--map-label",
  drawn: "--action",
};
const FONT = ["Bold", "Atkinson Hyperlegible Next Variable", "sans-serif"]; // the first word is the weight

/** A map in `holder`, looking at the whole place; null where no area has an outline. `words` tells the
 * addresses of shapes and worker, `more` layers and sources of one's own. */
export async function makeMap(holder, words, { options = {}, more = () => ({}) } = {}) {
  const [library, areas, base] = await Promise.all([
    import("../../vendor/maplibre-gl/maplibre-gl.mjs"),
    shapesOf(words.areas),
    shapesOf(words.base),
  ]);
  const box = boxOf(areas);
  if (!box) return null;
  library.setWorkerUrl(new URL(words.worker, location.href).href);
  const map = new library.Map({
    container: holder,
    style: styleOf(readColours(holder), areas, base, more),
    bounds: box,
    fitBoundsOptions: { padding: 16 },
    maxZoom: 18,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    ...options,
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new library.NavigationControl({ showCompass: false }));
  return { library, map, areas };
}

/** Shapes from the hub; none where it has none. */
async function shapesOf(address) {
  const answer = await fetch(address);
  return answer.ok ? answer.json() : { type: "FeatureCollection", features: [] };
}

/** The box around all shapes; null for none. */
export function boxOf({ features }) {
  const corners = features.flatMap(({ geometry }) =>
    geometry.type === "Point" ? [] : geometry.coordinates.flat(geometry.type === "Polygon" ? 1 : 2),
  );
  if (corners.length === 0) return null;
  const lngs = corners.map(([lng]) => lng);
  const lats = corners.map(([, lat]) => lat);
  return [Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)];
}

function styleOf(colours, areas, base, more) {
  const own = more(colours);
  const names = {
    type: "FeatureCollection",
    features: areas.features
      .filter(({ properties: { rank } }) => rank === "inner")
      .map(({ properties: { name, lng, lat } }) => ({
        type: "Feature",
        properties: { name },
        geometry: { type: "Point", coordinates: [lng, lat] },
      })),
  };
  const data = (shapes) => ({ type: "geojson", data: shapes });
  return {
    version: 8,
    sources: { areas: data(areas), base: data(base), names: data(names), ...own.sources },
    layers: [
      { id: "outside", type: "background", paint: { "background-color": colours.outside } },
      fill("land", "areas", ["!=", ["get", "rank"], "middle"], colours.land),
      fill("green", "base", kind("green"), colours.green),
      fill(
        "water",
        "base",
        ["all", kind("water"), ["==", ["geometry-type"], "Polygon"]],
        colours.water,
      ),
      {
        id: "road",
        type: "line",
        source: "base",
        filter: kind("road"),
        paint: {
          "line-color": colours.road,
          "line-width": ["interpolate", ["linear"], ["zoom"], 11, 1, 16, 6],
        },
      },
      { id: "edge", type: "line", source: "areas", paint: { "line-color": colours.edge } },
      ...(own.layers ?? []),
      label("street", "base", colours, {
        minzoom: 15,
        filter: kind("road"),
        placement: "line",
        size: 13,
      }),
      label("ward", "names", colours, { minzoom: 12, placement: "point", size: 15 }),
    ],
  };
}

const kind = (name) => ["==", ["get", "kind"], name];

function fill(id, source, filter, colour) {
  return { id, type: "fill", source, filter, paint: { "fill-color": colour } };
}

function label(id, source, colours, { minzoom, filter, placement, size }) {
  return {
    id,
    type: "symbol",
    source,
    minzoom,
    ...(filter && { filter }),
    layout: {
      "symbol-placement": placement,
      "text-field": ["get", "name"],
      "text-font": FONT,
      "text-size": size,
      "text-max-width": 8,
    },
    paint: { "text-color": colours.label, "text-halo-color": colours.land, "text-halo-width": 2 },
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
