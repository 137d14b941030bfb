"""What stewardship tells the rooms below: what waits for whom, what became of a wish, the organisers' lists."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from closeknit.accounts.models import Grant
from closeknit.accounts.vocabulary import Role
from closeknit.core import manage_menu
from closeknit.directory import verbs
from closeknit.directory.models import Asking, Claim, Group, Reassignment
from closeknit.directory.stewardship import reads
from closeknit.directory.vocabulary import ClaimOutcome, Visibility
from closeknit.journal import contributions, waiting
from closeknit.journal.contributions import Contribution, Stage
from closeknit.journal.models import Entry
from closeknit.journal.waiting import Waiting

SHOWN = {Visibility.STUB.value: Stage.RECEIVED, Visibility.PUBLIC.value: Stage.PUBLISHED}
STAGES = {ClaimOutcome.REFUSED.value: Stage.ANSWERED, ClaimOutcome.WITHDRAWN.value: Stage.TAKEN_BACK}


def register() -> None:
    """Called once, in ``AppConfig.ready()``."""
    waiting.register("directory.claims", _waiting_claims)
    waiting.register("directory.askings", _waiting_askings)
    waiting.register("directory.reassignments", _waiting_reassignments)
    contributions.register("directory.claims", _own_claims)
    contributions.register("directory.groups", _own_groups)
    manage_menu.entry(
        gettext_lazy("New groups, and who asks to look after one"),
        "directory:claims",
        "directory.organise_groups",
        words=gettext_lazy("Say which groups are real, and who speaks for them."),
        count=lambda person: reads.groups_to_vouch(person).count(),
    )
    manage_menu.entry(
        gettext_lazy("Groups to ring up"),
        "directory:to-ring-up",
        "directory.organise_groups",
        words=gettext_lazy("They have not answered our letters for a year. A call may help."),
        count=lambda person: Group.objects.organised_by(person).to_ring_up(timezone.localdate()).count(),
    )


def _mine(person: Any) -> Any:
    return Grant.objects.numbers(person, Role.GROUP_STEWARD, "group")


def _waiting_claims(person: Any) -> Iterable[Waiting]:
    claims = Claim.objects.filter(group__in=_mine(person), decided_at=None).exclude(person=person)
    for one in claims.select_related("group", "person"):
        words = _("%(person)s asks to look after %(group)s too") % {"person": one.person.name, "group": one.group.name}
        yield Waiting(words, _stewards(one.group), one.asked_at, one.group_id)


def _waiting_askings(person: Any) -> Iterable[Waiting]:
    for one in Asking.objects.filter(group__in=_mine(person), closed_at=None).select_related("group"):
        words = _("Is the page of %(group)s still right?") % {"group": one.group.name}
        yield Waiting(words, _stewards(one.group), one.asked_at, one.group_id)


def _waiting_reassignments(person: Any) -> Iterable[Waiting]:
    agreed = Reassignment.objects.filter(
        group__in=_mine(person), stopped_at=None, done_at=None, agreed_at__isnull=False
    )
    for one in agreed.select_related("group"):
        words = _("The page of %(group)s is to go to somebody new. Are you still there?") % {"group": one.group.name}
        yield Waiting(words, _stewards(one.group), one.agreed_at or one.asked_at, one.group_id)


def _own_claims(person: Any) -> Iterable[Contribution]:
    claims = Claim.objects.filter(person=person).select_related("group").order_by("-asked_at", "-pk")
    for one in claims[: contributions.MOST]:
        title = _("Asked to look after %(group)s") % {"group": one.group.name}
        address = reverse("directory:look-after", args=[one.group.slug])
        if one.decided_at is None:
            yield Contribution(title, address, Stage.RECEIVED, one.asked_at)
        else:
            yield Contribution(title, address, STAGES.get(one.outcome, Stage.DONE), one.decided_at, one.reason)


def _own_groups(person: Any) -> Iterable[Contribution]:
    added = Entry.objects.filter(verb=verbs.ADDED, actor=person).values("about_id")
    for group in Group.objects.filter(pk__in=added).order_by("-created_at", "-pk")[: contributions.MOST]:
        title = _("Added %(group)s") % {"group": group.name}
        stage = SHOWN.get(group.visibility, Stage.NOT_PUBLISHED)
        since = group.created_at if stage == Stage.RECEIVED else group.changed_at
        yield Contribution(title, group.get_absolute_url(), stage, since)


def _stewards(group: Group) -> str:
    return reverse("directory:stewards", args=[group.slug])
