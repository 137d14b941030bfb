"""What can happen to minutes, as the journal tells it."""

from django.utils.translation import gettext_lazy as _

from closeknit.journal.verbs import verb
from closeknit.journal.vocabulary import Importance

PUBLISHED = verb("networks.output_published", _("To read now: %(what)s"), Importance.IMPORTANT)
CORRECTED = verb("networks.minutes_corrected", _("Something was put right: %(what)s"), Importance.QUIET)
CAME_LATE = verb(
    "networks.notes_late", _("Notes came in after the minutes were looked through: %(what)s"), Importance.PERSONAL
)
AGREED = verb("networks.minutes_agreed", _("The next meeting agreed: %(what)s"), Importance.QUIET)
