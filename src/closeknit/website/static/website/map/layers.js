// How groups are drawn: a disc with a number for several, a pin for an exact place, a ring for a rough one.

const isCluster = [">", ["get", "n"], 1];
const isExact = ["==", ["get", "precision"], "exact"];

function discs(colours) {
  return [
    {
      id: "several",
      type: "circle",
      source: "groups",
      "source-layer": "groups",
      filter: isCluster,
      paint: {
        "circle-color": colours.cluster,
        "circle-radius": ["interpolate", ["linear"], ["log10", ["get", "n"]], 0.3, 14, 2, 20, 5, 32],
        "circle-stroke-color": colours.surface,
        "circle-stroke-width": 2,
      },
    },
    {
      id: "several-number",
      type: "symbol",
      source: "groups",
      "source-layer": "groups",
      filter: isCluster,
      layout: {
        "text-field": ["get", "label"],
        "text-font": ["sans-serif"],
        "text-size": 14,
        "text-allow-overlap": true,
        "text-ignore-placement": true,
      },
      paint: { "text-color": colours.onCluster },
    },
  ];
}

function singles() {
  return [
    {
      id: "single",
      type: "symbol",
      source: "groups",
      "source-layer": "groups",
      filter: ["!", isCluster],
      layout: {
        "icon-image": ["case", isExact, "pin", "ring"],
        "icon-anchor": ["case", isExact, "bottom", "center"],
        "icon-allow-overlap": true,
        "icon-ignore-placement": true,
      },
    },
  ];
}

/** The layers of the groups' own tiles, drawn above everything else. */
export function groupLayers(colours) {
  return [...singles(), ...discs(colours)];
}

/** The layers one may point at. */
export const POINTABLE = ["several", "single"];
