"""How far a priority has come: agreed, asked, answered, promised, kept, as a line of steps."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from closeknit.commitments import wording
from closeknit.commitments.models import Ask, Step, Undertaking
from closeknit.commitments.vocabulary import Move, State
from closeknit.commitments.wording import Badge
from closeknit.networks.models import Priority, TakenUp, Work
from closeknit.networks.things import PRIORITY
from closeknit.networks.vocabulary import PriorityState

ANSWERS = (Move.ANSWERED, Move.PROMISED)


@dataclass(frozen=True, slots=True)
class Stop:
    """One point of the line; ``state`` is done, now or next."""

    what: str
    when: str
    state: str


@dataclass(frozen=True, slots=True)
class Line:
    """A priority as a list shows it."""

    priority: Priority
    badge: Badge
    stops: Sequence[Stop]
    workers: Sequence[Any]


@dataclass(frozen=True, slots=True)
class Came:
    """What was asked and promised about one priority, and when it was answered and kept."""

    asks: Sequence[Ask] = ()
    promises: Sequence[Undertaking] = ()
    answered_on: date | None = None
    kept_on: date | None = None


def lines(priorities: Collection[Priority], person: Any) -> list[Line]:
    """Five queries, however many there are."""
    numbers = [priority.pk for priority in priorities]
    if not numbers:
        return []
    came, workers = _came(numbers, person), _workers(numbers)
    return [Line(one, badge_of(one, came[one.pk]), stops_of(one, came[one.pk]), workers[one.pk]) for one in priorities]


def _came(numbers: Collection[int], person: Any) -> dict[int, Came]:
    asks, promises = defaultdict(list), defaultdict(list)
    for ask in Ask.objects.listed_for(person).filter(about_kind=PRIORITY, about_id__in=numbers).order_by("id"):
        asks[ask.about_id].append(ask)
    taken = taken_up(numbers)
    of_its_own = Q(from_kind=PRIORITY, from_id__in=numbers)
    made = Undertaking.objects.listed_for(person).filter(of_its_own | Q(pk__in=taken))
    for promise in made.order_by("due_on", "id"):
        promises[taken.get(promise.pk) or promise.from_id].append(promise)
    answered, kept = _steps(asks, promises)
    return {
        number: Came(
            asks[number],
            promises[number],
            _first(answered, [ask.pk for ask in asks[number]]),
            _first(kept, [promise.pk for promise in promises[number]]),
        )
        for number in numbers
    }


def taken_up(numbers: Collection[int]) -> dict[int, int]:
    """Which promises were made from what was noted of these priorities at meetings, and of which. One query."""
    of = Coalesce("note__cluster__priority", "note__priority")
    rows = TakenUp.objects.exclude(undertaking=None).annotate(priority=of).filter(priority__in=numbers)
    return dict(rows.values_list("undertaking", "priority"))


def _steps(asks: Any, promises: Any) -> tuple[dict[int, date], dict[int, date]]:
    """On which day each ask was first answered, and each promise last kept."""
    answers = Step.objects.filter(ask__in=[row for rows in asks.values() for row in rows], to__in=ANSWERS)
    keeping = Step.objects.filter(undertaking__in=[row for rows in promises.values() for row in rows], to=Move.KEPT)
    answered: dict[int, date] = {}
    for ask, at in answers.order_by("at", "id").values_list("ask", "at"):
        answered.setdefault(ask, timezone.localdate(at))
    kept = {number: timezone.localdate(at) for number, at in keeping.order_by("at").values_list("undertaking", "at")}
    return answered, kept


def _first(days: dict[int, date], numbers: Collection[int]) -> date | None:
    return min((days[number] for number in numbers if number in days), default=None)


def _workers(numbers: Collection[int]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for work in Work.objects.shown().filter(priority__in=numbers).select_related("group").order_by("group__name"):
        found[work.priority_id].append(work.group)
    return found


def stops_of(priority: Priority, came: Came) -> list[Stop]:
    """From “agreed” on. Where nobody was asked and somebody promised, nothing is said of asking."""
    reached = [(_("Agreed"), wording.day(priority.raised_on))]
    ahead = []
    if came.asks or not came.promises:
        asked = came.asks[0] if came.asks else None
        (reached if asked else ahead).append(
            (_("Asked"), wording.day(timezone.localdate(asked.created_at)) if asked else "")
        )
        when = wording.day(came.answered_on) if came.answered_on else _due_words(asked)
        (reached if came.answered_on else ahead).append((_("Answered"), when))
    nearest = next((one for one in came.promises if one.is_open), came.promises[0] if came.promises else None)
    due = _("by %(day)s") % {"day": wording.day(nearest.due_on)} if nearest and nearest.due_on else ""
    (reached if nearest else ahead).append((_("Promised"), due))
    is_kept = came.kept_on is not None and not any(one.is_open for one in came.promises)
    (reached if is_kept else ahead).append(
        (_("Kept") if is_kept else _("Kept?"), wording.day(came.kept_on) if is_kept and came.kept_on else "")
    )
    last = len(reached) - 1
    is_over = is_kept or not priority.is_open
    done = [
        Stop(what, when, "now" if place == last and not is_over else "done")
        for place, (what, when) in enumerate(reached)
    ]
    return done + ([Stop(what, when, "next") for what, when in ahead] if priority.is_open else [])


def _due_words(ask: Ask | None) -> str:
    if ask is None or not ask.due_on:
        return ""
    words = _("was due %(day)s") if ask.due_on < timezone.localdate() else _("due %(day)s")
    return words % {"day": wording.day(ask.due_on)}


def badge_of(priority: Priority, came: Came) -> Badge:
    """How it stands, in neutral words: late is waiting."""
    if not priority.is_open:
        is_done = priority.state == PriorityState.DONE
        return Badge(str(priority.get_state_display()), "good" if is_done else "", "check" if is_done else "")
    waiting = [one for one in came.promises if one.is_open]
    late = _days_late([*waiting, *(ask for ask in came.asks if ask.is_open)])
    if late:
        words = ngettext("Waiting, %(days)d day past its date", "Waiting, %(days)d days past its date", late)
        return Badge(words % {"days": late}, "wait", "clock")
    if waiting:
        due = waiting[0].due_on
        return Badge(
            _("Promised, due %(day)s") % {"day": wording.day(due)} if due else _("Promised"), "promise", "clock"
        )
    if any(one.state == State.KEPT for one in came.promises):
        return Badge(_("Kept"), "good", "check")
    if any(ask.is_open for ask in came.asks):
        return Badge(_("Waiting for an answer"), "wait", "clock")
    return Badge(_("Answered") if came.answered_on else _("Agreed"), "info" if came.answered_on else "")


def _days_late(rows: Collection[Any]) -> int:
    today = timezone.localdate()
    return max(((today - row.due_on).days for row in rows if row.due_on and row.due_on < today), default=0)
