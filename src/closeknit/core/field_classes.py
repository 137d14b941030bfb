"""Who may see a field. Each room puts every field of its tables into one class, in its ``field_classes.py``:

``FIELD_CLASSES = {"Group": {"public": "name summary", "group": "contact_email"}}``. Tables that hold
something of a person also have ``PURPOSES = {"Group": _("what it is kept for")}`` and ``TITLES``. Nothing
here has a default: a house test fails for a field without a class.

What a field is called among people stands with the field, or in ``WORDS``, as ``name`` or ``Group.name``.
"""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.db.models import Field, Model, TextChoices
from django.utils.translation import gettext_lazy as _


class FieldClass(TextChoices):
    """The widest circle of people who may see a field of a row that they may see at all."""

    PUBLIC = "public", _("Everyone")
    MEMBERS = "members", _("People who are signed in")
    GROUP = "group", _("Those who look after the group, the organisers of its area, and those who run this hub")
    NETWORK = "network", _("The organisers and moderators of the area, and those who run this hub")
    PAIRING = "pairing", _("The two people of a pair, and those who brought them together")
    SAFEGUARDING = "safeguarding", _("Only the people who keep others safe from harm")
    SECRET = "secret", _("You, and those who run this hub where their work needs it")
    INTERNAL = "internal", _("Nobody. Only the computer uses it")


OURS = "closeknit."
FIELD_CLASSES = {  # the one table that we keep in somebody else's app
    "django_tasks_database.DBTaskResult": {
        "internal": (
            "id status enqueued_at started_at finished_at args_kwargs priority task_path queue_name backend_name"
            " run_after return_value exception_class_path traceback worker_ids"
        )
    },
}

WORDS = {  # what means the same in every room
    "added_at": _("added on"),
    "answered_at": _("answered on"),
    "asked_at": _("asked on"),
    "at": _("when"),
    "by": _("by whom"),
    "created_at": _("written on"),
    "decided_at": _("decided on"),
    "decided_by": _("decided by"),
    "email": _("e-mail address"),
    "ended_at": _("ended on"),
    "expires_at": _("good until"),
    "guest_email": _("your e-mail address"),
    "guest_name": _("your name"),
    "invited_at": _("asked on"),
    "made_at": _("made on"),
    "posted_at": _("written on"),
    "sent_at": _("sent on"),
    "used_at": _("used on"),
}


def classes_of(model: type[Model]) -> dict[str, FieldClass]:
    """The class of each field of the model that has one, by name."""
    return {name: FieldClass(kind) for kind, names in _table(model).items() for name in names.split()}


def purpose_of(model: type[Model]) -> str:
    """What rows of this model are kept for, in words, if its room says."""
    return str(_said(model, "PURPOSES"))


def title_of(model: type[Model]) -> str:
    """What rows of this model are called among people: as its room says in ``TITLES``, else by the model's name."""
    title = str(_said(model, "TITLES") or model._meta.verbose_name_plural)
    return title[:1].upper() + title[1:]


def words_of(model: type[Model], name: str) -> str:
    """What a field of this model is called among people."""
    for table in (_table_of(model, "WORDS"), WORDS):
        if words := table.get(f"{model.__name__}.{name}") or table.get(name):
            return str(words)
    return str(model._meta.get_field(name).verbose_name)


def fields_of(model: type[Model]) -> list[Field]:
    """The columns and the lists of links of a model, but not its bare number."""
    fields = [*model._meta.concrete_fields, *model._meta.local_many_to_many]
    return [field for field in fields if not (field.primary_key and field.name == "id" and _is_ours(model))]


def faults(models: list[type[Model]]) -> list[str]:
    """Fields without a class, in two classes, or classed without being there."""
    return [fault for model in models for fault in _faults_of(model)]


def classified_models() -> list[type[Model]]:
    """All tables of ours, and those of others that we fill."""
    return [model for model in apps.get_models() if _is_ours(model) or model._meta.label in FIELD_CLASSES]


def _faults_of(model: type[Model]) -> Iterator[str]:
    label = model._meta.label
    there = {field.name for field in fields_of(model)}
    named = [name for names in _table(model).values() for name in names.split()]
    yield from (f"{label}.{name} has no class" for name in sorted(there - set(named)))
    yield from (f"{label}.{name} is classed, but is not there" for name in sorted(set(named) - there - {"id"}))
    yield from (f"{label}.{name} has two classes" for name in sorted({name for name in named if named.count(name) > 1}))
    yield from (f"{label}: there is no class {kind}" for kind in _table(model) if kind not in FieldClass.values)


def _table(model: type[Model]) -> dict[str, str]:
    return FIELD_CLASSES.get(model._meta.label) or dict(_said(model, "FIELD_CLASSES") or {})


def _said(model: type[Model], table: str) -> dict[str, str] | str:
    return _table_of(model, table).get(model.__name__, "")


def _table_of(model: type[Model], table: str) -> dict[str, dict[str, str] | str]:
    """A table of the model's room, empty if it has none."""
    place = f"{apps.get_app_config(model._meta.app_label).name}.field_classes"
    if not place.startswith(OURS) or find_spec(place) is None:
        return {}
    return getattr(import_module(place), table, {})


def _is_ours(model: type[Model]) -> bool:
    return model.__module__.startswith(OURS)
