"""A group that was kept back is shown to everyone, and whoever told us about it hears so."""

from django.utils import timezone

from closeknit.directory import policies, verbs
from closeknit.directory.indexing import reindex
from closeknit.directory.models import Group
from closeknit.directory.stewardship import mails
from closeknit.directory.stewardship.telling_others import happened
from closeknit.directory.vocabulary import TellingOutcome, Visibility


def publish_if_waiting(group: Group) -> None:
    """The group itself has taken its page up: everyone may see it now."""
    if group.visibility == Visibility.STUB:
        publish(group)
        happened(verbs.SHOWN, group, to=list(policies.organisers_of(group)))


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
