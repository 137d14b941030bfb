// What the map looks like: our own shapes below, areas, then the groups. Pure: colours in, style out.
import { groupLayers } from "./layers.js";

const empty = { type: "FeatureCollection", features: [] };

/** The ground that needs no outside server: land, greens, water, roads and ward edges. */
function groundLayers(colours) {
  const kind = (name) => ["==", ["get", "kind"], name];
  return [
    { id: "outside", type: "background", paint: { "background-color": colours.outside } },
    { id: "land", type: "fill", source: "areas", filter: ["==", ["get", "level"], "ward"], paint: { "fill-color": colours.land } },
    { id: "green", type: "fill", source: "base", filter: kind("green"), paint: { "fill-color": colours.green } },
    { id: "water", type: "fill", source: "base", filter: kind("water"), paint: { "fill-color": colours.water } },
    {
      id: "road",
      type: "line",
      source: "base",
      filter: kind("road"),
      layout: { "line-cap": "round", "line-join": "round" },
      paint: { "line-color": colours.road, "line-width": ["interpolate", ["linear"], ["zoom"], 11, 1, 16, 6] },
    },
  ];
}

/** Ward edges dashed, neighbourhoods firmer, the borough inked; wards that groups cover are shaded. */
function areaLayers(colours) {
  const level = (name) => ["==", ["get", "level"], name];
  const line = (id, filter, colour, width, dash) => ({
    id,
    type: "line",
    source: "areas",
    filter,
    paint: { "line-color": colour, "line-width": width, ...(dash && { "line-dasharray": dash }) },
  });
  return [
    {
      id: "covered",
      type: "fill",
      source: "areas",
      filter: ["all", level("ward"), [">", ["coalesce", ["get", "area_only"], 0], 0]],
      paint: { "fill-pattern": "hatch" },
    },
    line("ward-edge", level("ward"), colours.ward, 1, [3, 2]),
    line("hood-edge", level("neighbourhood"), colours.label, 1.5),
    line("borough-edge", level("borough"), colours.text, 2.5),
  ];
}

function areaNames(colours) {
  return {
    id: "area-name",
    type: "symbol",
    source: "names",
    layout: {
      "text-field": ["get", "name"],
      "text-font": ["sans-serif"],
      "text-size": ["interpolate", ["linear"], ["zoom"], 10, 12, 14, 17],
      "text-max-width": 8,
    },
    paint: { "text-color": colours.label, "text-halo-color": colours.land, "text-halo-width": 2 },
  };
}

/** A whole MapLibre style. `backdrop` is an administrator's own raster base map, or null. */
export function makeStyle({ colours, tiles, areas, base, backdrop }) {
  const ground = groundLayers(colours);
  const sources = {
    areas: { type: "geojson", data: areas ?? empty },
    base: { type: "geojson", data: base ?? empty },
    names: { type: "geojson", data: empty },
    groups: { type: "vector", tiles: [tiles], minzoom: 0, maxzoom: 16 },
  };
  if (backdrop) {
    sources.backdrop = { type: "raster", tiles: [backdrop.tiles], tileSize: 256, attribution: backdrop.attribution };
    ground.splice(1, ground.length, { id: "backdrop", type: "raster", source: "backdrop" });
  }
  return { version: 8, sources, layers: [...ground, ...areaLayers(colours), areaNames(colours), ...groupLayers(colours)] };
}
