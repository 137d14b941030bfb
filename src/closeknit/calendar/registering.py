"""What this room tells those below: the parts it adds to other pages, its line in the hub’s menu."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from closeknit.accounts import with_help
from closeknit.calendar import chains, contributed, personal_data, sections, things
from closeknit.calendar.actions import helped
from closeknit.calendar.models import HelpedEdit, Series
from closeknit.calendar.vocabulary import Sight
from closeknit.conversation.models import Case
from closeknit.conversation.vocabulary import CaseState
from closeknit.core import manage_menu, thing_sections
from closeknit.journal import waiting
from closeknit.journal.waiting import Waiting
from closeknit.places.registry import register_area_section


def register() -> None:
    """Called once, in ``AppConfig.ready()``."""
    things.register()
    contributed.register()
    personal_data.register()
    chains.register()
    waiting.register("calendar.hidden", _hidden_words)
    with_help.act_kind(
        things.KIND,
        words=_("In the calendar: %(name)s"),
        things=Series.objects.exclude(sight=Sight.REMOVED),
        undo=helped.take_back_event,
    )
    with_help.act_kind(
        helped.EDIT,
        words=_("A change of an event: %(name)s"),
        things=HelpedEdit.objects.select_related("series"),
        undo=helped.take_back_change,
    )
    thing_sections.register_thing_section("calendar", sections.draw)
    register_area_section(sections.draw_area)
    manage_menu.entry(
        _("School holidays"),
        "calendar:holidays",
        "calendar.keep_holidays",
        words=_("Events that rest in the holidays leave these days out."),
    )


def _hidden_words(person: Any) -> Iterable[Waiting]:
    """What moderators have hidden can be mended, or appealed against."""
    mine = Series.objects.filter(author=person).values("pk")
    for case in Case.objects.filter(kind=things.KIND, thing_id__in=mine, state=CaseState.UPHELD):
        address = reverse("conversation:own-case", args=[case.uuid])
        yield Waiting(gettext("What you wrote is hidden. See what you can do"), address, case.pending_since)
