// Puts on the look that this browser remembers, before the first paint. Not a module, because a
// module would run too late and the page would flash. It keeps no cookie and tells no server.
(() => {
  const NAME = "closeknit.look";

  const remembered = () => {
    try {
      return JSON.parse(localStorage.getItem(NAME) ?? "{}");
    } catch {
      return {};
    }
  };

  const mediaFor = ({ colours, contrast }) => {
    const dark = { light: "not all", dark: "all" }[colours] ?? "(prefers-color-scheme: dark)";
    const more = contrast === "more" ? "all" : "(prefers-contrast: more)";
    const both = [dark, more].includes("not all")
      ? "not all"
      : [dark, more].filter((query) => query !== "all").join(" and ") || "all";
    return { dark, contrast: more, "contrast-dark": both };
  };

  const wear = () => {
    const look = remembered();
    for (const [theme, media] of Object.entries(mediaFor(look))) {
      for (const part of document.querySelectorAll(`[data-theme="${theme}"]`)) part.media = media;
    }
    if (look.words) document.documentElement.dataset.words = look.words;
    else delete document.documentElement.dataset.words;
  };

  wear();
  document.addEventListener("closeknit:look", wear);
})();
