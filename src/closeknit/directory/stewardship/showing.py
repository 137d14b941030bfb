"""When a group that was kept back is shown to everyone; whoever told us about it hears so.

The rule and its reasons: docs/decisions/0015-when-a-new-group-is-shown.md.
"""

from typing import Any

from django.utils import timezone

from closeknit.accounts.models import Person
from closeknit.directory import policies, verbs
from closeknit.directory.indexing import reindex
from closeknit.directory.models import Group
from closeknit.directory.stewardship import mails
from closeknit.directory.stewardship.telling_others import happened
from closeknit.directory.vocabulary import TellingOutcome, Visibility
from closeknit.journal.recording import record
from closeknit.places.models import Hub
from closeknit.places.vocabulary import NewGroups


def is_enough(group: Group, voucher: Any) -> bool:
    """Whether this person's word shows a group that was kept back: an organiser's always does, anybody
    else's where the hub shows new groups at once. That somebody reads the letters to an address which
    a stranger has named says nothing of the group."""
    return Hub.current().new_groups == NewGroups.AT_ONCE or policies.may_vouch(voucher, group)


def take_up(group: Group, *, by: Person, voucher: Person) -> None:
    """``by`` looks after a group from now on. If it was kept back it is shown, or organisers are asked."""
    if group.visibility != Visibility.STUB:
        return
    if is_enough(group, voucher):
        publish(group)
        happened(verbs.SHOWN, group, to=list(policies.organisers_of(group)))
    else:
        record(verbs.TAKEN_UP, by=by, about=group, to=list(policies.organisers_of(group)))


def publish(group: Group) -> None:
    group.visibility = Visibility.PUBLIC
    group.changed_at = timezone.now()
    group.save(update_fields=["visibility", "changed_at"])
    reindex([group.pk])
    answer_tellers(group, is_published=True)


def answer_tellers(group: Group, *, is_published: bool) -> None:
    outcome = TellingOutcome.PUBLISHED if is_published else TellingOutcome.AWAY
    for telling in group.tellings.select_related("group").filter(decided_at=None):
        email = telling.guest_email
        telling.decide(outcome, timezone.now())
        if email:
            mails.send_told(telling, email, is_published=is_published)
