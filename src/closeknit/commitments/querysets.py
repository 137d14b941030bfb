from datetime import date
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Case, Count, Exists, OuterRef, Q, When

from closeknit.accounts.models import Grant
from closeknit.accounts.vocabulary import Role, Scope
from closeknit.commitments.sources import GROUP, organised_q, readable_q
from closeknit.commitments.vocabulary import AskState, Sight, State
from closeknit.conversation.querysets import areas_moderated_by

TOLD = (Sight.SHOWN, Sight.REMOVED)


class SaidQuerySet(models.QuerySet):
    def in_area(self, number: int) -> Self:
        return self.filter(Exists(self._links().filter(area_id=number)))

    def _links(self) -> Any:
        """Which areas each row belongs to."""
        through = self.model.areas.through
        return through._default_manager.filter(**{self.model._meta.model_name: OuterRef("pk")})

    def _in_areas(self, numbers: list[int]) -> Q:
        return Q(Exists(self._links().filter(area_id__in=numbers))) if numbers else Q(pk__in=())

    def _moderated_by(self, person: Any) -> Q:
        if person.holds(Role.MODERATOR):
            return ~Q(pk__in=())
        return self._in_areas(areas_moderated_by(person))

    def _of_officer(self, person: Any) -> Q:
        """Those in the areas for which this person answers for the council."""
        if person.holds(Role.COUNCIL_OFFICER):
            return ~Q(pk__in=())
        return self._in_areas(areas_answered_for(person))


class AskQuerySet(SaidQuerySet):
    def visible_to(self, person: Any) -> Self:
        """Asks whose words this person may read: the SQL twin of ``commitments.see_ask``."""
        seen = Q(sight__in=TOLD)
        if person is not None:
            seen |= Q(author=person) | self._moderated_by(person)
        confirmed = self.exclude(state=AskState.UNCONFIRMED)
        return confirmed.filter(
            seen
            & readable_q(person, "about_kind", "about_id")
            & readable_q(person, "asked_kind", "asked_id")
            & readable_q(person, "speaking_as_kind", "speaking_as_id")
        )

    def listed_for(self, person: Any) -> Self:
        """Those that stand in lists, and are counted."""
        return self.visible_to(person).filter(sight=Sight.SHOWN)

    def answered_by(self, person: Any) -> Self:
        """Those that this person may answer: the SQL twin of ``commitments.answer_ask``."""
        if person is None or not person.is_active:
            return self.none()
        groups = Grant.objects.numbers(person, Role.GROUP_STEWARD, "group")
        of_council = Q(is_to_council=True) & self._of_officer(person)
        return self.filter(Q(asked_person=person) | Q(asked_kind=GROUP, asked_id__in=groups) | of_council)

    def open(self) -> Self:
        """Those that wait for an answer."""
        return self.filter(state__in=(AskState.ASKED, AskState.ACKNOWLEDGED))

    def late(self, today: date) -> Self:
        return self.open().filter(due_on__lt=today)


class UndertakingQuerySet(SaidQuerySet):
    def visible_to(self, person: Any) -> Self:
        """Promises whose words this person may read: the SQL twin of ``commitments.see_undertaking``."""
        seen = Q(sight__in=TOLD)
        if person is not None:
            seen |= Q(owner=person) | Q(author=person) | self._moderated_by(person)
        return self.filter(
            seen & readable_q(person, "from_kind", "from_id") & readable_q(person, "speaking_as_kind", "speaking_as_id")
        )

    def listed_for(self, person: Any) -> Self:
        """Those that stand in lists, and are counted."""
        return self.visible_to(person).filter(sight=Sight.SHOWN)

    def settled_by(self, person: Any) -> Self:
        """Those of which this person may say what became of them: the SQL twin of ``commitments.settle``."""
        if person is None or not person.is_active:
            return self.none()
        groups = Grant.objects.numbers(person, Role.GROUP_STEWARD, "group")
        of_group = Q(speaking_as_kind=GROUP, speaking_as_id__in=groups)
        of_council = Q(is_for_council=True) & self._of_officer(person)
        orphaned = Q(owner=None, owner_name="") & (of_group | of_council)
        return self.filter(Q(owner=person) | organised_q(person, "from_kind", "from_id") | orphaned)

    def of_council_for(self, person: Any) -> Self:
        """What the council owes where this person answers for it."""
        return self.filter(Q(is_for_council=True) & self._of_officer(person))

    def open(self) -> Self:
        return self.filter(state=State.OPEN)

    def late(self, today: date) -> Self:
        """Past their day, and nothing said yet of what became of them."""
        return self.open().filter(due_on__lt=today)

    def to_come(self, today: date) -> Self:
        return self.open().exclude(due_on__lt=today)

    def nearest_first(self) -> Self:
        """What is still to come by its day, then what is settled, the newest first."""
        is_settled = Case(When(state=State.OPEN, then=0), default=1)
        day = Case(When(state=State.OPEN, then="due_on"), output_field=models.DateField())
        return self.order_by(is_settled, day.asc(nulls_last=True), "-id")

    def changed(self) -> Self:
        """Those whose words or day are not what was said first."""
        return self.filter(times_changed__gt=0)

    def counted(self, today: date) -> dict[str, int]:
        """How many of each sort there are. One query."""
        is_open, is_late = Q(state=State.OPEN), Q(state=State.OPEN, due_on__lt=today)
        return self.order_by().aggregate(
            all=Count("pk"),
            to_come=Count("pk", filter=is_open & ~Q(due_on__lt=today)),
            late=Count("pk", filter=is_late),
            kept=Count("pk", filter=Q(state=State.KEPT)),
            changed=Count("pk", filter=Q(times_changed__gt=0)),
            withdrawn=Count("pk", filter=Q(state=State.WITHDRAWN)),
        )


class StepQuerySet(models.QuerySet):
    def visible_to(self, person: Any) -> Self:
        """Steps of what this person may read."""
        asks, undertakings = (apps.get_model("commitments", name) for name in ("Ask", "Undertaking"))
        of_ask = asks.objects.visible_to(person).order_by().filter(pk=OuterRef("ask"))
        of_undertaking = undertakings.objects.visible_to(person).order_by().filter(pk=OuterRef("undertaking"))
        return self.filter(Exists(of_ask) | Exists(of_undertaking))


def areas_answered_for(person: Any) -> list[int]:
    """The areas for which this person answers for the council."""
    return sorted(number for kind, number in person.scopes_of(Role.COUNCIL_OFFICER) if kind == Scope.AREA)
