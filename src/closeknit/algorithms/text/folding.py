"""One form for texts that people take for the same: no case, no accents on Latin letters.

Unicode's compatibility case folding (UAX 31, NFKC_Casefold), then the accents of Latin letters are
dropped and the letters that have none of their own are spelled out (ł, ø, đ, æ, þ …). Printers' quotes
and dashes become those of a keyboard. Other scripts keep all their signs. Folding twice changes
nothing more. O(length).
"""

import re
import unicodedata

from closeknit.algorithms.text.cleaning import unpiled

_LATIN = "a-zæœøłđðþħŧŋıǝəɓɗƙƴ"
_ACCENTS = re.compile(f"(?<=[{_LATIN}])[\u0300-\u036f]+")
_SPELLED = str.maketrans(
    {
        **dict(zip("æœþ", ("ae", "oe", "th"), strict=True)),
        **dict(zip("øłđðħŧŋıɓɗƙƴ", "olddhtnibdky", strict=True)),
        **dict.fromkeys("‛ʼʻʹ′´", "'"),
    }
)
_PRINTED = (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("–", "-"), ("—", "-"), ("…", "..."), ("\u00a0", " "))


def fold(text: str) -> str:
    """The text as it is compared: ``Café Łódź`` → ``cafe lodz``."""
    if not text.isascii():
        for printed, typed in _PRINTED:  # most English texts are plain after this
            text = text.replace(printed, typed)
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", unpiled(text).casefold())
    apart = unicodedata.normalize("NFKD", apart.casefold())
    return unicodedata.normalize("NFC", _ACCENTS.sub("", apart.translate(_SPELLED)))
