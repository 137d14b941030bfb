// Sorting notes: what the list on each note does by hand and by keyboard, dragging does too.
import * as dropBar from "./drop-bar.js";

const send = (form) => form.requestSubmit();

document.addEventListener("dragstart", (event) => {
  const note = event.target.closest?.("[data-note]");
  if (!note) return;
  event.dataTransfer.setData("text/plain", note.id);
  event.dataTransfer.effectAllowed = "move";
  note.closest("live-part")?.setAttribute("data-dragging", "");
  setTimeout(() => dropBar.show(note)); // a page that changes in the midst of "dragstart" ends the drag in Chromium
});

document.addEventListener("dragend", letGo);

function letGo() {
  dropBar.hide();
  for (const part of document.querySelectorAll("[data-dragging]"))
    part.removeAttribute("data-dragging");
  for (const heap of document.querySelectorAll("[data-over]")) heap.removeAttribute("data-over");
}

document.addEventListener("dragover", (event) => {
  const heap = event.target.closest?.("[data-cluster]");
  for (const other of document.querySelectorAll("[data-over]"))
    if (other !== heap) other.removeAttribute("data-over");
  if (!heap) return;
  event.preventDefault();
  heap.setAttribute("data-over", "");
});

document.addEventListener("drop", (event) => {
  const heap = event.target.closest?.("[data-cluster]");
  const note = document.getElementById(event.dataTransfer.getData("text/plain"));
  if (!heap || !note) return;
  event.preventDefault();
  letGo(); // the note may be drawn anew before its own "dragend", which then never comes
  const form = note.querySelector("form[data-move]");
  form.elements.cluster.value = heap.dataset.cluster;
  send(form);
});

// Each move is sent without leaving the page; the part then shows it. If that fails the form goes as any other.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  const part = form.closest("live-part");
  if (!part || !form.matches("[data-move]")) return;
  event.preventDefault();
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: new FormData(form),
      redirect: "manual",
    });
    if (answer.type !== "opaqueredirect" && !answer.ok) throw new Error("not taken");
    document.activeElement?.blur();
    await part.look();
  } catch {
    form.submit();
  }
});
