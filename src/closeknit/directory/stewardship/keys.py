"""What a link in a letter holds: long enough to be guessed by nobody, kept only as a digest."""

import hashlib
import secrets
from typing import NamedTuple


class Key(NamedTuple):
    """``secret`` goes into the letter and nowhere else, ``digest`` into the database."""

    secret: str
    digest: str


def new_key() -> Key:
    secret = secrets.token_urlsafe(32)
    return Key(secret, digest_of(secret))


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
