"""Putting an event in the calendar, and taking all of its dates back."""

from collections.abc import Iterable
from typing import Any, Unpack
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from closeknit.accounts.models import Person
from closeknit.accounts.with_help import Hands
from closeknit.algorithms.schedule.recurrence import Recurrence
from closeknit.calendar import aftermath, hosts, verbs
from closeknit.calendar.actions import effects
from closeknit.calendar.actions.effects import Details
from closeknit.calendar.aftermath import What
from closeknit.calendar.models import Series
from closeknit.calendar.things import KIND
from closeknit.calendar.vocabulary import SeriesState, Sight
from closeknit.core.errors import Refused
from closeknit.journal.helping import note_help, said_with_help
from closeknit.journal.recording import record
from closeknit.places import versions


@transaction.atomic
def publish_series(
    *,
    by: Person | None,
    host: Any,
    rule: Recurrence,
    client_id: UUID | None = None,
    themes: Iterable[int] | None = None,
    helper: Person | None = None,
    is_held_back: bool = False,
    **details: Unpack[Details],
) -> Series:
    """Put it in the calendar, and tell those who follow its host. ``host`` is a group, or a thing that
    ``hosts.host`` has made known; without ``themes`` it is about what its host is about. One that is held back is in
    no list, and nobody is told of it, until ``bring_out``.

    Sent twice under one ``client_id`` it is one.
    """
    versions.bump()
    sent = Series.objects.filter(client_id=client_id).first() if client_id else None
    if sent is not None and sent.author == by:
        return sent
    series = Series(
        slug=effects.free_slug(details["title"]),
        client_id=uuid4() if sent or client_id is None else client_id,
        author=by,
        sight=Sight.HELD_BACK if is_held_back else Sight.SHOWN,
        **hosts.columns_of(host),
        **details,
    )
    effects.take_rule(series, rule)
    series.save()
    effects.take_themes(series, themes)
    effects.settle(series)
    note_help(KIND, series.pk, hands=Hands(by, helper), name=series.title)
    tell(verbs.PUBLISHED, series, by, **said_with_help(helper))
    return series


@transaction.atomic
def bring_out(series: Series, *, by: Person | None) -> Series:
    """What was held back is in the calendar from now on, and those who follow its host hear of it. Again it changes
    nothing."""
    row = effects.hold(series)
    if row.sight == Sight.HELD_BACK:
        row.sight = Sight.SHOWN
        effects.settle(row)
        tell(verbs.PUBLISHED, row, by)
    return row


@transaction.atomic
def cancel_series(series: Series, *, by: Person | None, note: str = "") -> Series:
    """None of its dates to come is on. Their pages stay, and say so."""
    row = effects.hold(series)
    if row.is_cancelled:
        return row
    row.state, row.note, row.sequence = SeriesState.CANCELLED, note, row.sequence + 1
    effects.settle(row)
    tell(verbs.CANCELLED, row, by, note=note)
    aftermath.series_changed(row, What.CANCELLED, note=note)
    return row


@transaction.atomic
def restore_series(series: Series, *, by: Person | None) -> Series:
    """It is on after all, but for the dates that were cancelled one by one."""
    row = effects.hold(series)
    if not row.is_cancelled:
        raise Refused(_("This event is not cancelled."))
    row.state, row.note, row.sequence = SeriesState.PLANNED, "", row.sequence + 1
    effects.settle(row)
    tell(verbs.RESTORED, row, by)
    aftermath.series_changed(row, What.RESTORED)
    return row


def tell(verb: str, series: Series, by: Person | None, **said: Any) -> None:
    """Record it, for those who follow the event or its host. Of what is held back nothing is told."""
    if series.sight == Sight.HELD_BACK:
        return
    thing = hosts.host_of(series)
    also = [thing] if thing is not None else []
    record(verb, by=by, speaking_as=thing, about=series, also=also, data=said)
