// The groups on this page of the list, as numbered pins: those of one spot share a pin. Pure.

const PRECISE = { exact: "exact" };

/** What the rows say of their groups. */
export function entriesOf(rows) {
  return [...rows]
    .filter((row) => row.dataset.group)
    .map((row) => {
      const { group, number, lat, lng, precision, area } = row.dataset;
      const link = row.querySelector("a");
      return {
        group,
        number,
        lat,
        lng,
        precision,
        area,
        name: link?.textContent.trim(),
        url: link?.href,
      };
    });
}

/** The same of the pins that a page gives as GeoJSON: each stands somewhere. */
export function entriesIn(pins) {
  return pins.features.map(({ id, geometry, properties: { number, sign } }) => {
    const [lng, lat] = geometry.coordinates;
    return { group: String(id), number: String(number), lat, lng, sign };
  });
}

/** Where an entry stands: at its own place, else in the middle of its area, else nowhere. */
function standing(entry, areas) {
  if (entry.sign || (entry.lat && entry.lng)) {
    return {
      lng: Number(entry.lng),
      lat: Number(entry.lat),
      sign: entry.sign ?? PRECISE[entry.precision] ?? "rough",
    };
  }
  const area = areas?.features.find(({ id }) => String(id) === entry.area)?.properties;
  return area && area.rank !== "outer" ? { lng: area.lng, lat: area.lat, sign: "area" } : null;
}

/** A feature for each spot; its number is that of its first group, with a plus where there are more. */
export function spotsOf(entries, areas) {
  const spots = new Map();
  for (const entry of entries) {
    const at = standing(entry, areas);
    if (!at) continue;
    const key = `${at.lng} ${at.lat} ${at.sign}`;
    if (!spots.has(key)) spots.set(key, { ...at, members: [] });
    spots.get(key).members.push(entry);
  }
  const features = [...spots.values()].map(({ lng, lat, sign, members }) => ({
    type: "Feature",
    geometry: { type: "Point", coordinates: [lng, lat] },
    properties: {
      sign,
      groups: members.map(({ group }) => group).join(","),
      number: members.length > 1 ? `${members[0].number}+` : members[0].number,
      order: -Number(members[0].number),
    },
  }));
  return { type: "FeatureCollection", features };
}

/** Whether one of the groups of a feature is the one that is meant. */
const holds = (feature, group) => feature.properties.groups.split(",").includes(String(group));

/** The spot of one group alone, to make it stand out; nothing where it has none. */
export function spotOf(spots, group) {
  const features = group ? spots.features.filter((feature) => holds(feature, group)) : [];
  return { type: "FeatureCollection", features };
}
