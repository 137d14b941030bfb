"""Forgets where the groups that must be kept safe were, and who spoke for them: every stored copy of it.

What the page holds now stays, hidden by ``publishing``, for those who may change it. Lists that were
brought in lose what stood there before, so for these groups they cannot be undone.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet

from closeknit.conversation.models import Decision
from closeknit.directory.dialect.records import PLACE
from closeknit.directory.models import Group, ImportRow, ImportRun, Merge, Pair, Photo, Relation, Revision, Suggestion
from closeknit.directory.vocabulary import RelationKind

TELLING = ("place", "covers", "covers_text", "drawn_area")  # keys of a portrait
TELLING_COLUMNS = ("covers_text", "drawn_area", "confirmed_by")
TELLING_CELLS = (
    "", *PLACE, "covers", "covers_text", "drawn_area", "rest_streets", "area", "coordinates", "easting", "northing",
    "correspondence_postcode", "confirmed_by",
)  # fmt: skip
OVER = (ImportRun.State.APPLIED, ImportRun.State.UNDOING, ImportRun.State.UNDONE)


def keep_safe(ids: Collection[int]) -> None:
    """These groups must be kept safe from now on. Words that say where they work, and who said that
    all is right, leave the page too: what gives nothing away can be written anew."""
    one = _with_what_became_part(ids)
    forget_whereabouts(one)
    Group._base_manager.filter(pk__in=one).update(covers_text="", confirmed_by="")


def forget_all() -> int:
    """All groups that must be kept safe, also those that were so before the hub forgot anything. How many."""
    safe = list(Group._base_manager.filter(is_sensitive=True).order_by("pk").values_list("pk", flat=True))
    for number in safe:
        with transaction.atomic():
            one = _with_what_became_part([number])
            forget_whereabouts(one)
            parts = Group._base_manager.filter(pk__in=one - {number}).exclude(covers_text="", confirmed_by="")
            parts.update(covers_text="", confirmed_by="")
    return len(safe)


def forget_whereabouts(ids: Collection[int]) -> None:
    """Clean all copies that the tables keep of where these groups are. Safe to repeat: it writes only what
    it changes."""
    merges = Merge.objects.filter(Q(kept__in=ids) | Q(gone__in=ids)).exclude(steps=[], pictures={})
    lists = _rows_that_are_in(ids)
    told = _words_in(merges, lists) | set(Group._base_manager.filter(pk__in=ids).values_list("covers_text", flat=True))
    told |= _clean_portraits(Revision.objects.filter(group__in=ids), "before", "after")
    told |= _clean_portraits(Suggestion.objects.filter(group__in=ids), "before", "wanted")
    _clean_ties(ids)
    _clean_evidence(ids, told - {"", None})
    _clean_merges(merges)
    _clean_lists(lists)
    _clean_likenesses(Pair.objects.filter(Q(one__in=ids) | Q(other__in=ids)))


def _with_what_became_part(ids: Collection[int]) -> set[int]:
    """The groups and all entries that were made one with them."""
    found, new = set(ids), set(ids)
    while new:
        new = set(Merge.objects.standing().filter(kept__in=new).values_list("gone_id", flat=True)) - found
        found |= new
    return found


def without_whereabouts(told: Mapping[str, Any]) -> dict[str, Any]:
    """Parts of a portrait without what says where the group is."""
    kept = {key: value for key, value in told.items() if key not in TELLING}
    for key, value in kept.items():
        if value and key == "rest":
            kept[key] = {**value, "streets": ""}
        elif value and key.startswith("service:") and isinstance(value, dict):
            kept[key] = {**value, "venue": None}
    return kept


def _clean_portraits(rows: QuerySet[Any, Any], *columns: str) -> set[str]:
    """Returns the words about where a group works that stood there."""
    told: set[str] = set()
    for row in rows.only(*columns):
        was = [getattr(row, column) for column in columns]
        told |= {one.get("covers_text") for one in was}
        now = [without_whereabouts(one) for one in was]
        if now != was:
            for column, one in zip(columns, now, strict=True):
                setattr(row, column, one)
            row.save(update_fields=columns)
    return told


def _clean_ties(ids: Collection[int]) -> None:
    """What was said about a link; in the histories of both groups also that they share a place."""
    of_theirs = Relation.objects.filter(Q(offered_by__in=ids) | Q(offered_to__in=ids))
    of_theirs.exclude(note="").update(note="")
    numbers = {str(number) for number in Group._base_manager.filter(pk__in=ids).values_list("uuid", flat=True)}
    named = reduce(or_, (Q(before__icontains=one) | Q(after__icontains=one) for one in numbers), Q(pk=None))
    for revision in Revision.objects.filter(named).only("before", "after"):
        was = ({**revision.before}, {**revision.after})
        for told in (revision.before, revision.after):
            for key, tie in list(told.items()):
                if key.startswith("tie:") and tie and {tie["from"], tie["to"]} & numbers:
                    told[key] = {**tie, "note": ""}
        for key in _places_shared(revision.before) | _places_shared(revision.after):
            revision.before.pop(key, None)
            revision.after.pop(key, None)
        if (revision.before, revision.after) != was:
            revision.save(update_fields=["before", "after"])


def _places_shared(told: Mapping[str, Any]) -> set[str]:
    ties = {key: tie for key, tie in told.items() if key.startswith("tie:") and tie}
    return {key for key, tie in ties.items() if tie["kind"] == RelationKind.SHARES_PLACE}


def _clean_evidence(ids: Collection[int], told: Iterable[str]) -> None:
    """What moderators keep of a page as it stood says no more where the group works."""
    of_groups = Q(case__kind="directory.group", case__thing_id__in=ids)
    for kind, model in (("directory.suggestion", Suggestion), ("directory.photo", Photo)):
        of_groups |= Q(case__kind=kind, case__thing_id__in=model._base_manager.filter(group__in=ids).values("pk"))
    for words in told:
        for decision in Decision.objects.filter(of_groups, evidence__contains=words):
            decision.evidence = decision.evidence.replace(words, "…")
            decision.save(update_fields=["evidence"])


def _clean_merges(merges: QuerySet[Merge, Merge]) -> None:
    """Parting brings back all but the words."""
    for merge in merges:
        steps = [step for step in merge.steps if step[2] not in TELLING_COLUMNS]
        if merge.pictures or steps != merge.steps:
            merge.steps, merge.pictures = steps, {}
            merge.save(update_fields=["steps", "pictures"])


def _rows_that_are_in(ids: Collection[int]) -> QuerySet[ImportRow, ImportRow]:
    """What still waits to be brought in is read by administrators alone."""
    done = Q(run__state__in=OVER) | Q(run__applied_at__isnull=False, number__lte=F("run__position"))
    return ImportRow.objects.filter(done, group__in=ids).select_related("run")


def _clean_lists(rows: QuerySet[ImportRow, ImportRow]) -> None:
    for row in rows:
        was = (row.raw, row.before)
        row.raw = without_cells_that_tell(row.raw, row.run)
        if row.outcome == ImportRow.Outcome.UPDATED:
            row.before = None
        elif row.before:
            row.before = {key: value for key, value in row.before.items() if key != "venues_before"}
        if (row.raw, row.before) != was:
            row.save(update_fields=["raw", "before"])


def _words_in(merges: Iterable[Merge], rows: Iterable[ImportRow]) -> set[Any]:
    """What merges and lists kept of the words about where a group works."""
    told = {words for merge in merges for step in merge.steps if step[2] == "covers_text" for words in step[3:5]}
    for row in rows:
        cells = zip(row.run.columns, row.raw, strict=False)
        told |= {cell for column, cell in cells if row.run.mapping.get(column) == "covers_text"}
    return told


def without_cells_that_tell(cells: Sequence[str], run: ImportRun) -> list[str]:
    """A row of a list, empty where it says where the group is; columns that we do not know too."""
    fields = [run.mapping.get(column, "") for column in run.columns]
    return [
        "" if field in TELLING_CELLS or "_venue_" in field else cell for cell, field in zip(cells, fields, strict=False)
    ]


def _clean_likenesses(pairs: QuerySet[Pair, Pair]) -> None:
    """How far a group lies from another one tells where it lies."""
    for pair in pairs.only("likeness"):
        if pair.likeness.pop("metres", None) is not None:
            pair.save(update_fields=["likeness"])
