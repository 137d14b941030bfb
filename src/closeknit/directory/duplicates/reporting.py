"""Somebody says that two entries are the same group: the organisers hear of it once."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from closeknit.directory import verbs
from closeknit.directory.duplicates.candidates import portraits
from closeknit.directory.duplicates.likeness import compare
from closeknit.directory.models import Group, Pair
from closeknit.directory.policies import organisers_of
from closeknit.journal.recording import record


@transaction.atomic
def report_same(*, group: Group, other: Group, by: Any = None) -> Pair:
    """Put the two before the organisers, unless somebody has decided about them already. ``by`` may be
    a visitor, None."""
    described = portraits([group.pk, other.pk])
    likeness = compare(described[group.pk], described[other.pk])
    pair, is_new = Pair.objects.get_or_create(
        one_id=min(group.pk, other.pk),
        other_id=max(group.pk, other.pk),
        defaults={"likeness": likeness.as_json(), "score": likeness.score, "is_reported": True},
    )
    unheard = Pair.objects.filter(pk=pair.pk, is_reported=False, decided_at=None)
    if is_new or unheard.update(is_reported=True):
        record(
            verbs.REPORTED_SAME,
            by=by,
            guest="" if by else _("A visitor"),
            about=group,
            to=organisers_of(group),
            data={"other": other.name},
        )
    return pair
