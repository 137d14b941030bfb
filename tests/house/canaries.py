"""A word of its own in every field of every row of the world, and who may come across it.

Planted after the world is made, so a new table is crawled for as soon as the world has a row of it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any

from django.conf import settings
from django.db import models

from closeknit.accounts.models import Suspension
from closeknit.core.field_classes import FieldClass, classes_of, classified_models
from closeknit.directory.models import (
    Call,
    ContactMessage,
    Group,
    ImportRow,
    ImportRun,
    ListedAs,
    Reassignment,
    Telling,
    Waking,
)
from tests.support import factories as make

PLAIN = (models.CharField, models.TextField)
NEVER_PLANTED = (models.SlugField, models.UUIDField)
WORD = re.compile(rb"zqx\d{5}")
LONG = len("zqx00000@canary.example")
SEES = {  # the widest class of fields that a role sees of rows that are not its own; a suspended person is a visitor
    "visitor": {FieldClass.PUBLIC},
    "suspended": {FieldClass.PUBLIC},
    "network_organiser": {FieldClass.PUBLIC, FieldClass.MEMBERS, FieldClass.GROUP, FieldClass.NETWORK},
    "moderator": {FieldClass.PUBLIC, FieldClass.MEMBERS, FieldClass.NETWORK},
    "hub_admin": {FieldClass.PUBLIC, FieldClass.MEMBERS, FieldClass.GROUP, FieldClass.NETWORK, FieldClass.SECRET},
}
OTHERS_SEE = {FieldClass.PUBLIC, FieldClass.MEMBERS}
CODES = {  # texts that the code reads, not words of people: changing them changes what the world does
    "accounts.Grant.role", "accounts.EmailCode.purpose", "directory.Group.languages", "directory.Schedule.byday",
    "directory.Photo.key", "directory.GroupIdentifier.scheme", "places.Area.path", "places.Hub.time_zone", "directory.Theme.path",
    "networks.Meeting.join_code", "networks.Table.code", "places.Point.postcode", "places.Postcode.code", "directory.ImportRun.file_format", "accounts.Passkey.credential_id",
    "accounts.Person.language", "django_tasks_database.DBTaskResult.task_path",
}  # fmt: skip

_ADDRESS = {"accounts.EmailCode.email": "whoever has the letter's secret, or asked for it in this browser"}
_WRITTEN_DOWN = {"accounts.Person.phone": "an organiser sees those whom they wrote down"}
_WHO_SPEAKS = {"accounts.Person.name": "who says something in public says it under their name"}
_OF_THE_TABLE = dict.fromkeys(
    ("networks.Note.text", "networks.Note.guest_name"), "whoever has the sheet of the table writes and reads there"
)
_PUBLISHED = {
    "networks.Arrival.guest_name": "whoever ticked that they may be named",
    "networks.Arrival.group_name": "which groups were there",
    "networks.Note.text": "what was neither private nor hidden, after somebody looked it through",
    "networks.Note.place_words": "the same",
    "accounts.Person.name": "who looked it through, and who does what by when",
}
_OWN_CASE = {"conversation.Decision.words": "told to the author, whose case it is"}
_WHO_COMES = dict.fromkeys(
    ("calendar.Answer.guest_name", "calendar.Attendance.name"), "whoever looks after the event sees who comes"
)
SHOWN_ON_PURPOSE: dict[str, dict[str, str]] = {  # route → field → why it may be seen there
    "accounts:mail-link": _ADDRESS,
    "accounts:sign-in-code": _ADDRESS,
    "accounts:people": _WRITTEN_DOWN,
    "accounts:person": _WRITTEN_DOWN,
    "accounts:person-correct": _WRITTEN_DOWN,
    "calendar:answers": _WHO_COMES,
    "calendar:answers-needs": _WHO_COMES,
    "calendar:answers-sheet": _WHO_COMES,
    "calendar:attendance": _WHO_COMES,
    "commitments:ask": _WHO_SPEAKS,
    "commitments:asks": _WHO_SPEAKS,
    "commitments:guest-ask": {"commitments.Ask.text": "only whoever asked has the letter with the link"},
    "commitments:promise": _WHO_SPEAKS,
    "commitments:promises": _WHO_SPEAKS,
    "commitments:take-over": _WHO_SPEAKS,
    "conversation:comment": _WHO_SPEAKS,
    "conversation:report-status": {"conversation.Report.words": "only who reported has the number of the report"},
    "conversation:own-case": _OWN_CASE,
    "conversation:talk": _WHO_SPEAKS,
    "directory:group": _WHO_SPEAKS,
    "directory:claim-link": {
        "directory.Claim.words": "whoever has the letter to the group",
        "accounts.Person.name": "as above: who wants to look after the page",
    },
    "directory:waking": {"directory.Waking.words": "whoever has the letter to the group"},
    "networks:network": {"accounts.Person.name": "who organises a network is named on its page"},
    "networks:priority": _WHO_SPEAKS,
    "networks:hall": _OF_THE_TABLE,
    "networks:output": _PUBLISHED,
    "networks:hall-state": _OF_THE_TABLE,
    "website:my": _OWN_CASE,
    "website:my-contributions": _OWN_CASE,
    "website:my-data-html": _OWN_CASE,
    "website:my-data-json": _OWN_CASE,
    "website:person-kept": _WRITTEN_DOWN,
}


@dataclass(frozen=True, slots=True)
class Canary:
    """Where the word stands, whose row that is, and of which group."""

    place: str
    kind: FieldClass
    owners: frozenset[int]
    groups: frozenset[int]


def hatch(world: Any) -> None:
    """Rows that no address of the matrix leads to, so that there is one of each table."""
    group, person = Group.objects.get(pk=world.group_id), make.make_person("Wilma")
    run = ImportRun.objects.first()
    Suspension.objects.create(person=world.people["suspended"], reason="said often enough", by=person)
    Call.objects.create(group=group, by=person, answer="right", note="asked again")
    ContactMessage.objects.create(group=group, name="Writer", email="writer@loomwick.example", text="May I join?")
    Telling.objects.create(group=group, guest_name="Teller", guest_email="teller@loomwick.example")
    Waking.objects.create(group=group, words="The hedge", guest_name="Neighbour", guest_email="near@loomwick.example")
    Reassignment.objects.create(group=group, email="new@loomwick.example", reason="asleep", asked_by=person)
    ImportRow.objects.create(run=run, number=2, outcome="held", reason="no name")
    ListedAs.objects.create(group=group, source="list", external_id="7", run=run)


def plant(world: Any) -> dict[bytes, Canary]:
    """Write a word into each text of each row; returns where each word stands."""
    numbers = count(1)
    planted: dict[bytes, Canary] = {}
    for model in classified_models():
        kinds = classes_of(model)
        columns = [column for column in model._meta.concrete_fields if _takes_a_word(column)]
        for row in model._base_manager.all() if columns else ():
            words = {}
            for column in columns:
                if not getattr(row, column.attname) and column.unique:
                    continue
                word = f"zqx{next(numbers):05}"
                words[column.attname] = _fitting(column, word)
                kind = _kind(world, row, kinds[column.name])
                planted[word.encode()] = Canary(f"{model._meta.label}.{column.name}", kind, _owners(row), _groups(row))
            model._base_manager.filter(pk=row.pk).update(**words)
    return planted


def unseen_tables() -> list[str]:
    """Tables with words that not everyone may read, of which the world has no row: nobody looks for leaks there."""
    return [
        model._meta.label
        for model in classified_models()
        if not model._base_manager.exists()
        and any(_is_guarded(model, column) for column in model._meta.concrete_fields)
    ]


def seen_without_right(world: Any, role: str, route: str, answer: Any) -> set[str]:
    """Fields that this answer, its headers included, should not have shown to this role."""
    text = b"\n".join([answer.body, *(f"{name}: {value}".encode() for name, value in answer.items())])
    found = {world.planted[word] for word in WORD.findall(text.lower()) if word in world.planted}
    known = SHOWN_ON_PURPOSE.get(route, {})
    return {
        f"{canary.place} ({canary.kind})"
        for canary in found
        if canary.place not in known and not _may_see(world, role, canary)
    }


def _may_see(world: Any, role: str, canary: Canary) -> bool:
    person = world.people[role] if role != "suspended" else None
    if canary.kind is FieldClass.INTERNAL:
        return False
    if role == "moderator" and canary.place.startswith("conversation."):
        return True  # what was reported, by whom, and what was decided is their work
    if canary.kind in SEES.get(role, OTHERS_SEE):
        return True
    if person is not None and person.pk in canary.owners:
        return True
    of_group = {"group_steward": world.group_id, "other_steward": world.other_group_id}.get(role)
    return canary.kind is FieldClass.GROUP and of_group in canary.groups


def _kind(world: Any, row: Any, kind: FieldClass) -> FieldClass:
    """What is public of a row becomes the group's own while the row itself is hidden."""
    is_hidden = row.pk in world.hidden_rows.get(row._meta.label, ()) or bool(_groups(row) & world.hidden_groups)
    return FieldClass.GROUP if is_hidden and kind in OTHERS_SEE else kind


def _takes_a_word(column: Any) -> bool:
    return (
        isinstance(column, PLAIN)
        and not isinstance(column, NEVER_PLANTED)
        and not column.choices
        and not column.primary_key
        and not column.remote_field
        and str(column) not in CODES
        and not str(column).endswith(("_kind", ".verb", ".kind", ".step", ".once", ".key", "_hash", "_key"))
        and str(column) != "accounts.Person.password"
        and (column.max_length is None or column.max_length >= LONG)
    )


def _is_guarded(model: Any, column: Any) -> bool:
    kind = classes_of(model).get(column.name, FieldClass.PUBLIC)
    return _takes_a_word(column) and kind not in {FieldClass.PUBLIC, FieldClass.INTERNAL}


def _fitting(column: Any, word: str) -> str:
    if isinstance(column, models.EmailField):
        return f"{word}@canary.example"
    return f"https://canary.example/{word}" if isinstance(column, models.URLField) else word


def _owners(row: Any) -> frozenset[int]:
    """Those whom the row is about or from."""
    own = {row.pk} if row._meta.label == settings.AUTH_USER_MODEL else set()
    return frozenset(own | set(_keys(row, settings.AUTH_USER_MODEL)))


def _groups(row: Any) -> frozenset[int]:
    own = {row.pk} if row._meta.label == "directory.Group" else set()
    return frozenset(own | set(_keys(row, "directory.Group")))


def _keys(row: Any, label: str) -> Iterator[int]:
    for column in row._meta.concrete_fields:
        target = getattr(column.remote_field, "model", None)
        number = getattr(row, column.attname)
        if target is not None and target._meta.label == label and number is not None:
            yield number
