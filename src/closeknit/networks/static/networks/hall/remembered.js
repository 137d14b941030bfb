// A few words that the browser remembers from one visit to the next; in a private window for this one only.
const here = new Map();

export function remember(name, words) {
  here.set(name, words);
  try {
    localStorage.setItem(`hall-${name}`, words);
  } catch {
    // full or forbidden
  }
}

export function remembered(name) {
  try {
    return localStorage.getItem(`hall-${name}`) ?? here.get(name) ?? "";
  } catch {
    return here.get(name) ?? "";
  }
}
