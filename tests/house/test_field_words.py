"""What a form says of a field that is empty or unclear tells people what to do, in the words of one place."""

from collections.abc import Iterator
from typing import Any

from django.forms import BaseForm
from django.urls import get_resolver

DJANGOS = ("This field", "Enter a valid", "Enter a whole", "Enter a number", "Select a valid", "Ensure this")


def test_no_form_speaks_djangos_own_words():
    assert get_resolver().url_patterns  # every form is known once all addresses are
    said = [
        f"{form.__module__}.{form.__name__}.{name}: {words}"
        for form in of_ours(BaseForm)
        for name, field in form.base_fields.items()
        if not field.widget.is_hidden
        for words in map(str, field.error_messages.values())
        if words.startswith(DJANGOS)
    ]
    assert said == []


def of_ours(kind: type[Any]) -> Iterator[type[Any]]:
    for form in kind.__subclasses__():
        if form.__module__.startswith("closeknit."):
            yield form
        yield from of_ours(form)
