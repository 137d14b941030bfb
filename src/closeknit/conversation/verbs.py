"""What can happen in the conversation room."""

from django.utils.translation import gettext_lazy as _

from closeknit.journal.verbs import verb
from closeknit.journal.vocabulary import Importance

COMMENTED = verb("conversation.commented", _("%(who)s wrote about %(what)s"))
TAKEN_AWAY = verb("conversation.taken_away", _("%(who)s took away what they wrote about %(what)s"), Importance.QUIET)
REPORT_DECIDED = verb("conversation.report_decided", _("We have looked at %(what)s"), Importance.PERSONAL)
THREAD_OPENED = verb("conversation.thread_opened", _("%(who)s opened %(what)s"), Importance.QUIET)
THREAD_CLOSED = verb("conversation.thread_closed", _("%(who)s closed %(what)s"), Importance.QUIET)
CASE_WAITS = verb("conversation.case_waits", _("Something waits for a moderator: %(what)s"), Importance.IMPORTANT)
CASE_MOVED_UP = verb("conversation.case_moved_up", _("A report has waited too long: %(what)s"), Importance.IMPORTANT)
CASE_DECIDED = verb("conversation.case_decided", _("%(who)s decided on %(what)s"), Importance.QUIET)
COMPLAINT_CAME = verb(
    "conversation.complaint_came",
    _("A complaint came about how data was handled: %(what)s"),
    Importance.IMPORTANT,
)
COMPLAINT_WAITS = verb(
    "conversation.complaint_waits", _("A complaint must be answered soon: %(what)s"), Importance.IMPORTANT
)
COMPLAINT_ANSWERED = verb("conversation.complaint_answered", _("%(who)s answered %(what)s"), Importance.QUIET)
