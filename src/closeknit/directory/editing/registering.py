"""What editing tells the rooms below: its things, what waits for whom, what became of suggestions."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from closeknit.accounts import with_help
from closeknit.accounts.models import Grant
from closeknit.accounts.vocabulary import Role
from closeknit.core import manage_menu
from closeknit.directory.editing import chains, jobs, reads, things  # noqa: F401 - jobs are known once they are read
from closeknit.directory.editing.actions import suggesting
from closeknit.directory.models import Relation, Suggestion
from closeknit.journal import waiting
from closeknit.journal.waiting import Waiting


def register() -> None:
    """Called once, in ``AppConfig.ready()``."""
    things.register()
    with_help.act_kind(
        suggesting.KIND,
        words=gettext_lazy("A suggestion for %(name)s"),
        things=Suggestion.objects.select_related("group"),
        undo=suggesting.take_back_suggestion,
    )
    waiting.register("directory.suggestions", _waiting_suggestions)
    waiting.register("directory.links", _waiting_links)
    chains.register()
    manage_menu.entry(
        gettext_lazy("Suggestions without an answer"),
        "directory:suggestions-to-organise",
        "directory.organise_groups",
        words=gettext_lazy("Changes to pages of your area that waited for 14 days, or that nobody looks after."),
        count=reads.count_to_organise,
    )


def _waiting_suggestions(person: Any) -> Iterable[Waiting]:
    mine = Grant.objects.numbers(person, Role.GROUP_STEWARD, "group")
    for one in Suggestion.objects.waiting().filter(group__in=mine).select_related("group"):
        words = ngettext(
            "Somebody suggests a change to %(group)s",
            "Somebody suggests %(number)d changes to %(group)s",
            len(one.wanted),
        ) % {"group": one.group.name, "number": len(one.wanted)}
        yield Waiting(words, one.get_absolute_url(), one.created_at, one.group_id)


def _waiting_links(person: Any) -> Iterable[Waiting]:
    mine = Grant.objects.numbers(person, Role.GROUP_STEWARD, "group")
    offers = Relation.objects.filter(offered_to__in=mine, confirmed_at=None, until=None)
    for tie in offers.select_related("offered_by", "offered_to"):
        words = _("%(other)s offers a link to %(group)s") % {"other": tie.offered_by.name, "group": tie.offered_to.name}
        address = reverse("directory:edit-links", args=[tie.offered_to.slug])
        yield Waiting(words, address, tie.offered_by.changed_at, tie.offered_to_id)
