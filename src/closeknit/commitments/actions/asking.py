"""Asking the council, a group or a person for something."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Literal
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.accounts import with_help
from closeknit.accounts.models import Person
from closeknit.accounts.with_help import Hands
from closeknit.commitments import letters, reminders, verbs
from closeknit.commitments.models import Ask, Step, Undertaking
from closeknit.commitments.sides import (
    answerers_of,
    areas_of,
    key_or_nothing,
    refuse_discreet,
    things_around,
)
from closeknit.commitments.sources import fetch, source_of
from closeknit.commitments.vocabulary import AskState, Move, Sight
from closeknit.conversation import sandbox
from closeknit.conversation.actions import cases
from closeknit.conversation.vocabulary import Question
from closeknit.core.errors import Refused
from closeknit.journal.following import follow
from closeknit.journal.helping import note_help, said_with_help
from closeknit.journal.recording import record
from closeknit.journal.things import key_of, label_of
from closeknit.journal.vocabulary import Level
from closeknit.places import versions

KIND = "commitments.ask"


@transaction.atomic
def ask(  # noqa: PLR0913 - a door: who asks whom for what is one sentence
    *,
    about: Model,
    text: str,
    to: Model | Literal["council"],
    client_id: UUID,
    by: Person | None = None,
    guest_name: str = "",
    guest_email: str = "",
    speaking_as: Model | None = None,
    mandate: Mapping[str, Any] | None = None,
    due_on: date | None = None,
    helper: Person | None = None,
) -> Ask:
    """Ask ``to`` (``COUNCIL``, a group or a person) for something, about a thing of a kind that
    ``sources.source`` has made known. Sent twice under one ``client_id`` it is one.

    ``mandate`` are the fields ``mandate…`` of the model. Without ``by`` it is a guest's, where the kind
    allows it: nobody sees it until they have clicked in their letter. Raises ``sandbox.DayIsFull``.
    """
    known, group = source_of(about), None if isinstance(to, str | Person) else to
    refuse_discreet([about, group, speaking_as])
    if by is None and not (known.guests_may_ask and guest_email):
        raise Refused(_("To ask this you need to sign in."))
    hold_place(by)
    sent = Ask.objects.filter(client_id=client_id).first()
    if sent is not None and (sent.author, sent.guest_email) == (by, "" if by else guest_email):
        return sent
    about_kind, about_id = key_of(about)
    asked_kind, asked_id = key_or_nothing(group)
    as_kind, as_id = key_or_nothing(speaking_as)
    row: Ask = Ask.objects.create(
        client_id=uuid4() if sent else client_id,
        about_kind=about_kind,
        about_id=about_id,
        text=text,
        author=by,
        guest_name="" if by else guest_name,
        guest_email="" if by else guest_email,
        speaking_as_kind=as_kind,
        speaking_as_id=as_id,
        is_to_council=to == "council",
        asked_kind=asked_kind,
        asked_id=asked_id,
        asked_person=to if isinstance(to, Person) else None,
        due_on=due_on,
        sight=first_sight(by, text),
        state=AskState.ASKED if by else AskState.UNCONFIRMED,
        **(mandate or {}),
    )
    row.areas.set(areas_of([about, group, speaking_as]))
    if by is None:
        letters.ask_to_confirm(row)
    else:
        note_help(KIND, row.pk, hands=Hands(by, helper), name=label_of(about))
        follow(by, row, Level.IMPORTANT)
        _begin(row)
    return row


@transaction.atomic
def confirm_ask(ask: Ask) -> None:
    """A guest has clicked in their letter; safe to repeat."""
    versions.bump_pages()
    row = Ask.objects.select_for_update(of=("self",)).get(pk=ask.pk)
    if row.state == AskState.UNCONFIRMED:
        row.state = AskState.ASKED
        row.save(update_fields=["state"])
        _begin(row)
    ask.state = row.state


def announce(ask: Ask) -> None:
    """Tell those who may answer, and who follows the thing or the group that is asked."""
    record(
        verbs.ASKED,
        by=ask.author,
        guest=ask.guest_name or (_("Somebody") if ask.author is None else ""),
        speaking_as=fetch(ask.speaking_as_kind, ask.speaking_as_id),
        about=ask,
        also=things_around(ask),
        to=answerers_of(ask),
        data=said_with_help(with_help.words_for(KIND, [ask.pk])),
    )
    reminders.plan(ask)
    versions.bump_pages()


def hold_place(by: Person | None) -> None:
    """What somebody sends at the same moment waits here, then sees this: the same form twice, or the third and
    the fourth of a day. The person before the hub, as in the conversation, so that no two wait for each other."""
    if by is not None:
        Person.objects.select_for_update().get(pk=by.pk)
    versions.bump_pages()


def first_sight(by: Person | None, text: str) -> str:
    """Whether words appear at once: from somebody new not with many links. Raises ``sandbox.DayIsFull``."""
    if by is None:
        bounds = sandbox.Bounds(is_new=True)
    else:
        bounds = sandbox.bounds_of(by)
        if bounds.is_new and _written_today(by) >= bounds.posts_left:
            raise sandbox.DayIsFull
    return Sight(str(sandbox.first_state(bounds, text, is_read_first=False)))


def _written_today(by: Person) -> int:
    day_ago = timezone.now() - timedelta(days=1)
    return sum(model.objects.filter(author=by, created_at__gt=day_ago).count() for model in (Ask, Undertaking))


def _begin(ask: Ask) -> None:
    """It counts from now on: published, or put before the moderators."""
    Step.objects.create(
        ask=ask,
        to=Move.ASKED,
        by=ask.author,
        is_by_guest=ask.author is None,
        speaking_as_kind=ask.speaking_as_kind,
        speaking_as_id=ask.speaking_as_id,
        text_after=ask.text,
        due_after=ask.due_on,
    )
    if ask.sight == Sight.WAITING:
        cases.put_before_moderators(KIND, ask, Question.FIRST_READ)
    else:
        announce(ask)
