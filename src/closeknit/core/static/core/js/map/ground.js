// The ground of every map that needs no outside server: land, greens, water, roads and their names. Pure.

export const FONT = ["Bold", "Atkinson Hyperlegible Next Variable", "sans-serif"]; // the first word is the weight

const kind = (name) => ["==", ["get", "kind"], name];

function fill(id, source, filter, colour) {
  return { id, type: "fill", source, filter, paint: { "fill-color": colour } };
}

export function groundLayers(colours) {
  const isLake = ["all", kind("water"), ["==", ["geometry-type"], "Polygon"]];
  return [
    fill("land", "areas", ["!=", ["get", "rank"], "middle"], colours.land),
    fill("green", "base", kind("green"), colours.green),
    fill("water", "base", isLake, colours.water),
    {
      id: "road",
      type: "line",
      source: "base",
      filter: kind("road"),
      layout: { "line-cap": "round", "line-join": "round" },
      paint: {
        "line-color": colours.road,
        "line-width": ["interpolate", ["linear"], ["zoom"], 11, 1, 16, 6],
      },
    },
  ];
}

/** Names along streets, once one is near enough to read them. */
export function streetNames(colours) {
  return {
    id: "street-name",
    type: "symbol",
    source: "base",
    minzoom: 15,
    filter: kind("road"),
    layout: {
      "symbol-placement": "line",
      "text-field": ["get", "name"],
      "text-font": FONT.slice(1),
      "text-size": 13,
    },
    paint: { "text-color": colours.label, "text-halo-color": colours.road, "text-halo-width": 1.5 },
  };
}
