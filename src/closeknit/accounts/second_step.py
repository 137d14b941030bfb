"""The second step at sign-in: an authenticator's numbers, and codes on paper. Passkeys are in passkeys.py."""

import base64
import hashlib
import hmac
import secrets
import struct
import time
from urllib.parse import quote, urlencode

import segno
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from closeknit.accounts.models import Authenticator, Grant, Passkey, Person, RecoveryCode, Session
from closeknit.accounts.vocabulary import PRIVILEGED

PERIOD, DIGITS = 30, 6  # what every app takes for granted
RECOVERY_CODES = 10
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is mistaken for another


def is_asked_of(person: Person) -> bool:
    """Whether a code by e-mail or a password alone does not let this person in. Costs two queries at most."""
    if Authenticator.objects.filter(person=person).exists():
        return True
    return person.has_second_factor and settings.SECOND_FACTOR == "required" and has_power(person)


def has_power(person: Person) -> bool:
    """Whether the person holds a role over others now, be it awake or asleep."""
    return Grant.objects.in_force(timezone.now()).filter(person=person, role__in=PRIVILEGED).exists()


def keep_in_step(person: Person) -> None:
    """Say on the person whether there is a second step. Call after a key came or went."""
    has = Passkey.objects.filter(person=person).exists() or Authenticator.objects.filter(person=person).exists()
    Person.objects.filter(pk=person.pk).update(has_second_factor=has)
    person.has_second_factor = has
    if not has:
        RecoveryCode.objects.filter(person=person).delete()


@transaction.atomic
def forget(person: Person) -> None:
    Passkey.objects.filter(person=person).delete()
    Authenticator.objects.filter(person=person).delete()
    keep_in_step(person)


# ── An authenticator ─────────────────────────────────────────────────────────────────────────────


def new_secret() -> str:
    return base64.b32encode(secrets.token_bytes(20)).decode()


def address_of(secret: str, person: Person, place: str) -> str:
    """What an app reads from the picture."""
    label = quote(f"{place}:{person.email or person.name}")
    return f"otpauth://totp/{label}?{urlencode({'secret': secret, 'issuer': place})}"


def picture_of(address: str) -> str:
    """The address as a QR code, ready for ``src``."""
    return str(segno.make(address, error="m").svg_data_uri(scale=5, border=4, light="#fff"))


@transaction.atomic
def set_authenticator(person: Person, secret: str, number: str) -> bool:
    """Take this app on if it shows the right number now. It replaces the one before."""
    step = _step_of(secret, number)
    if step is None:
        return False
    Authenticator.objects.update_or_create(
        person=person, defaults={"sealed_secret": sealed(secret), "last_step": step, "added_at": timezone.now()}
    )
    keep_in_step(person)
    return True


def is_number(person: Person, typed: str) -> bool:
    """Whether the person's app shows this number now. Each counts once, also in two processes."""
    app = Authenticator.objects.filter(person=person).first()
    if app is None:
        return False
    secret = unsealed(app.sealed_secret)
    step = _step_of(secret, typed) if secret else None
    if step is None:
        return False
    return bool(Authenticator.objects.filter(pk=app.pk, last_step__lt=step).update(last_step=step))


def number_at(secret: str, step: int) -> str:
    """RFC 6238 with SHA-1, which is what the apps know."""
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", step), hashlib.sha1).digest()
    offset = digest[-1] & 15
    value = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{value % 10**DIGITS:0{DIGITS}}"


def _step_of(secret: str, typed: str) -> int | None:
    """The half minute in which the number is shown: this one, the last or the next."""
    digits = "".join(character for character in typed if character.isdecimal())
    now = int(time.time()) // PERIOD
    return next(
        (step for step in (now, now - 1, now + 1) if constant_time_compare(number_at(secret, step), digits)), None
    )


def sealed(secret: str) -> str:
    """As it may be kept in the database."""
    return _seal().encrypt(secret.encode()).decode()


def unsealed(kept: str) -> str:
    """Empty if there is none, or the hub's key is another one now."""
    try:
        return _seal().decrypt(kept.encode()).decode()
    except InvalidToken:
        return ""


def _seal() -> Fernet:
    key = salted_hmac("closeknit.accounts.authenticator", "seal", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))


# ── Codes on paper ───────────────────────────────────────────────────────────────────────────────


@transaction.atomic
def new_recovery_codes(person: Person) -> list[str]:
    """Ten fresh codes; those before are good no more. Only their hashes are kept."""
    list(Person.objects.select_for_update().filter(pk=person.pk))  # one set at a time
    RecoveryCode.objects.filter(person=person).delete()
    codes = ["".join(secrets.choice(LETTERS) for _ in range(10)) for _ in range(RECOVERY_CODES)]
    RecoveryCode.objects.bulk_create(RecoveryCode(person=person, code_hash=_hash(person, code)) for code in codes)
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def use_recovery_code(person: Person, typed: str) -> bool:
    """Whether this is one of them, used up by asking."""
    code = "".join(character for character in typed.lower() if character in LETTERS)
    fitting = RecoveryCode.objects.filter(person=person, code_hash=_hash(person, code), used_at=None)
    return bool(fitting.update(used_at=timezone.now()))


def recovery_codes_left(person: Person) -> int:
    return RecoveryCode.objects.filter(person=person, used_at=None).count()


def _hash(person: Person, code: str) -> str:
    return salted_hmac(f"closeknit.accounts.recovery {person.uuid}", code, algorithm="sha256").hexdigest()


def end_weaker_sessions(person: Person, but: str | None) -> None:
    """Sessions begun with one step end when there is a second, but for the one in which it was set up."""
    Session.objects.filter(person=person).exclude(session_key=but).delete()
