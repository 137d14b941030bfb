"""A person's own facts, people without e-mail, and people who are stopped."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.accounts import codes, letters, own_hands, second_step
from closeknit.accounts.actions.joining import consent
from closeknit.accounts.actions.roles import end_grant, is_last_hub_admin
from closeknit.accounts.models import EmailCode, Grant, Person, Session, Suspension, as_stored
from closeknit.accounts.vocabulary import CodeFor, Purpose, Role
from closeknit.core.errors import Refused

# A post is shown beside the name, so it is for this name alone.
POSTS = (Role.COUNCIL_OFFICER, Role.COUNCILLOR)


@transaction.atomic
def change_name(person: Person, *, name: str) -> None:
    """A new name; a post that was checked for the old one ends."""
    if name == person.name:
        return
    person.name = name
    person.save(update_fields=["name"])
    for held in Grant.objects.in_force(timezone.now()).filter(person=person, role__in=POSTS):
        end_grant(held, by=person, reason=_("The name was changed. Whoever looks after the hub can give it again."))


@transaction.atomic
def set_password(person: Person, *, password: str | None) -> None:
    """A new password, or none (None). What was sent before is good no more; the other sessions end."""
    person.set_password(password)
    person.save(update_fields=["password"])
    codes.close(person=person)
    what = _("your password was changed.") if password else _("your password was taken away.")
    letters.tell_door_changed(person, what)


@transaction.atomic
def change_email(row: EmailCode, *, but: str | None = None) -> Person:
    """The person of this row moves to its address, which was just proved. The old one is told, what was sent
    there is good no more, and all sessions end but for this one."""
    person = row.person
    if person is None or not person.is_active:
        raise Refused(_("This is no longer possible. Please start again."))
    old, person.email = person.email, row.email
    try:
        with transaction.atomic():
            person.save(update_fields=["email"])
    except IntegrityError as taken:
        raise Refused(_("This is no longer possible. Please start again.")) from taken
    codes.close(person=person)
    Session.objects.filter(person=person).exclude(session_key=but or "").delete()
    if old and old != row.email:
        codes.close(email=old)
        letters.tell_email_changed(person, old)
    return person


@transaction.atomic
def enter_person(
    *,
    name: str,
    phone: str,
    agreed_how: str,
    agreed_at: datetime,
    in_presence_of: str,
    by: Person,
    client_id: UUID | None = None,
) -> Person:
    """Write down somebody without e-mail, who agreed to it in front of somebody. ``client_id`` names the form
    they stand on: the same one again changes nothing."""
    list(Person.objects.select_for_update().filter(pk=by.pk))  # one form of theirs at a time
    if client_id is not None and (known := Person.objects.may_be_seen_by(by).filter(uuid=client_id).first()):
        return known
    person: Person = Person.objects.create_person(name=name)
    person.phone = phone
    if client_id is not None and not Person.objects.filter(uuid=client_id).exists():
        person.uuid = client_id
    person.save(update_fields=["phone", "uuid"])
    consent(person, Purpose.KEPT_FOR_ME, how=agreed_how, at=agreed_at, by=by, in_presence_of=in_presence_of)
    return person


@transaction.atomic
def offer_email(person: Person, *, email: str, by: Person, client_id: UUID | None = None) -> None:
    """Send a first address its letter. It is theirs when they used it; taken ones get the same letter as at joining."""
    email = as_stored(email)
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.email:
        raise Refused(_("This person has an e-mail address, and changes it themselves."))
    own_hands.keep_out(by, person)
    row, code, token = codes.issue(CodeFor.FIRST_EMAIL, email, person, client_id=client_id)
    if not code:
        return
    if Person.objects.filter(email=email).exists():
        letters.tell_joined_before(row)
    else:
        letters.send_code(row, code, token)


@transaction.atomic
def suspend(person: Person, *, by: Person, reason: str) -> None:
    """Stop a person: their sessions end now, their roles sleep. Again, it changes nothing."""
    list(Person.objects.select_for_update().filter(pk=person.pk))  # one wish at a time
    if Suspension.objects.filter(person=person, lifted_at=None).exists():
        return
    if person.pk == by.pk:
        raise Refused(_("Nobody can stop their own account."))
    if is_last_hub_admin(person):
        raise Refused(_("This is the last person who looks after the hub. Give the role to somebody else first."))
    Suspension.objects.create(person=person, by=by, reason=reason)
    Person.objects.filter(pk=person.pk).update(is_active=False)
    person.is_active = False
    Session.objects.filter(person=person).delete()
    codes.close(person=person)
    letters.tell_suspended(person, reason)


@transaction.atomic
def lift_suspension(person: Person, *, by: Person, reason: str) -> None:
    """Let a person in again."""
    ended = Suspension.objects.filter(person=person, lifted_at=None)
    if ended.update(lifted_at=timezone.now(), lifted_by=by, lifted_because=reason):
        Person.objects.filter(pk=person.pk).update(is_active=True)
        person.is_active = True
        letters.tell_lifted(person)


@transaction.atomic
def forget_second_step(person: Person, *, by: Person | None) -> None:
    """For somebody who lost their phone: begin anew. Their roles sleep until they have a second step again."""
    second_step.forget(person)
    Session.objects.filter(person=person).delete()
    who = by.name if by else _("whoever runs the hub’s computer")
    letters.tell_door_changed(person, _("%s took away your second step, so that you can set up a new one.") % who)
