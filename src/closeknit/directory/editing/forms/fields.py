"""What the forms of editing are made of."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from closeknit.algorithms import postcodes
from closeknit.algorithms.text import clean_line, clean_text
from closeknit.directory.editing import merging

LONGEST_TEXT = 10_000


class LineField(forms.CharField):
    """Text on one line, without signs that nobody sees."""

    def to_python(self, value: Any) -> str:
        return clean_line(super().to_python(value))


class ProseField(forms.CharField):
    """Text of several lines."""

    widget = forms.Textarea({"rows": 8})

    def to_python(self, value: Any) -> str:
        return clean_text(super().to_python(value))


class PostcodeField(LineField):
    """A whole postcode, spelled as the post office does."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=12, **kwargs)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        code = postcodes.normalise(text) if text else ""
        if code is None:
            raise forms.ValidationError(_("This is not a whole postcode. It should look like LW1 4TT."))
        return code


class AddressField(forms.URLField):
    """A web address; ``https://`` need not be typed."""

    default_validators: ClassVar = [URLValidator(schemes=["http", "https"])]

    def __init__(self, **kwargs: Any) -> None:
        messages = {"invalid": _("This is not a web address. It should look like www.example.org")}
        super().__init__(assume_scheme="https", max_length=500, error_messages=messages, **kwargs)
        self.widget = forms.TextInput({"inputmode": "url", "autocomplete": "url", "maxlength": "500"})


class MeetingForm(forms.Form):
    """A form that two editors may fill in at once. ``clashes`` names what another one has changed meanwhile."""

    clashes: tuple[str, ...] = ()

    @property
    def read(self) -> str:
        """What stands in the fields, to be sent along."""
        return merging.as_read({name: self.initial.get(name) for name in self.fields})

    def beside(self) -> list[dict[str, Any]]:
        """For each clash the field and what the page says now."""
        return [{"field": self[name], "theirs": in_words(self[name], self.initial.get(name))} for name in self.clashes]


class PartForm(MeetingForm):
    """One part of a group's page. ``initial_of`` fills it, ``changes`` says what it asks for, both by
    the keys of the portrait."""

    title: ClassVar[Any] = ""
    words: ClassVar[Any] = ""
    points: ClassVar[tuple[Any, ...]] = ()  # what follows from it, each in a sentence

    def __init__(self, *args: Any, now: Mapping[str, Any], **kwargs: Any) -> None:
        self.now = now
        super().__init__(*args, initial=self.initial_of(now), **kwargs)

    @classmethod
    def initial_of(cls, now: Mapping[str, Any]) -> dict[str, Any]:
        raise NotImplementedError

    def changes(self) -> dict[str, Any]:
        raise NotImplementedError


def in_words(field: forms.BoundField, value: Any) -> str:
    """A field's value as people read it."""
    choices = dict(_flat(getattr(field.field, "choices", ())))
    if isinstance(value, list):
        return ", ".join(str(choices.get(item, item)) for item in value)
    if isinstance(value, bool):
        return str(_("Yes") if value else _("No"))
    return str(choices.get(value, "" if value is None else value))


def _flat(choices: Any) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = []
    for value, label in choices:
        found += list(label) if isinstance(label, (list, tuple)) else [(value, label)]
    return found
