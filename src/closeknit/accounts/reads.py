"""What the pages of this room, and others, ask about people."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.accounts import second_step, with_help
from closeknit.accounts.actions.people import POSTS
from closeknit.accounts.models import (
    Authenticator,
    Consent,
    Grant,
    HelpedAct,
    Person,
    PrintedCode,
    ReadingAlert,
    Session,
    Support,
    Suspension,
)
from closeknit.core.paging import pages_of
from closeknit.places.naming import names_of_areas

PER_PAGE = 50
FEW_TO_HELP = 3


@dataclass(frozen=True, slots=True)
class Account:
    """What a person sees first of their account."""

    has_password: bool
    passkeys: int
    has_app: bool
    sessions: int
    helpers: int
    roles: list["Held"]


@dataclass(frozen=True, slots=True)
class Held:
    """A role in words."""

    grant: Grant
    role: str
    scope: str
    is_in_force: bool


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session as its owner sees it."""

    handle: str
    device: str
    signed_in_at: datetime | None
    seen_at: datetime
    is_here: bool


def account_of(person: Person) -> Account:
    """Costs six queries, one more if a role is over an area."""
    now = timezone.now()
    return Account(
        has_password=person.has_usable_password(),
        passkeys=person.passkeys.count(),
        has_app=Authenticator.objects.filter(person=person).exists(),
        sessions=Session.objects.filter(person=person, expire_date__gt=now).count(),
        helpers=Support.objects.filter(person=person, ended_at=None).count(),
        roles=in_words(Grant.objects.in_force(now).filter(person=person).order_by("role", "pk")),
    )


def in_words(grants: Iterable[Grant]) -> list[Held]:
    """Roles with the names of their areas. One query for all areas together."""
    grants = list(grants)
    now = timezone.now()
    numbers = {grant.scope_id for grant in grants if grant.scope_kind == "area"}
    names = names_of_areas(numbers) if numbers else {}
    return [
        Held(
            grant=grant,
            role=str(grant.get_role_display()),
            scope=names.get(grant.scope_id) if grant.scope_kind == "area" else str(grant.get_scope_kind_display()),  # type: ignore[arg-type]
            is_in_force=grant.valid_from <= now and (grant.valid_until is None or grant.valid_until > now),
        )
        for grant in grants
    ]


def roles(page: str) -> dict[str, Any]:
    """Roles over the hub and areas: those in force, and a page of those that ended."""
    now = timezone.now()
    over_all = Grant.objects.filter(scope_kind__in=("hub", "area")).select_related("person", "granted_by", "ended_by")
    ended = Paginator(over_all.filter(valid_until__lte=now).order_by("-valid_until", "pk"), PER_PAGE).get_page(page)
    return {
        "in_force": in_words(over_all.in_force(now).order_by("role", "person__name", "pk")),
        "ended": in_words(ended.object_list),
        "pages": pages_of(ended),
    }


def post_words(person: Person) -> str:
    """What a change of name costs somebody whose post is shown beside it."""
    if Grant.objects.in_force(timezone.now()).filter(person=person, role__in=POSTS).exists():
        return _("Your post is shown beside your name. With a new name, the post must be given to you again.")
    return ""


def sessions_of(person: Person, here: str | None) -> list[SignedIn]:
    rows = Session.objects.filter(person=person, expire_date__gt=timezone.now()).order_by("-seen_at", "pk")
    return [
        SignedIn(
            handle=row.handle,
            device=row.device or _("A device we do not know"),
            signed_in_at=row.signed_in_at,
            seen_at=row.seen_at,
            is_here=row.session_key == here,
        )
        for row in rows.defer("session_data")
    ]


def consents_of(person: Person) -> list[Consent]:
    return list(Consent.objects.filter(person=person).select_related("recorded_by").order_by("-at", "-pk"))


def agrees_to(person: Person, purpose: str) -> bool:
    """Whether the newest word of this person about it was a yes."""
    newest = Consent.objects.filter(person=person, purpose=purpose).order_by("-at", "-pk").first()
    return newest is not None and newest.is_given


def helping_of(person: Person) -> dict[str, Any]:
    """Who helps this person and whom they help, open invitations too."""
    standing = Support.objects.filter(ended_at=None).select_related("person", "supporter").order_by("invited_at", "pk")
    return {
        "helpers": list(standing.filter(person=person)),
        "helped": list(standing.filter(Q(supporter=person) | Q(supporter=None, email=person.email or "-"))),
    }


def busy_supporters() -> list[tuple[Person, int]]:
    """Who helps more than three people now, and how many. One query."""
    busy = Person.objects.filter(supports_of_others__in=with_help.standing()).annotate(many=Count("supports_of_others"))
    return [(one, one.many) for one in busy.filter(many__gt=FEW_TO_HELP).order_by("-many", "name", "pk")]


@dataclass(frozen=True, slots=True)
class DoneWithHelp:
    """One line of what others did for a person."""

    act: HelpedAct
    what: str
    address: str


def done_with_help(person: Person, page: Any) -> dict[str, Any]:
    """What others did for this person, a page of it. Two queries, and one for each kind of thing."""
    acts = Paginator(HelpedAct.objects.filter(person=person).select_related("helper"), PER_PAGE).get_page(page)
    shown = list(acts.object_list)
    lines = [DoneWithHelp(act, *words) for act, words in zip(shown, with_help.told(shown), strict=True)]
    return {"acts": lines, "pages": pages_of(acts)}


def entered_by(person: Person) -> list[Person]:
    """People this person wrote down, who have no e-mail address yet. The newest 200."""
    wrote = Person.objects.written_down(email=None, consents__recorded_by=person)
    return list(wrote.order_by("-joined_at", "-pk")[:200])


def without_email(name: str, page: Any) -> Any:
    """People without e-mail whom anybody wrote down, by name. Two queries a page."""
    people = Person.objects.written_down(email=None).filter(name__icontains=name).order_by("name", "pk")
    return Paginator(people, PER_PAGE).get_page(page)


def person_page(someone: Person) -> dict[str, Any]:
    return {
        "roles": in_words(Grant.objects.filter(person=someone).order_by("-valid_from", "pk")),
        "suspensions": list(
            Suspension.objects.filter(person=someone).select_related("by", "lifted_by").order_by("-at", "pk")
        ),
        "consents": consents_of(someone),
        "printed": printed_for(someone),
        "takes_sheets": not (someone.email or second_step.has_power(someone)),
    }


def reading_alerts() -> list[ReadingAlert]:
    """The newest 100. One query."""
    return list(ReadingAlert.objects.select_related("reader")[:100])


def printed_for(person: Person) -> list[PrintedCode]:
    """The last sheets with a code to sign in that were printed for this person."""
    return list(PrintedCode.objects.filter(person=person).select_related("made_by")[:5])
