"""What accounts hold of a person, and what stays of them: a row without a name, for what others rely on.

Both walk the tables that point to a person, so that a new one is taken care of from its first day.
"""

from collections.abc import Iterator
from datetime import datetime

from django.apps import apps
from django.db.models import CASCADE, ForeignKey, Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from closeknit.accounts.models import Consent, Grant, HelpedAct, Person, PrintedCode, ReadingAlert, Suspension
from closeknit.core import personal_data
from closeknit.core.field_classes import title_of
from closeknit.core.personal_data import SOMEONE_WHO_LEFT, Section, section_of

ROOM = "accounts"
TITLES = {  # to the person themselves; what has no words here is called as on the page for everyone
    "Grant": gettext_lazy("Your roles"),
    "Consent": gettext_lazy("What you agreed to"),
    "Suspension": gettext_lazy("When your account was stopped"),
    "Session": gettext_lazy("Where you are signed in"),
    "Support": gettext_lazy("Who helps you"),
    "HelpedAct": gettext_lazy("What was done for you with help"),
    "EmailCode": gettext_lazy("Codes that were sent to you"),
    "Reading": gettext_lazy("How much you read of others"),
    "ReadingAlert": gettext_lazy("Alerts that you read very much"),
    "PrintedCode": gettext_lazy("Codes that were printed for you"),
    "Passkey": gettext_lazy("Your passkeys"),
    "Authenticator": gettext_lazy("Your app that shows numbers"),
    "RecoveryCode": gettext_lazy("Your codes on paper"),
}

BY_OTHERS = (Consent, Grant, PrintedCode, Suspension)


def own_tables() -> Iterator[tuple[type[Model], ForeignKey]]:
    """Tables of this room whose rows go with the person, by the key that points to them."""
    for relation in Person._meta.related_objects:
        if relation.related_model._meta.app_label == ROOM and relation.on_delete is CASCADE:
            yield relation.related_model, relation.field


def export(person: Person) -> list[Section]:
    account = section_of(_("Your account"), Person.objects.filter(pk=person.pk))
    rest = [section_of(_title(model), _rows(model, key, person), key.name) for model, key in own_tables()]
    for_others = HelpedAct.objects.filter(helper=person).order_by("pk")
    alerts = section_of(_title(ReadingAlert), ReadingAlert.objects.filter(reader=person).order_by("pk"), "reader")
    return [account, *rest, alerts, section_of(_("What you did for others"), for_others, "helper")]


def written_by_others(person: Person) -> list[Section]:
    """The account, and what others wrote or did about it: not how one signs in, nor who helps."""
    account, *rest = export(person)
    titles = {_title(model) for model in BY_OTHERS}
    return [account, *(section for section in rest if section.rows and section.title in titles)]


def erase(person: Person, now: datetime) -> list[str]:
    """The row stays, emptied, under a new number: nothing leads from it to who they were."""
    for model, key in own_tables():
        _rows(model, key, person).delete()
    HelpedAct.objects.filter(helper=person).update(helper=None)
    if person.email:
        _letters_to(person.email)
    for column in Person._meta.concrete_fields:
        if not column.primary_key:
            setattr(person, column.attname, column.get_default())
    person.name = str(SOMEONE_WHO_LEFT)
    person.is_active = False
    person.set_unusable_password()
    person.save()
    return [_("Your account, your roles and all ways to sign in are gone.")]


def _title(model: type[Model]) -> str:
    return str(TITLES.get(model.__name__) or title_of(model))


def _rows(model, key, person):
    return model._base_manager.filter(**{key.name: person}).order_by("pk")


def _letters_to(email: str) -> None:
    """Codes and invitations that went to the address while nobody had an account for it."""
    for model in apps.get_app_config(ROOM).get_models():
        if model is not Person and any(column.name == "email" for column in model._meta.concrete_fields):
            model._base_manager.filter(email__iexact=email).delete()


personal_data.register(
    ROOM,
    models=list(apps.get_app_config(ROOM).get_models()),
    export=export,
    erase=erase,
    goes=[
        gettext_lazy("Your name, your addresses and all ways to sign in."),
        gettext_lazy("Your roles, and what you agreed to."),
    ],
    stays=[gettext_lazy("If you read very much of others: that it happened, without your name.")],
)
