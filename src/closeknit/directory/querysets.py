from datetime import date, datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from closeknit.directory.freshness import FRESH_FOR, GRACE


class GroupQuerySet(models.QuerySet):
    def public(self) -> Self:
        """Groups that anyone may see."""
        return self.filter(visibility="public")

    def kept(self) -> Self:
        """All but those that turned out to be another entry for the same group."""
        return self.exclude(visibility="merged")

    def visible_to(self, person) -> Self:
        """Groups that this person may know of; ``None`` is a visitor."""
        if person is None:
            return self.public()
        from closeknit.directory import policies  # noqa: PLC0415 - policies.py needs the models, they need this

        in_charge = policies.in_charge_q(person)
        kept = self.kept()
        return kept if in_charge is None else kept.filter(Q(visibility="public") | in_charge)

    def organised_by(self, person) -> Self:
        """Groups whose area this person organises, public or not; all for the whole hub's organisers."""
        from closeknit.directory import policies  # noqa: PLC0415 - as above

        organised = policies.organised_q(person)
        return self if organised is None else self.filter(organised)

    def waiting_under(self, name: str) -> Self:
        """Groups of this name that we were told about and that nobody has taken up yet."""
        return self.filter(visibility="stub", is_sensitive=False, name__iexact=name)

    def claimable(self) -> Self:
        """Groups that somebody may ask to look after: public ones, and those we were told about."""
        return self.filter(Q(visibility="public") | Q(visibility="stub", is_sensitive=False)).exclude(state="closed")

    def to_be_asked(self, now: datetime) -> Self:
        """Awake public groups that nobody confirmed for a year, and were not asked within one."""
        year_ago = now - FRESH_FOR
        unheard = Q(confirmed_on__lte=timezone.localdate(year_ago)) | Q(confirmed_on=None, created_at__lte=year_ago)
        asked = Q(askings__asked_at__gt=year_ago)
        return self.public().filter(unheard, state__in=("active", "quiet")).exclude(asked)

    def to_ring_up(self, today: date) -> Self:
        """Awake public groups that count as unconfirmed today."""
        last = today - FRESH_FOR - GRACE
        stale = Q(confirmed_on__lt=last) | Q(confirmed_on=None)
        return self.public().filter(stale, state__in=("active", "quiet"))

    def reachable(self) -> Self:
        """Groups that can be written to: they left an address, and have not closed."""
        return self.exclude(contact_email="").exclude(state="closed")

    def for_page(self) -> Self:
        """With what a group's own page reads: its point."""
        return self.select_related("point")


class AskingQuerySet(models.QuerySet):
    def waiting(self) -> Self:
        """Questions without an answer, to groups that are still awake and shown."""
        return self.filter(closed_at=None, group__visibility="public", group__state__in=("active", "quiet"))


class RelationQuerySet(models.QuerySet):
    def confirmed(self) -> Self:
        """Ties that both groups stand by, between two public groups."""
        both = Q(offered_by__visibility="public", offered_to__visibility="public")
        return self.filter(both, confirmed_at__isnull=False)


class VenueQuerySet(models.QuerySet):
    def public(self) -> Self:
        """Venues that anyone may see: not confidential, and known for more than groups that are not
        public or whose place must not be told."""
        open_to_all = Q(services__group__visibility="public", services__group__is_sensitive=False)
        return self.filter(Q(services=None) | open_to_all, is_confidential=False).distinct()


class ContactMessageQuerySet(models.QuerySet):
    def unsent(self) -> Self:
        """Notes that did not go out, and still may."""
        return self.filter(sent_at=None, given_up_at=None)

    def waiting(self) -> Self:
        """Notes that can go out now, the oldest first. A note to a group that has taken its address
        away waits for the next one."""
        return self.unsent().exclude(group__contact_email="").order_by("created_at", "id")

    def give_up(self, now: datetime, *, older_than: timedelta) -> int:
        """Forget what the notes say that could not be sent in so long, and who wrote them. That there
        was one stays. Returns how many."""
        old = self.unsent().filter(created_at__lte=now - older_than)
        return old.update(given_up_at=now, name="", email="", text="")
