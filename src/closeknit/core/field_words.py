"""What every form says when something is missing or cannot be read: what to do, in plain words.

Django's own ("This field is required.") speaks of the form instead of what to do. A form that can say it better, of
its own field, gives ``error_messages`` as ever: those come first.
"""

from typing import Any

from django.core import validators
from django.forms import fields, models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

_CHOOSE = {"required": _("Choose one."), "invalid_choice": _("Choose one from the list.")}
_CHOOSE_SOME = {
    "required": _("Choose at least one."),
    "invalid_choice": _("Choose from the list."),
    "invalid_list": _("Choose from the list."),
    "invalid_pk_value": _("Choose from the list."),
}
_NUMBER = {"required": _("Write a number."), "invalid": _("Write a number in figures, such as 12.")}
WORDS: dict[type[fields.Field], dict[str, Any]] = {
    fields.Field: {"required": _("Fill this in.")},
    fields.BooleanField: {"required": _("Tick this box to go on.")},
    fields.ChoiceField: _CHOOSE,
    fields.MultipleChoiceField: _CHOOSE_SOME,
    models.ModelChoiceField: _CHOOSE,
    models.ModelMultipleChoiceField: _CHOOSE_SOME,
    fields.DateField: {"required": _("Say on which day."), "invalid": _("Write the day like 2027-05-04.")},
    fields.TimeField: {"required": _("Say at what time."), "invalid": _("Write the hour like 19:30.")},
    fields.IntegerField: _NUMBER,
    fields.FloatField: _NUMBER,
    fields.DecimalField: _NUMBER,
    fields.EmailField: {
        "required": _("Write the e-mail address."),
        "invalid": _("This is not an e-mail address. It should look like name@example.org"),
    },
    fields.URLField: {
        "required": _("Write the web address."),
        "invalid": _("This is not a web address. It should look like https://example.org"),
    },
    fields.FileField: {"required": _("Choose a file.")},
}


def speak_plainly() -> None:
    """Before the first form is made: a field takes its words when it is made."""
    for kind, words in WORDS.items():
        kind.default_error_messages = {**vars(kind).get("default_error_messages", {}), **words}
    validators.MinValueValidator.message = _("Write %(limit_value)s or more.")
    validators.MaxValueValidator.message = _("Write %(limit_value)s or less.")
    validators.MaxLengthValidator.message = ngettext_lazy(
        "This is too long: %(show_value)d signs, and there is room for %(limit_value)d.",
        "This is too long: %(show_value)d signs, and there is room for %(limit_value)d.",
        "limit_value",
    )
