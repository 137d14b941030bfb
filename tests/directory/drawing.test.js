import assert from "node:assert/strict";
import { test } from "node:test";

const EDITING = "../../src/closeknit/directory/static/directory/editing";
const {
  EMPTY,
  areaAt,
  canFinish,
  drop,
  features,
  finish,
  fromGeoJson,
  move,
  put,
  take,
  toGeoJson,
} = await import(`${EDITING}/drawing.js`);

const drawn = (...corners) => corners.reduce(put, EMPTY);
const triangle = [
  [0, 0],
  [2, 0],
  [0, 2],
];

test("corners grow one shape until it is finished; the next begins another", () => {
  const growing = drawn(...triangle.slice(0, 2));
  assert.equal(canFinish(growing), false);
  assert.equal(finish(growing), growing);
  const whole = finish(put(growing, triangle[2]));
  assert.deepEqual(whole, { shapes: [triangle], isOpen: false });
  const two = put(whole, [5, 5]);
  assert.deepEqual(two.shapes, [triangle, [[5, 5]]]);
  assert.equal(two.isOpen, true);
});

test("no act changes the drawing it was given, so each can be undone", () => {
  const before = Object.freeze(drawn(...triangle));
  before.shapes.forEach(Object.freeze);
  move(before, 0, 1, [9, 9]);
  take(before, 0, 1);
  drop(before, 0);
  put(before, [7, 7]);
  assert.deepEqual(before.shapes, [triangle]);
});

test("a corner is moved, or taken away; a finished shape left with two goes whole", () => {
  const whole = finish(drawn(...triangle));
  assert.deepEqual(move(whole, 0, 1, [3, 0]).shapes[0][1], [3, 0]);
  assert.deepEqual(take(whole, 0, 0), EMPTY);
  const four = finish(drawn(...triangle, [-1, -1]));
  assert.deepEqual(take(four, 0, 3), whole);
  const growing = drawn([1, 1], [2, 2]);
  assert.deepEqual(take(growing, 0, 0), { shapes: [[[2, 2]]], isOpen: true });
  assert.deepEqual(take(drawn([1, 1]), 0, 0), { shapes: [], isOpen: false });
});

test("taking an old shape away leaves the one that grows growing", () => {
  const two = put(finish(drawn(...triangle)), [5, 5]);
  assert.deepEqual(drop(two, 0), { shapes: [[[5, 5]]], isOpen: true });
  assert.deepEqual(drop(two, 1), { shapes: [triangle], isOpen: false });
});

test("only shapes with three corners are stored, closed and no finer than a metre", () => {
  assert.equal(toGeoJson(EMPTY), null);
  assert.equal(toGeoJson(drawn([1, 1], [2, 2])), null);
  const told = toGeoJson(put(finish(drawn([0.1234567, 0], [1, 0], [0, 1])), [8, 8]));
  assert.equal(told.coordinates.length, 1);
  assert.deepEqual(told.coordinates[0][0][0], [0.12346, 0]);
  assert.deepEqual(told.coordinates[0][0].at(-1), [0.12346, 0]);
});

test("what was stored is drawn again; what is no shape is not", () => {
  const whole = finish(drawn(...triangle));
  assert.deepEqual(fromGeoJson(toGeoJson(whole)), whole);
  const polygon = { type: "Polygon", coordinates: toGeoJson(whole).coordinates[0] };
  assert.deepEqual(fromGeoJson(polygon), whole);
  for (const none of [null, {}, { type: "Point", coordinates: [1, 2] }, { type: "Polygon" }])
    assert.equal(fromGeoJson(none), null);
});

test("the map fills shapes and shows the line of one that is too short", () => {
  const { features: told } = features(put(finish(drawn(...triangle)), [5, 5]));
  assert.deepEqual(
    told.map(({ geometry }) => geometry.type),
    ["Polygon", "LineString"],
  );
});

test("the area under the cross is named; holes and the outside are not it", () => {
  const ring = (from, to) => [
    [from, from],
    [to, from],
    [to, to],
    [from, to],
    [from, from],
  ];
  const area = (name, rank, coordinates) => ({
    properties: { name, rank },
    geometry: { type: "Polygon", coordinates },
  });
  const areas = {
    features: [
      area("Loomwick", "outer", [ring(0, 9)]),
      area("Dyers", "inner", [ring(0, 9), ring(4, 5)]),
    ],
  };
  assert.equal(areaAt(areas, [1, 1]), "Dyers");
  assert.equal(areaAt(areas, [4.5, 4.5]), "");
  assert.equal(areaAt(areas, [20, 1]), "");
});
