"""What the page, the paper and the letter of an output show. The same for all three, and live where it must be: who
takes back that they may be named, or a group that must be kept safe, is gone from it at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from closeknit.commitments import reads as commitments
from closeknit.core import rich_text
from closeknit.networks import feedback_counts, minutes_reads
from closeknit.networks.actions import feedback as answering
from closeknit.networks.minutes_drafting import without_names
from closeknit.networks.minutes_reads import Who
from closeknit.networks.minutes_vocabulary import Heard, HowWas
from closeknit.networks.models import Meeting, Minutes, MinutesVersion, NoteBefore
from closeknit.places.drawing import Sketch
from closeknit.places.reads import area_picture, areas_picture

MOST_ACTIONS = 60
MOST_PLACES = 40
NEAR = 3  # decimals of a degree: about a hundred metres, so that no pin stands on somebody's door


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that was spoken of, what was said of it, and where it lies in the picture if it is on it."""

    number: int
    words: str
    said: Sequence[str]
    x: float | None = None
    y: float | None = None


@dataclass(frozen=True, slots=True)
class Ranked:
    place: int
    title: str
    votes: int | None
    is_tied: bool
    priority: Any = None


@dataclass(frozen=True, slots=True)
class OutputPage:
    minutes: Minutes
    meeting: Meeting
    who: Who
    came: int
    first_time: int | None
    ranking: Sequence[Ranked]
    texts: dict[str, str]
    spots: Sequence[Spot]
    picture: Sketch | None
    actions: Sequence[commitments.Line]
    next: Any
    corrections: Sequence[MinutesVersion]
    feedback: Sequence["Answered"]
    takes_feedback: bool

    @property
    def about(self) -> SafeString:
        return rich_text.render(self.texts["about"])

    @property
    def said(self) -> SafeString:
        return rich_text.render(self.texts["said"])

    @property
    def coming(self) -> SafeString:
        return rich_text.render(self.texts["coming"])

    @property
    def here(self) -> str:
        """As a list of promises names what it is on the page of."""
        return str(self.meeting.uuid)

    @property
    def says_next_day(self) -> bool:
        """The text names the day of the next meeting; it was not always known when it was written."""
        return self.next is None or date_format(timezone.localtime(self.next.starts), "j F") in self.texts["coming"]

    @property
    def next_address(self) -> str:
        return str(self.next.series.get_absolute_url()) if self.next else ""

    @property
    def has_votes(self) -> bool:
        return any(rank.votes is not None for rank in self.ranking)


@dataclass(frozen=True, slots=True)
class Answered:
    """One of the questions of choice, and about how many gave each answer."""

    question: str
    cells: Sequence[tuple[Any, int | None]]


def output_page(minutes: Minutes, person: Any) -> OutputPage:
    """A fixed number of queries, whatever was noted."""
    meeting, discreet = minutes.meeting, minutes_reads.discreet_names()
    found = commitments.of(meeting, person, most=MOST_ACTIONS)
    spots, picture = _places(minutes, discreet)
    return OutputPage(
        minutes=minutes,
        meeting=meeting,
        who=minutes_reads.who_came(meeting),
        came=minutes.figures.get("came", 0),
        first_time=minutes.figures.get("first_time"),
        ranking=_ranking(minutes, discreet),
        texts={name: without_names(text, (), discreet) for name, text in minutes.texts.items()},
        spots=spots,
        picture=picture,
        actions=found.promises,
        next=minutes_reads.next_of(meeting),
        corrections=list(minutes.versions.exclude(why="").order_by("-number")) if minutes.corrected_at else [],
        feedback=answers_of(meeting),
        takes_feedback=answering.is_open(meeting),
    )


def _ranking(minutes: Minutes, discreet: Sequence[str]) -> list[Ranked]:
    became = {one.title: one.priority for one in minutes.meeting.clusters.select_related("priority") if one.priority}
    return [
        Ranked(
            row["place"],
            without_names(row["title"], (), discreet),
            row["votes"],
            row["tied"],
            became[row["title"]] if row["title"] in became and became[row["title"]].is_shown else None,
        )
        for row in minutes.figures.get("ranking", ())
    ]


# ── Places ───────────────────────────────────────────────────────────────────────────────────────


def _places(minutes: Minutes, discreet: Sequence[str]) -> tuple[list[Spot], Sketch | None]:
    """The places of what was noted, near enough to know them by. Three queries, or four with a picture.

    What a tablet handed in or changed after the minutes were looked through was looked through by nobody."""
    meeting = minutes.meeting
    notes = meeting.notes.shown().exclude(place_words="", lat=None).order_by("id")
    if minutes.approved_at is not None:
        late = NoteBefore.objects.filter(note=OuterRef("pk"), changed_at__gt=minutes.approved_at)
        notes = notes.filter(~Exists(late), created_at__lte=minutes.approved_at)
    hidden = minutes_reads.unnamed(meeting)
    heaps: dict[tuple[str, Any, Any], list[str]] = {}
    for note in notes:
        near = (None, None) if note.lat is None else (round(note.lat, NEAR), round(note.lng or 0, NEAR))
        words = without_names(" ".join(note.place_words.split()), hidden, discreet)
        said = without_names(" ".join(note.text.split()), hidden, discreet)
        heaps.setdefault((words, *near), []).append(said)
    wanted = list(heaps.items())[:MOST_PLACES]
    sketch = _ground(meeting) if any(lat is not None for (_words, lat, _lng), _said in wanted) else None
    return [_spot(number, *one, sketch) for number, one in enumerate(wanted, start=1)], sketch


def _spot(number: int, key: tuple[str, Any, Any], said: Sequence[str], sketch: Sketch | None) -> Spot:
    words, lat, lng = key
    if sketch is None or lat is None:
        return Spot(number, words, list(dict.fromkeys(said)))
    (x, y), *_rest = sketch.places([(lng, lat)])
    is_on_it = 0 <= x <= sketch.width and 0 <= y <= sketch.height
    return Spot(number, words, list(dict.fromkeys(said)), *((x, y) if is_on_it else (None, None)))


def _ground(meeting: Meeting) -> Sketch | None:
    area = meeting.network.area
    return area_picture(area) if area is not None else areas_picture()


# ── What people say of the evening ───────────────────────────────────────────────────────────────


def answers_of(meeting: Meeting) -> list[Answered]:
    """As much as may be told of so many. One query; nothing while all are few."""
    rows = list(meeting.feedback.values_list("how_was_it", "was_heard"))
    told = [
        _answered(_("How was the evening?"), [how for how, _was in rows], HowWas),
        _answered(_("Could people say what they wanted to say?"), [was for _how, was in rows], Heard),
    ]
    return [one for one in told if one is not None]


def _answered(question: str, answers: Sequence[str], choices: Any) -> Answered | None:
    cells = feedback_counts.told(answers, choices.values)
    if not feedback_counts.is_worth_showing(cells):
        return None
    return Answered(question, [(choices(cell.key).label, cell.about) for cell in cells])


def words_of(meeting: Meeting) -> list[str]:
    """What people wrote, for those who run the network, once there are enough that nobody stands out. One query."""
    if meeting.feedback.count() < feedback_counts.FEW:
        return []
    return list(meeting.feedback.exclude(words="").values_list("words", flat=True))
