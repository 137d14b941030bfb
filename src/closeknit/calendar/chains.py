"""What became of the events that somebody has put in the calendar."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from closeknit.calendar.models import Series
from closeknit.calendar.vocabulary import Sight
from closeknit.conversation.models import Case, Decision
from closeknit.conversation.vocabulary import Step as CaseStep
from closeknit.journal import contributions
from closeknit.journal.contributions import Contribution, Next, Stage, Step


def register() -> None:
    """Called once, in ``AppConfig.ready()``."""
    contributions.register(
        "calendar.series",
        Series,
        title=gettext_lazy("What I put in the calendar"),
        mine=lambda person: Q(author=person) & ~Q(sight__in=(Sight.REMOVED, Sight.HELD_BACK)),
        began="created_at",
        waits=Q(pk__in=()),
        tell=_tell,
    )


def _tell(rows: Sequence[Series]) -> Iterator[Contribution]:
    """One query for all that moderators have hidden."""
    standing = Case.objects.hiding("calendar.series").filter(thing_id__in=[row.pk for row in rows])
    lines = Decision.objects.filter(case__in=standing, step=CaseStep.HIDDEN).select_related("case", "rule")
    hidden = {line.case.thing_id: line for line in lines.order_by("at", "id")}
    for row in rows:
        yield _told(row, hidden.get(row.pk))


def _told(row: Series, line: Any) -> Contribution:
    steps = [Step(Stage.RECEIVED, row.created_at), Step(Stage.PUBLISHED, row.created_at, "", _("at once"))]
    words = _("In the calendar: %(title)s") % {"title": row.title}
    if line is None:
        return Contribution(words, row.get_absolute_url(), steps, None)
    why = ": ".join(filter(None, [line.rule.title if line.rule else "", line.words]))
    steps.append(Step(Stage.NOT_PUBLISHED, line.at, _("a moderator"), why))
    case = reverse("conversation:own-case", args=[line.case.uuid])
    return Contribution(words, case, steps, Next(_("You can mend it, or say that the decision was wrong")))
