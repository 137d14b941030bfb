// How an outside vector base map is drawn: quietly, in our colours. It knows the layers of Protomaps and of OpenMapTiles.

const GREEN = [
  "park",
  "forest",
  "wood",
  "grass",
  "grassland",
  "garden",
  "nature_reserve",
  "recreation_ground",
  "allotments",
  "cemetery",
  "pitch",
  "scrub",
  "meadow",
  "village_green",
  "national_park",
];
const WIDE = ["highway", "major_road", "motorway", "trunk", "primary", "secondary"];
const PATHS = ["path", "rail", "other", "ferry", "transit"];

const kindOf = ["coalesce", ["get", "kind"], ["get", "class"], ""];
const among = (kinds) => ["in", kindOf, ["literal", kinds]];

function fill(layer, colour, filter) {
  const id = `earth-${layer}`;
  return {
    id,
    type: "fill",
    source: "backdrop",
    "source-layer": layer,
    ...(filter && { filter }),
    paint: { "fill-color": colour },
  };
}

function roads(layer, colour) {
  const wide = ["case", among(WIDE), 2.2, 1];
  return {
    id: `earth-${layer}`,
    type: "line",
    source: "backdrop",
    "source-layer": layer,
    filter: ["!", among(PATHS)],
    layout: { "line-cap": "round", "line-join": "round" },
    paint: {
      "line-color": colour,
      "line-width": [
        "interpolate",
        ["exponential", 1.5],
        ["zoom"],
        10,
        ["*", 0.6, wide],
        16,
        ["*", 4, wide],
      ],
    },
  };
}

export function earthLayers(colours) {
  return [
    fill("earth", colours.land),
    fill("landcover", colours.green, among(GREEN)),
    fill("landuse", colours.green, among(GREEN)),
    fill("park", colours.green),
    fill("water", colours.water),
    fill("buildings", colours.outside),
    fill("building", colours.outside),
    roads("roads", colours.road),
    roads("transportation", colours.road),
  ];
}
