"""Something asked and something promised, for tests that ask every address."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from closeknit.commitments import actions, letters
from closeknit.commitments.models import Ask, Step, Undertaking
from closeknit.directory.models import Group

NOTHING = ("ask", "promise")


def commitment_things(group: Group, asker: Any, steward: Any) -> dict[str, str]:
    """Names for addresses: an ask of the council, a promise of the group, an offer to take it over, and what
    a guest has not confirmed yet."""
    soon = timezone.localdate() + timedelta(days=20)
    ask = actions.ask(about=group, text="A ramp at the door", to=actions.COUNCIL, by=asker, client_id=uuid4())
    promise = actions.undertake(
        text="We bring the ramp", by=steward, for_group=group, from_=group, due_on=soon, ask=ask, client_id=uuid4()
    )
    offer = actions.offer_to(promise, email="new@loomwick.example", by=steward, why="I move.", client_id=uuid4())
    guest = {"guest_name": "Wren", "guest_email": "wren@loomwick.example"}
    unconfirmed = actions.ask(about=group, text="A lamp", to=actions.COUNCIL, client_id=uuid4(), **guest)
    return {
        "ask": str(ask.uuid),
        "promise": str(promise.uuid),
        "offer_token": letters.offer_address(offer).split("/")[-2],
        "guest_ask": letters.guest_address(unconfirmed).split("/")[-2],
    }


def hidden_commitment_things(group: Group, author: Any) -> dict[str, str]:
    """What was asked about a group that nobody may know of, and promised from it."""
    ask = actions.ask(about=group, text="A secret wish", to=actions.COUNCIL, by=author, client_id=uuid4())
    promise = actions.undertake(text="A secret deed", by=author, from_=group, client_id=uuid4())
    return {"ask": str(ask.uuid), "promise": str(promise.uuid)}


def hidden_commitment_rows(group: Group) -> dict[str, set[int]]:
    """Those, and what nobody has confirmed yet."""
    asks = set(Ask.objects.filter(about_id=group.pk).values_list("pk", flat=True))
    asks |= set(Ask.objects.filter(state="unconfirmed").values_list("pk", flat=True))
    promises = set(Undertaking.objects.filter(from_id=group.pk).values_list("pk", flat=True))
    steps = Step.objects.filter(ask__in=asks) | Step.objects.filter(undertaking__in=promises)
    return {
        "commitments.Ask": asks,
        "commitments.Undertaking": promises,
        "commitments.Step": set(steps.values_list("pk", flat=True)),
    }
