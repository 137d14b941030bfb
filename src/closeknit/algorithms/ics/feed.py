"""A calendar that was read: its events, its name, and what was odd about it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from closeknit.algorithms.schedule.recurrence import Recurrence
from closeknit.algorithms.sentences import Say, Sentence, gettext_noop
from closeknit.algorithms.text import fold

Key = tuple[str, datetime | None]


class Why(StrEnum):
    """Why an answer is no calendar."""

    SIGN_IN_PAGE = "sign_in_page"
    HTML = "html"
    EMPTY = "empty"
    TOO_BIG = "too_big"
    BROKEN = "broken"


_WHY = {
    Why.SIGN_IN_PAGE: gettext_noop(
        "The address shows a page that asks to sign in. The calendar is not public yet. "
        "Make it public in its settings, or take its secret address."
    ),
    Why.HTML: gettext_noop(
        "The address shows a web page, not a calendar. Look for “iCal” or “subscribe” and copy that address."
    ),
    Why.EMPTY: gettext_noop("The address gives nothing at all."),
    Why.TOO_BIG: gettext_noop("The calendar is too big. It can have up to 5 MB."),
    Why.BROKEN: gettext_noop("What the address gives is not a calendar."),
}


class NotACalendar(Exception):
    """What came is no calendar at all; ``why`` says what it is, and the error says it in words."""

    def __init__(self, why: Why) -> None:
        super().__init__(_WHY[why])
        self.why = why

    def said(self, say: Say = str) -> str:
        return say(_WHY[self.why])


class Oddity(StrEnum):
    """What can be odd about a feed that was read all the same."""

    UNREADABLE = "unreadable"  # an event is left out
    NO_END = "no_end"
    NO_UID = "no_uid"
    SAME_UID = "same_uid"
    DATES_INSTEAD = "dates_instead"  # dates stand for a rule that cannot be kept
    ONE_DATE_ONLY = "one_date_only"  # a rule that cannot even be counted
    AND_LATER = "and_later"  # a change of one date and all that follow
    UNKNOWN_ZONE = "unknown_zone"
    LETTERS = "letters"
    CUT_SHORT = "cut_short"
    TOO_MANY = "too_many"


_ODDITIES = {
    Oddity.UNREADABLE: gettext_noop("“%(event)s” could not be read and is left out: %(detail)s."),
    Oddity.NO_END: gettext_noop("When “%(event)s” ends could not be read."),
    Oddity.NO_UID: gettext_noop("“%(event)s” has no name of its own in the file (UID). We know it by title and time."),
    Oddity.SAME_UID: gettext_noop("“%(event)s” is there more than once under one UID. We show each that differs."),
    Oddity.DATES_INSTEAD: gettext_noop(
        "“%(event)s” repeats in a way we cannot keep as a rule. We took its dates of the next 13 months."
    ),
    Oddity.ONE_DATE_ONLY: gettext_noop(
        "“%(event)s” repeats in a way we cannot count (%(detail)s). We took only the dates it names."
    ),
    Oddity.AND_LATER: gettext_noop(
        "“%(event)s” changes one date and all later ones at once. We changed that one date. Look at the later ones."
    ),
    Oddity.UNKNOWN_ZONE: gettext_noop("“%(detail)s” is a time zone we do not know. We took its times for local ones."),
    Oddity.LETTERS: gettext_noop("Some letters may look wrong: the file is not in UTF-8."),
    Oddity.CUT_SHORT: gettext_noop("The file ends in the middle. Some events may be missing."),
    Oddity.TOO_MANY: gettext_noop("There are too many events. We left out the %(detail)s oldest."),
}


@dataclass(frozen=True, slots=True)
class FeedWarning:
    """Something the owner of the feed should know; ``event`` is the title of what it is about, if it has one."""

    kind: Oddity
    event: str = ""
    detail: str = ""

    def __str__(self) -> str:
        return self.said()

    def said(self, say: Say = str) -> str:
        event = self.event or say(gettext_noop("An event without a title"))
        return Sentence(_ODDITIES[self.kind], {"event": event, "detail": say(self.detail)}).said(say)


@dataclass(frozen=True, slots=True)
class FeedEvent:
    """One event, or with ``recurrence_id`` one date of a series as it really is.

    ``recurrence_id`` is the start by the rule, as the wall clock in the zone of the series.
    ``rule`` is how the feed wrote a rule for which ``recurrence`` holds only the dates.
    A private one keeps its time alone: no words of it are read.
    """

    uid: str
    recurrence: Recurrence
    recurrence_id: datetime | None = None
    all_day: bool = False
    summary: str = ""
    description: str = ""
    location: str = ""
    url: str = ""
    status: str = "CONFIRMED"  # or TENTATIVE, CANCELLED
    sequence: int = 0
    modified: datetime | None = None
    is_private: bool = False
    rule: str = ""

    @property
    def key(self) -> Key:
        return (self.uid, self.recurrence_id)

    @property
    def is_cancelled(self) -> bool:
        return self.status == "CANCELLED"

    @property
    def fingerprint(self) -> str:
        """What it is known by where its UID is missing or changes: title, start and place."""
        start = f"{self.recurrence.start:%Y%m%dT%H%M}"
        parts = (fold(self.summary), start, fold(self.location))
        return sha256("\n".join(parts).encode()).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class Calendar:
    """All that a feed holds. ``is_whole`` is false if it ends before its end."""

    events: tuple[FeedEvent, ...] = ()
    name: str = ""
    warnings: tuple[FeedWarning, ...] = ()
    is_whole: bool = True

    def series(self) -> list[tuple[FeedEvent, tuple[FeedEvent, ...]]]:
        """Each event with its dates that are not as its rule says. One whose series is not here stands for itself."""
        found: dict[str, list[FeedEvent]] = {event.uid: [] for event in self.events if event.recurrence_id is None}
        for event in self.events:
            if event.recurrence_id is not None and event.uid in found:
                found[event.uid].append(event)
        return [
            (event, tuple(found[event.uid]) if event.recurrence_id is None else ())
            for event in self.events
            if event.recurrence_id is None or event.uid not in found
        ]
