"""Events as contributions: how they are reported, hidden, mended and shown again."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q

from closeknit.calendar import things
from closeknit.calendar.models import Series
from closeknit.calendar.vocabulary import Sight
from closeknit.conversation.contributions import contribution
from closeknit.places import versions


def register() -> None:
    contribution(
        things.KIND,
        Series,
        visible_to=Series.objects.visible_to,
        authors=_authors,
        text=lambda row: "\n\n".join(filter(None, [row.title, row.summary, row.text])),
        areas=lambda row: row.areas.order_by().values_list("pk", flat=True),
        related=("group", "author"),
        is_discreet=things.is_discreet,
        hide=_hide,
        restore=_restore,
        mend_at=lambda row: f"{row.get_absolute_url()}edit/",
        written_by=lambda number: Q(author=number),
    )


def _authors(row: Series) -> Sequence[Any]:
    return [row.author] if row.author else []


def _hide(row: Series) -> str:
    was = row.sight
    _put(row, Sight.HIDDEN)
    return str(was)


def _restore(row: Series, kept: str) -> None:
    _put(row, Sight.REMOVED if kept == Sight.REMOVED else Sight.SHOWN)


def _put(row: Series, sight: str) -> None:
    versions.bump()  # before the row, as the actions do, so that no two wait for each other
    row.sight = sight
    row.save(update_fields=["sight"])
