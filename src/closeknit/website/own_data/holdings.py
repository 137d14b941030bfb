"""The page "what we hold": made from the tables themselves, so that it cannot fall behind them."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.db.models import Model

from closeknit.core.field_classes import FieldClass, classes_of, classified_models, purpose_of, title_of, words_of
from closeknit.core.retention import RETENTION, Rule

UNTOLD = {"uuid"}  # a random number, the same for everyone


@dataclass(frozen=True, slots=True)
class Holding:
    """One sort of record: what is in it, why, and who sees which part."""

    title: str
    purpose: str
    seen_by: tuple[tuple[str, str], ...]  # who, what


@cache
def holdings() -> tuple[Holding, ...]:
    """What is kept of people, in the order of the rooms. The same for as long as the process lives."""
    return tuple(_holding(model) for model in classified_models() if purpose_of(model))


def rules() -> tuple[Rule, ...]:
    return tuple(RETENTION.values())


def _holding(model: type[Model]) -> Holding:
    return Holding(title_of(model), purpose_of(model), tuple(_seen_by(model)))


def _seen_by(model: type[Model]) -> Iterator[tuple[str, str]]:
    parts: dict[FieldClass, list[str]] = defaultdict(list)
    for name, kind in classes_of(model).items():
        if name not in UNTOLD:
            parts[kind].append(words_of(model, name))
    for kind in FieldClass:
        if kind in parts:
            yield str(kind.label), ", ".join(parts[kind])
