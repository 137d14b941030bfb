"""Copies the few files that pages need out of node_modules into build/vendor/, where static files are gathered from.

A bare import (`from "fflate"`), which no browser understands without an import map, becomes a relative one.
"""

import shutil
import sys
from pathlib import Path

import icons

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ROOT / "node_modules"
TARGET = ROOT / "build" / "vendor"
FILES = {
    "htmx.js": "htmx.org/dist/htmx.min.js",
    "maplibre-gl/maplibre-gl.mjs": "maplibre-gl/dist/maplibre-gl.mjs",
    "maplibre-gl/maplibre-gl-worker.mjs": "maplibre-gl/dist/maplibre-gl-worker.mjs",
    "maplibre-gl/maplibre-gl.css": "maplibre-gl/dist/maplibre-gl.css",
    "pmtiles/pmtiles.js": "pmtiles/dist/esm/index.js",
    "pmtiles/fflate.js": "fflate/esm/browser.js",
    **{
        f"fonts/{family}-{letters}-{style}.woff2": (
            f"@fontsource-variable/{family}/files/{family}-{letters}-wght-{style}.woff2"
        )
        for family in ("atkinson-hyperlegible-next", "besley")
        for letters in ("latin", "latin-ext")
        for style in ("normal", "italic")
    },
    **{
        f"print/{face}_{style}.ttf": f"@expo-google-fonts/{family}/{style}/{face}_{style}.ttf"
        for family, face, styles in (
            ("atkinson-hyperlegible-next", "AtkinsonHyperlegibleNext", ("400Regular", "400Regular_Italic", "700Bold")),
            ("besley", "Besley", ("600SemiBold",)),
        )
        for style in styles
    },
}
LICENCES = {
    "htmx": "htmx.org/LICENSE",
    "tabler-icons": "@tabler/icons/LICENSE",
    "maplibre-gl": "maplibre-gl/LICENSE.txt",
    "fflate": "fflate/LICENSE",
    "atkinson-hyperlegible-next": "@fontsource-variable/atkinson-hyperlegible-next/LICENSE",
    "besley": "@fontsource-variable/besley/LICENSE",
    "atkinson-hyperlegible-next-print": "@expo-google-fonts/atkinson-hyperlegible-next/LICENSE_FONT",
    "besley-print": "@expo-google-fonts/besley/LICENSE_FONT",
}
BARE = {'from"fflate"': 'from"./fflate.js"'}


def main() -> int:
    fresh = TARGET.with_name("vendor.new")
    shutil.rmtree(fresh, ignore_errors=True)
    for name, source in {**FILES, **{f"licences/{who}.txt": path for who, path in LICENCES.items()}}.items():
        place(PACKAGES / source, fresh / name)
    (fresh / "icons.svg").write_text(icons.sprite(), encoding="utf-8")
    shutil.rmtree(TARGET, ignore_errors=True)
    fresh.rename(TARGET)
    return 0


def place(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.suffix not in {".js", ".mjs"}:
        shutil.copyfile(source, target)
        return
    code = source.read_text(encoding="utf-8")
    for bare, relative in BARE.items():
        code = code.replace(bare, relative)
    lines = [line for line in code.splitlines(keepends=True) if not line.startswith("//# sourceMappingURL=")]
    target.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
