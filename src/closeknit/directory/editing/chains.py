"""What became of a suggested change, and of a picture."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from closeknit.conversation.models import Case, Decision
from closeknit.conversation.vocabulary import Step as CaseStep
from closeknit.directory.models import Photo, Suggestion
from closeknit.directory.models.suggestion import PATIENCE
from closeknit.journal import contributions
from closeknit.journal.contributions import Contribution, Next, Stage, Step
from closeknit.journal.models import Entry
from closeknit.journal.reading import first_readings

KIND = "directory.suggestion"


def register() -> None:
    """Called once, in ``AppConfig.ready()``."""
    contributions.register(
        KIND,
        Suggestion,
        title=gettext_lazy("Changes I suggested"),
        mine=_mine,
        began="created_at",
        waits=Q(decided_at=None),
        tell=_suggestions,
        related=("group", "by", "decided_by"),
    )
    contributions.register(
        "directory.photo",
        Photo,
        title=gettext_lazy("Pictures I added"),
        mine=lambda person: Q(added_by=person),
        began="added_at",
        waits=Q(pk__in=()),
        tell=_photos,
        related=("group",),
    )


def _mine(person: Any) -> Q:
    """Also those that they sent before they had an account."""
    return Q(by=person) | Q(guest_email__iexact=person.email) if person.email else Q(by=person)


def _suggestions(rows: Sequence[Suggestion]) -> Iterator[Contribution]:
    numbers = [row.pk for row in rows]
    readings = first_readings(KIND, numbers)
    hidden = dict(Case.objects.hiding(KIND).filter(thing_id__in=numbers).values_list("thing_id", "pending_since"))
    for row in rows:
        yield Contribution(
            _("Suggestion for %(group)s") % {"group": row.group.name},
            row.get_absolute_url() if row.by else contributions.link_to(KIND, row.pk),
            sorted(_steps(row, readings, is_hidden=row.pk in hidden), key=lambda step: step.at),
            _next(row),
        )


def _steps(row: Suggestion, readings: Mapping[int, Entry], *, is_hidden: bool) -> Iterator[Step]:
    yield Step(Stage.RECEIVED, row.created_at)
    if row.handed_on_at:
        yield Step(Stage.HANDED_ON, row.handed_on_at, "", _("The organisers of the area are asked."))
    if reading := readings.get(row.pk):
        yield Step(Stage.READ, reading.at, _name(reading.actor, row))
    if row.decided_at is None:
        return
    if is_hidden:
        yield Step(Stage.NOT_PUBLISHED, row.decided_at, _("a moderator"))
    elif row.by and row.decided_by == row.by and not (row.taken or row.answer):
        yield Step(Stage.TAKEN_BACK, row.decided_at)
    else:
        yield Step(Stage.ANSWERED, row.decided_at, _name(row.decided_by, row), row.answer)
        if row.taken:
            is_whole = len(row.taken) == len(row.wanted)
            words = _("It is on the page.") if is_whole else _("Part of it is on the page.")
            yield Step(Stage.DONE, row.decided_at, "", words)


def _next(row: Suggestion) -> Next | None:
    if row.decided_at:
        return None
    if row.handed_on_at:
        return Next(_("An organiser answers"))
    return Next(_("Those who look after the page answer, else the organisers"), row.created_at + PATIENCE)


def _name(person: Any, row: Suggestion) -> str:
    """Of a group that must be kept safe nobody learns who looks after it, nor does whoever has no account."""
    if person is None or row.by is None or row.group.is_sensitive:
        return _("somebody who looks after the page")
    return str(person.name)


def _photos(rows: Sequence[Photo]) -> Iterator[Contribution]:
    """Hidden by moderators, with their reason; or taken off the page by those who look after it."""
    standing = Case.objects.hiding("directory.photo").filter(thing_id__in=[row.pk for row in rows])
    hidings = Decision.objects.filter(case__in=standing, step=CaseStep.HIDDEN).select_related("case", "rule")
    hidden = {line.case.thing_id: line for line in hidings.order_by("at", "id")}
    for row in rows:
        steps = [Step(Stage.RECEIVED, row.added_at), Step(Stage.PUBLISHED, row.added_at, "", _("at once"))]
        line = hidden.get(row.pk)
        if row.removed_at and line:
            words = ": ".join(filter(None, [line.rule.title if line.rule else "", line.words]))
            steps.append(Step(Stage.NOT_PUBLISHED, line.at, _("a moderator"), words))
        elif row.removed_at:
            steps.append(Step(Stage.NOT_PUBLISHED, row.removed_at, "", _("It was taken off the page.")))
        address = row.group.get_absolute_url()
        yield Contribution(_("A picture of %(group)s") % {"group": row.group.name}, address, steps)
