"""What can happen to an ask or a promise, as the journal tells it."""

from django.utils.translation import gettext_lazy as _

from closeknit.commitments.vocabulary import Move
from closeknit.journal.verbs import verb
from closeknit.journal.vocabulary import Importance

IMPORTANT, PERSONAL, QUIET = Importance.IMPORTANT, Importance.PERSONAL, Importance.QUIET

ASKED = verb("commitments.asked", _("%(who)s asked something: %(what)s"), IMPORTANT)
PROMISED = verb("commitments.promised", _("%(who)s promised something: %(what)s"), IMPORTANT)
OF_AN_ASK = {
    Move.ACKNOWLEDGED: verb("commitments.ask_acknowledged", _("%(who)s has received what was asked: %(what)s")),
    Move.ANSWERED: verb("commitments.ask_answered", _("%(who)s answered: %(what)s"), IMPORTANT),
    Move.CHANGED: verb("commitments.ask_answer_moved", _("The answer comes on another day: %(what)s")),
    Move.WITHDRAWN: verb("commitments.ask_withdrawn", _("%(who)s took back what they asked: %(what)s")),
    Move.REOPENED: verb("commitments.ask_reopened", _("It waits for an answer again: %(what)s")),
    Move.VERDICT: verb("commitments.verdict_given", _("%(who)s said whether the answer helped: %(what)s")),
    Move.CORRECTED: verb("commitments.ask_corrected", _("%(who)s put something right: %(what)s"), QUIET),
}
OF_AN_UNDERTAKING = {
    Move.CHANGED: verb("commitments.promise_changed", _("A promise was changed: %(what)s"), IMPORTANT),
    Move.NEWS: verb("commitments.promise_news", _("There is news of a promise: %(what)s")),
    Move.OFFERED: verb("commitments.promise_offered", _("%(who)s asks you to take over: %(what)s"), PERSONAL),
    Move.OFFER_ENDED: verb("commitments.promise_stays", _("It was not taken over: %(what)s"), PERSONAL),
    Move.TAKEN_OVER: verb("commitments.promise_taken_over", _("%(who)s took over: %(what)s")),
    Move.KEPT: verb("commitments.promise_kept", _("It is done: %(what)s"), IMPORTANT),
    Move.WITHDRAWN: verb("commitments.promise_withdrawn", _("A promise was taken back: %(what)s"), IMPORTANT),
    Move.REOPENED: verb("commitments.promise_reopened", _("It is still to come: %(what)s")),
    Move.CORRECTED: verb("commitments.promise_corrected", _("%(who)s put something right: %(what)s"), QUIET),
}
DUE_SOON = verb("commitments.due_soon", _("In a week this is due: %(what)s"), PERSONAL)
DUE_TODAY = verb("commitments.due_today", _("Today this is due: %(what)s"), PERSONAL)
WAS_DUE = verb("commitments.was_due", _("A week ago this was due. Say how it stands: %(what)s"), PERSONAL)
