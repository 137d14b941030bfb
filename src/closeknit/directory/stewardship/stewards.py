"""Becoming a steward, asking somebody to help, leaving. The right itself is a grant over the group."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.accounts import actions as accounts
from closeknit.accounts.models import Grant, Person, as_stored
from closeknit.accounts.vocabulary import Role, Scope
from closeknit.core.errors import Refused
from closeknit.directory import policies, verbs
from closeknit.directory.models import Group, Invitation, Reassignment
from closeknit.directory.stewardship import mails, showing
from closeknit.directory.stewardship.keys import digest_of, new_key
from closeknit.directory.stewardship.telling_others import happened
from closeknit.journal.following import follow
from closeknit.journal.recording import record
from closeknit.journal.vocabulary import Level

NEW_FOR = timedelta(days=14)


def make_steward(group: Group, person: Person, *, by: Person | None, reason: str, tell: bool = True) -> bool:
    """From the next request on this person looks after the group. Safe to repeat; False if they did so already."""
    if policies.stewards_of(group).filter(pk=person.pk).exists():
        return False
    others = list(policies.stewards_of(group))
    accounts.grant(person=person, role=Role.GROUP_STEWARD, over=(Scope.GROUP, group.pk), by=by, reason=reason)
    follow(person, group, Level.IMPORTANT)
    if tell:
        record(verbs.STEWARD_JOINED, by=by, about=group, to=[person, *others], data={"reason": reason})
    return True


@transaction.atomic
def invite_steward(*, group: Group, by: Person, email: str) -> Invitation:
    """Ask somebody, by letter to this address, to look after the group as well."""
    _only_its_own(group, by)
    return ask_somebody(group, by, email)


@transaction.atomic
def offer_page(*, group: Group, by: Person, email: str) -> Invitation:
    """Ask somebody to take the page over: when they say yes, whoever asked leaves."""
    return ask_somebody(group, by, email, is_hand_over=True)


def invite_the_group(group: Group, by: Person | None = None) -> Invitation:
    """Ask the people of a group that we were told about, at the address that was given for it: in the
    name of the hub, or of the organiser who knows the address."""
    return ask_somebody(group, by, group.contact_email)


@transaction.atomic
def open_to_the_group(group: Group) -> str:
    """The secret of an invitation for whoever holds a letter to the group's address now. Nothing is sent."""
    _lock(group)
    email, key = as_stored(group.contact_email), new_key()
    for waiting in group.invitations.filter(email=email, ended_at=None):
        waiting.end(timezone.now())
    Invitation.objects.create(group=group, email=email, key=key.digest)
    return key.secret


def ask_somebody(
    group: Group, by: Person | None, email: str, *, is_hand_over: bool = False, reassignment: Reassignment | None = None
) -> Invitation:
    """Once for each address: asked again while the first letter holds, nothing more is sent."""
    _lock(group)
    now, email = timezone.now(), as_stored(email)
    if policies.stewards_of(group).filter(email=email).exists():
        raise Refused(_("Whoever has this address looks after the page already."))
    for waiting in group.invitations.filter(email=email, ended_at=None):
        if waiting.is_open(now) and (waiting.is_hand_over, waiting.reassignment) == (is_hand_over, reassignment):
            return waiting
        waiting.end(now)
    key = new_key()
    invitation: Invitation = Invitation.objects.create(
        group=group, email=email, key=key.digest, invited_by=by, is_hand_over=is_hand_over, reassignment=reassignment
    )
    record(verbs.STEWARD_INVITED, by=by, about=group, data={"hands_over": is_hand_over})
    mails.send_invitation(invitation, key.secret, is_for_the_group=went_to_the_group(invitation))
    return invitation


def invitation_of(secret: str) -> Invitation | None:
    """The invitation that this link belongs to, open or not."""
    found = Invitation.objects.filter(key=digest_of(secret)).select_related("group", "invited_by")
    return found.first()


def went_to_the_group(invitation: Invitation) -> bool:
    """Whether it came to the address of a group that nobody looks after: a group has no account, so the
    letter speaks for it, and whoever of its people holds it says yes in their own name. One query at most."""
    group = invitation.group
    is_its_address = bool(group.contact_email) and as_stored(group.contact_email) == invitation.email
    is_asked_anew = invitation.is_hand_over or invitation.reassignment_id is not None
    return is_its_address and not is_asked_anew and not policies.stewards_of(group).exists()


def may_take_up(invitation: Invitation, person: Person | None) -> bool:
    """Whoever the letter was written to; of a letter to the group, whoever holds it."""
    if person is None:
        return False
    return as_stored(person.email or "") == invitation.email or went_to_the_group(invitation)


@transaction.atomic
def accept_invitation(*, invitation: Invitation, person: Person) -> None:
    """Become a steward; whoever handed the page over leaves now, if they still looked after it."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    group, inviter = invitation.group, invitation.invited_by
    if not invitation.is_open(timezone.now()):
        raise Refused(_("This invitation is over. Ask whoever sent it for a new one."))
    if not may_take_up(invitation, person):
        raise Refused(_("This invitation is for another address. Sign in with the address that the letter came to."))
    if invitation.reassignment_id is None:
        _still_stands(invitation)
    invitation.end(timezone.now(), accepted_by=person)
    is_new = make_steward(group, person, by=person, reason=_("Took up an invitation"))
    if invitation.is_hand_over and inviter and inviter != person:
        _end_grants(group, inviter)
        record(verbs.STEWARD_LEFT, by=inviter, about=group, to=[person], data={"reason": _("Handed the page over")})
        if not is_new:
            _tell_if_one_is_left(group)
    if inviter is None or policies.may_vouch(inviter, group):
        showing.take_up(group, by=person, voucher=inviter or person)


def _still_stands(invitation: Invitation) -> None:
    """What the hub asked counts while the address is the group's, what somebody asked while they may."""
    group, inviter = invitation.group, invitation.invited_by
    if inviter is None and as_stored(group.contact_email) != invitation.email:
        raise Refused(_("This invitation went to another address of the group. Ask to look after the page yourself."))
    if inviter and not policies.may_edit_group(Person.objects.get(pk=inviter.pk), group):
        raise Refused(_("Whoever sent this no longer looks after the page. Ask to look after it yourself."))


def take_back(invitation: Invitation) -> None:
    """Whoever invited thinks better of it, or the other declines. Safe to repeat."""
    if invitation.ended_at is None:
        invitation.end(timezone.now())


@transaction.atomic
def leave(*, group: Group, person: Person) -> None:
    """Stop looking after the group. The last one cannot: they hand over, or give the page back."""
    _lock(group)
    _only_steward(group, person)
    if not policies.stewards_of(group).exclude(pk=person.pk).exists():
        raise Refused(_("You are the last who looks after this page. Hand it over, or give it to the organisers."))
    _end_grants(group, person)
    record(verbs.STEWARD_LEFT, by=person, about=group, to=list(policies.stewards_of(group)))
    _tell_if_one_is_left(group)


@transaction.atomic
def take_off(*, group: Group, person: Person, by: Person, reason: str) -> None:
    """Somebody else ends a steward's right, with a reason; never the last one's. Who is new has to wait.
    The organisers hear of it, and whoever it concerns also if they wanted to hear nothing of the group."""
    _lock(group)
    if not policies.stewards_of(group).filter(pk=person.pk).exists():
        return
    if not policies.stewards_of(group).exclude(pk=person.pk).exists():
        raise Refused(_("The last steward cannot be taken off. Two organisers can give the page to somebody new."))
    _only_its_own(group, by)
    if waits_until(since_when(group, by), since_when(group, person), timezone.now()):
        raise Refused(_("They have looked after this page for longer than you. You can take them off after 14 days."))
    _end_grants(group, person)
    told = [person, *policies.stewards_of(group), *policies.organisers_of(group)]
    record(verbs.STEWARD_REMOVED, by=by, about=group, to=told, data={"reason": reason})
    _tell_if_one_is_left(group)


def tell_of_ended(given: Grant) -> None:
    """Whoever runs the hub ended a right over a group; the person has their letter. The others, and the
    organisers, hear of it as if they had been taken off here."""
    group = Group.objects.filter(pk=given.scope_id).first()
    if given.role != Role.GROUP_STEWARD or given.scope_kind != Scope.GROUP or group is None:
        return
    _take_back_invitations(group, given.person)
    told = [*policies.stewards_of(group), *policies.organisers_of(group)]
    record(verbs.STEWARD_REMOVED, by=given.ended_by, about=group, to=told, data={"reason": given.ended_because})
    _tell_if_one_is_left(group)


def left_alone_without(given: Grant) -> str:
    """What to say before the right of a group's last steward is ended; nothing while there is another."""
    if given.role != Role.GROUP_STEWARD or given.scope_kind != Scope.GROUP:
        return ""
    group = Group.objects.filter(pk=given.scope_id).first()
    if group is None or set(policies.stewards_of(group)) != {given.person}:
        return ""
    words = _("Nobody else looks after the page of %(group)s. Two organisers can give it to somebody new first.")
    return words % {"group": group.name}


def since_when(group: Group, person: Person) -> datetime | None:
    held = Grant.objects.in_force(timezone.now()).over(Scope.GROUP, group.pk)
    return held.filter(person=person, role=Role.GROUP_STEWARD).aggregate(since=Min("valid_from"))["since"]


def waits_until(mine: datetime | None, theirs: datetime | None, now: datetime) -> datetime | None:
    """Until when one who came at ``mine`` cannot take off one who came at ``theirs``: nobody who was just
    asked to help takes a page from those who asked."""
    if mine is None or theirs is None or mine <= theirs or now >= mine + NEW_FOR:
        return None
    return mine + NEW_FOR


def _only_its_own(group: Group, by: Person) -> None:
    """Nobody from outside changes alone who looks after a page that somebody looks after: no organiser,
    no administrator of the hub."""
    stewards = {person.pk for person in policies.stewards_of(group)}
    if stewards and by.pk not in stewards:
        raise Refused(_("Those who look after this page decide that. Two organisers can give it to somebody new."))


@transaction.atomic
def give_to_organisers(*, group: Group, person: Person, reason: str) -> None:
    """Stop looking after the group, also as the last one: its organisers look for somebody new."""
    _lock(group)
    _only_steward(group, person)
    _end_grants(group, person)
    happened(verbs.GIVEN_BACK, group, by=person, to=list(policies.organisers_of(group)), data={"reason": reason})


def end_those_since(group: Group, day: datetime) -> list[Person]:
    """End the right of those who looked after the group on this day already; gives those people."""
    held = Grant.objects.over(Scope.GROUP, group.pk).filter(role=Role.GROUP_STEWARD, valid_from__lte=day)
    old = list(policies.stewards_of(group).filter(pk__in=held.values("person")))
    for person in old:
        _end_grants(group, person)
    return old


def _end_grants(group: Group, person: Any) -> None:
    """Also takes back what they have asked of others and nobody took up: their word no longer counts."""
    now = timezone.now()
    held = Grant.objects.in_force(now).over(Scope.GROUP, group.pk).filter(person=person, role=Role.GROUP_STEWARD)
    for grant in held:
        grant.end()
    _take_back_invitations(group, person)


def _take_back_invitations(group: Group, person: Any) -> None:
    now = timezone.now()
    for waiting in group.invitations.filter(invited_by=person, reassignment=None, ended_at=None):
        waiting.end(now)


def _tell_if_one_is_left(group: Group) -> None:
    """Two contacts became one: the other and the organisers are reminded that two are better."""
    left = list(policies.stewards_of(group))
    if len(left) == 1:
        record(verbs.ONE_LEFT, about=group, to=[*left, *policies.organisers_of(group)])


def _only_steward(group: Group, person: Person) -> None:
    if not policies.stewards_of(group).filter(pk=person.pk).exists():
        raise Refused(_("You do not look after this page."))


def _lock(group: Group) -> None:
    """Two of the last two stewards must not leave at the same moment."""
    Group.objects.select_for_update().get(pk=group.pk)
