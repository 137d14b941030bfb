// What happens when somebody points at something on the map, or chooses it.
import { POINTABLE } from "./layers.js";
import { showRow } from "./list-sync.js";
import { fetched } from "./reading.js";

const MOST_LISTED = 8;
const CLOSER = 2; // zooms

const BESIDE = { bottom: [0, -38], top: [0, 12], left: [20, -14], right: [-20, -14] }; // not over the pin

/** The numbers of all groups known to be at these features, each once. */
export function groupsOf(features) {
  const ids = features.flatMap(({ properties: { groups, ids } }) =>
    (groups ?? ids ?? "").split(","),
  );
  return [...new Set(ids.filter(Boolean))];
}

function link(words, address) {
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.textContent = words;
  return anchor;
}

function paragraph(words) {
  const told = document.createElement("p");
  told.textContent = words;
  return told;
}

function listOf(links) {
  const list = document.createElement("ul");
  for (const { name, url } of links) {
    const item = document.createElement("li");
    item.append(link(name, url));
    list.append(item);
  }
  return list;
}

/** The first few of so many, and how many more there are. */
function shortened(links, many, { wordMore }) {
  const more = many - Math.min(many, MOST_LISTED);
  return [
    listOf(links.slice(0, MOST_LISTED)),
    ...(more ? [paragraph(wordMore.replace("%n", more))] : []),
  ];
}

/** The search as it stands, in one area only. */
function searchIn(area) {
  const address = new URL(location.href);
  address.searchParams.delete("page");
  address.searchParams.set("area", area);
  return address.href;
}

function aboutArea({ name, slug, area_only: count }, words) {
  const told = `${name}: ${words.wordCovered.replace("%n", count)}`;
  return [paragraph(told), link(words.wordArea.replace("%a", name), searchIn(slug))];
}

async function aboutGroups(ids, words) {
  const answer = await fetched(words.spot.replace("{ids}", ids.slice(0, MOST_LISTED).join(",")));
  return shortened(answer?.groups ?? [], ids.length, words);
}

/** What the page's own pins say of themselves: links, under the name of their place if it has one. */
function aboutPins(ids, pins, words) {
  const meant = pins.features.filter(({ id }) => ids.includes(String(id)));
  const named = meant.filter(({ properties }) => properties.name);
  const loose = meant
    .filter(({ properties }) => !properties.name)
    .flatMap(({ properties }) => properties.links);
  const parts = named.flatMap(({ properties: { name, links } }) => [
    paragraph(name),
    ...shortened(links, links.length, words),
  ]);
  return loose.length ? [...parts, ...shortened(loose, loose.length, words)] : parts;
}

/** Wires pointing and choosing. `words` is the dataset of the element, `pins` the page's own ones, if any,
 * `point` marks pin and row. */
export function answerPointer(map, Popup, { words, pins, point }) {
  const hits = (at, layers) => {
    const reach = [at.sub({ x: 4, y: 4 }), at.add({ x: 4, y: 4 })];
    return map.queryRenderedFeatures(reach, {
      layers: layers.filter((layer) => map.getLayer(layer)),
    });
  };
  const tell = (at, parts) => {
    const popup = new Popup({ maxWidth: "min(20rem, 55vw)", offset: BESIDE }).setLngLat(at);
    const shut = ({ key }) => key === "Escape" && popup.remove();
    map.getContainer().addEventListener("keydown", shut);
    popup.on("close", () => map.getContainer().removeEventListener("keydown", shut));
    map.once("asked", () => popup.remove());
    const inside = document.createElement("div");
    inside.className = "map-popup";
    inside.append(...parts);
    popup.setDOMContent(inside).addTo(map);
  };

  map.on("mousemove", ({ point: at }) => {
    const features = hits(at, POINTABLE);
    map.getCanvas().style.cursor = features.length > 0 ? "pointer" : "";
    point(
      features.find(({ properties }) => properties.groups)?.properties.groups.split(",")[0] ?? null,
    );
  });
  map.on("click", async ({ point: at, lngLat }) => {
    const [first, ...others] = hits(at, POINTABLE);
    const [area] = hits(at, ["covered"]);
    if (first) {
      const ids = groupsOf([first, ...others]);
      const place = first.geometry.coordinates;
      if (!groupsOf([first]).length)
        return map.easeTo({ center: place, zoom: map.getZoom() + CLOSER });
      showRow(ids[0]);
      return tell(place, pins ? aboutPins(ids, pins, words) : await aboutGroups(ids, words));
    }
    if (area) tell(lngLat, aboutArea(area.properties, words));
  });
}
