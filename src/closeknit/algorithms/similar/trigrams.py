"""Trigrams as PostgreSQL's pg_trgm has them, so that both databases judge alike.

Each word, with two blanks before it and one after, cut into all its threes. O(length).
"""

from closeknit.algorithms.text import words


def trigrams(text: str) -> frozenset[str]:
    """The different trigrams of the folded words of the text."""
    padded = (f"  {word} " for word in words(text))
    return frozenset(word[start : start + 3] for word in padded for start in range(len(word) - 2))


def trigram_similarity(one: str, other: str) -> float:
    """The share of the trigrams of both texts that they have in common, from 0 to 1."""
    first, second = trigrams(one), trigrams(other)
    return len(first & second) / len(first | second) if first or second else 0.0
