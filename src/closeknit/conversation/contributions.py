"""What can be reported, hidden, mended and shown again. Each room registers its own contributions.

A house test walks all models with an author or a guest: one that is registered nowhere fails it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """One kind of contribution.

    ``hide`` takes it out of public sight and returns what ``restore`` needs to put it back. ``mend``
    takes the author's new text; a kind without it is mended on its own pages (``mend_at``).
    ``visible_to`` says who may know of one, and so report it; ``areas`` are the numbers of the areas
    whose moderators are asked; what ``is_discreet`` must not be named where a passer-by could read it.
    ``many`` gives both name and discretion of many at once, where one by one would ask the database
    for each; ``related`` is read with them. ``written_by`` picks those of the person of this number,
    who then reads on their own page that one of them is hidden.
    """

    kind: str
    model: type[Model]
    visible_to: Callable[[Any], QuerySet[Any, Any]]
    authors: Callable[[Any], Sequence[Any]]
    text: Callable[[Any], str]
    hide: Callable[[Any], str]
    restore: Callable[[Any, str], None]
    areas: Callable[[Any], Iterable[int]] = lambda _thing: ()
    address: Callable[[Any], str] = lambda thing: str(thing.get_absolute_url())
    label: Callable[[Any], str] = str
    related: tuple[str, ...] = ()
    is_discreet: Callable[[Any], bool] = lambda _thing: False
    many: Callable[[Sequence[Any]], Iterable[tuple[str, bool]]] | None = None
    mend: Callable[[Any, str, Any], None] | None = None
    mend_at: Callable[[Any], str] | None = None
    written_by: Callable[[int], Q] | None = None

    def all(self) -> QuerySet[Any, Any]:
        rows = self.model._default_manager.all()
        return rows.select_related(*self.related) if self.related else rows

    def named(self, things: Sequence[Any]) -> Iterable[tuple[str, bool]]:
        """The name of each, and whether it is discreet."""
        return self.many(things) if self.many else [(self.label(one), self.is_discreet(one)) for one in things]


_contributions: dict[str, Contribution] = {}


def contribution(kind: str, model: type[Model], **ways: Any) -> None:
    """Make a kind of contribution known, with the ways that ``Contribution`` lists; called in ``AppConfig.ready()``."""
    _contributions[kind] = Contribution(kind=kind, model=model, **ways)


def contributions() -> Mapping[str, Contribution]:
    """All kinds by their name."""
    return _contributions


def fetch(kind: str, number: int) -> Any | None:
    """The contribution itself, whatever its state; None when it is no more, or its room has gone."""
    known = _contributions.get(kind)
    return known and known.model._default_manager.filter(pk=number).first()
