// While a note is held, every cluster lies within reach, wherever on the long page the note was taken up.
let bar;

export const show = (note) => {
  hide();
  bar = document.createElement("div");
  bar.className = "drop-bar";
  bar.setAttribute("aria-hidden", "true"); // by keyboard and by ear the list on the note does the same
  const choices = [...note.querySelector("select[name=cluster]").options];
  const lies = choices.find((choice) => choice.defaultSelected) ?? choices[0];
  for (const choice of choices) {
    if (choice === lies) continue;
    const place = document.createElement("div");
    place.dataset.cluster = choice.value;
    place.textContent = choice.textContent;
    bar.append(place);
  }
  document.body.append(bar);
};

export const hide = () => bar?.remove();
