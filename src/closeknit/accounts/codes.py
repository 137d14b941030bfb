"""Codes and links by e-mail: made, tried, used once. What they open is said in actions."""

import secrets
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db.models import F
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from closeknit.accounts import printed
from closeknit.accounts.models import EmailCode, Person
from closeknit.accounts.vocabulary import CodeFor

LIFE = timedelta(minutes=15)
LIFE_OF_FIRST = timedelta(hours=24)  # somebody else asked for it, so nobody is waiting beside the letter box
DIGITS = 8


def issue(
    purpose: str, email: str, person: Person | None, *, client_id: UUID | None = None, **details: Any
) -> tuple[EmailCode, str, str]:
    """A new code for this address: the row, the code as it is typed, and the token of the link.

    ``client_id`` is a number that only the form knows which asks. The same form again finds its row, without
    a code: the letter has gone.
    """
    code, token = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}", secrets.token_urlsafe(24)
    name, now = _free_name(client_id, purpose, email), timezone.now()
    row, is_new = EmailCode.objects.get_or_create(
        uuid=name,
        purpose=purpose,
        email=email,
        defaults={
            "person": person,
            "details": details,
            "code_hash": _hash(f"code {name} {purpose}", code),
            "link_hash": _hash("link", token),
            "made_at": now,
            "expires_at": now + (LIFE_OF_FIRST if purpose == CodeFor.FIRST_EMAIL else LIFE),
        },
    )
    return (row, code, token) if is_new else (row, "", "")


def _free_name(client_id: UUID | None, purpose: str, email: str) -> UUID:
    """The name the form chose, unless it stands for something else."""
    if client_id is None:
        return uuid4()
    others = EmailCode.objects.filter(uuid=client_id).exclude(purpose=purpose, email=email)
    return uuid4() if others.exists() else client_id


def in_words(code: str) -> str:
    """Four and four digits, as one reads them aloud."""
    return f"{code[:4]} {code[4:]}"


def use_code(row: EmailCode, typed: str) -> bool:
    """Whether this is the code, and nobody used it before. Every try counts, also two at once."""
    tried = _open_ones(pk=row.pk).update(tries=F("tries") + 1)
    digits = "".join(character for character in typed if character.isdecimal())
    is_right = constant_time_compare(row.code_hash, _hash(f"code {row.uuid} {row.purpose}", digits))
    return bool(tried) and is_right and _spend(row)


def use_link(token: str) -> EmailCode | None:
    """The row this link belongs to, used up by asking; None if it is not good (any more)."""
    row = with_link(token)
    return row if row is not None and _spend(row) else None


def with_link(token: str) -> EmailCode | None:
    """The row this link belongs to while it is good."""
    return _open_ones(link_hash=_hash("link", token)).first()


def close(*, email: str = "", person: Person | None = None) -> None:
    """Nothing sent before is good any more."""
    whose = {"person": person} if person is not None else {"email": email}
    EmailCode.objects.filter(used_at=None, **whose).update(expires_at=timezone.now())
    if person is not None:
        printed.close(person)


def flow(uuid: UUID, *purposes: str) -> EmailCode | None:
    """The row the browser was sent to, open or not, if it is for one of these purposes."""
    return EmailCode.objects.filter(uuid=uuid, purpose__in=purposes).first()


def _spend(row: EmailCode) -> bool:
    """Use the row, once; the others sent to the address for the same die with it."""
    now = timezone.now()
    if not EmailCode.objects.filter(pk=row.pk, used_at=None, expires_at__gt=now).update(used_at=now):
        return False
    EmailCode.objects.filter(email=row.email, used_at=None).update(expires_at=now)
    return True


def _open_ones(**which: Any) -> Any:
    now = timezone.now()
    return EmailCode.objects.filter(used_at=None, expires_at__gt=now, tries__lt=EmailCode.TRIES, **which)


def _hash(what: str, secret: str) -> str:
    return salted_hmac(f"closeknit.accounts.{what}", secret, algorithm="sha256").hexdigest()
