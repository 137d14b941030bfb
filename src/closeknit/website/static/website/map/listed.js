// The groups on this page of the list, as numbered pins above the tiles.

/** The rows of the list as GeoJSON: those whose place may be shown. Pure but for reading `rows`. */
export function listedFeatures(rows) {
  const features = [];
  for (const row of rows) {
    const { group, lat, lng, number, precision } = row.dataset;
    if (lat && lng) {
      features.push({
        type: "Feature",
        id: Number(group),
        geometry: { type: "Point", coordinates: [Number(lng), Number(lat)] },
        properties: { group, number, precision, order: -Number(number) },
      });
    }
  }
  return { type: "FeatureCollection", features };
}

export class ListedLayer {
  constructor(map, colours) {
    this.map = map;
    this.colours = colours;
    this.chosen = null;
  }

  /** Adds source and layers; call once the style is loaded. */
  add(features) {
    const exact = ["==", ["get", "precision"], "exact"];
    const on = ["boolean", ["feature-state", "on"], false];
    this.map.addSource("listed", { type: "geojson", data: features });
    this.map.addLayer({
      id: "listed-on",
      type: "circle",
      source: "listed",
      paint: {
        "circle-radius": 22,
        "circle-color": this.colours.focusHalo,
        "circle-opacity": ["case", on, 0.9, 0],
        "circle-stroke-color": this.colours.text,
        "circle-stroke-width": ["case", on, 2, 0],
      },
    });
    this.map.addLayer({
      id: "listed",
      type: "symbol",
      source: "listed",
      layout: {
        "icon-image": ["case", exact, "numbered", "numbered-ring"],
        "icon-anchor": ["case", exact, "bottom", "center"],
        "icon-allow-overlap": true,
        "text-field": ["get", "number"],
        "text-font": ["sans-serif"],
        "text-size": 12,
        "text-offset": ["case", exact, ["literal", [0, -1.75]], ["literal", [0, 0]]],
        "text-allow-overlap": true,
        "symbol-sort-key": ["get", "order"],
      },
      paint: { "text-color": ["case", exact, this.colours.surface, this.colours.pin] },
    });
  }

  show(features) {
    this.choose(null);
    this.map.getSource("listed")?.setData(features);
  }

  /** Makes the pin of one group stand out; null for none. */
  choose(group) {
    if (!this.map.getSource("listed")) {
      return;
    }
    if (this.chosen) {
      this.map.setFeatureState({ source: "listed", id: this.chosen }, { on: false });
    }
    this.chosen = group ? Number(group) : null;
    if (this.chosen) {
      this.map.setFeatureState({ source: "listed", id: this.chosen }, { on: true });
    }
  }
}
