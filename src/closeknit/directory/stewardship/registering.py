"""What stewardship tells the rooms below: what waits for whom, what became of a wish, the organisers' lists."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from closeknit.accounts import with_help
from closeknit.accounts.actions import roles
from closeknit.accounts.models import Grant
from closeknit.accounts.vocabulary import Role
from closeknit.core import manage_menu
from closeknit.directory.models import Asking, Claim, Group, Reassignment
from closeknit.directory.stewardship import adding, chains, hidden, reads, stewards
from closeknit.journal import waiting
from closeknit.journal.waiting import Waiting


def register() -> None:
    """Called once, in ``AppConfig.ready()``."""
    waiting.register("directory.claims", _waiting_claims)
    waiting.register("directory.askings", _waiting_askings)
    waiting.register("directory.reassignments", _waiting_reassignments)
    waiting.register("directory.hidden", hidden.waiting_pages)
    chains.register()
    roles.register_teller(stewards.tell_of_ended)
    roles.register_keeper(stewards.left_alone_without)
    with_help.act_kind(
        adding.TELLING,
        words=gettext_lazy("A group you told us about: %(name)s"),
        things=None,
        undo=adding.take_back_telling,
    )
    with_help.act_kind(
        adding.ADDING,
        words=gettext_lazy("A group you added: %(name)s"),
        things=Group.objects.all(),
        undo=adding.take_back_adding,
    )
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


def _stewards(group: Group) -> str:
    return reverse("directory:stewards", args=[group.slug])
