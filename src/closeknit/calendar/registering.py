"""What this room tells those below: the parts it adds to other pages, its line in the hub’s menu."""

from django.utils.translation import gettext_lazy as _

from closeknit.calendar import chains, contributed, personal_data, sections, things
from closeknit.core import manage_menu, thing_sections
from closeknit.places.registry import register_area_section


def register() -> None:
    """Called once, in ``AppConfig.ready()``."""
    things.register()
    contributed.register()
    personal_data.register()
    chains.register()
    thing_sections.register_thing_section("calendar", sections.draw)
    register_area_section(sections.draw_area)
    manage_menu.entry(
        _("School holidays"),
        "calendar:holidays",
        "calendar.keep_holidays",
        words=_("Events that rest in the holidays leave these days out."),
    )
