"""Calendars read by other people's programs, to compare ours with."""

from datetime import UTC, datetime, time

import icalendar
import recurring_ical_events

from tests.algorithms.ics.files import LONDON


def happenings_of(data, since, until):
    """Start, end and title of all happenings that start in the window, cancelled ones too."""
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(data)).between(since, until)
    all_of_them = sorted((_moment(one.start), _moment(one.end), str(one.get("SUMMARY", ""))) for one in found)
    return [one for one in all_of_them if since <= one[0] < until]


def _moment(value):
    if not isinstance(value, datetime):
        value = datetime.combine(value, time())
    return (value if value.tzinfo else value.replace(tzinfo=LONDON)).astimezone(UTC).astimezone(LONDON)
