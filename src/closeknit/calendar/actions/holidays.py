"""School holidays. Events that rest in them are seen to at once."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from closeknit.calendar import upcoming
from closeknit.calendar.models import SchoolHoliday, Series
from closeknit.places import versions


@transaction.atomic
def add_holidays(rows: Iterable[tuple[str, date, date]]) -> int:
    """Each with its name, first and last day. What is there already is left; returns how many are new."""
    versions.bump()
    known = set(SchoolHoliday.objects.values_list("first", "last"))
    new = {(first, last): name for name, first, last in rows if (first, last) not in known}
    SchoolHoliday.objects.bulk_create(
        SchoolHoliday(name=name, first=first, last=last) for (first, last), name in new.items()
    )
    _see_to_who_rests()
    return len(new)


@transaction.atomic
def remove_holiday(holiday: SchoolHoliday) -> None:
    """Safe to repeat."""
    versions.bump()
    SchoolHoliday.objects.filter(pk=holiday.pk).delete()
    _see_to_who_rests()


def _see_to_who_rests() -> None:
    upcoming.refresh(list(Series.objects.filter(skips_school_holidays=True)), timezone.now())
