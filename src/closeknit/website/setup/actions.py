"""The verbs of setting a hub up: take it, answer its questions, open it."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.accounts.actions import make_hub_admin
from closeknit.accounts.models import Grant, Person
from closeknit.accounts.vocabulary import Role
from closeknit.core.errors import Refused
from closeknit.places import versions
from closeknit.places.models import Hub
from closeknit.website.setup import key, steps

UNNAMED = "Closeknit"


def is_untaken() -> bool:
    """Whether nobody looks after this hub yet and it is not open. One query, or two."""
    if Hub.objects.filter(is_being_set_up=False).exists():
        return False
    return not Grant.objects.in_force(timezone.now()).filter(role=Role.HUB_ADMIN).exists()


@transaction.atomic
def take_over(*, name: str, email: str, password: str) -> Person:
    """Make the first administrator of a hub that nobody has. The key must have been asked for before."""
    hub_row()
    if not is_untaken():
        raise Refused(_("Somebody looks after this hub already. Sign in, or ask them."))
    person, _is_new = make_hub_admin(email=email, name=name, password=password, reason="set up in the browser")
    versions.bump()
    transaction.on_commit(key.forget)
    return person


def hub_row() -> Hub:
    """The hub's row, to be changed in this transaction; a new one is closed until it is opened."""
    Hub.objects.get_or_create(pk=Hub.SINGLE_ID, defaults={"name": UNNAMED, "is_being_set_up": True})
    hub: Hub = Hub.objects.select_for_update().get(pk=Hub.SINGLE_ID)
    return hub


@transaction.atomic
def begin() -> None:
    """See to it that the hub has a row; one that has none yet is closed until it is opened."""
    hub_row()


@transaction.atomic
def answer(step: str, said: Any) -> None:
    """Keep what was said to a step that leaves no other trace, such as "later"."""
    hub = hub_row()
    hub.set_up[step] = said
    hub.save(update_fields=["set_up"])
    versions.bump()


@transaction.atomic
def tell_of_hub(told: dict[str, Any]) -> None:
    """What the hub says of itself: name, who runs it, contacts, its rule for new groups."""
    hub = hub_row()
    for name, value in told.items():
        setattr(hub, name, value)
    hub.save(update_fields=list(told))
    versions.bump()


@transaction.atomic
def open_hub(person: Person) -> None:
    """Let everybody in. ``Refused`` while something needed is missing; once open it stays open."""
    hub = hub_row()
    if not hub.is_being_set_up:
        return
    if lacking := steps.missing(hub, person):
        titles = ", ".join(str(step.title) for step in lacking)
        raise Refused(_("This is still missing: %(steps)s.") % {"steps": titles})
    hub.is_being_set_up, hub.opened_at = False, timezone.now()
    hub.save(update_fields=["is_being_set_up", "opened_at"])
    versions.bump()
