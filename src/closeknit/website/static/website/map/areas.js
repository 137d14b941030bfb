// Areas on the map: their edges, the hatching of those that groups cover, and their names. Pure.
import { FONT } from "../../core/js/map/ground.js";

const rank = (name) => ["==", ["get", "rank"], name];

/** Wards that groups cover are hatched where a word says so; ward edges dashed, neighbourhoods firmer, the whole place inked. */
export function areaLayers(colours, words) {
  const line = (id, filter, colour, width, dash) => ({
    id,
    type: "line",
    source: "areas",
    filter,
    paint: { "line-color": colour, "line-width": width, ...(dash && { "line-dasharray": dash }) },
  });
  const covered = {
    id: "covered",
    type: "fill",
    source: "areas",
    filter: ["all", rank("inner"), [">", ["get", "area_only"], 0]],
    paint: {
      "fill-pattern": "hatch",
      "fill-opacity": ["interpolate", ["linear"], ["zoom"], 12, 1, 15, 0.3],
    },
  };
  return [
    ...(words.covered ? [covered] : []),
    line("ward-edge", rank("inner"), colours.ward, 1, [3, 2]),
    line("hood-edge", rank("middle"), colours.label, 1.5),
    line("place-edge", rank("outer"), colours.text, 2.5),
  ];
}

/** Names of the middle areas from afar, of the least ones from near; they give way to the groups' signs. */
export function nameLayers(colours, words) {
  const layer = (id, ranks, field, zooms) => ({
    id,
    type: "symbol",
    source: "names",
    filter: ["in", ["get", "rank"], ["literal", ranks]],
    ...zooms,
    layout: {
      "text-field": field,
      "text-font": FONT,
      "text-size": 15,
      "text-max-width": 8,
      "text-variable-anchor": ["center", "top", "bottom", "left", "right"],
      "text-radial-offset": 0.8,
    },
    paint: { "text-color": colours.label, "text-halo-color": colours.land, "text-halo-width": 2 },
  });
  const counted = [
    "case",
    [">", ["get", "area_only"], 0],
    ["concat", ["get", "name"], "\n", ["get", "told"]],
    ["get", "name"],
  ];
  return [
    layer("hood-name", ["middle"], ["get", "name"], { maxzoom: 13 }),
    layer("ward-name", ["inner"], words.covered ? counted : ["get", "name"], { minzoom: 13 }),
  ];
}

/** A point with a name for each area, and how many groups are there for all of it. */
export function namesOf(areas, { covered = "" }) {
  const features = (areas?.features ?? []).map(({ properties }) => ({
    type: "Feature",
    geometry: { type: "Point", coordinates: [properties.lng, properties.lat] },
    properties: { ...properties, told: covered.replace("%n", properties.area_only) },
  }));
  return { type: "FeatureCollection", features };
}
