"""What this room holds about a person, and what stays when they go."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from closeknit.commitments import reminders
from closeknit.commitments.models import Ask, Step, Undertaking
from closeknit.commitments.vocabulary import Sight
from closeknit.conversation.actions import cases
from closeknit.core import personal_data
from closeknit.core.personal_data import Section
from closeknit.places import versions

GONE = {"mandate": "own", "mandate_on": None, "mandate_minute": "", "mandate_agreed": None, "mandate_of": None}


def register() -> None:
    personal_data.register(
        "commitments",
        models=(Ask, Undertaking, Step),
        export=export,
        erase=erase,
        goes=[gettext_lazy("What you asked for, and what you promised for yourself.")],
        stays=[
            gettext_lazy("Where others answered or wait for it: a note that there was something, without the words."),
            gettext_lazy("What you said and promised for a group or for the council, without your name."),
        ],
    )


def export(person: Any) -> Sequence[Section]:
    """What they asked, promised, and did to either."""
    promised = Undertaking.objects.filter(Q(author=person) | Q(owner=person)).order_by("created_at", "id")
    steps = Step.objects.filter(Q(by=person) | Q(person=person)).order_by("at", "id")
    return [
        Section(_("What you asked for"), [_ask(row) for row in Ask.objects.filter(_asked_by(person)).order_by("id")]),
        Section(_("What you promised, or wrote down as promised"), list(map(_undertaking, promised))),
        Section(_("Steps that you took, or were asked to take"), list(map(_step, steps))),
    ]


@transaction.atomic
def erase(person: Any, _now: datetime) -> Sequence[str]:
    """Their own words go, and with them what nobody else has touched. A note stays where others have
    answered or wait; what was said for a group or for the council stays as theirs."""
    versions.bump_pages()
    every, mine = Ask.objects.filter(_asked_by(person)), Undertaking.objects.filter(owner=person)
    asks = every.filter(speaking_as_id=None)
    for row in [*asks.filter(sight=Sight.WAITING), *mine.filter(sight=Sight.WAITING)]:
        cases.close_what_waits("commitments.ask" if isinstance(row, Ask) else "commitments.undertaking", row)
    others = Step.objects.exclude(Q(by=person) | Q(by=None, is_by_guest=True))
    relied = Exists(others.filter(ask=OuterRef("pk"))) | Exists(Undertaking.objects.filter(ask=OuterRef("pk")))
    gone = _delete(asks.exclude(relied))
    kept = _wipe(asks, author=None, guest_name="", guest_email="")
    every.exclude(speaking_as_id=None).update(author=None)
    own = mine.filter(speaking_as_id=None, is_for_council=False)
    waited_for = Exists(others.filter(undertaking=OuterRef("pk"))) | Q(ask__isnull=False)
    gone += _delete(own.exclude(waited_for))
    kept += _wipe(own, author=None, owner=None)
    _leave_no_name(person)
    if not (gone or kept):
        return []
    return [
        _("What you asked and promised is wiped out. Where others rely on it, a note stays that there was something.")
    ]


def _delete(rows: Any) -> int:
    number = rows.count()
    for row in rows:
        row.state = "withdrawn"  # so that nobody is reminded of it
        reminders.plan(row)
        row.delete()
    return int(number)


def _wipe(rows: Any, **without: Any) -> int:
    """Nothing of the words stays, here or in the steps; that it was, and when, does."""
    numbers = list(rows.values_list("pk", flat=True))
    column = "ask__in" if rows.model is Ask else "undertaking__in"
    Step.objects.filter(**{column: numbers}).update(text_before="", text_after="")
    found = rows.model.objects.filter(pk__in=numbers)
    if rows.model is Undertaking:
        without["offer"] = None
    return int(found.update(text="", sight=Sight.REMOVED, speaking_as_kind="", speaking_as_id=None, **GONE, **without))


def _leave_no_name(person: Any) -> None:
    for row in Undertaking.objects.filter(owner=person):
        row.owner = None
        row.save(update_fields=["owner"])
        reminders.plan(row)
    Undertaking.objects.filter(author=person).update(author=None)
    Ask.objects.filter(asked_person=person).update(asked_person=None)
    own = Q(speaking_as_id=None, is_for_council=False)
    Step.objects.filter(own, by=person).update(words="")
    Step.objects.filter(by=person).update(by=None)
    Step.objects.filter(person=person).update(person=None)


def _asked_by(person: Any) -> Q:
    own = Q(author=person)
    return own | Q(guest_email__iexact=person.email, author=None) if person.email else own


def _ask(row: Ask) -> dict[str, Any]:
    return {
        _("When"): row.created_at,
        _("Words"): row.text,
        _("Your name"): row.guest_name,
        _("Your address"): row.guest_email,
        _("Answer due by"): row.due_on,
        _("State"): row.get_state_display(),
        _("What you said of the answer"): row.get_verdict_words(),
        **_mandate(row),
    }


def _undertaking(row: Undertaking) -> dict[str, Any]:
    return {
        _("When"): row.created_at,
        _("Words"): row.text,
        _("Due on"): row.due_on,
        _("State"): row.get_state_display(),
        **_mandate(row),
    }


def _mandate(row: Ask | Undertaking) -> dict[str, Any]:
    return {
        _("On whose authority"): row.get_mandate_display(),
        _("Agreed on"): row.mandate_on,
        _("Minute"): row.mandate_minute,
    }


def _step(row: Step) -> dict[str, Any]:
    return {_("When"): row.at, _("Step"): row.get_to_display(), _("Words"): row.words}
