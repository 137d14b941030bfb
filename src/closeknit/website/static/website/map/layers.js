// How groups are drawn: a disc for several, a pin for an exact place, a ring for a rough one. Pure.
import { FONT } from "../../core/js/map/ground.js";

const isSeveral = [">", ["get", "n"], 1];
const isOneSpot = ["has", "ids"];

/** A sign with words in it, drawn in full whatever lies beneath. */
function sign(id, source, { icon, anchor, text, colour, offset, ...more }) {
  const always = { "icon-allow-overlap": true, "text-allow-overlap": true };
  const words = text && {
    "text-field": text,
    "text-font": FONT,
    "text-size": 14,
    "text-offset": offset,
  };
  return {
    id,
    type: "symbol",
    source,
    layout: { "icon-image": icon, "icon-anchor": anchor, ...always, ...words, ...more.layout },
    ...(text && { paint: { "text-color": colour } }),
    ...(more.filter && { filter: more.filter }),
    ...(source === "groups" && { "source-layer": "groups" }),
  };
}

const middle = ["literal", [0, 0]];
const raised = ["literal", [0, -1.6]]; // the head of a pin

/** Groups that stand on the map with their number in the list need no second sign. */
const isUnlisted = (listed) => {
  const groups = listed.features.flatMap(({ properties }) =>
    properties.groups.split(",").map(Number),
  );
  return ["!", ["in", ["get", "group"], ["literal", groups]]];
};

function fromTiles(colours, listed) {
  const isExact = ["==", ["get", "precision"], "exact"];
  return [
    sign("single", "groups", {
      filter: ["all", ["!", isSeveral], isUnlisted(listed)],
      icon: ["case", isExact, "pin", "ring"],
      anchor: ["case", isExact, "bottom", "center"],
    }),
    sign("several", "groups", {
      filter: ["all", isSeveral, ["!", isOneSpot]],
      icon: ["step", ["get", "n"], "disc-30", 10, "disc-36", 100, "disc-44", 1000, "disc-52"],
      anchor: "center",
      text: ["get", "label"],
      colour: colours.onCluster,
      offset: middle,
    }),
    sign("one-spot", "groups", {
      filter: ["all", isSeveral, isOneSpot],
      icon: "stack",
      anchor: "bottom",
      text: ["get", "label"],
      colour: colours.onCluster,
      offset: raised,
    }),
  ];
}

/** The numbered signs of the list; those that are pointed at once more, above all others. */
function fromList(id, colours, { pin, words }) {
  const isExact = ["==", ["get", "sign"], "exact"];
  return sign(id, id, {
    icon: ["concat", pin, "-", ["get", "sign"]],
    anchor: ["case", isExact, "bottom", "center"],
    text: ["get", "number"],
    colour: ["case", isExact, words, ["==", id, "pointed"], words, colours.pin],
    offset: ["case", isExact, raised, middle],
    layout: { "symbol-sort-key": ["get", "order"], "text-size": 13 },
  });
}

/** The place that was asked about, named. */
function here(colours) {
  const layer = sign("here", "here", {
    icon: "here",
    anchor: "center",
    text: ["get", "label"],
    colour: colours.text,
  });
  Object.assign(layer.layout, { "text-offset": [0, 0.7], "text-anchor": "top" });
  Object.assign(layer.paint, { "text-halo-color": colours.surface, "text-halo-width": 2 });
  return layer;
}

/** All layers of groups, drawn above everything else. */
export function groupLayers(colours, listed, hasTiles) {
  return [
    here(colours),
    ...(hasTiles ? fromTiles(colours, listed) : []),
    fromList("listed", colours, { pin: "numbered", words: colours.surface }),
    fromList("pointed", colours, { pin: "pointed", words: colours.focus }),
  ];
}

/** The layers one may point at, the uppermost first. */
export const POINTABLE = ["pointed", "listed", "one-spot", "several", "single"];
