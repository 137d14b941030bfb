"""Suggestions: made by anyone, answered by the group's stewards or, in time, by the organisers."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.accounts import with_help
from closeknit.accounts.models import Person
from closeknit.accounts.with_help import Hands
from closeknit.core import mail
from closeknit.core.errors import Refused
from closeknit.directory import verbs
from closeknit.directory.editing.actions.changing import change_group, held
from closeknit.directory.editing.portrait import portrait
from closeknit.directory.editing.wishes import as_changes, wished
from closeknit.directory.models import Group, Revision, Suggestion
from closeknit.directory.models.suggestion import PATIENCE
from closeknit.directory.policies import organisers_of, stewards_of
from closeknit.journal.contributions import absolute_link_to
from closeknit.journal.helping import note_help, said_with_help
from closeknit.journal.recording import record

KIND = "directory.suggestion"


def suggest_change(
    *,
    group: Group,
    number: UUID | None,
    wanted: Mapping[str, Any],
    reason: str,
    by: Person | None,
    guest: Mapping[str, Any],
    helper: Person | None = None,
) -> Suggestion:
    """Keep what should be changed, perhaps said with the help of somebody, and tell the stewards; where
    there are none, the organisers.

    A ``number`` that is there already was sent twice; one of somebody else's counts for nothing.
    """
    with held(group) as row:
        known = Suggestion.objects.filter(uuid=number).first() if number else None
        if known and (known.group_id, known.by, known.guest_email) == (row.pk, by, "" if by else guest["email"]):
            return known
        told: dict[str, Any] = {"wanted": wanted, "reason": reason, "by": by, "guest": guest, "helper": helper}
        return _suggest(row, uuid4() if known or not number else number, **told)


def _suggest(
    group: Group,
    number: UUID,
    *,
    wanted: Mapping[str, Any],
    reason: str,
    by: Person | None,
    guest: Mapping[str, Any],
    helper: Person | None,
) -> Suggestion:
    now = portrait(group)
    suggestion: Suggestion = Suggestion.objects.create(
        uuid=number,
        group=group,
        by=by,
        guest_name="" if by else guest["name"],
        guest_email="" if by else guest["email"],
        wants_to_be_named=guest["wants_to_be_named"],
        before={key: wished(now, key) for key in wanted},
        wanted=dict(wanted),
        reason=reason,
    )
    stewards = list(stewards_of(group))
    if not stewards:
        Suggestion.objects.filter(pk=suggestion.pk).update(handed_on_at=suggestion.created_at)
    told = stewards or list(organisers_of(group))
    note_help(KIND, suggestion.pk, hands=Hands(by, helper), name=group.name)
    helped = said_with_help(helper)
    record(verbs.SUGGESTED, by=by, guest=suggestion.guest_name, about=suggestion, to=told, data=helped)
    return suggestion


@transaction.atomic
def take_back_suggestion(number: int) -> None:
    """Its author takes back what somebody suggested for them, unless it was answered."""
    suggestion = Suggestion.objects.select_for_update(of=("self",)).filter(pk=number).first()
    if suggestion is not None and suggestion.decided_at is not None and not suggestion.is_taken_back:
        raise Refused(_("This was answered already. If the page is wrong now, suggest another change."))
    if suggestion is not None and suggestion.decided_at is None:
        Suggestion.objects.filter(pk=number).update(decided_at=timezone.now(), decided_by=suggestion.by)


def answer_suggestion(*, suggestion: Suggestion, taken: Mapping[str, Any], answer: str, by: Person) -> Revision | None:
    """Take up these fields, perhaps in other words than suggested, and leave the rest. Whoever made
    the suggestion is told. ``Refused`` if somebody has answered meanwhile."""
    with held(suggestion.group) as group:
        mine = Suggestion.objects.filter(pk=suggestion.pk, decided_at=None)
        if not mine.update(decided_at=timezone.now(), decided_by=by, taken=sorted(taken), answer=answer):
            raise Refused(_("Somebody has answered this suggestion already."))
        suggestion.refresh_from_db()
        revision = change_group(
            group=group,
            changes=as_changes(portrait(group), taken),
            by=by,
            guest=_credit(suggestion),
            how=Revision.How.SUGGESTION,
        )
        Suggestion.objects.filter(pk=suggestion.pk).update(revision=revision)
        _answer(suggestion, group, by)
    return revision


def _credit(suggestion: Suggestion) -> str:
    """The name for the page's history, with a mark if somebody helped: not who, for that name may have to go."""
    is_helped = suggestion.credit and with_help.words_for(KIND, [suggestion.pk])
    return _("%(name)s, with help") % {"name": suggestion.credit} if is_helped else suggestion.credit


def hand_on_old_suggestions(now: datetime) -> int:
    """Ask the organisers about what the stewards have left for 14 days; says how many. Safe to repeat."""
    old = Suggestion.objects.waiting().filter(handed_on_at=None, created_at__lte=now - PATIENCE)
    return sum(_hand_on(suggestion, now) for suggestion in old.select_related("group"))


@transaction.atomic
def _hand_on(suggestion: Suggestion, now: datetime) -> bool:
    if not Suggestion.objects.waiting().filter(pk=suggestion.pk, handed_on_at=None).update(handed_on_at=now):
        return False
    record(verbs.SUGGESTION_HANDED_ON, about=suggestion, to=list(organisers_of(suggestion.group)))
    return True


def _answer(suggestion: Suggestion, group: Group, by: Person) -> None:
    verb = verbs.SUGGESTION_TAKEN if suggestion.taken else verbs.SUGGESTION_LEFT
    record(verb, by=by, about=suggestion, to=[suggestion.by] if suggestion.by else [])
    if suggestion.guest_email:
        mail.post(
            mail.Letter(
                to=suggestion.guest_email,
                subject=_("Your suggestion")
                if group.is_sensitive
                else _("Your suggestion for %(group)s") % {"group": group.name},
                template="directory/mail/suggestion_answered.txt",
                context={
                    "name": suggestion.guest_name,
                    "group": group.name,
                    "address": f"{settings.PUBLIC_URL}{group.get_absolute_url()}",
                    "is_taken": bool(suggestion.taken),
                    "is_whole": len(suggestion.taken) == len(suggestion.wanted),
                    "answer": suggestion.answer,
                    "chain": absolute_link_to(KIND, suggestion.pk),
                },
                once=f"suggestion-{suggestion.uuid}",
            )
        )
