"""Text: cleaned for storing, folded for comparing, cut into words and stems for searching."""

from closeknit.algorithms.text.cleaning import clean_line, clean_text, excerpt
from closeknit.algorithms.text.folding import fold
from closeknit.algorithms.text.slugs import slugify_name
from closeknit.algorithms.text.words import STOP_WORDS, stem, stems, words

__all__ = [
    "STOP_WORDS",
    "clean_line",
    "clean_text",
    "excerpt",
    "fold",
    "slugify_name",
    "stem",
    "stems",
    "words",
]
