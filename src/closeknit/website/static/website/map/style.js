// What the map looks like: our own shapes below, areas, then the groups. Pure: colours and shapes in, style out.
import { groundLayers, streetNames } from "../../core/js/map/ground.js";
import { areaLayers, nameLayers, namesOf } from "./areas.js";
import { groupLayers } from "./layers.js";
import { tileAddress } from "./reading.js";

export const empty = { type: "FeatureCollection", features: [] };

/** The place that was asked about, as a feature. */
export function hereOf({ here, hereLabel }) {
  const at = here ? here.split(",").map(Number) : null;
  const geometry = { type: "Point", coordinates: at };
  return at ? { type: "Feature", geometry, properties: { label: hereLabel } } : empty;
}

/** A whole MapLibre style; without tiles only what is listed stands on it. `backdrop` is an administrator's own base map, or null. */
export function makeStyle({ colours, areas, base, backdrop, listed, words, asked }) {
  const shapes = (data) => ({ type: "geojson", data: data ?? empty });
  return {
    version: 8,
    sources: {
      ...(backdrop && { backdrop: backdrop.source }),
      areas: shapes(areas),
      base: shapes(base),
      names: shapes(namesOf(areas, words)),
      here: shapes(hereOf(asked)),
      listed: shapes(listed),
      pointed: shapes(null),
      ...(asked.tiles && {
        groups: { type: "vector", tiles: [tileAddress(asked.tiles)], minzoom: 0, maxzoom: 16 },
      }),
    },
    layers: [
      { id: "outside", type: "background", paint: { "background-color": colours.outside } },
      ...(backdrop ? backdrop.layers(colours) : groundLayers(colours)),
      ...areaLayers(colours, words),
      ...(backdrop ? [] : [streetNames(colours)]),
      ...nameLayers(colours, words),
      ...groupLayers(colours, listed, Boolean(asked.tiles)),
    ],
  };
}
