from datetime import datetime
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from closeknit.accounts.vocabulary import Role, Scope
from closeknit.conversation.subjects import subjects
from closeknit.conversation.vocabulary import HIDDEN_NOW, CaseState, CommentState, Desk
from closeknit.journal.things import kinds


class ThreadQuerySet(models.QuerySet):
    def about(self, kind: str, number: int) -> Self:
        return self.filter(about_kind=kind, about_id=number)

    def visible_to(self, person: Any) -> Self:
        """Threads about things that this person may know of."""
        return self.filter(_known_things(person, "about_kind", "about_id"))


class CommentQuerySet(models.QuerySet):
    def visible_to(self, person: Any) -> Self:
        """Comments that this person may know of. What a hidden one says is another matter."""
        told = ~Q(state=CommentState.WAITING)
        if person is not None:
            told |= Q(author=person) | _moderated_comments(person)
        return self.filter(told & _known_things(person, "thread__about_kind", "thread__about_id"))

    def readable_by(self, person: Any) -> Self:
        """Comments whose words this person may read."""
        read = Q(state=CommentState.SHOWN)
        if person is not None:
            read |= Q(author=person) & ~Q(state=CommentState.REMOVED) | _moderated_comments(person)
        return self.visible_to(person).filter(read)

    def published(self) -> Self:
        return self.filter(state=CommentState.SHOWN)

    def tops(self) -> Self:
        """Those that answer no other."""
        return self.filter(parent=None)


class HouseRuleQuerySet(models.QuerySet):
    def in_force(self) -> Self:
        return self.filter(until=None)


class CaseQuerySet(models.QuerySet):
    def pending(self) -> Self:
        return self.filter(state=CaseState.PENDING)

    def decided(self) -> Self:
        return self.exclude(state=CaseState.PENDING)

    def hiding(self, kind: str) -> Self:
        """Those that keep a contribution of this kind out of sight now: the SQL twin of ``is_hidden``."""
        undecided = Q(state=CaseState.PENDING, question__in=HIDDEN_NOW)
        return self.filter(Q(state=CaseState.UPHELD) | undecided, kind=kind)

    def moderated_by(self, person: Any) -> Self:
        """The SQL twin of ``conversation.moderate_case``: those of their areas, or all for a moderator
        of the hub; administrators those that have moved up to them."""
        if person is None:
            return self.none()
        if person.holds(Role.MODERATOR):
            return self
        theirs = Q(pk__in=())
        if areas := areas_moderated_by(person):
            links = apps.get_model("conversation", "CaseArea").objects.filter(case=OuterRef("pk"), area__in=areas)
            theirs |= Q(Exists(links))
        if person.holds(Role.HUB_ADMIN):
            theirs |= Q(desk=Desk.ADMINS)
        return self.filter(theirs)

    def seen_by(self, person: Any) -> Self:
        """Those whose state and age this person may know: administrators know of all."""
        if person is not None and person.holds(Role.HUB_ADMIN):
            return self
        return self.moderated_by(person)

    def waiting_since(self, at: datetime) -> Self:
        return self.pending().filter(pending_since__lte=at)


class ReportQuerySet(models.QuerySet):
    def standing(self) -> Self:
        """Reports that were not taken back."""
        return self.filter(withdrawn_at=None)


class ComplaintQuerySet(models.QuerySet):
    def open(self) -> Self:
        return self.filter(answered_at=None)


def areas_moderated_by(person: Any) -> list[int]:
    """The areas over which this person is a moderator."""
    return sorted(number for kind, number in person.scopes_of(Role.MODERATOR) if kind == Scope.AREA)


def moderates_something(person: Any) -> bool:
    """Whether ``moderated_by`` may give this person any case at all."""
    return person is not None and (
        person.holds(Role.MODERATOR) or person.holds(Role.HUB_ADMIN) or bool(areas_moderated_by(person))
    )


def _known_things(person: Any, kind_column: str, id_column: str) -> Q:
    """Rows that point to a thing this person may know of, whatever its kind. Looks each row's thing up
    rather than first gathering all things."""
    known = Q(pk__in=())
    for name in subjects():
        things = kinds()[name].visible_to(person).order_by()
        known |= Q(Exists(things.filter(pk=OuterRef(id_column))), **{kind_column: name})
    return known


def _moderated_comments(person: Any) -> Q:
    """Comments that lie before this person as a moderator."""
    if person.holds(Role.MODERATOR):
        return ~Q(pk__in=())
    cases = apps.get_model("conversation", "Case").objects.moderated_by(person)
    return Q(pk__in=cases.filter(kind="conversation.comment").values("thing_id"))
