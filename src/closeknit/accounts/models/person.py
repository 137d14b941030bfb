"""Person and Grant. A group never has a password: people act for it through a role."""

import unicodedata
import uuid
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closeknit.accounts.querysets import GrantQuerySet
from closeknit.accounts.vocabulary import PRIVILEGED, Scope, reasons_to_join, roles, scopes
from closeknit.core.policy import may
from closeknit.core.prepared import Prepared


def as_stored(email: str) -> str:
    """An e-mail address in the one spelling that is stored and looked up."""
    return unicodedata.normalize("NFC", email).strip().lower()


WHOLE_HUB = (str(Scope.HUB), 0)


class PersonManager(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> "Person":
        """The person with this e-mail address, whatever its capitals."""
        return self.get(email=as_stored(username or ""))

    def may_be_seen_by(self, person: "Person | None") -> models.QuerySet["Person"]:
        """Whose page this person may open: the hub's administrator all, an organiser those they wrote down."""
        if person is None or not may(person, "accounts.enter_people"):
            return self.none()
        if may(person, "accounts.manage_hub"):
            return self.all()
        return self.written_down(consents__recorded_by=person)

    def written_down(self, **more: Any) -> models.QuerySet["Person"]:
        """People whom somebody wrote down, and who did not have it taken away. ``more`` is said of that yes."""
        return self.filter(consents__purpose="kept_for_me", consents__is_given=True, **more).distinct()

    def create_person(self, *, name: str, email: str = "", password: str | None = None) -> "Person":
        """Create a person; without a password they cannot sign in with one."""
        person = self.model(name=name, email=as_stored(email) or None)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """One human being. May exist without an e-mail address (paper, telephone)."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail address"), unique=True, null=True, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    here_for = models.CharField(max_length=10, choices=reasons_to_join, blank=True)
    language = models.CharField(_("language of letters"), max_length=10, blank=True)
    is_active = models.BooleanField(default=True)  # False while suspended
    has_second_factor = models.BooleanField(default=False, editable=False)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("email"), name="email_once_whatever_its_capitals"),
        ]

    def __str__(self) -> str:
        return self.name

    def holds(self, role: str, *scopes: tuple[str, int]) -> bool:
        """Whether this role is in force now over the whole hub or one of these ``scopes``, such as
        ``("group", 12)``. Costs one query, then none for this object.

        A role with power over others sleeps until the person has a second step at sign-in.
        """
        return not self.scopes_of(role).isdisjoint({WHOLE_HUB, *scopes})

    def scopes_of(self, role: str) -> frozenset[tuple[str, int]]:
        """What this role is held over now, as (kind, number); the whole hub is ``("hub", 0)``."""
        if role in PRIVILEGED and self.lacks_second_factor:
            return frozenset()
        return self.scopes_given(role)

    def scopes_given(self, role: str) -> frozenset[tuple[str, int]]:
        """As ``scopes_of``, and also what sleeps for want of a second step."""
        if not self.is_active:
            return frozenset()
        if not hasattr(self, "_grants"):
            self._grants = set(GRANTS_OF(self.pk, timezone.now()))
        return frozenset((kind, number) for held, kind, number in self._grants if held == role)

    @property
    def lacks_second_factor(self) -> bool:
        """Whether roles with power over others sleep for want of a second step at sign-in."""
        return settings.SECOND_FACTOR == "required" and not self.has_second_factor


class Grant(models.Model):
    """A role given to a person: over what, by whom, from when, until when, and why.

    ``scope_id`` is the key of an area, a group and so on. No foreign key, for those stand above.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=40, choices=roles)
    scope_kind = models.CharField(max_length=10, choices=scopes, default=Scope.HUB)
    scope_id = models.BigIntegerField(default=0)
    granted_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="grants_given"
    )
    reason = models.CharField(max_length=300)
    valid_from = models.DateTimeField(default=timezone.now)
    valid_until = models.DateTimeField(null=True, blank=True)
    # Ended before its time, by whom and why
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    ended_because = models.CharField(max_length=300, blank=True)

    objects: ClassVar[GrantQuerySet] = GrantQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
                name="grant_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(scope_kind=Scope.HUB, scope_id=0) | (~Q(scope_kind=Scope.HUB) & Q(scope_id__gt=0)),
                name="grant_over_the_hub_has_no_number",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["scope_kind", "scope_id", "role"], name="grant_by_scope")]

    def __str__(self) -> str:
        return f"{self.person} as {self.get_role_display()}"

    def end(self) -> Self:
        """End the grant now; the row stays as a record. With a letter and a reason: ``actions.end_grant``."""
        self.valid_until = self.ended_at = timezone.now()
        self.save(update_fields=["valid_until", "ended_at"])
        return self


GRANTS_OF = Prepared(
    lambda pk, now: Grant.objects.in_force(now).filter(person=pk).values_list("role", "scope_kind", "scope_id")
)
