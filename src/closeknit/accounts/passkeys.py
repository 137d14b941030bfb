"""Passkeys (WebAuthn), with the fido2 library. Each asks for a finger, a face or a number: two steps in one."""

import json
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from fido2.server import Fido2Server
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from closeknit.accounts import second_step
from closeknit.accounts.models import Passkey, Person

MOST = 10  # of one person
STATE = "passkey"  # in the session, from asking to answering, once

# Whatever a browser may send that is no answer to our question
NONSENSE = (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError)


def ask_for_new(session: Any, person: Person, place: str) -> dict[str, Any]:
    """What the browser needs to make a key for this person."""
    user = PublicKeyCredentialUserEntity(
        name=person.email or person.name, id=person.uuid.bytes, display_name=person.name
    )
    known = [AttestedCredentialData(bytes(key.public_key)) for key in person.passkeys.all()]
    options, state = _server(place).register_begin(
        user,
        known,
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    session[STATE] = {**state, "for": str(person.uuid)}
    return dict(options)


@transaction.atomic
def keep_new(session: Any, person: Person, answer: str, *, name: str) -> Passkey | None:
    """Keep the key the browser made; None if it is no answer to what was asked."""
    state = session.pop(STATE, None)
    if not state or state.get("for") != str(person.uuid) or person.passkeys.count() >= MOST:
        return None
    try:
        made = _server().register_complete(state, json.loads(answer))
    except NONSENSE:
        return None
    data = made.credential_data
    if data is None or Passkey.objects.filter(credential_id=websafe_encode(data.credential_id)).exists():
        return None
    key = Passkey.objects.create(
        person=person,
        name=name,
        credential_id=websafe_encode(data.credential_id),
        public_key=bytes(data),
        uses=made.counter,
    )
    second_step.keep_in_step(person)
    return key


@transaction.atomic
def take_away(key: Passkey) -> None:
    person = key.person
    key.delete()
    second_step.keep_in_step(person)


def ask_for_known(session: Any) -> dict[str, Any]:
    """What the browser needs to let somebody show one of the keys it holds for this hub."""
    options, state = _server().authenticate_begin(user_verification=UserVerificationRequirement.REQUIRED)
    session[STATE] = {**state, "for": ""}
    return dict(options)


@transaction.atomic
def whose(session: Any, answer: str) -> Person | None:
    """The person who showed their key, or None. The question is used up by asking."""
    state = session.pop(STATE, None)
    if not state or state.get("for") != "":
        return None
    try:
        sent = AuthenticationResponse.from_dict(json.loads(answer))
        key = _key_of(sent)
        if key is None:
            return None
        _server().authenticate_complete(state, [AttestedCredentialData(bytes(key.public_key))], sent)
    except NONSENSE:
        return None
    return key.person if _count_use(key, sent.response.authenticator_data.counter) else None


def _key_of(sent: AuthenticationResponse) -> Passkey | None:
    """The key that is named, if the device says it belongs to the same person and they may come in."""
    key = Passkey.objects.select_related("person").filter(credential_id=websafe_encode(sent.raw_id)).first()
    if key is None or not key.person.is_active:
        return None
    named = sent.response.user_handle
    return key if named is None or UUID(bytes=bytes(named)) == key.person.uuid else None


def _count_use(key: Passkey, count: int) -> bool:
    """A device that counts must have counted on; else the key was copied."""
    if count and count <= key.uses:
        return False
    key.uses, key.used_at = count, timezone.now()
    key.save(update_fields=["uses", "used_at"])
    return True


def _server(place: str = "Closeknit") -> Fido2Server:
    """Answers count only when they were made on our own pages."""
    own = urlsplit(settings.PUBLIC_URL)
    entity = PublicKeyCredentialRpEntity(name=place, id=own.hostname or "localhost")
    return Fido2Server(entity, verify_origin=lambda origin: origin == f"{own.scheme}://{own.netloc}")
