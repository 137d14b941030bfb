import assert from "node:assert/strict";
import { test } from "node:test";
import "../support/static_rooms.js";

const MAP = "../../src/closeknit/website/static/website/map";
const { entriesIn, entriesOf, spotOf, spotsOf } = await import(`${MAP}/listed.js`);
const { boxAround, boxOf, tileAddress } = await import(`${MAP}/reading.js`);
const { makeStyle, hereOf } = await import(`${MAP}/style.js`);
const { namesOf } = await import(`${MAP}/areas.js`);

const square = (rank, id, more = {}) => ({
  type: "Feature",
  id,
  properties: {
    rank,
    name: `Area ${id}`,
    slug: `area-${id}`,
    lat: 0.5,
    lng: 0.5,
    area_only: 0,
    ...more,
  },
  geometry: {
    type: "Polygon",
    coordinates: [
      [
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 0],
      ],
    ],
  },
});
const areas = { type: "FeatureCollection", features: [square("outer", 1), square("inner", 2)] };
const entry = (group, number, more) => ({ group, number, ...more });
const exact = { lat: "51.6", lng: "1.5", precision: "exact" };

test("rows that count no group are no pins", () => {
  const row = (dataset) => ({ dataset, querySelector: () => null });
  assert.equal(entriesOf([row({}), row({ group: "7", number: "1" })]).length, 1);
});

test("groups of one spot share a pin with a plus", () => {
  const { features } = spotsOf([entry("7", "1", exact), entry("9", "2", exact)], areas);
  assert.deepEqual(
    features.map(({ properties }) => [properties.groups, properties.number, properties.sign]),
    [["7,9", "1+", "exact"]],
  );
});

test("an exact place and a rough one at the same point are two signs", () => {
  const rough = { ...exact, precision: "street" };
  const { features } = spotsOf([entry("7", "1", exact), entry("9", "2", rough)], areas);
  assert.deepEqual(
    features.map(({ properties }) => properties.sign),
    ["exact", "rough"],
  );
});

test("without a place a group stands in its ward, and nowhere if it is for the whole place", () => {
  const { features } = spotsOf(
    [entry("7", "1", { area: "2" }), entry("9", "2", { area: "1" })],
    areas,
  );
  assert.deepEqual(
    features.map(({ properties, geometry }) => [
      properties.groups,
      properties.sign,
      geometry.coordinates,
    ]),
    [["7", "area", [0.5, 0.5]]],
  );
});

test("one group of a spot stands for the spot", () => {
  const spots = spotsOf(
    [entry("7", "1", exact), entry("17", "2", { ...exact, lat: "51.7" })],
    areas,
  );
  assert.deepEqual(
    spotOf(spots, "7").features.map(({ properties }) => properties.groups),
    ["7"],
  );
  assert.deepEqual(spotOf(spots, null).features, []);
});

test("the pins of a page stand where it says, as closely as it says", () => {
  const pin = (id, number, sign) => ({
    id,
    geometry: { type: "Point", coordinates: [1.5, 51.6] },
    properties: { number, sign, name: "", links: [] },
  });
  const pins = { features: [pin(7, 1, "exact"), pin(9, 2, "exact"), pin(8, 3, "area")] };
  const { features } = spotsOf(entriesIn(pins), null);
  assert.deepEqual(
    features.map(({ properties }) => [properties.groups, properties.number, properties.sign]),
    [
      ["7,9", "1+", "exact"],
      ["8", "3", "area"],
    ],
  );
});

test("addresses of tiles are whole and keep their braces", () => {
  const address = "/tiles/{z}/{x}/{y}.mvt?q=a%20b";
  assert.equal(tileAddress(address, "https://hub.example/find/"), `https://hub.example${address}`);
});

test("a box has as much room again on each side", () => {
  assert.deepEqual(boxAround(areas), [-1, -1, 2, 2]);
  assert.equal(boxAround(null), null);
  assert.deepEqual(boxOf("1.5,51,2,52"), [1.5, 51, 2, 52]);
});

test("a ward tells how many groups are there for all of it", () => {
  const told = namesOf(
    { features: [square("inner", 2, { area_only: 3 })] },
    { covered: "%n for all of it" },
  );
  assert.equal(told.features[0].properties.told, "3 for all of it");
});

test("the place that was asked about is there only if there was one", () => {
  assert.deepEqual(
    hereOf({ here: "1.5,51.6", hereLabel: "LW1" }).geometry.coordinates,
    [1.5, 51.6],
  );
  assert.deepEqual(hereOf({ here: "" }).features, []);
});

for (const tiles of ["https://hub.example/tiles/{z}/{x}/{y}.mvt", undefined]) {
  test(`every layer of the style ${tiles ? "with" : "without"} tiles names a source that is there, and no name twice`, () => {
    const colours = new Proxy({}, { get: () => "black" });
    const asked = { tiles, here: "" };
    globalThis.location ??= { href: "https://hub.example/find/" };
    const words = { covered: tiles && "%n for all of it" };
    const listed = spotsOf([], areas);
    const { sources, layers } = makeStyle({ colours, areas, asked, listed, words });
    const unknown = layers.filter(
      ({ type, source }) => type !== "background" && !(source in sources),
    );
    assert.deepEqual(unknown, []);
    assert.equal(new Set(layers.map(({ id }) => id)).size, layers.length);
    assert.equal("groups" in sources, Boolean(tiles));
    assert.equal(
      layers.some(({ id }) => id === "covered"),
      Boolean(tiles),
    );
  });
}
