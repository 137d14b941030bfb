// Each element improves HTML that already works. Its module is fetched only where the page has one.
const elements = {
  "copy-link": () => import("./elements/copy-link.js"),
  "filter-form": () => import("./elements/filter-form.js"),
  "fold-menu": () => import("./elements/fold-menu.js"),
  "near-me": () => import("./elements/near-me.js"),
  "quick-exit": () => import("./elements/quick-exit.js"),
  "share-button": () => import("./elements/share-button.js"),
  "theme-choice": () => import("./elements/theme-choice.js"),
};

const bring = () => {
  for (const [tag, load] of Object.entries(elements)) {
    if (!customElements.get(tag) && document.querySelector(tag)) load();
  }
};

bring();
document.addEventListener("htmx:load", bring);

if ("serviceWorker" in navigator) {
  addEventListener("load", () => navigator.serviceWorker.register("/sw.js"));
}
