"""Gathers the icons that src/closeknit/core/icons.txt names out of @tabler/icons into one sprite."""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NAMES = ROOT / "src" / "closeknit" / "core" / "icons.txt"
ICONS = ROOT / "node_modules" / "@tabler" / "icons" / "icons" / "outline"
LICENCE = ROOT / "node_modules" / "@tabler" / "icons" / "LICENSE"
FRAME = '<path stroke="none" d="M0 0h24v24H0z" fill="none" />'


def names() -> list[str]:
    lines = NAMES.read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def symbol(name: str) -> str:
    """One icon without its frame; stroke and colour come from where it is drawn."""
    svg = (ICONS / f"{name}.svg").read_text(encoding="utf-8")
    drawing = re.search(r"<svg[^>]*>(.*)</svg>", svg, flags=re.DOTALL)
    if drawing is None:
        raise SystemExit(f"The icon {name} cannot be read.")
    lines = [line.strip() for line in drawing.group(1).replace(FRAME, "").splitlines()]
    return f'<symbol id="{name}" viewBox="0 0 24 24">{"".join(lines).replace(" />", "/>")}</symbol>'


def sprite() -> str:
    body = "\n".join(symbol(name) for name in names())
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{body}\n</svg>\n'


if __name__ == "__main__":
    sys.stdout.write(sprite())
