"""Words that stand in a cell to say that nothing is known."""

_WORDS = frozenset(
    {
        "",
        "-",
        "--",
        "–",
        "—",
        "?",
        ".",
        "na",
        "n/a",
        "n.a.",
        "n.a",
        "null",
        "nil",
        "none",
        "nan",
        "tbc",
        "tba",
        "unknown",
        "not known",
        "not available",
        "not applicable",
        "#n/a",
    }
)


def is_missing(cell: str) -> bool:
    """Whether the cell says nothing."""
    return len(cell) <= 20 and cell.strip().casefold() in _WORDS  # noqa: PLR2004 - longer than any of them
