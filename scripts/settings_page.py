"""Writes the table in docs/settings.md from what env.py's readers registered; a test compares the two."""

import re
from pathlib import Path

from closeknit.config import env, settings  # noqa: F401 - reading the settings fills the register

PAGE = Path(__file__).resolve().parents[1] / "docs" / "settings.md"
HEAD = "| setting | what it is | if you say nothing | what for |\n|---|---|---|---|\n"


def row(setting: env.Setting) -> str:
    default = f"`{setting.default}`" if setting.default else "–"
    return f"| `{setting.name}` | {setting.kind} | {default} | {setting.help} |\n"


def table() -> str:
    return HEAD + "".join(row(setting) for _, setting in sorted(env.REGISTER.items()))


def main() -> None:
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(re.sub(r"\| setting \|(?s:.*?)\n(?=\n|\Z)", table(), page), encoding="utf-8")


if __name__ == "__main__":
    main()
