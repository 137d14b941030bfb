"""What became of a person's own words and deeds: each room tells of its own, my page shows all.

Received, read by whom, handed on, published or not and why, answered, done: a chain of steps, each
with its day, made of what the rooms have written down and never change. Whoever has no account sees
the chain of one contribution by the link in their letter.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.paginator import Page, Paginator
from django.db.models import CharField, F, Model, Q, QuerySet, TextChoices, Value
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

SALT = "closeknit.journal.contributions"
ON_A_PAGE = 20


class Stage(TextChoices):
    """How far a contribution has come. TAKEN_BACK is the person's own doing."""

    RECEIVED = "received", _("Received")
    READ = "read", _("Read")
    HANDED_ON = "handed-on", _("Handed on")
    PUBLISHED = "published", _("Shown to all")
    NOT_PUBLISHED = "not-published", _("Not shown")
    ANSWERED = "answered", _("Answered")
    DONE = "done", _("Done")
    TAKEN_BACK = "taken-back", _("Taken back")


@dataclass(frozen=True, slots=True)
class Step:
    """One link of the chain. ``by`` names who did it as far as the reader may know, ``why`` says why."""

    stage: Stage
    at: datetime
    by: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Next:
    """What comes next, and by when if that is set."""

    words: str
    due: datetime | None = None

    @property
    def is_late(self) -> bool:
        return self.due is not None and self.due < timezone.now()


@dataclass(frozen=True, slots=True)
class Contribution:
    """One thing that a person brought, and all that became of it so far."""

    title: str
    address: str
    steps: Sequence[Step]
    next: Next | None = None

    @property
    def state(self) -> Stage:
        return self.steps[-1].stage


@dataclass(frozen=True, slots=True)
class Sort:
    """One sort of contribution. ``mine`` picks those of a person, ``began`` names the column with the
    day it came, ``waits`` picks those of which more is to come. ``tell`` makes the chains of some rows,
    in their order and in a fixed number of queries; ``related`` is read with them."""

    name: str
    title: Any
    model: type[Model]
    mine: Callable[[Any], Q]
    began: str
    waits: Q
    tell: Callable[[Sequence[Any]], Iterable[Contribution]]
    related: tuple[str, ...] = ()

    def rows(self) -> QuerySet[Any, Any]:
        rows = self.model._base_manager.order_by()
        return rows.select_related(*self.related) if self.related else rows

    def keys(self, person: Any, *, waits: bool) -> QuerySet[Any, Any]:
        """Name, number and day of those of this person."""
        rows = self.model._base_manager.order_by().filter(self.mine(person))
        rows = rows.filter(self.waits) if waits else rows
        named = rows.annotate(sort=Value(self.name, output_field=CharField()), came=F(self.began))
        return named.values_list("sort", "pk", "came")


_sorts: dict[str, Sort] = {}


def register(name: str, model: type[Model], **ways: Any) -> None:
    """Make a sort known, with the ways that ``Sort`` lists; called in ``AppConfig.ready()``."""
    _sorts[name] = Sort(name=name, model=model, **ways)


def sorts() -> Mapping[str, Sort]:
    return _sorts


def contributions_of(person: Any, most: int) -> list[Contribution]:
    """The newest of all sorts. One query, and those of each sort that is among them."""
    return _told(_keys(person, _sorts)[:most])


def page_of_contributions(
    person: Any, *, sort: str = "", waits: bool = False, number: Any = 1
) -> tuple[Page[Any], list[Contribution]]:
    """A page of them, the newest first. Two queries, and those of each sort that is on it."""
    wanted = [sort] if sort in _sorts else _sorts
    page = Paginator(_keys(person, wanted, waits=waits), ON_A_PAGE).get_page(number)
    return page, _told(page.object_list)


def _keys(person: Any, names: Collection[str], *, waits: bool = False) -> QuerySet[Any, Any]:
    first, *others = (_sorts[name].keys(person, waits=waits) for name in names)
    every = first.union(*others, all=True) if others else first
    return every.order_by("-came", "sort", "-pk")


def _told(keys: Iterable[tuple[str, int, datetime]]) -> list[Contribution]:
    keys = list(keys)
    told: dict[tuple[str, int], Contribution] = {}
    for name in {name for name, _number, _came in keys}:
        rows = list(_sorts[name].rows().filter(pk__in=[number for sort, number, _came in keys if sort == name]))
        told |= zip([(name, row.pk) for row in rows], _sorts[name].tell(rows), strict=True)
    return [told[name, number] for name, number, _came in keys if (name, number) in told]


# ── By a link, without an account ────────────────────────────────────────────────────────────────


def link_to(name: str, number: int) -> str:
    """Where whoever has the link sees what became of this one: for a letter, or to go on to."""
    return reverse("journal:brought", args=[_signer().sign_object([name, number])])


def absolute_link_to(name: str, number: int) -> str:
    return settings.PUBLIC_URL + link_to(name, number)


def by_link(token: str) -> Contribution:
    """404 for a link that we did not make, and for what is no more."""
    try:
        name, number = _signer().unsign_object(token)
    except (signing.BadSignature, ValueError) as wrong:
        raise Http404 from wrong
    rows = list(_sorts[name].rows().filter(pk=number)) if name in _sorts else []
    if not rows:
        raise Http404
    return next(iter(_sorts[name].tell(rows)))


def _signer() -> signing.Signer:
    """Without a time, so that a link is always the same."""
    return signing.Signer(salt=SALT)
