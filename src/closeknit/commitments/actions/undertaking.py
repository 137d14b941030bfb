"""Promising something, or writing down an agreed piece of work."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from closeknit.accounts import with_help
from closeknit.accounts.models import Person
from closeknit.accounts.with_help import Hands
from closeknit.commitments import reminders, verbs
from closeknit.commitments.actions.asking import first_sight, hold_place
from closeknit.commitments.actions.stepping import note_promise
from closeknit.commitments.models import Ask, Step, Undertaking
from closeknit.commitments.sides import areas_of, key_or_nothing, refuse_discreet, things_around
from closeknit.commitments.sources import fetch, source_of
from closeknit.commitments.vocabulary import Kind, Move, Sight
from closeknit.conversation.actions import cases
from closeknit.conversation.vocabulary import Question
from closeknit.core.errors import Refused
from closeknit.journal.following import follow
from closeknit.journal.helping import note_help, said_with_help
from closeknit.journal.recording import record
from closeknit.journal.things import label_of
from closeknit.journal.vocabulary import Level
from closeknit.places import versions

KIND = "commitments.undertaking"


@transaction.atomic
def undertake(  # noqa: PLR0913 - a door: who does what by when is one sentence
    *,
    text: str,
    by: Person,
    client_id: UUID,
    kind: str = Kind.PROMISE,
    owner: Person | None = None,
    owner_name: str = "",
    for_group: Model | None = None,
    for_council: bool = False,
    due_on: date | None = None,
    from_: Model | None = None,
    ask: Ask | None = None,
    mandate: Mapping[str, Any] | None = None,
    helper: Person | None = None,
) -> Undertaking:
    """Somebody will do something: ``owner`` (else ``by``), or a name on paper; for themselves, for a group
    or for the council. Sent twice under one ``client_id`` it is one.

    ``from_`` is where it was made, of a kind that ``sources.source`` has made known; with an ``ask`` it
    is what that is about. A promise to an ask answers it. Raises ``sandbox.DayIsFull``.
    """
    from_ = from_ or (fetch(ask.about_kind, ask.about_id) if ask else None)
    if from_ is not None:
        source_of(from_)
    if owner_name and (owner is not None or from_ is None):
        raise Refused(_("Somebody without an account can only promise something in a place, such as a meeting."))
    refuse_discreet([from_, for_group])
    hold_place(by)
    sent = Undertaking.objects.filter(client_id=client_id).first()
    if sent is not None and sent.author == by:
        return sent
    from_kind, from_id = key_or_nothing(from_)
    as_kind, as_id = key_or_nothing(for_group)
    row: Undertaking = Undertaking.objects.create(
        client_id=uuid4() if sent else client_id,
        kind=kind,
        text=text,
        author=by,
        owner=None if owner_name else owner or by,
        owner_name=owner_name,
        speaking_as_kind=as_kind,
        speaking_as_id=as_id,
        is_for_council=for_council,
        due_on=due_on,
        from_kind=from_kind,
        from_id=from_id,
        ask=ask,
        sight=first_sight(by, text),
        **(mandate or {}),
    )
    row.areas.set(areas_of([from_, for_group]) | set(ask.areas.values_list("pk", flat=True) if ask else ()))
    around = things_around(row)
    note_help(KIND, row.pk, hands=Hands(by, helper), name=label_of(around[0]) if around else _("a promise"))
    _begin(row)
    return row


def announce(undertaking: Undertaking) -> None:
    """Tell its owner, whoever asked, and who follows the ask, the place or the group."""
    asked = undertaking.ask
    record(
        verbs.PROMISED,
        by=undertaking.author,
        speaking_as=fetch(undertaking.speaking_as_kind, undertaking.speaking_as_id),
        about=undertaking,
        also=[*([asked] if asked else []), *things_around(undertaking)],
        to=[person for person in (undertaking.owner, asked and asked.author) if person],
        data=said_with_help(with_help.words_for(KIND, [undertaking.pk])),
    )
    if asked is not None and asked.author is not None:
        follow(asked.author, undertaking, Level.IMPORTANT)
    reminders.plan(undertaking)
    versions.bump_pages()


def _begin(undertaking: Undertaking) -> None:
    Step.objects.create(
        undertaking=undertaking,
        to=Move.PROMISED,
        by=undertaking.author,
        speaking_as_kind=undertaking.speaking_as_kind,
        speaking_as_id=undertaking.speaking_as_id,
        is_for_council=undertaking.is_for_council,
        text_after=undertaking.text,
        due_after=undertaking.due_on,
    )
    if undertaking.ask is not None:
        note_promise(undertaking.ask, undertaking)
    if undertaking.sight == Sight.WAITING:
        cases.put_before_moderators(KIND, undertaking, Question.FIRST_READ)
    else:
        announce(undertaking)
