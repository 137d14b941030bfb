// Keeps list and map in step: point at a row and its pin stands out; point at a pin and its row does.

const ROW = "[data-map-list] > [data-group]";

/** Calls `point` with the group of the row that is pointed at or focused, or with null. */
export function followList(page, point, signal) {
  let last = null;
  const look = (event) => {
    const group = event.target.closest?.(ROW)?.dataset.group ?? null;
    if (group !== last) point(group);
    last = group;
  };
  for (const kind of ["mouseover", "focusin"]) page.addEventListener(kind, look, { signal });
}

/** Marks the row of a group, or none. */
export function markRows(group) {
  for (const row of document.querySelectorAll(ROW)) {
    row.toggleAttribute("data-pointed", group !== null && row.dataset.group === String(group));
  }
}

/** Brings the row of a group into view where list and map stand side by side. */
export function showRow(group) {
  const row = document.querySelector(`${ROW}[data-group="${CSS.escape(String(group))}"]`);
  if (row && matchMedia("(min-width: 60em)").matches) row.scrollIntoView({ block: "nearest" });
}
