"""Answers by their date, by whose they are, and by whether they count."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q

from closeknit.calendar.answering.vocabulary import Says
from closeknit.calendar.vocabulary import Sight


class AnswerQuerySet(models.QuerySet[Any]):
    def to_date(self, series: Any, original: str) -> Self:
        return self.filter(series=series, original=original)

    def confirmed(self) -> Self:
        """Those that count; a guest's does once they have pressed the button in their letter."""
        return self.filter(confirmed_at__isnull=False)

    def saying_yes(self) -> Self:
        return self.confirmed().filter(says=Says.YES)

    def coming(self) -> Self:
        """Those who have a place: confirmed attendees."""
        return self.filter(is_in=True)

    def waiting(self) -> Self:
        """Those in line for one."""
        return self.saying_yes().filter(is_in=False)

    def of(self, person: Any) -> Self:
        """A person's own: given when signed in, or as a guest under their address."""
        return self.filter(of_person(person))

    def for_letters(self) -> Self:
        """With what a letter about the date, or its page, reads."""
        return self.select_related("person", "series__group", "series__venue__point")

    def to_remind(self, now: datetime) -> Self:
        """Of what is hidden nobody is reminded."""
        return self.coming().filter(remind_at__lte=now, reminded_at=None, series__sight=Sight.SHOWN)


def of_person(person: Any) -> Q:
    own = Q(person=person)
    return own | Q(person=None, guest_email=person.email) if person.email else own
