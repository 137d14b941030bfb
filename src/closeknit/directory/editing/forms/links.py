"""Offering a link to another group."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from closeknit.algorithms.text import clean_line
from closeknit.directory.duplicates import named_like
from closeknit.directory.editing.forms.fields import LineField
from closeknit.directory.models import Group
from closeknit.directory.vocabulary import RelationKind

MOST_ALIKE = 5


class LinkForm(forms.Form):
    """The other group by its name or the address of its page, and how the two belong together. Whoever gives
    no whole name is asked ``which`` of those like it they mean."""

    other = LineField(
        label=_("Which group?"),
        max_length=300,
        help_text=_("Its name, or the address of its page here."),
        error_messages={"required": _("Say which group you mean.")},
    )
    which = LineField(label=_("Is it one of these?"), required=False, widget=forms.RadioSelect)
    kind = forms.ChoiceField(label=_("We…"), choices=RelationKind.choices)
    note = LineField(
        label=_("In your own words"), max_length=200, required=False, help_text=_("Such as: we share their kitchen.")
    )

    def __init__(self, *args: Any, group: Group, typed: str = "", **kwargs: Any) -> None:
        """``typed`` is what stands in the field before the form is sent."""
        super().__init__(*args, **kwargs)
        typed = clean_line(self.data.get("other", typed))[: self.fields["other"].max_length]
        self._exact = _exactly(typed, group) if typed else []
        is_clear = not typed or len(self._exact) == 1
        self.alike = [] if is_clear else self._exact + _named_like(typed, [*self._exact, group])
        self.fields["which"].widget.choices = [(one.slug, _in_a_list(one)) for one in self.alike]

    def clean(self) -> dict[str, Any]:
        """One public group of this name or address, and not the group itself."""
        cleaned: dict[str, Any] = super().clean() or {}
        which = cleaned.pop("which", "")
        found = [one for one in self.alike if one.slug == which] or self._exact
        if len(found) == 1:
            return {**cleaned, "other": found[0]}
        if self.alike:
            self.add_error("which", _("Choose the group you mean, or write another name above."))
        elif "other" in cleaned:
            self.add_error("other", _("We know no other group of this name. Look it up and copy its address."))
        return cleaned


def _exactly(typed: str, group: Group) -> list[Group]:
    """The others at this address, or of this name."""
    others = Group.objects.public().exclude(pk=group.pk)
    slug = typed.rstrip("/").rpartition("/")[2]
    return list(others.filter(slug=slug) if "/" in typed else others.filter(name__iexact=typed)[:MOST_ALIKE])


def _named_like(name: str, besides: list[Group]) -> list[Group]:
    return [one for one in named_like(name) if one not in besides]


def _in_a_list(group: Group) -> str:
    return ": ".join(filter(None, [group.name, group.summary]))
