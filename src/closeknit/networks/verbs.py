"""What can happen to a network, as the journal tells it."""

from django.utils.translation import gettext_lazy as _

from closeknit.journal.verbs import verb
from closeknit.journal.vocabulary import Importance

FOUNDED = verb("networks.founded", _("%(who)s began a network: %(what)s"), Importance.IMPORTANT)
CHANGED = verb("networks.changed", _("%(who)s changed the page of %(what)s"), Importance.QUIET)
ENDED = verb("networks.ended", _("%(what)s has ended"), Importance.IMPORTANT)
REOPENED = verb("networks.reopened", _("%(what)s is open again"), Importance.IMPORTANT)
GROUP_JOINED = verb("networks.group_joined", _("A group joined %(what)s"))
GROUP_LEFT = verb("networks.group_left", _("A group left %(what)s"), Importance.QUIET)
INVITED = verb("networks.group_invited", _("Your group is asked to join %(what)s"), Importance.PERSONAL)
MEETING_COMES = verb("networks.meeting_comes", _("You wanted to hear of it: %(what)s"), Importance.PERSONAL)
PRIORITY_AGREED = verb("networks.priority_agreed", _("%(who)s wrote down what matters: %(what)s"), Importance.IMPORTANT)
PRIORITY_CHANGED = verb("networks.priority_changed", _("%(who)s changed what stands here: %(what)s"), Importance.QUIET)
PRIORITY_SETTLED = verb("networks.priority_settled", _("It is said what became of it: %(what)s"), Importance.IMPORTANT)
PRIORITY_REOPENED = verb("networks.priority_reopened", _("It is worked on again: %(what)s"), Importance.IMPORTANT)
WORK_BEGAN = verb("networks.work_began", _("A group works on it: %(what)s"))
MEETING_OPENED = verb("networks.meeting_opened", _("%(what)s has begun"), Importance.QUIET)
MEETING_CLOSED = verb("networks.meeting_closed", _("%(what)s is over"), Importance.QUIET)
