"""How much processor time programs have used, as Linux tells it in /proc."""

import os
from pathlib import Path

PROC = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK")


def seconds_below(parent: int, *, but: int) -> float:
    """Of all that this process started, and what those started, except for the process ``but``."""
    children: dict[int, list[int]] = {}
    used: dict[int, float] = {}
    for entry in PROC.iterdir() if PROC.exists() else ():
        try:
            words = (entry / "stat").read_text().rpartition(")")[2].split() if entry.name.isdecimal() else []
        except OSError:  # it has just ended
            continue
        if words:
            children.setdefault(int(words[1]), []).append(int(entry.name))
            used[int(entry.name)] = (int(words[11]) + int(words[12])) / TICKS
    found, total = [child for child in children.get(parent, ()) if child != but], 0.0
    while found:
        one = found.pop()
        total += used[one]
        found += children.get(one, ())
    return total
