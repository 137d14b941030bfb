// What the map fetches, and small sums about boxes. Pure but for fetching.

/** A JSON answer, or null where there is none: a map without it is still a map. */
export async function fetched(address) {
  try {
    const answer = await fetch(address);
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

/** MapLibre wants whole addresses, with its braces as they are. */
export function tileAddress(address, from = location.href) {
  return new URL(address, from).href.replaceAll("%7B", "{").replaceAll("%7D", "}");
}

/** “west,south,east,north” as numbers. */
export function boxOf(text) {
  return text.split(",").map(Number);
}

/** The box of all shapes with as much room again on each side; null for none. */
export function boxAround(shapes) {
  const corners = (shapes?.features ?? []).flatMap(({ geometry }) =>
    geometry.coordinates.flat(geometry.type === "Polygon" ? 1 : 2),
  );
  if (corners.length === 0) return null;
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const [lng, lat] of corners) {
    [west, south] = [Math.min(west, lng), Math.min(south, lat)];
    [east, north] = [Math.max(east, lng), Math.max(north, lat)];
  }
  const [wide, high] = [east - west, north - south];
  return [west - wide, Math.max(south - high, -85), east + wide, Math.min(north + high, 85)];
}
