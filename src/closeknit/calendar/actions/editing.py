"""Changing a series: what is said of all of it, or its rule from some date on.

A date that is over stays as it was: a new rule counts for what is to come. Where dates lie behind, the series
ends there, and another goes on. Which date became which is written down, so that pages and answers go along.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, Unpack
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.accounts.models import Person
from closeknit.algorithms.schedule.recurrence import Recurrence, split
from closeknit.calendar import aftermath, keeping, originals, verbs
from closeknit.calendar.actions import effects
from closeknit.calendar.actions.effects import Details
from closeknit.calendar.actions.publishing import tell
from closeknit.calendar.aftermath import What
from closeknit.calendar.dates import Holidays, date_named, holidays, holidays_for
from closeknit.calendar.models import Change, FormerDate, Series
from closeknit.calendar.pairing import paired
from closeknit.core.errors import Refused
from closeknit.journal.helping import said_with_help
from closeknit.journal.models import Follow
from closeknit.journal.things import key_of

LOOKED_AHEAD = timedelta(days=366 * 2)  # dates further off have no page that somebody could know
_ROOM = ("capacity", "closes_minutes_before", "takes_answers", "most_guests")
_PLACE = ("venue", "place_words", "online_link")


@dataclass(frozen=True, slots=True)
class _Said:
    """What somebody says of the series, and why."""

    by: Person | None
    themes: Iterable[int] | None
    details: Mapping[str, Any]
    note: str
    helper: Person | None = None

    @property
    def told(self) -> dict[str, Any]:
        """For those who follow it."""
        return {"note": self.note, **said_with_help(self.helper)}


@transaction.atomic
def edit_all(
    series: Series,
    *,
    by: Person | None,
    rule: Recurrence | None = None,
    themes: Iterable[int] | None = None,
    note: str = "",
    helper: Person | None = None,
    **details: Unpack[Details],
) -> Series:
    """Change what is said of the series, and by which rule its dates to come are. Returns the series that they
    belong to now: this one, unless the rule is another and dates lie behind."""
    row, said = effects.hold(series), _Said(by, themes, details, note, helper)
    if _is_another(row, rule, details):
        return _from(row, _first_to_come(row, holidays()), rule or row.recurrence(), said)
    changed = _take(row, said)
    if effects.take_themes(row, said.themes):
        changed.add("themes")
    row.sequence += 1
    effects.settle(row)
    if changed:
        tell(verbs.CHANGED, row, by, **said.told)
    _let_know(row, changed, note)
    return row


@transaction.atomic
def edit_following(
    series: Series,
    original: str,
    *,
    by: Person | None,
    rule: Recurrence | None = None,
    themes: Iterable[int] | None = None,
    note: str = "",
    helper: Person | None = None,
    **details: Unpack[Details],
) -> Series:
    """“This one and all that follow”. Returns the series that they belong to now. ``dates.NoSuchDate``
    if there is no such date."""
    row = effects.hold(series)
    date_named(row, original, row.changes.filter(original=original).first(), holidays_for(row))
    return _from(
        row, originals.read(original), rule or _rest_of(row, original), _Said(by, themes, details, note, helper)
    )


def _is_another(series: Series, rule: Recurrence | None, details: Mapping[str, Any]) -> bool:
    rests = details.get("skips_school_holidays", series.skips_school_holidays)
    return rests != series.skips_school_holidays or (rule is not None and keeping.packed(rule) != series.rule)


def _from(series: Series, at: datetime, rule: Recurrence, said: _Said) -> Series:
    """From that wall time on it is by this rule."""
    resting = holidays()
    old = _walls(series.recurrence(resting), at)
    before = split(series.recurrence(), at)[0] if _has_dates_before(series, at, resting) else None
    following = series
    if before is not None:
        rule, following = _cut(rule, at), _another(series)
        effects.take_rule(series, before)
        series.sequence += 1
        effects.settle(series)
    changed = _take(following, said)
    effects.take_rule(following, rule)
    following.sequence += 1 if following is series else 0
    following.save()
    if following is not series:
        _hand_on(series, following)
    effects.take_themes(following, said.themes)
    pairs = paired(old, _walls(following.recurrence(resting), min(at, rule.start)))
    renamed = [(originals.named(wall), originals.named(new) if new else "") for wall, new in pairs.items()]
    renamed = [pair for pair in renamed if following is not series or pair[0] != pair[1]]
    _take_along(series, following, renamed)
    effects.settle(following)
    tell(verbs.CHANGED, following, said.by, **said.told)
    for name, new in renamed:
        aftermath.date_renamed(series, name, (following, new), note=said.note)
    _let_know(following, changed, said.note)
    return following


def _cut(rule: Recurrence, at: datetime) -> Recurrence:
    """Without what lies before that day."""
    rest = split(rule, datetime.combine(at.date(), time.min))[1]
    if rest is None:
        raise Refused(_("None of these dates is still to come."))
    return rest


def _take(series: Series, said: _Said) -> set[str]:
    """What is said of it; returns what of it is new."""
    changed = {name for name, value in said.details.items() if getattr(series, name) != value}
    for name in changed:
        setattr(series, name, said.details[name])
    return changed


def _let_know(series: Series, changed: set[str], note: str) -> None:
    """Whoever comes is told of another place; more room lets more people in."""
    if not changed.isdisjoint(_PLACE):
        aftermath.series_changed(series, What.MOVED, note=note)
    if not changed.isdisjoint(_ROOM):
        aftermath.room_changed(series)


def _another(series: Series) -> Series:
    """One like it, that goes on where it ends."""
    row: Series = Series.objects.get(pk=series.pk)
    row.pk, row.uuid, row.client_id, row.uid = None, uuid4(), uuid4(), ""
    row._state.adding = True  # noqa: SLF001 - Django's own way of copying a row
    row.slug, row.follows, row.sequence = effects.free_slug(row.title), series, 0
    row.created_at = timezone.now()
    return row


def _rest_of(series: Series, original: str) -> Recurrence:
    """The rule as it is, from that date on."""
    return split(series.recurrence(), originals.read(original))[1] or series.recurrence()


def _first_to_come(series: Series, resting: Holidays) -> datetime:
    """The original start of its next date; where there is none, the time that it is."""
    now, rule = timezone.now(), series.recurrence(resting)
    first = next(iter(rule.happenings(now, now + LOOKED_AHEAD)), None)
    return first.original if first else timezone.make_naive(now, rule.zone).replace(second=0, microsecond=0)


def _has_dates_before(series: Series, at: datetime, resting: Holidays) -> bool:
    rule = series.recurrence(resting)
    since = datetime.combine(series.first_on, datetime.min.time(), rule.zone) - timedelta(days=1)
    until = datetime.combine(at, at.time(), rule.zone)
    return any(one.original < at for one in rule.happenings(since, until))


def _walls(rule: Recurrence, at: datetime) -> list[datetime]:
    """Its original starts from then on, as far as anybody may know of them."""
    since = datetime.combine(at, at.time(), rule.zone) - timedelta(days=1)
    until = max(timezone.now(), since) + LOOKED_AHEAD
    return [one.original for one in rule.happenings(since, until) if one.original >= at]


def _hand_on(series: Series, following: Series) -> None:
    """Its own themes, and those who follow it."""
    if following.has_own_themes:
        following.themes.set(series.themes.all())
    kind, number = key_of(series)
    Follow.objects.bulk_create(
        Follow(person_id=person, level=level, kind=kind, thing_id=following.pk)
        for person, level in Follow.objects.filter(kind=kind, thing_id=number).values_list("person", "level")
    )


def _take_along(series: Series, following: Series, renamed: list[tuple[str, str]]) -> None:
    """What was otherwise about a date stays so under its new name; its old name leads there."""
    new_names = dict(renamed)
    for change in Change.objects.filter(series=series, original__in=list(new_names)):
        new = new_names[change.original]
        if not new:
            change.delete()
            continue
        change.series, change.original, change.sequence = following, new, change.sequence + 1
        change.save()
    for former in FormerDate.objects.filter(to_series=series, to_original__in=list(new_names)):
        former.to_series, former.to_original = following, new_names[former.to_original]
        former.save()
    FormerDate.objects.filter(series=series, original__in=list(new_names)).delete()
    FormerDate.objects.filter(series=following, original__in=filter(None, new_names.values())).delete()
    FormerDate.objects.bulk_create(
        FormerDate(series=series, original=name, to_series=following, to_original=new) for name, new in renamed
    )
