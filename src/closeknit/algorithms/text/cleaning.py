"""Text from people and files made fit to store and to show: Unicode form C, nothing unseen in it.

Control characters, turners of the writing direction, byte order marks and half surrogates go; of
accents piled on one letter the first eight stay. Cleaning twice changes nothing more. O(length).
"""

import re
import unicodedata

MARKS = "".join(chr(code) for code in range(0x0300, 0x3100) if unicodedata.category(chr(code)).startswith("M"))
_PILED = re.compile(f"([{MARKS}]{{8}})[{MARKS}]+")
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
_HALVES = re.compile("[\ud800-\udfff]")
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_TOO_MANY_LINES = re.compile("\n{3,}")


def clean_line(text: str) -> str:
    """The text on one line, with single spaces."""
    return " ".join(_cleaned(text).split())


def clean_text(text: str) -> str:
    """The text with its lines, single spaces, and at most one empty line between paragraphs."""
    lines = (" ".join(line.split()) for line in _LINE_ENDS.sub("\n", _cleaned(text)).split("\n"))
    return _TOO_MANY_LINES.sub("\n\n", "\n".join(lines)).strip("\n")


def excerpt(text: str, limit: int = 160) -> str:
    """The text on one line, cut between words with ``…`` if it is longer than ``limit``."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    head, gap, _ = line[:limit].rpartition(" ")
    if not gap or len(head) < limit // 2:
        head = line[: limit - 1]
    return head.rstrip(" ,;:–—-(“") + "…"


def unpiled(text: str) -> str:
    """The text without more than eight accents on one letter, which would take long to sort."""
    return _PILED.sub(r"\1", text)


def _cleaned(text: str) -> str:
    if text.isascii():
        return _UNSEEN.sub("", text)
    if _HALVES.search(text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return unpiled(unicodedata.normalize("NFC", unpiled(_UNSEEN.sub("", text))))
