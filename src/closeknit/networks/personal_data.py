"""What the networks hold about a person, and what stays when they go. Meetings tell of themselves."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from closeknit.core import personal_data
from closeknit.core.personal_data import Section
from closeknit.networks import meeting_registering, minutes_registering
from closeknit.networks.models import Interest, Invitation, Mailing, Membership, Network, Priority, Work
from closeknit.places import versions


def register() -> None:
    """Called once, in ``AppConfig.ready()``."""
    personal_data.register(
        "networks",
        models=(
            *(Network, Membership, Interest, Priority, Work, Invitation, Mailing),
            *meeting_registering.MODELS,
            *minutes_registering.MODELS,
        ),
        export=export,
        erase=erase,
        goes=[gettext_lazy("That you belong to networks, and that you want to hear of them.")],
        stays=[gettext_lazy("What you wrote down for a network, without your name.")],
    )


def export(person: Any) -> Sequence[Section]:
    """What they belong to, want to hear of, and did for a network."""
    belongs = Membership.objects.filter(Q(person=person) | Q(decided_by=person) | Q(ended_by=person))
    belongs = belongs.select_related("network", "group")
    works = Work.objects.filter(decided_by=person).select_related("group", "priority")
    asked = Invitation.objects.filter(Q(invited_by=person) | Q(answered_by=person)).select_related("network", "group")
    return [
        Section(_("Networks you belong to, and groups that you had join or leave"), list(map(_membership, belongs))),
        Section(
            _("Networks you want to hear of"),
            [_interest(row) for row in _interests_of(person).select_related("network")],
        ),
        Section(_("Networks you began"), [_page(row) for row in Network.objects.filter(author=person)]),
        Section(_("What you wrote down that matters"), list(map(_page, Priority.objects.filter(author=person)))),
        Section(_("Work that you said your group does"), list(map(_work, works))),
        Section(_("Groups that you asked to join, or answered for"), list(map(_invitation, asked))),
        Section(_("Letters that you wrote to a network"), list(map(_mailing, Mailing.objects.filter(author=person)))),
        Section(
            _("Interests that you typed in"),
            [{_("When"): row.created_at} for row in Interest.objects.filter(entered_by=person)],
        ),
        *meeting_registering.export(person),
        *minutes_registering.export(person),
    ]


@transaction.atomic
def erase(person: Any, _now: datetime) -> Sequence[str]:
    """Belonging and wanting to hear end with them; what they wrote for others stays, without their name."""
    versions.bump_pages()
    gone = _interests_of(person).delete()[0] + Membership.objects.filter(person=person).delete()[0]
    Mailing.objects.filter(author=person, state="draft").delete()
    written = 0
    for model, column in (
        (Network, "author"),
        (Priority, "author"),
        (Mailing, "author"),
        (Membership, "decided_by"),
        (Membership, "ended_by"),
        (Work, "decided_by"),
        (Invitation, "invited_by"),
        (Invitation, "answered_by"),
        (Interest, "entered_by"),
    ):
        written += model._default_manager.filter(**{column: person}).update(**{column: None})
    said = [_("You belong to no network any more, and hear of none.")] if gone else []
    said += minutes_registering.erase(person)  # first: it asks at which meetings they were
    said += meeting_registering.erase(person)
    return [*said, *([_("What you wrote down for networks stays, without your name.")] if written else [])]


def _interests_of(person: Any) -> Any:
    own = Q(person=person)
    return Interest.objects.filter(own | Q(guest_email__iexact=person.email) if person.email else own)


def _membership(row: Membership) -> dict[str, Any]:
    return {
        _("Network"): row.network.name,
        _("Group"): row.group.name if row.group else "",
        _("Since"): row.since,
        _("Until"): row.until,
    }


def _interest(row: Interest) -> dict[str, Any]:
    return {
        _("Network"): row.network.name,
        _("When"): row.created_at,
        _("Your name"): row.guest_name,
        _("Your address"): row.guest_email,
        _("Telephone"): row.phone,
        _("Where a letter reaches you"): row.post_note,
        _("How it reached us"): row.get_how_display(),
        _("When you agreed"): row.agreed_on,
        _("How you agreed"): row.agreed_words,
        _("Confirmed"): row.confirmed_at,
        _("Ended"): row.ended_at,
    }


def _page(row: Network | Priority) -> dict[str, Any]:
    words = row.purpose if isinstance(row, Network) else row.text
    return {_("Name"): str(row), _("Words"): words, _("When"): row.created_at}


def _work(row: Work) -> dict[str, Any]:
    return {_("Group"): row.group.name, _("Work"): row.priority.title, _("Since"): row.since, _("Until"): row.until}


def _invitation(row: Invitation) -> dict[str, Any]:
    return {
        _("Network"): row.network.name,
        _("Group"): row.group.name,
        _("When"): row.invited_at,
        _("Words"): row.words,
        _("Answer"): row.get_answer_display() if row.answer else "",
    }


def _mailing(row: Mailing) -> dict[str, Any]:
    return {_("When"): row.created_at, _("Subject"): row.subject, _("Words"): row.text, _("Sent"): row.sent_at}
