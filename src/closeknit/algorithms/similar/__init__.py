"""What looks alike: mistyped words, and names of what may be the same group."""

from closeknit.algorithms.similar.names import same_name
from closeknit.algorithms.similar.vocabulary import Vocabulary

__all__ = ["Vocabulary", "same_name"]
