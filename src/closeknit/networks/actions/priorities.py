"""What a network agreed matters: written down, ranked, worked on, settled."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.accounts.models import Person
from closeknit.core.errors import Refused
from closeknit.directory.models import Group
from closeknit.journal.recording import record
from closeknit.networks import verbs
from closeknit.networks.models import Network, Priority, Work
from closeknit.networks.vocabulary import PriorityState
from closeknit.places import versions


@transaction.atomic
def agree_priority(
    network: Network, *, title: str, raised_on: date, client_id: UUID, text: str = "", by: Person | None = None
) -> Priority:
    """Written down as the last of the list. Sent twice under one ``client_id`` it is one. ``by`` is who writes;
    a meeting that agreed on it names itself through its notes and clusters."""
    versions.bump_pages()  # what is sent at the same moment waits here, then sees this
    known = Priority.objects.filter(client_id=client_id).first()
    if known is not None:
        return known
    last = network.priorities.open().order_by("-position").values_list("position", flat=True).first()
    priority: Priority = Priority.objects.create(
        network=network,
        title=title,
        text=text,
        raised_on=raised_on,
        client_id=client_id,
        author=by,
        position=(last or 0) + 1,
    )
    record(verbs.PRIORITY_AGREED, by=by, about=priority, also=[network])
    return priority


@transaction.atomic
def change_priority(priority: Priority, *, by: Person, **words: object) -> None:
    """Its title, text, day or place in the list."""
    versions.bump_pages()
    for field, value in words.items():
        setattr(priority, field, value)
    priority.save(update_fields=list(words))
    record(verbs.PRIORITY_CHANGED, by=by, about=priority)


@transaction.atomic
def settle_priority(priority: Priority, *, state: str, became: str, by: Person | None = None) -> None:
    """It is done, or let go, and why; or it is open again."""
    versions.bump_pages()
    row = Priority.objects.select_for_update(of=("self",)).select_related("network").get(pk=priority.pk)
    was, row.state, row.became = row.state, PriorityState(state), became
    row.settled_on = None if row.is_open else (row.settled_on or timezone.localdate())
    row.save(update_fields=["state", "became", "settled_on"])
    if row.state != was:
        verb = verbs.PRIORITY_REOPENED if row.is_open else verbs.PRIORITY_SETTLED
        record(verb, by=by, about=row, also=[row.network])
    priority.refresh_from_db()


@transaction.atomic
def rank(network: Network, numbers: list[int]) -> None:
    """The places of these priorities, by their numbers, from 1; those not named keep theirs."""
    versions.bump_pages()
    for position, number in enumerate(numbers, start=1):
        network.priorities.filter(pk=number).update(position=position)


@transaction.atomic
def begin_work(priority: Priority, group: Group, *, by: Person) -> Work:
    """The group says that it works on this; again it changes nothing."""
    versions.bump_pages()
    if group.visibility != "public" or group.state == "closed":
        raise Refused(_("Only a group whose page is published can be named here."))
    work, is_new = Work.objects.get_or_create(priority=priority, group=group, until=None, defaults={"decided_by": by})
    if is_new and not group.is_sensitive:
        record(verbs.WORK_BEGAN, by=by, about=priority, also=[priority.network, group])
    return work


@transaction.atomic
def end_work(priority: Priority, group: Group) -> None:
    """Safe to repeat."""
    versions.bump_pages()
    priority.works.current().filter(group=group).update(until=timezone.now())
