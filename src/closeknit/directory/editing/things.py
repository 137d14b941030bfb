"""What of editing the journal can speak of: suggestions, and links that are offered."""

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from closeknit.directory.models import Relation, Suggestion
from closeknit.directory.policies import in_charge_q
from closeknit.journal.things import thing_kind


def register() -> None:
    """Called once, in ``AppConfig.ready()``."""
    thing_kind(
        "directory.suggestion",
        Suggestion,
        visible_to=suggestions_visible_to,
        label=_label_of_suggestion,
        is_discreet=lambda suggestion: suggestion.group.is_sensitive,
        part_of=lambda suggestion: suggestion.group,
    )
    thing_kind(
        "directory.relation",
        Relation,
        visible_to=_relations_visible_to,
        label=lambda tie: f"{tie.offered_by.name} – {tie.offered_to.name}",
        is_discreet=lambda tie: tie.offered_by.is_sensitive or tie.offered_to.is_sensitive,
        address=lambda tie: reverse("directory:edit-links", args=[tie.offered_to.slug]),
    )


def suggestions_visible_to(person: Any) -> QuerySet[Suggestion, Suggestion]:
    """Those for the groups in this person's charge unless moderators hide them, and their own."""
    rows = Suggestion.objects.select_related("group", "by")
    if person is None:
        return rows.none()
    theirs = Suggestion.objects.in_sight().filter(in_charge_q(person, of="group") or Q())
    return rows.filter(Q(by=person) | Q(pk__in=theirs.values("pk")))


def _label_of_suggestion(suggestion: Suggestion) -> str:
    return _("Suggestion for %(group)s") % {"group": suggestion.group.name}


def _relations_visible_to(person: Any) -> QuerySet[Relation, Relation]:
    rows = Relation.objects.select_related("offered_by", "offered_to")
    by, to = in_charge_q(person, of="offered_by"), in_charge_q(person, of="offered_to")
    return rows if by is None or to is None else rows.filter(by | to)
