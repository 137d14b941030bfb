"""What can happen to an event, as the journal tells it."""

from django.utils.translation import gettext_lazy as _

from closeknit.journal.verbs import verb
from closeknit.journal.vocabulary import Importance

IMPORTANT = Importance.IMPORTANT

PUBLISHED = verb("calendar.published", _("%(who)s put something in the calendar: %(what)s"))
CHANGED = verb("calendar.changed", _("An event was changed: %(what)s"))
DATE_MOVED = verb("calendar.date_moved", _("A date is at another time or place: %(what)s, %(when)s"), IMPORTANT)
DATE_CANCELLED = verb("calendar.date_cancelled", _("A date is cancelled: %(what)s, %(when)s"), IMPORTANT)
DATE_RESTORED = verb("calendar.date_restored", _("A date is on after all: %(what)s, %(when)s"), IMPORTANT)
CANCELLED = verb("calendar.cancelled", _("An event is cancelled: %(what)s"), IMPORTANT)
RESTORED = verb("calendar.restored", _("An event is on after all: %(what)s"), IMPORTANT)
