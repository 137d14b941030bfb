"""What looks alike: mistyped words, and names of what may be the same group."""

from closeknit.algorithms.similar.names import name_key, same_name
from closeknit.algorithms.similar.trigrams import trigram_similarity, trigrams
from closeknit.algorithms.similar.vocabulary import Vocabulary

__all__ = ["Vocabulary", "name_key", "same_name", "trigram_similarity", "trigrams"]
