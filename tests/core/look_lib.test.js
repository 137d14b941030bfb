import assert from "node:assert/strict";
import { test } from "node:test";

import { coarse } from "../../src/closeknit/core/static/core/js/lib/coarse.js";
import { debounce } from "../../src/closeknit/core/static/core/js/lib/debounce.js";

test("all of a square kilometre is one place", () => {
  const middle = "51.505,-0.095";
  assert.equal(coarse({ latitude: 51.5001, longitude: -0.0999 }), middle);
  assert.equal(coarse({ latitude: 51.5099, longitude: -0.0901 }), middle);
});

test("a step across the edge is the next square, on either side of nought", () => {
  assert.equal(coarse({ latitude: -0.001, longitude: 0.001 }), "-0.005,0.005");
});

test("many calls in a row become one, the last", async () => {
  const heard = [];
  const say = debounce((word) => heard.push(word), 5);
  say("one");
  say("two");
  await new Promise((done) => setTimeout(done, 25));
  assert.deepEqual(heard, ["two"]);
});
