"""How a person shows that it is them: a code by e-mail, a passkey, an authenticator, a code kept on paper."""

import uuid
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils import timezone

from closeknit.accounts.models.person import Person
from closeknit.accounts.vocabulary import code_uses


class EmailCode(models.Model):
    """One letter with a code and a link, good for one purpose, once. ``uuid`` names it to the browser that
    asked, so that nobody else can use up its tries. Only hashes are kept."""

    TRIES = 5

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    purpose = models.CharField(max_length=20, choices=code_uses)
    email = models.EmailField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, blank=True, related_name="email_codes")
    code_hash = models.CharField(max_length=64)
    link_hash = models.CharField(max_length=64, unique=True)
    details = models.JSONField(default=dict)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(db_index=True)
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["email", "expires_at"], name="code_by_address")]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} for {self.email}"

    def is_open(self, at: datetime) -> bool:
        return self.used_at is None and self.tries < self.TRIES and self.expires_at > at


class Passkey(models.Model):
    """A key in somebody's device, which asks for a finger, a face or a number: two steps in one."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="passkeys")
    name = models.CharField(max_length=80)
    credential_id = models.CharField(max_length=1400, unique=True)  # base64url
    public_key = models.BinaryField()  # attested credential data, as WebAuthn writes it
    uses = models.BigIntegerField(default=0)  # the device's own count; going back shows a copy
    added_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class Authenticator(models.Model):
    """An app that shows a new number every half minute (RFC 6238)."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="authenticator")
    sealed_secret = models.TextField()
    last_step = models.BigIntegerField(default=0)  # of the newest number used: each counts once
    added_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"authenticator of {self.person}"


class RecoveryCode(models.Model):
    """A code on paper, for the day the phone is gone. Each counts once."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="recovery_codes")
    code_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"recovery code of {self.person}"


class PrintedCode(models.Model):
    """A code on a sheet of paper, for somebody without e-mail: good once, for some weeks. The rows stay for
    a while, as a record of who printed what for whom, and when it was used."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="printed_codes")
    code_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-made_at", "-id")

    def __str__(self) -> str:
        return f"printed code of {self.person_id}"

    @property
    def is_good(self) -> bool:
        return self.used_at is None and self.expires_at > timezone.now()
