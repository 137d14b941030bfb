"""What can happen to an answer, as the journal tells it to whoever gave it. All in the name of the hub.

Somebody may stand before a locked door, so most of it reaches also who muted the group; a reminder does not.
"""

from django.utils.translation import gettext_lazy as _

from closeknit.calendar.answering.vocabulary import News
from closeknit.journal.verbs import verb
from closeknit.journal.vocabulary import Importance

REMINDER = verb("calendar.reminder", _("You said you are coming: %(what)s, %(when)s"), Importance.PERSONAL)
NEWS = {
    News.PLACE: verb(
        "calendar.place_free", _("You have a place now: %(what)s, %(when)s"), Importance.PERSONAL, must_know=True
    ),
    News.MOVED: verb(
        "calendar.answered_moved", _("Changed: %(what)s is now on %(when)s"), Importance.PERSONAL, must_know=True
    ),
    News.CANCELLED: verb(
        "calendar.answered_cancelled", _("Cancelled: %(what)s, %(when)s"), Importance.PERSONAL, must_know=True
    ),
    News.RESTORED: verb(
        "calendar.answered_restored", _("It happens after all: %(what)s, %(when)s"), Importance.PERSONAL, must_know=True
    ),
}
