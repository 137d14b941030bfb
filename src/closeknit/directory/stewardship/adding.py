"""A group comes in: added by one of its people, or told of by anyone, then vouched for."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.accounts.models import HelpedAct, Person
from closeknit.accounts.with_help import Hands
from closeknit.algorithms.text import slugify_name
from closeknit.core.errors import Refused
from closeknit.directory import policies, verbs
from closeknit.directory.importing.slugs import free_slugs
from closeknit.directory.indexing import reindex
from closeknit.directory.models import Group, Telling
from closeknit.directory.stewardship import showing, stewards
from closeknit.directory.stewardship.telling_others import happened
from closeknit.directory.stewardship.whereabouts import Whereabouts
from closeknit.directory.vocabulary import ConfirmedHow, TellingOutcome, Visibility
from closeknit.journal.helping import note_help, said_with_help

TELLING, ADDING = "directory.telling", "directory.group"


@transaction.atomic
def add_group(*, by: Person, place: Whereabouts, fields: dict[str, Any], helper: Person | None = None) -> Group:
    """Store a group that one of its own people brings; they look after it from now on, not who helped them.

    It is public at once if the hub's rule says so or an organiser of its area adds it. ``fields``
    hold the group's uuid: the same form sent twice is one group.
    """
    today = timezone.localdate()
    confirmed = {"confirmed_on": today, "confirmed_by": by.name, "confirmed_how": ConfirmedHow.STEWARD}
    group, is_new = _store(place, {**fields, **confirmed})
    if not is_new:
        return group
    note_help(ADDING, group.pk, hands=Hands(by, helper), name=group.name)
    stewards.make_steward(group, by, by=by, reason=_("Added the group"), tell=False)
    is_public = showing.is_enough(group, by)
    if is_public:
        showing.publish(group)
    told = () if is_public else list(policies.organisers_of(group))
    happened(verbs.ADDED, group, by=by, to=told, data=said_with_help(helper))
    return group


@transaction.atomic
def tell_of_group(
    *,
    place: Whereabouts,
    fields: dict[str, Any],
    guest_name: str,
    guest_email: str,
    by: Person | None = None,
    helper: Person | None = None,
) -> Group:
    """Store what anyone told us of a group, for most without an account (``by``). Nobody sees it until it
    was taken up and an organiser vouched, or the hub's rule says that this is not needed.

    The group is asked at the address that was given for it; what an organiser gives is vouched for.
    """
    group, is_new = _store(place, fields)
    if not is_new:
        return group
    telling = Telling.objects.create(group=group, guest_name=guest_name, guest_email=guest_email)
    note_help(TELLING, telling.pk, hands=Hands(by, helper), name=group.name)
    told = list(policies.organisers_of(group))
    guest = "" if by else str(_("Somebody"))
    happened(verbs.TOLD, group, by=by, guest=guest, to=told, data=said_with_help(helper))
    if group.contact_email:
        stewards.invite_the_group(group, by if policies.may_vouch(by, group) else None)
    return group


@transaction.atomic
def take_back_telling(number: int) -> None:
    """It was told for somebody who takes it back, while nobody has decided. If nobody else speaks for the
    group, it is not looked at any more."""
    telling = Telling.objects.select_for_update(of=("self",)).select_related("group").get(pk=number)
    group = telling.group
    _still_waiting(group)
    telling.decide(TellingOutcome.AWAY, timezone.now())
    _hide_unless_spoken_for(group)


@transaction.atomic
def take_back_adding(number: int) -> None:
    """It was added for somebody who takes it back: they look after it no more. If everybody sees it already,
    its organisers look for somebody new, as when any other stops."""
    group = Group.objects.select_for_update().get(pk=number)
    person = HelpedAct.objects.get(kind=ADDING, thing_id=number).person
    if not policies.stewards_of(group).filter(pk=person.pk).exists():
        return
    stewards.give_to_organisers(group=group, person=person, reason=_("It was added with help, and taken back."))
    if group.visibility == Visibility.STUB:
        _hide_unless_spoken_for(group)


def _hide_unless_spoken_for(group: Group) -> None:
    if not policies.stewards_of(group) and not group.tellings.filter(decided_at=None).exists():
        group.visibility = Visibility.HIDDEN
        group.save(update_fields=["visibility"])
        reindex([group.pk])


@transaction.atomic
def vouch(*, group: Group, by: Person, reason: str) -> None:
    """An organiser says that the group is real: everyone may see it."""
    _still_waiting(group)
    showing.publish(group)
    happened(verbs.VOUCHED, group, by=by, to=list(policies.stewards_of(group)), data={"reason": reason})


@transaction.atomic
def turn_away(*, group: Group, by: Person, reason: str) -> None:
    """An organiser does not take the group up; the page stays for those who look after it."""
    _still_waiting(group)
    group.visibility = Visibility.HIDDEN
    group.save(update_fields=["visibility"])
    reindex([group.pk])
    happened(verbs.TURNED_AWAY, group, by=by, to=list(policies.stewards_of(group)), data={"reason": reason})
    showing.answer_tellers(group, is_published=False)


def _store(place: Whereabouts, fields: dict[str, Any]) -> tuple[Group, bool]:
    """The group, and whether it is new. Another form may take the slug, or be this very form."""
    plain = slugify_name(fields["name"], (), fallback="group", limit=80)
    if known := Group.objects.filter(uuid=fields["uuid"]).first():
        return known, False
    (slug,) = free_slugs(Group, [[plain]])
    try:
        with transaction.atomic():
            group: Group = Group.objects.create(slug=slug, visibility=Visibility.STUB, **fields)
    except IntegrityError:  # at the same moment
        return _store(place, fields)
    place.settle(group)
    return group, True


def _still_waiting(group: Group) -> None:
    """Decided by somebody else in the meantime?"""
    now = Group.objects.select_for_update().get(pk=group.pk).visibility
    if now != Visibility.STUB:
        raise Refused(_("Somebody has decided this already."))
