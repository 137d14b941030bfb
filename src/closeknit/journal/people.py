"""People as things the journal can speak of, such as “you have a new role”: only to themselves."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from closeknit.accounts.models import Person
from closeknit.journal.things import thing_kind


def register() -> None:
    """Called once, in ``AppConfig.ready()``."""
    thing_kind("accounts.person", Person, visible_to=_themselves, address=lambda _person: reverse("accounts:account"))


def _themselves(person: Any) -> QuerySet[Person]:
    return Person.objects.filter(pk=person.pk) if person else Person.objects.none()
