"""The forms of an import: the file, and what its columns hold."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from closeknit.algorithms.text import excerpt
from closeknit.directory.dialect.fields import GROUP_FIELDS, INPUT_FIELDS, SERVICE_FIELDS, field_named, service_column
from closeknit.directory.importing.options import Options
from closeknit.directory.models import ImportRun
from closeknit.places.models import Area
from closeknit.places.naming import AreaField

LARGEST = 25 * 2**20
SERVICES_TO_CHOOSE = 3


class FileForm(forms.Form):
    """A file from one's own computer, or its address on the web."""

    file = forms.FileField(
        label=_("A file"),
        required=False,
        help_text=_("CSV, Excel (.xlsx), GeoJSON or Open Referral, up to 25 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.geojson,.json"}),
    )
    address = forms.URLField(
        label=_("Or its address on the web"),
        required=False,
        assume_scheme="https",
        help_text=_("If the list is published somewhere, up to 5 MB."),
    )
    source = forms.CharField(
        label=_("What the list is called"),
        required=False,
        max_length=100,
        help_text=_(
            "Use the same name for its next edition: that is how we know it again. Left empty, it is the file’s name."
        ),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        file, address = cleaned.get("file"), cleaned.get("address")
        if not self.errors and bool(file) == bool(address):
            self.add_error("file", gettext("Choose a file, or give an address."))
        if file and file.size > LARGEST:
            self.add_error("file", gettext("That file is larger than 25 MB. Please send it in parts."))
        return cleaned


class ColumnsForm(forms.Form):
    """One choice for each column of the file, and a few for the file as a whole."""

    source = forms.CharField(label=_("What the list is called"), max_length=100)
    covers = AreaField(
        label=_("Groups that say no place work in"),
        queryset=Area.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label=_("the whole place"),
    )
    outside = forms.ChoiceField(
        label=_("Groups outside our boundary"), choices=[("hold", _("hold them back")), ("keep", _("bring them in"))]
    )
    duplicates = forms.ChoiceField(
        label=_("Groups that look like one we have"),
        choices=[("hold", _("hold them back and let me decide")), ("create", _("bring them in as new groups"))],
    )
    makes_themes = forms.BooleanField(label=_("Make new themes of words that are none yet"), required=False)

    def __init__(self, run: ImportRun, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.run = run
        self.fields["covers"].queryset = Area.objects.current().for_lists().order_by("path")
        choices = column_choices(run.mapping.values())
        for number, column in enumerate(run.columns):
            self.fields[f"column_{number}"] = forms.ChoiceField(
                label=column, choices=choices, required=False, initial=run.mapping.get(column, "")
            )

    @property
    def options_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("source", "covers", "outside", "duplicates", "makes_themes")]

    @property
    def column_fields(self) -> list[forms.BoundField]:
        return [self[f"column_{number}"] for number in range(len(self.run.columns))]

    @property
    def mapping(self) -> dict[str, str]:
        return {column: self.cleaned_data[f"column_{number}"] for number, column in enumerate(self.run.columns)}

    @property
    def options(self) -> Options:
        before = Options.from_json(self.run.options)
        told = self.cleaned_data
        return Options(
            covers=told["covers"].slug if told["covers"] else "",
            outside=told["outside"],
            duplicates=told["duplicates"],
            makes_themes=told["makes_themes"],
            sheet=before.sheet,
            constants=before.constants,
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        chosen = [name for key, name in cleaned.items() if key.startswith("column_") and name]
        if "name" not in chosen:
            self.add_error(None, gettext("Say which column holds the groups’ names."))
        for name in sorted({name for name in chosen if chosen.count(name) > 1}):
            known = field_named(name)
            if known is not None and not known.may_repeat:
                sentence = gettext("Only one column can hold this: %(field)s.")
                self.add_error(None, sentence % {"field": known.label})
        return cleaned


def column_choices(mapped: Any) -> list[tuple[Any, Any]]:
    """What a column may hold, in groups; a service's fields for the first few services."""
    wanted = [service_column(n, field.name) for n in range(1, SERVICES_TO_CHOOSE + 1) for field in SERVICE_FIELDS]
    more = sorted({name for name in mapped if name.startswith("service_") and name not in wanted})
    return [
        ("", gettext("— leave it out —")),
        (gettext("The group"), [(field.name, field.label) for field in GROUP_FIELDS]),
        (gettext("Ways to say it in other words"), [(field.name, field.label) for field in INPUT_FIELDS]),
        (gettext("What it runs"), [_service_choice(name) for name in [*wanted, *more]]),
    ]


def _service_choice(name: str) -> tuple[str, str]:
    known = field_named(name)
    number = name.split("_")[1]
    label = known.label if known else name
    return name, gettext("activity %(number)s: %(field)s") % {"number": number, "field": label}


def initial_of(run: ImportRun) -> dict[str, Any]:
    """What the form shows first."""
    return {"source": run.source, **{name: value for name, value in run.options.items() if name != "constants"}}


def samples(run: ImportRun, sample: Sequence[Sequence[str]]) -> list[list[str]]:
    """For each column the first few cells that say something."""
    return [
        [excerpt(row[n], 80) for row in sample if n < len(row) and row[n].strip()][:5] for n in range(len(run.columns))
    ]
