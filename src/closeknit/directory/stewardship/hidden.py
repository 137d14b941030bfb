"""A page that is hidden, by the moderators or because the organisers did not take it up, and the way
back to being seen. What moderators hid only they show again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.accounts.models import Person
from closeknit.conversation.models import Case
from closeknit.conversation.vocabulary import CaseState
from closeknit.core.errors import Refused
from closeknit.directory import policies, verbs
from closeknit.directory.models import Group
from closeknit.directory.vocabulary import Visibility
from closeknit.journal.models import Entry
from closeknit.journal.recording import record
from closeknit.journal.waiting import Waiting

KIND = "directory.group"
SENT_AGAIN_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Hiding:
    """Who keeps a page out of sight: the moderators (``case``), or organisers, who said why."""

    since: datetime
    reason: str = ""
    case: Case | None = None

    @property
    def is_undecided(self) -> bool:
        """Whether the moderators look at it now, so that its people can only wait."""
        return self.case is not None and self.case.state != CaseState.UPHELD


def hiding_of(group: Group) -> Hiding | None:
    """Why the page is hidden; None if it is not, or came hidden from a list. Costs two queries at most."""
    return hidings([group]).get(group.pk)


def hidings(groups: list[Group]) -> dict[int, Hiding]:
    """Why these groups are hidden. Costs two queries, none if none is."""
    numbers = [group.pk for group in groups if group.visibility == Visibility.HIDDEN]
    if not numbers:
        return {}
    away = Entry.objects.filter(verb=verbs.TURNED_AWAY, about_kind=KIND, about_id__in=numbers).order_by("id")
    cases = Case.objects.hiding(KIND).filter(thing_id__in=numbers)
    turned_away = {entry.about_id: Hiding(entry.at, entry.data.get("reason", "")) for entry in away}
    return turned_away | {case.thing_id: Hiding(case.pending_since, case=case) for case in cases}


def waiting_pages(person: Any) -> Iterator[Waiting]:
    """The hidden pages that this person looks after, each with the way to mend it."""
    groups = list(policies.groups_of(person).filter(visibility=Visibility.HIDDEN))
    found = hidings(groups)
    for group in groups:
        hiding = found.get(group.pk)
        if hiding and not hiding.is_undecided:
            words = _("The page of %(group)s is hidden. See why, and what you can do") % {"group": group.name}
            yield Waiting(words, reverse("directory:stewards", args=[group.slug]), hiding.since, group.pk)


@transaction.atomic
def send_again(*, group: Group, by: Person) -> None:
    """Ask the organisers once more to show a page that they did not take up. At most once a day."""
    group = Group.objects.select_for_update().get(pk=group.pk)
    hiding = hiding_of(group)
    if hiding is None or hiding.case:
        raise Refused(_("Only a page that the organisers did not take up can be sent to them again."))
    sent = Entry.objects.filter(verb=verbs.SENT_AGAIN, about_kind=KIND, about_id=group.pk)
    if sent.filter(at__gt=timezone.now() - SENT_AGAIN_AFTER).exists():
        raise Refused(_("You sent it less than a day ago. Talk to an organiser, or try again tomorrow."))
    group.visibility = Visibility.STUB
    group.save(update_fields=["visibility"])
    record(verbs.SENT_AGAIN, by=by, about=group, to=list(policies.organisers_of(group)))
