// A drawing of several shapes, each a list of corners [lng, lat]. Pure: every act gives a new drawing.
const LEAST = 3; // corners of a shape
const EXACT = 1e5; // a metre, about

export const EMPTY = Object.freeze({ shapes: [], isOpen: false });

/** Whether the last shape still grows: the next corner is its. */
const growing = ({ shapes, isOpen }) => isOpen && shapes.length > 0;

/** One corner more: of the shape that grows, or the first of a new one. */
export function put(drawing, corner) {
  const { shapes } = drawing;
  if (!growing(drawing)) return { shapes: [...shapes, [corner]], isOpen: true };
  return { shapes: [...shapes.slice(0, -1), [...shapes.at(-1), corner]], isOpen: true };
}

export function canFinish(drawing) {
  return growing(drawing) && drawing.shapes.at(-1).length >= LEAST;
}

/** The shape that grows is done; the same drawing where it has too few corners. */
export function finish(drawing) {
  return canFinish(drawing) ? { ...drawing, isOpen: false } : drawing;
}

/** This corner lies there now. */
export function move(drawing, shape, corner, to) {
  return { ...drawing, shapes: replaced(drawing.shapes, shape, (ring) => ring.with(corner, to)) };
}

/** Without this corner; a finished shape that would be left with two goes whole. */
export function take(drawing, shape, corner) {
  const isGrowing = growing(drawing) && shape === drawing.shapes.length - 1;
  const left = drawing.shapes[shape].toSpliced(corner, 1);
  if (left.length < (isGrowing ? 1 : LEAST)) return drop(drawing, shape);
  return { ...drawing, shapes: replaced(drawing.shapes, shape, () => left) };
}

/** Without this shape. */
export function drop(drawing, shape) {
  const isGrowing = growing(drawing) && shape === drawing.shapes.length - 1;
  return { shapes: drawing.shapes.toSpliced(shape, 1), isOpen: drawing.isOpen && !isGrowing };
}

function replaced(shapes, place, change) {
  return shapes.map((ring, number) => (number === place ? change(ring) : ring));
}

/** The drawing of a GeoJSON geometry; holes are left out, and what is none of ours gives null. */
export function fromGeoJson(geometry) {
  const polygons = { Polygon: [geometry?.coordinates], MultiPolygon: geometry?.coordinates }[
    geometry?.type
  ];
  if (!Array.isArray(polygons)) return null;
  const rings = polygons.map((polygon) => polygon?.[0]);
  const isSound = rings.every((ring) => Array.isArray(ring) && ring.length > LEAST);
  return isSound ? { shapes: rings.map((ring) => ring.slice(0, -1)), isOpen: false } : null;
}

/** What is stored: the shapes with enough corners, finished or not; null for none. */
export function toGeoJson({ shapes }) {
  const round = (degrees) => Math.round(degrees * EXACT) / EXACT;
  const whole = shapes.filter((ring) => ring.length >= LEAST);
  const polygons = whole.map((ring) => [[...ring, ring[0]].map((corner) => corner.map(round))]);
  return polygons.length > 0 ? { type: "MultiPolygon", coordinates: polygons } : null;
}

/** What the map shows: a filled shape for each, and the line of one that has too few corners yet. */
export function features({ shapes }) {
  const told = shapes.map((ring) => ({
    type: "Feature",
    properties: {},
    geometry:
      ring.length < LEAST
        ? { type: "LineString", coordinates: ring }
        : { type: "Polygon", coordinates: [[...ring, ring[0]]] },
  }));
  return { type: "FeatureCollection", features: told };
}

/** The name of the narrowest area at a place; empty outside of all. */
export function areaAt({ features: areas }, point) {
  const holding = areas.filter(
    ({ properties, geometry }) => properties.rank === "inner" && holds(geometry, point),
  );
  return holding[0]?.properties.name ?? "";
}

function holds({ type, coordinates }, point) {
  const polygons = type === "Polygon" ? [coordinates] : coordinates;
  return polygons.some((rings) => rings.filter((ring) => crosses(ring, point)).length % 2 === 1);
}

/** Whether a ray to the east leaves the ring an odd number of times. */
function crosses(ring, [x, y]) {
  let isInside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
    const [[x1, y1], [x2, y2]] = [ring[i], ring[j]];
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) isInside = !isInside;
  }
  return isInside;
}
