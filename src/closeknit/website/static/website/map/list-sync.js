// Keeps list and map in step: point at a row and its pin stands out; choose a pin and its row is shown.

const rowOf = (id) => document.querySelector(`[data-group="${CSS.escape(String(id))}"]`);

/** Marks the rows' pins while they are pointed at or focused. `markers` is a MarkerLayer. */
export function followList(list, markers) {
  const mark = (event) => {
    const row = event.target.closest("[data-group]");
    markers.choose(row ? row.dataset.group : null);
  };
  for (const kind of ["mouseover", "focusin"]) {
    list.addEventListener(kind, mark);
  }
  list.addEventListener("mouseleave", () => markers.choose(null));
}

/** Shows the row of a group if it is on this page of the list; says whether it was. */
export function showRow(id) {
  const row = rowOf(id);
  if (!row) {
    return false;
  }
  const link = row.querySelector("a");
  row.scrollIntoView({ block: "nearest" });
  link?.focus();
  return true;
}
