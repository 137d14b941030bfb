"""The letters about looking after a group. None names a sensitive group in its subject, nor in its text
to somebody who has not shown yet that they belong to it."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from closeknit.core.mail import Letter, post
from closeknit.directory.models import Asking, Claim, Group, Invitation, Reassignment, Telling, Waking
from closeknit.journal.contributions import absolute_link_to
from closeknit.places.models import Hub
from closeknit.places.vocabulary import NewGroups

FOLDER = "directory/mail/"


def address(name: str, *args: Any) -> str:
    """The whole address of a page, as a letter needs it."""
    return f"{settings.PUBLIC_URL}{reverse(f'directory:{name}', args=args)}"


def send_claim_link(claim: Claim, secret: str) -> None:
    """To the address that the group has published: is this person one of you?"""
    context = {"person": claim.person.name, "words": claim.words, "link": address("claim-link", secret)}
    subject = _("Is this person from %(group)s?")
    _post(claim.group, claim.group.contact_email, "claim", subject=subject, once=f"claim-{claim.key}", context=context)


def send_invitation(invitation: Invitation, secret: str, *, is_for_the_group: bool) -> None:
    """To one person; or to the group, for whoever of its people says yes."""
    context = {
        "is_for_the_group": is_for_the_group,
        "by": invitation.invited_by.name if invitation.invited_by else "",
        "is_hand_over": invitation.is_hand_over,
        "is_enough": Hub.current().new_groups == NewGroups.AT_ONCE,
        "link": address("invitation", secret),
    }
    subject = _("Will you help look after the page of %(group)s?")
    once = f"invitation-{invitation.key}"
    _post(
        invitation.group,
        invitation.email,
        "invitation",
        subject=subject,
        once=once,
        context=context,
        is_to_stranger=not is_for_the_group,
    )


def send_told(telling: Telling, email: str, *, is_published: bool) -> None:
    """To whoever told us about a group: what became of it. It need not be theirs."""
    group = telling.group
    context = {
        "is_published": is_published,
        "link": _page_for_strangers(group),
        "chain": absolute_link_to("directory.telling", telling.pk),
    }
    subject = _("You told us about %(group)s")
    once = f"told-{telling.uuid}"
    _post(group, email, "told", subject=subject, once=once, context=context, is_to_stranger=True)


def send_reassignment(change: Reassignment, email: str, number: int) -> None:
    """To an old steward: in 14 days the page goes to somebody new, unless you object."""
    context = {"due": change.due_at, "reason": change.reason, "link": address("stewards", change.group.slug)}
    subject = _("The page of %(group)s is to be looked after by somebody new")
    once = f"reassignment-{change.uuid}-{number}"
    _post(change.group, email, "reassignment", subject=subject, once=once, context=context)


def send_asking(asking: Asking, email: str, number: int, links: dict[str, str], *, again: bool = False) -> None:
    """The yearly letter, and its reminder: is your page still right?"""
    group = asking.group
    page = f"{settings.PUBLIC_URL}{group.get_absolute_url()}"
    context = {**links, "page": page, "again": again, "confirmed_on": group.confirmed_on}
    once = f"asking-{asking.uuid}-{number}{'-again' if again else ''}"
    _post(group, email, "asking", subject=_("Is the page of %(group)s still right?"), once=once, context=context)


def send_waking(waking: Waking, email: str, number: int, *, link: str, came_up: dict[str, str]) -> None:
    """To the contacts of a group that is asleep: wake us, or pass. ``came_up``: the name and address of
    what it was about; empty when a neighbour asks."""
    by = waking.by.name if waking.by else waking.guest_name
    context = {"by": by, "words": waking.words, "link": link, "came_up": came_up}
    subject = _("Should %(group)s wake up?")
    _post(waking.group, email, "waking", subject=subject, once=f"waking-{waking.uuid}-{number}", context=context)


def send_waking_answer(waking: Waking, outcome: str) -> None:
    """To a neighbour without an account: what the group said. Their address is not proved, so of a group
    that must be kept safe it reads nothing that tells which it is."""
    group = waking.group
    context = {"outcome": outcome, "page": _page_for_strangers(group)}
    subject = _("You asked %(group)s to wake up")
    once = f"waking-answer-{waking.uuid}"
    _post(group, waking.guest_email, "waking_answer", subject=subject, once=once, context=context, is_to_stranger=True)


def _page_for_strangers(group: Group) -> str:
    """The address of its page; empty for a group that must be kept safe, as an address holds the name."""
    return "" if group.is_sensitive else f"{settings.PUBLIC_URL}{group.get_absolute_url()}"


def send_ring_up(email: str, number: int, many: int, once: str) -> None:
    """To an organiser, at most one a day: these groups no longer answer letters."""
    hub = Hub.current().name
    post(
        Letter(
            to=email,
            subject=_("Groups to ring up in %(hub)s") % {"hub": hub},
            template=f"{FOLDER}ring_up.txt",
            context={"many": many, "link": address("to-ring-up"), "hub": hub},
            once=f"ring-up-{once}-{number}",
        )
    )


def _post(
    group: Group,
    to: str,
    template: str,
    *,
    subject: str,
    once: str,
    context: dict[str, Any],
    is_to_stranger: bool = False,
) -> None:
    if not to:
        return
    hub = Hub.current().name
    name, named = group.name, subject % {"group": group.name}
    if group.is_sensitive and is_to_stranger:
        name, named = _("a group"), _("A group on %(hub)s") % {"hub": hub}
    elif group.is_sensitive:
        name, named = _("your group"), _("Your group on %(hub)s") % {"hub": hub}
    context = {**context, "group": name, "hub": hub}
    post(Letter(to=to, subject=named, template=f"{FOLDER}{template}.txt", context=context, once=once))
