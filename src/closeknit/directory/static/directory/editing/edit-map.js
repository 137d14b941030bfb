// The map on which a form is filled in: land, streets and names in the page's own colours, no search.
import { readColours } from "../../core/js/map/colours.js";
import { FONT, groundLayers, streetNames } from "../../core/js/map/ground.js";

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
    style: styleOf(readColours(holder, { drawn: "--action" }), areas, base, more),
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
      ...groundLayers(colours),
      { id: "edge", type: "line", source: "areas", paint: { "line-color": colours.ward } },
      ...(own.layers ?? []),
      streetNames(colours),
      {
        id: "ward",
        type: "symbol",
        source: "names",
        minzoom: 12,
        layout: {
          "text-field": ["get", "name"],
          "text-font": FONT,
          "text-size": 15,
          "text-max-width": 8,
        },
        paint: {
          "text-color": colours.label,
          "text-halo-color": colours.land,
          "text-halo-width": 2,
        },
      },
    ],
  };
}
