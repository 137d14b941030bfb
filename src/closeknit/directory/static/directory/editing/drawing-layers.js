// How a drawing looks on the map: filled, with a firm edge.
import { EMPTY, features } from "./drawing.js";

export function drawnLayers({ drawn }) {
  const layer = (type, paint) => ({ id: `drawn-${type}`, type, source: "drawn", paint });
  return {
    sources: { drawn: { type: "geojson", data: features(EMPTY) } },
    layers: [
      layer("fill", { "fill-color": drawn, "fill-opacity": 0.25 }),
      layer("line", { "line-color": drawn, "line-width": 3 }),
    ],
  };
}
