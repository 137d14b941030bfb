"""Sentences for people, written here in English and translated upstairs, where Django is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

Say = Callable[[str], str]  # gettext, or ``str`` for plain English


def gettext_noop(text: str) -> str:
    """Marks a text for translation where it stands; the text itself, unchanged."""
    return text


@dataclass(frozen=True, slots=True)
class Sentence:
    """A template that may be translated, and what goes into it: ``%(name)s``."""

    template: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.said(str)

    def said(self, say: Say) -> str:
        """The whole sentence in the language of ``say``."""
        return say(self.template) % self.values if self.values else say(self.template)
