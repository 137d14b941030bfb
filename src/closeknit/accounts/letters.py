"""The letters of this room. Each says why it came, and what to do if one did not ask for it.

No letter says whether somebody else has an account, and no subject says what a group is about.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from closeknit.accounts.codes import in_words
from closeknit.accounts.models import EmailCode, Grant, Person, Support
from closeknit.accounts.vocabulary import PRIVILEGED, CodeFor
from closeknit.core.mail import Letter, post
from closeknit.places.models import Hub
from closeknit.places.naming import names_of_areas

FIVE_MINUTES = 300
AT_THE_DOOR = (CodeFor.SIGN_IN, CodeFor.JOIN)


def send_code(row: EmailCode, code: str, token: str) -> None:
    """The code and the link of this row, in words for its purpose and for whom it finds."""
    subject, why = _about_code(row)
    link = settings.PUBLIC_URL + reverse("accounts:mail-link", args=[token])
    good_for = _("It is good for a day.") if row.purpose == CodeFor.FIRST_EMAIL else _("It is good for 15 minutes.")
    _post(
        row.email,
        subject,
        [
            why,
            _("Your code is:"),
            f"    {in_words(code)}",
            good_for + " " + _("Or open this link and press the button:"),
        ],
        link=link,
        after=[
            _("If this was not you, you need not do anything. Nobody can sign in without this e-mail."),
            _("We never ask for this code by telephone. Tell it to nobody."),
        ],
        once=f"accounts.code {row.uuid}",
    )


def _about_code(row: EmailCode) -> tuple[str, str]:
    place = Hub.current().name
    subject = _at_the_door(place) if row.purpose in AT_THE_DOOR else _("Your code for %(place)s") % {"place": place}
    if row.purpose == CodeFor.JOIN and row.person_id:
        return subject, _("Somebody wants to join %s with this address. You already have an account here.") % place
    if row.purpose == CodeFor.JOIN:
        return subject, _("Welcome to %s. With this code we know that the address is yours.") % place
    if row.purpose == CodeFor.FIRST_EMAIL:
        return subject, _("You asked us to add this e-mail address for you at %s.") % place
    if row.purpose == CodeFor.CHANGE_EMAIL:
        return subject, _("You want to use this address at %s from now on.") % place
    return subject, _("You want to sign in at %s.") % place


def _at_the_door(place: str) -> str:
    """One subject for all who ask to come in: it tells nobody whether there is an account, and promises no code."""
    return _("Signing in at %(place)s") % {"place": place}


def send_no_account(row: EmailCode) -> None:
    """To an address nobody joined with: as many letters as to one that somebody did."""
    place, then = Hub.current().name, row.details.get("then", "")
    query = f"?{urlencode({'next': then})}" if then else ""
    _post(
        row.email,
        _at_the_door(place),
        [
            _("Somebody wants to sign in at %s with this address. There is no account with it, so there is no code.")
            % place,
            _("If it was you, perhaps you joined with another address. Or join now:"),
        ],
        link=f"{settings.PUBLIC_URL}{reverse('accounts:join')}{query}",
        after=[_("If this was not you, you need not do anything.")],
        once=f"accounts.code {row.uuid}",
    )


def send_suspended(row: EmailCode) -> None:
    hub = Hub.current()
    _post(
        row.email,
        _at_the_door(hub.name),
        [_("You want to sign in at %s. Your account is stopped just now, so there is no code.") % hub.name, _ask(hub)],
        once=f"accounts.code {row.uuid}",
    )


def tell_joined_before(row: EmailCode) -> None:
    """Somebody asked to move to an address that is another person's account."""
    _post(
        row.email,
        _("Your code for %(place)s") % {"place": Hub.current().name},
        [
            _("Somebody wants to use this address for their account. It belongs to your account already."),
            _("If it was you, sign in with this address. If not, you need not do anything."),
        ],
        once=f"accounts.code {row.uuid}",
    )


def tell_email_changed(person: Person, old: str) -> None:
    hub = Hub.current()
    _post(
        old,
        _("Your e-mail address was changed"),
        [
            _("Hello %s,") % person.name,
            _("from now on you sign in at %s with another address. This one does not work any more.") % hub.name,
            _("If you did not do this, tell us at once.") + " " + _ask(hub),
        ],
        once=_once(f"email-changed {person.uuid}", old, person.email or ""),
    )


def tell_door_changed(person: Person, what: str) -> None:
    """A password, a passkey or an authenticator came or went."""
    hub = Hub.current()
    said = [_("Hello %s,") % person.name, what, _("If you did not do this, tell us at once.") + " " + _ask(hub)]
    tell(person, _("How you sign in was changed"), said, "door-changed")


def tell_role_given(grant: Grant) -> None:
    said = [
        _("Hello %s,") % grant.person.name,
        _("you now have a role at %(place)s: %(role)s (%(scope)s).")
        % {"place": Hub.current().name, "role": grant.get_role_display(), "scope": scope_words(grant)},
        _("The reason given: %s") % grant.reason,
    ]
    if grant.valid_until:
        said.append(_("It ends on %s.") % _day(grant.valid_until))
    if grant.person.lacks_second_factor:
        said.append(_("Before it works, you need a second step at sign-in. The hub will show you how."))
    elif grant.role in PRIVILEGED:
        said.append(_("You may find yourself signed out now. That is to keep the role safe: sign in once more."))
    tell(grant.person, _("You have a new role"), said, "role-given")


def tell_role_ends_soon(grant: Grant, weeks: int) -> None:
    """Once for each grant and number of weeks, however often the job runs."""
    if not (grant.person.email and grant.valid_until):
        return
    said = [
        _("Hello %s,") % grant.person.name,
        _("your role at %(place)s ends on %(day)s: %(role)s (%(scope)s).")
        % {
            "place": Hub.current().name,
            "day": _day(grant.valid_until),
            "role": grant.get_role_display(),
            "scope": scope_words(grant),
        },
        _("Roles like this last a year at most. If you still do this work, ask those who look after the hub for it."),
    ]
    _post(grant.person.email, _("A role of yours ends soon"), said, once=f"accounts.role-ends {grant.uuid} {weeks}")


def tell_role_ended(grant: Grant, why: str) -> None:
    said = [
        _("Hello %s,") % grant.person.name,
        _("your role at %(place)s has ended: %(role)s (%(scope)s).")
        % {"place": Hub.current().name, "role": grant.get_role_display(), "scope": scope_words(grant)},
        _("The reason given: %s") % why,
    ]
    tell(grant.person, _("A role of yours has ended"), said, "role-ended")


def tell_suspended(person: Person, reason: str) -> None:
    hub = Hub.current()
    said = [
        _("Hello %s,") % person.name,
        _("your account at %s is stopped. You cannot sign in for now.") % hub.name,
        _("The reason given: %s") % reason,
        _("If you think this is wrong, say so.") + " " + _ask(hub),
    ]
    tell(person, _("Your account is stopped"), said, "suspended")


def tell_lifted(person: Person) -> None:
    said = [_("Hello %s,") % person.name, _("you can sign in at %s again.") % Hub.current().name]
    tell(person, _("Your account works again"), said, "lifted")


def invite_to_help(support: Support) -> None:
    """The subject says nothing of who needs help."""
    _post(
        support.email,
        _("Somebody asks for your help at %s") % Hub.current().name,
        [
            _("Hello,"),
            _("%s asks you to help them on the hub. If you say yes, what you do for them is marked with your name.")
            % support.person.name,
            _("They can end this at any time, and so can you. Read more and answer here:"),
        ],
        link=settings.PUBLIC_URL + reverse("accounts:helping-answer", args=[support.uuid]),
        after=[_("If you do not know this person, you need not do anything.")],
        once=f"accounts.support {support.uuid}",
    )


def tell(person: Person, subject: str, said: Sequence[str], once: str) -> None:
    """A letter to a person who has an address; the others are told by whoever entered them."""
    if person.email:
        _post(person.email, subject, said, once=_once(f"{once} {person.uuid}", *said))


def scope_words(grant: Grant) -> str:
    """What a role is over, in words. One query for an area."""
    if grant.scope_kind == "area":
        named = names_of_areas([grant.scope_id])
        return named.get(grant.scope_id) or str(grant.get_scope_kind_display())
    return str(grant.get_scope_kind_display())


def _post(to: str, subject: str, said: Sequence[str], *, once: str, link: str = "", after: Sequence[str] = ()) -> None:
    context: dict[str, Any] = {"said": said, "link": link, "after": after, "place": Hub.current().name}
    post(Letter(to=to, subject=subject, template="accounts/mail/letter.txt", context=context, once=once, urgent=True))


def _once(what: str, *said: str) -> str:
    """A name for a letter: the same words about the same thing within five minutes are one letter."""
    about = hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]
    return f"accounts.{what} {about} {int(timezone.now().timestamp()) // FIVE_MINUTES}"


def _ask(hub: Hub) -> str:
    if hub.contact_phone:
        return _("Ring %s.") % hub.contact_phone
    if hub.contact_email:
        return _("Write to %s.") % hub.contact_email
    return _("Ask the people who run the hub.")


def _day(at: datetime) -> str:
    return date_format(timezone.localtime(at), "j F Y")
