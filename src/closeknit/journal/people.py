"""People as things the journal can speak of, such as “you have a new role”: only to themselves. And the alert
that somebody reads very much of others."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from closeknit.accounts import printed, reading, wishes
from closeknit.accounts.models import Person, ReadingAlert
from closeknit.core.policy import may
from closeknit.journal.recording import record
from closeknit.journal.things import thing_kind
from closeknit.journal.verbs import verb
from closeknit.journal.vocabulary import Importance

MUCH_READ = verb(
    "accounts.much_read",
    gettext_lazy("Somebody has read the records of very many people. Please look at it"),
    Importance.PERSONAL,
    must_know=True,
)
CORRECTED = verb(
    "accounts.corrected",
    gettext_lazy("%(who)s put right your name or your telephone number, as you asked"),
    Importance.PERSONAL,
    must_know=True,
)
SHEET_PRINTED = verb(
    "accounts.sheet_printed",
    gettext_lazy("%(who)s printed a sheet for you, with a code to sign in. If you did not ask for it, tell us"),
    Importance.PERSONAL,
    must_know=True,
)


def register() -> None:
    """Called once, in ``AppConfig.ready()``."""
    thing_kind("accounts.person", Person, visible_to=_themselves, address=lambda _person: reverse("accounts:account"))
    thing_kind(
        "accounts.reading_alert",
        ReadingAlert,
        visible_to=_alerts,
        label=lambda _alert: _("very much reading"),
        address=lambda _alert: reverse("accounts:much-reading"),
    )
    printed.register_teller(lambda person, by: record(SHEET_PRINTED, about=person, by=by, to=[person]))
    wishes.register_teller(lambda person, by: record(CORRECTED, about=person, by=by, to=[person]))
    reading.register_alarm(lambda alert: record(MUCH_READ, about=alert, to=reading.watchers()))


def _themselves(person: Any) -> QuerySet[Person]:
    return Person.objects.filter(pk=person.pk) if person else Person.objects.none()


def _alerts(person: Any) -> QuerySet[ReadingAlert]:
    return ReadingAlert.objects.all() if may(person, "accounts.watch_reading") else ReadingAlert.objects.none()
