"""Makes two entries one, and parts them again.

``gone`` keeps its row, unseen; what hung on it leads to ``kept``. Each value that changes is written
down with what stood there, so that parting puts back exactly what nobody has touched since.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.core.errors import Refused
from closeknit.directory import drawn_areas, verbs
from closeknit.directory.dialect import images
from closeknit.directory.duplicates.fields import BY_CODE
from closeknit.directory.duplicates.moving import move_all
from closeknit.directory.duplicates.steps import Steps, take_back
from closeknit.directory.indexing import reindex
from closeknit.directory.keeping_safe import keep_safe
from closeknit.directory.models import Claim, Group, ListedAs, Merge, Pair
from closeknit.directory.points import drop_points
from closeknit.directory.policies import stewards_of
from closeknit.directory.vocabulary import Visibility
from closeknit.journal.recording import record


@transaction.atomic
def merge(*, kept: Group, gone: Group, take: Collection[str] = (), by: Any) -> Merge:
    """Make ``gone`` part of ``kept``, with the values of ``gone`` for the fields in ``take``. Asked
    twice, the second time changes nothing."""
    kept, gone = _held(kept, gone)
    if done := Merge.objects.standing().filter(kept=kept, gone=gone).first():
        return done
    if Visibility.MERGED in (kept.visibility, gone.visibility):
        raise Refused(_("One of the two has become part of another entry meanwhile."))
    now, steps = timezone.now(), Steps()
    told = [*stewards_of(kept), *stewards_of(gone)]
    pictures = {str(pk): images.as_json(image) for pk, image in images.load([kept.pk, gone.pk]).items()}
    _take_values(steps, kept, gone, take)
    _take_listing(steps, kept, gone)
    _close_links(steps, gone)
    move_all(steps, kept=kept, gone=gone)
    for group in (kept, gone):
        steps.set(group, "changed_at", now)
    done = Merge.objects.create(kept=kept, gone=gone, at=now, by=by, steps=steps.taken, pictures=pictures)
    _decide_pair(kept, gone, by=by, at=now)
    if kept.is_sensitive:
        keep_safe([kept.pk, gone.pk])
    reindex([kept.pk, gone.pk])
    record(verbs.MERGED, by=by, about=kept, to=told, data={"other": gone.name})
    return done


@transaction.atomic
def part(*, done: Merge, by: Any) -> Merge:
    """Put back where it was what the merge has moved and nobody has changed since. Asked twice, the
    second time changes nothing."""
    kept, gone = _held(done.kept, done.gone)
    done = Merge.objects.select_for_update().get(pk=done.pk)
    if done.parted_at:
        return done
    now = timezone.now()
    if not done.can_be_parted(now) or gone.visibility != Visibility.MERGED:
        raise Refused(_("This can no longer be undone: it was more than 90 days ago."))
    if kept.visibility == Visibility.MERGED:
        raise Refused(_("First undo what came later: the entry has become part of another one."))
    told = list(stewards_of(kept))
    take_back(done.steps)
    done.parted_at, done.parted_by = now, by
    done.save(update_fields=["parted_at", "parted_by"])
    Pair.objects.filter(one=min(kept.pk, gone.pk), other=max(kept.pk, gone.pk)).update(are_same=False)
    reindex([kept.pk, gone.pk])
    told += [person for person in stewards_of(gone) if person not in told]
    record(verbs.PARTED, by=by, about=kept, to=told, data={"other": gone.name})
    return done


@transaction.atomic
def say_they_differ(*, pair: Pair, by: Any) -> None:
    """Never propose these two again. The first decision stands."""
    held = Pair.objects.select_for_update().get(pk=pair.pk)
    if held.decided_at is None:
        held.decide(are_same=False, by=by, at=timezone.now())


def forget_old(now: datetime) -> int:
    """After 90 days nothing is kept of how two entries were before, nor of how to reach the one that
    went; only that its address leads to the other. Returns how many."""
    from closeknit.directory.models.merge import CAN_BE_PARTED  # noqa: PLC0415

    old = Merge.objects.standing().filter(at__lte=now - CAN_BE_PARTED).exclude(steps=[])
    gone = list(old.values_list("gone_id", flat=True))
    points = list(Group.objects.filter(pk__in=gone).values_list("point_id", flat=True))
    Group.objects.filter(pk__in=gone).update(
        speak_to="", contact_email="", contact_phone="", covers_text="", confirmed_by="", point=None
    )
    drop_points(points)
    parted = Merge.objects.exclude(parted_at=None).filter(at__lte=now - CAN_BE_PARTED).exclude(steps=[])
    return old.update(steps=[], pictures={}) + parted.update(steps=[], pictures={})


def _held(kept: Group, gone: Group) -> tuple[Group, Group]:
    """Both as they are now, locked in one order, so that of two who merge at once one waits."""
    rows = {row.pk: row for row in Group.objects.select_for_update().filter(pk__in=[kept.pk, gone.pk]).order_by("pk")}
    return rows[kept.pk], rows[gone.pk]


def _take_values(steps: Steps, kept: Group, gone: Group, take: Collection[str]) -> None:
    for code in take:
        for column in BY_CODE[code].columns:
            steps.set(kept, column, getattr(gone, column))
    steps.set(kept, "drawn_area", drawn_areas.joined(kept.drawn_area, gone.drawn_area))
    if gone.is_sensitive:
        steps.set(kept, "is_sensitive", True)
    if (kept.visibility, gone.visibility) == (Visibility.STUB, Visibility.PUBLIC):
        steps.set(kept, "visibility", Visibility.PUBLIC.value)
    steps.set(gone, "visibility", Visibility.MERGED.value)


def _take_listing(steps: Steps, kept: Group, gone: Group) -> None:
    """The list from which ``gone`` came finds ``kept`` from now on, and brings no second entry in."""
    if gone.external_id:
        source, number = gone.source, gone.external_id
        for column in ("external_id", "source", "import_mark"):
            steps.set(gone, column, "")
        if not ListedAs.objects.filter(source=source, external_id=number).exists():
            steps.made(ListedAs.objects.create(group=kept, source=source, external_id=number))


def _close_links(steps: Steps, gone: Group) -> None:
    """A letter to the address of ``gone`` proves nothing about ``kept``: whoever asks is asked for there anew."""
    for claim in Claim.objects.filter(group=gone, decided_at=None).exclude(key=""):
        steps.set(claim, "key", "")


def _decide_pair(kept: Group, gone: Group, *, by: Any, at: datetime) -> None:
    one, other = sorted((kept.pk, gone.pk))
    pair = Pair.objects.get_or_create(one_id=one, other_id=other)[0]
    pair.decide(are_same=True, by=by, at=at)
