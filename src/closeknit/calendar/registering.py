"""What this room tells those below: the parts it adds to other pages, its line in the hub’s menu."""

from django.utils.translation import gettext_lazy as _

from closeknit.accounts import with_help
from closeknit.calendar import chains, contributed, personal_data, sections, things
from closeknit.calendar.actions import helped
from closeknit.calendar.models import HelpedEdit, Series
from closeknit.calendar.vocabulary import Sight
from closeknit.core import manage_menu, thing_sections
from closeknit.places.registry import register_area_section


def register() -> None:
    """Called once, in ``AppConfig.ready()``."""
    things.register()
    contributed.register()
    personal_data.register()
    chains.register()
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
