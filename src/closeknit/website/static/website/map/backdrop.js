// An administrator's own base map below our shapes: pictures at an address with {z}/{x}/{y}, or one PMTiles file.
import { earthLayers } from "./earth.js";

const VECTOR = 1; // PMTiles' number for vector tiles; the others are kinds of pictures

/** Its source, and its layers in given colours. */
export async function readBackdrop(tiles, library) {
  if (!new URL(tiles, location.href).pathname.endsWith(".pmtiles")) {
    return pictures({ tiles: [tiles], tileSize: 256 });
  }
  const { PMTiles, Protocol } = await import("../../vendor/pmtiles/pmtiles.js");
  const archive = new PMTiles(tiles);
  const protocol = new Protocol();
  protocol.add(archive);
  library.addProtocol("pmtiles", protocol.tile);
  const { tileType } = await archive.getHeader();
  const url = `pmtiles://${tiles}`;
  if (tileType !== VECTOR) return pictures({ url, tileSize: 256 });
  const { vector_layers: known = [] } = await archive.getMetadata();
  const names = new Set(known.map(({ id }) => id));
  return {
    source: { type: "vector", url },
    layers: (colours) => earthLayers(colours).filter((layer) => names.has(layer["source-layer"])),
  };
}

function pictures(where) {
  return {
    source: { type: "raster", ...where },
    layers: () => [{ id: "backdrop", type: "raster", source: "backdrop" }],
  };
}
