"""What can happen to a group, as the journal tells it."""

from django.utils.translation import gettext_lazy as _

from closeknit.journal.verbs import verb
from closeknit.journal.vocabulary import Importance

IMPORTANT, QUIET, PERSONAL = Importance.IMPORTANT, Importance.QUIET, Importance.PERSONAL

# ── Coming in, and being looked after (stewardship) ──────────────────────────────────────────────
ADDED = verb("directory.group_added", _("%(who)s added %(what)s"), IMPORTANT)
TOLD = verb("directory.group_told", _("%(who)s told us about %(what)s"))
TAKEN_UP = verb(
    "directory.group_taken_up", _("%(who)s looks after %(what)s, and waits for you to vouch for it"), PERSONAL
)
VOUCHED = verb("directory.group_vouched", _("%(who)s vouched for %(what)s"), IMPORTANT)
SHOWN = verb("directory.group_shown", _("%(what)s is on the hub now"), IMPORTANT)
TURNED_AWAY = verb("directory.group_turned_away", _("%(who)s did not take up %(what)s"))
SENT_AGAIN = verb("directory.group_sent_again", _("%(who)s asks you to look at %(what)s again"), PERSONAL)
CLAIM_ASKED = verb("directory.claim_asked", _("%(who)s asks to look after the page of %(what)s"), PERSONAL)
CLAIM_REFUSED = verb(
    "directory.claim_refused",
    _("%(who)s said no to somebody who asked to look after %(what)s"),
    PERSONAL,
    is_by_host=True,
)
STEWARD_JOINED = verb("directory.steward_joined", _("%(what)s has somebody new to look after its page"), IMPORTANT)
STEWARD_INVITED = verb("directory.steward_invited", _("%(who)s asked somebody to help look after %(what)s"), QUIET)
STEWARD_LEFT = verb("directory.steward_left", _("Somebody no longer looks after the page of %(what)s"), IMPORTANT)
ONE_LEFT = verb(
    "directory.one_steward_left",
    _("Only one person looks after the page of %(what)s now. Ask whether a second one can help"),
    PERSONAL,
)
STEWARD_REMOVED = verb(
    "directory.steward_removed", _("%(who)s took somebody off the stewards of %(what)s"), PERSONAL, must_know=True
)
GIVEN_BACK = verb("directory.group_given_back", _("%(who)s gave the page of %(what)s to the organisers"), IMPORTANT)
REASSIGNMENT_ASKED = verb(
    "directory.reassignment_asked", _("%(who)s asks to give the page of %(what)s to somebody new"), PERSONAL
)
REASSIGNMENT_STOPPED = verb(
    "directory.reassignment_stopped",
    _("%(who)s stopped the page of %(what)s from going to somebody new"),
    PERSONAL,
)
REASSIGNED = verb(
    "directory.group_reassigned", _("The page of %(what)s was given to somebody new"), IMPORTANT, must_know=True
)

# ── Being true (freshness) ───────────────────────────────────────────────────────────────────────
CONFIRMED = verb("directory.group_confirmed", _("%(who)s confirmed that %(what)s is still right"))
FELL_ASLEEP = verb("directory.group_fell_asleep", _("%(what)s is asleep for now"), IMPORTANT)
WAKE_ASKED = verb("directory.group_asked_to_wake", _("%(who)s asks %(what)s to wake"), PERSONAL)
WOKE_UP = verb("directory.group_woke_up", _("%(what)s is awake again"), IMPORTANT)
SLEEPS_ON = verb("directory.group_sleeps_on", _("%(what)s was asked to wake, and sleeps on"), PERSONAL)
WAKE_UNANSWERED = verb(
    "directory.group_wake_unanswered", _("%(what)s was asked to wake, and has not answered"), PERSONAL
)
CLOSED = verb("directory.group_closed", _("%(what)s has closed"), IMPORTANT)
WENT_STALE = verb("directory.group_went_stale", _("Nobody has confirmed %(what)s for a year"))
NO_ANSWER = verb("directory.group_did_not_answer", _("%(who)s rang %(what)s and got no answer"), QUIET)

# ── Editing, suggestions, relations ──────────────────────────────────────────────────────────────
EDITED = verb("directory.group_edited", _("%(who)s changed the page of %(what)s"))
SUGGESTED = verb("directory.change_suggested", _("%(who)s suggests a change: %(what)s"), PERSONAL)
SUGGESTION_HANDED_ON = verb(
    "directory.suggestion_handed_on", _("A suggested change waits for an answer: %(what)s"), PERSONAL
)
SUGGESTION_TAKEN = verb(
    "directory.suggestion_taken", _("%(who)s took up a suggested change: %(what)s"), PERSONAL, is_by_host=True
)
SUGGESTION_LEFT = verb(
    "directory.suggestion_left", _("%(who)s did not take up a suggested change: %(what)s"), PERSONAL, is_by_host=True
)
TIE_OFFERED = verb("directory.tie_offered", _("%(who)s offers a link: %(what)s"), PERSONAL, is_by_host=True)
TIE_CONFIRMED = verb("directory.tie_confirmed", _("%(other)s confirmed its link with %(what)s"))
TIE_DECLINED = verb("directory.tie_declined", _("%(who)s declined a link: %(what)s"), PERSONAL, is_by_host=True)
TIE_ENDED = verb("directory.tie_ended", _("%(other)s ended its link with %(what)s"))

# ── Duplicates ───────────────────────────────────────────────────────────────────────────────────
MERGED = verb("directory.groups_merged", _("%(who)s made %(other)s part of %(what)s"), IMPORTANT)
PARTED = verb("directory.groups_parted", _("%(who)s parted %(other)s and %(what)s again"), IMPORTANT)
REPORTED_SAME = verb(
    "directory.same_reported", _("%(who)s thinks that %(what)s and %(other)s are the same group"), PERSONAL
)
