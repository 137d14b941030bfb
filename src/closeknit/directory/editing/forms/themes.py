"""Choosing themes: all as boxes to tick, under their parents; a script adds a search."""

from typing import Any

from django import forms
from django.utils.translation import ngettext

from closeknit.directory.models import Theme


class ThemesField(forms.MultipleChoiceField):
    """Slugs of themes, at most so many."""

    widget = forms.CheckboxSelectMultiple
    template_name = "directory/editing/_pick_list.html"

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        self.most = most
        super().__init__(template_name=self.template_name, **kwargs)

    def clean(self, value: Any) -> list[str]:
        """Sorted, as the portrait of a group has them."""
        return sorted(set(super().clean(value)))

    def validate(self, value: list[str]) -> None:
        super().validate(value)
        if len(value) > self.most:
            raise forms.ValidationError(
                ngettext("Tick one at most.", "Tick %(number)d at most: those that matter to you.", self.most)
                % {"number": self.most}
            )


def theme_choices() -> list[tuple[str, str]]:
    """The hub's themes; one that lies beneath others is named after them. Costs one query."""
    known = {
        pk: (parent, slug, name)
        for pk, parent, slug, name in Theme.objects.values_list("pk", "parent_id", "slug", "name")
    }
    return sorted(((slug, _line(pk, known)) for pk, (_parent, slug, _name) in known.items()), key=lambda one: one[1])


def _line(pk: int, known: dict[int, Any]) -> str:
    """“Food: Baking: Bread”."""
    parent, _slug, name = known[pk]
    return f"{_line(parent, known)}: {name}" if parent in known else name
