"""Once somebody without e-mail has signed in, or holds a role, their account is in their own hands. Then whoever
wrote them down does not open it, change where its letters go, or end it: an administrator does."""

from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.accounts.models import Consent, Grant, Person
from closeknit.accounts.vocabulary import Purpose, Role, Scope
from closeknit.core.errors import NotForYou
from closeknit.core.policy import may


def is_in_own_hands(person: Person) -> bool:
    """Costs one query at most."""
    return person.last_login is not None or Grant.objects.in_force(timezone.now()).filter(person=person).exists()


def wrote_down(writer: Person, person: Person) -> bool:
    yes = Consent.objects.filter(person=person, purpose=Purpose.KEPT_FOR_ME, is_given=True)
    return yes.filter(recorded_by=writer).exists()


def administrators(*, but: Person) -> list[Person]:
    """Everybody else who runs the hub and is awake. One query."""
    held = Grant.objects.in_force(timezone.now()).filter(role=Role.HUB_ADMIN, scope_kind=Scope.HUB)
    others = Person.objects.filter(pk__in=held.values("person"), is_active=True).exclude(pk=but.pk)
    return [person for person in others.order_by("name", "pk") if not person.lacks_second_factor]


def keep_out(by: Person, person: Person) -> None:
    """``NotForYou`` if the account is in its owner's hands, and this is not the one who may act for them."""
    if not may(by, "accounts.act_in_their_place", person):
        raise NotForYou(
            _("They have signed in or hold a role, so only an administrator can do this. Ask an administrator.")
        )
