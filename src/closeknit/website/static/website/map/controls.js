// The buttons on the map are in the page already, with their words; here they come to life.

/** MapLibre's own words, in the language of the page. */
export function wordsOf({ wordMap, wordClose, wordScroll, wordScrollMac, wordTouch }) {
  return {
    "Map.Title": wordMap,
    "Popup.Close": wordClose,
    "CooperativeGesturesHandler.WindowsHelpText": wordScroll,
    "CooperativeGesturesHandler.MacHelpText": wordScrollMac,
    "CooperativeGesturesHandler.MobileHelpText": wordTouch,
  };
}

/** Shows and wires the buttons for closer and further; one that can do no more says so. */
export function dressControls(element, map) {
  const controls = element.querySelector(".map-controls");
  const [closer, further] = controls.querySelectorAll("button");
  const settle = () => {
    closer.ariaDisabled = String(map.getZoom() >= map.getMaxZoom());
    further.ariaDisabled = String(map.getZoom() <= map.getMinZoom());
  };
  closer.addEventListener("click", () => map.zoomIn());
  further.addEventListener("click", () => map.zoomOut());
  map.on("zoomend", settle);
  settle();
  controls.hidden = false;
}
