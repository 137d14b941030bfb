"""Names of areas where several stand in one list: two of one name say of what kind they are."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import Any, Protocol

from django import forms
from django.forms.models import ModelChoiceIterator, ModelChoiceIteratorValue

from closeknit.places.models import Area
from closeknit.places.vocabulary import AreaKind


class Named(Protocol):
    slug: Any
    name: Any
    kind: Any


def names_in_a_list(areas: Iterable[Named]) -> dict[str, str]:
    """By slug: “Bobbin Green”, or “Bobbin Green (ward)” where another area of the list is called so too."""
    areas = list(areas)
    many = Counter(area.name.casefold() for area in areas)
    return {area.slug: in_full(area) if many[area.name.casefold()] > 1 else area.name for area in areas}


def names_of_areas(numbers: Collection[int]) -> dict[int, str]:
    """By number: the names of areas that stand alone, each apart from any other of its name. One query."""
    called_so = Area.objects.filter(name__in=Area.objects.filter(pk__in=numbers).values("name"))
    areas = list(called_so.only("slug", "name", "kind"))
    names = names_in_a_list(areas)
    return {area.pk: names[area.slug] for area in areas}


def in_full(area: Named) -> str:
    return f"{area.name} ({str(AreaKind(area.kind).label).lower()})"


class _AreaIterator(ModelChoiceIterator):  # type: ignore[type-arg]
    def __iter__(self) -> Iterator[tuple[Any, str]]:
        if self.field.empty_label is not None:
            yield "", str(self.field.empty_label)
        areas = list(self.queryset)
        names = names_in_a_list(areas)
        for area in areas:
            yield ModelChoiceIteratorValue(self.field.prepare_value(area), area), names[area.slug]


class AreaField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One area of a list."""

    iterator = _AreaIterator
