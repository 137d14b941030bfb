// What happens when somebody chooses something on the map.
import { showRow } from "./list-sync.js";

const MOST_LISTED = 8;

function link(group) {
  const anchor = document.createElement("a");
  anchor.href = group.url;
  anchor.textContent = group.name;
  return anchor;
}

/** A small list of links for a popup: one group, or all that share a spot. */
export function linksOf(groups, more, total) {
  const list = document.createElement("ul");
  list.className = "map-popup";
  for (const group of groups.slice(0, MOST_LISTED)) {
    const item = document.createElement("li");
    item.append(link(group));
    list.append(item);
  }
  if (total > groups.length && more) {
    const item = document.createElement("li");
    item.append(link({ name: more, url: groups[0].more }));
    list.append(item);
  }
  return list;
}

async function groupsAt(properties, address) {
  const answer = await fetch(address.replace("{ids}", properties.ids ?? properties.id));
  return answer.ok ? (await answer.json()).groups : [];
}

/** Wires clicks: a disc comes closer, a pin shows its row or says who is there. */
export function answerClicks(map, Popup, { spot, layers }) {
  map.on("click", async (event) => {
    const [feature] = map.queryRenderedFeatures(event.point, { layers });
    if (!feature) {
      return;
    }
    const { properties, geometry } = feature;
    if (properties.group && showRow(properties.group)) {
      return;
    }
    if (properties.n > 1 && !properties.ids) {
      map.easeTo({ center: geometry.coordinates, zoom: map.getZoom() + 2 });
      return;
    }
    const groups = await groupsAt(properties, spot);
    if (groups.length > 0) {
      new Popup({ closeButton: true, maxWidth: "20rem" })
        .setLngLat(geometry.coordinates)
        .setDOMContent(linksOf(groups, null, groups.length))
        .addTo(map);
    }
  });
  for (const layer of layers) {
    map.on("mouseenter", layer, () => {
      map.getCanvas().style.cursor = "pointer";
    });
    map.on("mouseleave", layer, () => {
      map.getCanvas().style.cursor = "";
    });
  }
}
