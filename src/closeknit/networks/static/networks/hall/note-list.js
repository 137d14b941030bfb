// The list of a table's notes: what the hub has, and what this tablet still keeps. Pure but for `draw`.
const SHOWN = { sent: "sent", both: "stuck", refused: "stuck", waiting: "kept" };

// One entry a note, the newest first: its words as they stand, its state, and what a change begins from.
export function entries(items, notes) {
  const found = new Map();
  for (const note of notes) found.set(note.note, { id: note.note, theirs: note, own: [] });
  for (const item of items.filter((one) => one.sort === "note")) {
    if (!found.has(item.note)) found.set(item.note, { id: item.note, theirs: null, own: [] });
    found.get(item.note).own.push(item);
  }
  return [...found.values()]
    .filter((entry) => !entry.theirs?.is_hidden)
    .map(asShown)
    .reverse();
}

function asShown({ id, theirs, own }) {
  const last = own.at(-1);
  const answered = last && last.state !== "waiting" && last.state !== "refused";
  if (theirs && (!last || (answered && theirs.version >= last.version))) {
    const { text, kind, version, at, by } = theirs;
    return { id, text, kind, base: version, at, by, state: last?.state ?? "others", last };
  }
  const { text, kind } = last.payload;
  const base = last.version ?? last.base;
  return {
    id,
    text,
    kind,
    base,
    at: last.at ?? last.written,
    state: last.state,
    why: last.sentence,
    last,
  };
}

// Drawn anew only when something in it has changed; whoever stood on a button of it stands there again.
export function draw(list, template, shown, { say, clock, change }) {
  const told = shown.map((entry) => [entry.id, entry.text, words(entry, say, clock)]);
  const drawn = JSON.stringify(told);
  if (!shown.length || list.dataset.drawn === drawn) return;
  const focused = list.contains(document.activeElement) && document.activeElement.dataset.note;
  list.replaceChildren(...shown.map((entry) => row(template, entry, { say, clock, change })));
  list.dataset.drawn = drawn;
  if (focused) list.querySelector(`[data-note="${CSS.escape(focused)}"]`)?.focus();
}

function row(template, entry, { say, clock, change }) {
  const made = template.content.cloneNode(true);
  made.querySelector("[data-text]").textContent = entry.text;
  made.querySelector("[data-which]").textContent = `: ${entry.text.slice(0, 25)}`;
  const saved = made.querySelector("[data-saved]");
  saved.dataset.state = SHOWN[entry.state] ?? "sent";
  saved.textContent = words(entry, say, clock);
  const button = made.querySelector("[data-change]");
  button.dataset.note = entry.id;
  button.addEventListener("click", () => change(entry));
  return made;
}

function words(entry, say, clock) {
  const time = clock(entry.at);
  if (entry.state === "waiting") return say("kept", { time });
  if (entry.state === "refused") return say("refused", { why: entry.why });
  if (entry.state === "others")
    return say(entry.by ? "others" : "others_unnamed", { time, name: entry.by });
  return say(entry.state, { time });
}
