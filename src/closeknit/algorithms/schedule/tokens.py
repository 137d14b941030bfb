"""The words of an opening time: days, hours, and what joins them."""

import re

from closeknit.algorithms.schedule.clock import Hour
from closeknit.algorithms.sentences import Sentence, gettext_noop

_TOKEN = re.compile(
    r"""
      (?P<month>(?:(?:of|in)\s+(?:the\s+|each\s+|every\s+)?|each\s+|every\s+)month\b)
    | (?P<all>(?:daily|every\s*day|7\s+days\s+a\s+week)\b)
    | (?P<weekday>weekdays?\b)
    | (?P<weekend>weekends?\b)
    | (?P<day>(?:mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)days?)\b)
    | (?P<nth>(?:1st|2nd|3rd|4th|5th|first|second|third|fourth|fifth|last)\b)
    | (?P<noon>(?:12\s*)?(?:noon|midday)\b)
    | (?P<hour>(?P<number>\d{1,2})(?:[:.](?P<minute>\d\d))?(?:\s*(?P<half>[ap])(?:m\b|\.m\b\.?))?(?![\d:]|\.\d))
    | (?P<every>(?:every|each)\b)
    | (?P<dash>[-–—]|(?:to|until|till|til)\b)
    | (?P<and>[,;&/+.\n]|and\b)
    | (?P<nothing>[\s:]|(?:from|at|on|open|the)\b|@)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_DAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
_NTHS = {"1st": 1, "fir": 1, "2nd": 2, "sec": 2, "3rd": 3, "thi": 3, "4th": 4, "fou": 4, "5th": 5, "fif": 5, "las": -1}


class NotUnderstood(Exception):
    """The text says something else, or more, than days and hours.

    For people there are words, and where there are few readings, what to write ``instead``.
    """

    def __init__(self, sentence: Sentence | None = None, instead: tuple[str, ...] = ()) -> None:
        self.sentence = sentence or Sentence(gettext_noop("We cannot read this. Write it as “Tuesdays, 7pm to 9pm”."))
        self.instead = instead
        super().__init__(str(self.sentence))


class Tokens:
    """What is left to read. ``next`` is the kind of the next token, empty at the end."""

    def __init__(self, text: str) -> None:
        self._left: list[re.Match[str]] = []
        place, text = 0, text.strip().rstrip(".")
        while place < len(text):
            found = _TOKEN.match(text, place)
            if not found:
                raise NotUnderstood(_unread(text[place:]))
            if found.lastgroup != "nothing":
                self._left.append(found)
            place = found.end()

    @property
    def next(self) -> str:
        return self._kind(0)

    def after(self, kind: str) -> str:
        """The kind of the first token that is not of this kind."""
        place = 0
        while self._kind(place) == kind:
            place += 1
        return self._kind(place)

    def skip(self, kind: str) -> bool:
        """Pass over all tokens of this kind; whether there were any."""
        found = self.next == kind
        while self.next == kind:
            self.take()
        return found

    def take(self) -> str:
        """Pass over the next token, whose kind it gives."""
        kind = self.next
        self._taken(kind)
        return kind

    def take_day(self) -> int:
        return _DAYS.index(self._taken("day")[0][:2].lower())

    def take_nth(self) -> int:
        return _NTHS[self._taken("nth")[0][:3].lower()]

    def take_hour(self) -> Hour:
        found = self._taken("hour")
        if found["noon"]:
            return Hour(12, 0, "pm")
        minute = int(found["minute"]) if found["minute"] else None
        half = f"{found['half']}m".lower() if found["half"] else ""
        return Hour(int(found["number"]), minute, half, has_zero=found["number"].startswith("0"))

    def _kind(self, place: int) -> str:
        if place >= len(self._left):
            return ""
        kind = self._left[place].lastgroup or ""
        return "hour" if kind == "noon" else kind

    def _taken(self, kind: str) -> re.Match[str]:
        if not kind or self.next != kind:
            raise NotUnderstood
        return self._left.pop(0)


def _unread(text: str) -> Sentence:
    return Sentence(
        gettext_noop("We do not know what “%(word)s” means here. Leave it out."), {"word": text.split(maxsplit=1)[0]}
    )
