"""What can happen to a group's own calendar, as the journal tells it."""

from django.utils.translation import gettext_lazy as _

from closeknit.journal.verbs import verb
from closeknit.journal.vocabulary import Importance

CONNECTED = verb("calendar.feed_connected", _("%(who)s connected the calendar of %(what)s"))
LEFT = verb("calendar.feed_left", _("%(who)s disconnected the calendar of %(what)s"), Importance.QUIET)
BACK = verb("calendar.feed_back", _("%(who)s connected the calendar of %(what)s again"), Importance.QUIET)
BELIEVED = verb("calendar.feed_believed", _("%(who)s said what is right in the calendar of %(what)s"), Importance.QUIET)
NEWS = verb("calendar.feed_news", _("There is news in the calendar of %(what)s"))
IN_DOUBT = verb(
    "calendar.feed_in_doubt",
    _("Please look: many events have gone from the calendar of %(what)s. We keep them until you say so."),
    Importance.PERSONAL,
)
BROKEN = verb(
    "calendar.feed_broken",
    _("Please look: we cannot read the calendar of %(what)s any more. Its events stay as they are."),
    Importance.PERSONAL,
)
