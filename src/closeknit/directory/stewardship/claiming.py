"""Asking to look after a group's page, and the two ways to a yes: the group itself, or an organiser."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.accounts.models import Person
from closeknit.core.errors import Refused
from closeknit.directory import policies, verbs
from closeknit.directory.models import Claim, Group
from closeknit.directory.models.stewardship import LINK_HOLDS
from closeknit.directory.stewardship import mails, showing, stewards
from closeknit.directory.stewardship.keys import digest_of, new_key
from closeknit.directory.vocabulary import ClaimOutcome
from closeknit.journal.recording import record


@transaction.atomic
def ask_to_look_after(*, group: Group, person: Person, words: str) -> Claim:
    """Open a claim, or find the one that is open; a link that has run out is sent anew.

    Those who look after the group decide first. If there are none, a link goes to the address that
    the group has published, and the organisers hear of it.
    """
    if policies.is_steward(person, group):
        raise Refused(_("You look after this page already."))
    claim, is_new = _open_claim(group, person, words)
    present = list(policies.stewards_of(group))
    if is_new:
        record(verbs.CLAIM_ASKED, by=person, about=group, to=present or list(policies.organisers_of(group)))
    if not present and group.contact_email and not _has_letter(claim, timezone.now()):
        _send_link(claim)
    return claim


def _open_claim(group: Group, person: Person, words: str) -> tuple[Claim, bool]:
    try:
        with transaction.atomic():
            return Claim.objects.get_or_create(
                group=group, person=person, decided_at=None, defaults={"words": words[:500]}
            )
    except IntegrityError:  # the same person, twice at the same moment
        return Claim.objects.get(group=group, person=person, decided_at=None), False


def _has_letter(claim: Claim, now: datetime) -> bool:
    """Whether a link of theirs holds, or was answered a short time ago: nobody fills a group's letter box."""
    earlier = claim.group.claims.filter(person=claim.person, key_sent_at__gt=now - LINK_HOLDS).exclude(pk=claim.pk)
    return claim.link_holds(now) or earlier.exists()


def _send_link(claim: Claim) -> None:
    key = new_key()
    claim.key, claim.key_sent_at = key.digest, timezone.now()
    claim.save(update_fields=["key", "key_sent_at"])
    mails.send_claim_link(claim, key.secret)


def claim_of(secret: str, now: datetime) -> Claim | None:
    """The claim that this link belongs to, while the link holds."""
    claim = Claim.objects.filter(key=digest_of(secret)).select_related("group", "person").first()
    return claim if claim and claim.link_holds(now) else None


@transaction.atomic
def confirm_by_link(*, claim: Claim, person: Person) -> None:
    """The one who asked holds the letter that went to the group: they look after it from now on."""
    claim = _still_open(claim)
    if claim.person_id != person.pk:
        raise Refused(_("This link is for the person who asked."))
    if not claim.link_holds(timezone.now()) or policies.stewards_of(claim.group).exists():
        raise Refused(_("This link no longer works. Ask again on the page of the group."))
    _say_yes(claim, ClaimOutcome.BY_LINK, by=person, reason=_("Has the letter that went to the group’s address"))


@transaction.atomic
def refuse_by_link(*, claim: Claim) -> None:
    """Whoever reads the group's letters does not know the one who asked."""
    claim = _still_open(claim)
    _say_no(claim, by=None, reason=_("Whoever reads the group’s letters said no."))


@transaction.atomic
def accept(*, claim: Claim, by: Person, reason: str) -> None:
    """A steward says yes, or an organiser vouches for the one who asked."""
    claim = _still_open(claim)
    is_own = policies.is_steward(by, claim.group)
    _say_yes(claim, ClaimOutcome.BY_STEWARD if is_own else ClaimOutcome.BY_VOUCH, by=by, reason=reason)


@transaction.atomic
def refuse(*, claim: Claim, by: Person, reason: str) -> None:
    _say_no(_still_open(claim), by=by, reason=reason)


@transaction.atomic
def withdraw(*, claim: Claim) -> None:
    """The one who asked thinks better of it."""
    claim = _still_open(claim)
    claim.decide(ClaimOutcome.WITHDRAWN, by=claim.person, reason="", at=timezone.now())


def _say_yes(claim: Claim, outcome: str, *, by: Person, reason: str) -> None:
    claim.decide(outcome, by=by, reason=reason, at=timezone.now())
    stewards.make_steward(claim.group, claim.person, by=by, reason=reason)
    if outcome != ClaimOutcome.BY_STEWARD:
        showing.take_up(claim.group, by=claim.person, voucher=by)


def _say_no(claim: Claim, *, by: Person | None, reason: str) -> None:
    claim.decide(ClaimOutcome.REFUSED, by=by, reason=reason, at=timezone.now())
    record(verbs.CLAIM_REFUSED, by=by, about=claim.group, to=[claim.person], data={"reason": reason})


def _still_open(claim: Claim) -> Claim:
    """The claim as it is now, locked; refuses one that somebody else has decided."""
    now = Claim.objects.select_for_update().select_related("group", "person").get(pk=claim.pk)
    if not now.is_open:
        raise Refused(_("Somebody has decided this already."))
    return now
