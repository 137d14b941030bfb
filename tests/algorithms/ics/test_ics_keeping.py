"""What is kept of a feed comes back the same, so that the next reading is compared with the truth."""

import json

import pytest

from closeknit.algorithms.ics.difference import difference
from closeknit.algorithms.ics.feed import Calendar
from closeknit.algorithms.ics.keeping import packed, unpacked
from tests.algorithms.ics.files import NOW, calendar, event

ORIGINAL = "RECURRENCE-ID;TZID=Europe/London:20261020T190000"


@pytest.mark.parametrize(
    "parts",
    [
        [event()],
        [
            event(
                "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;WKST=SU", "EXDATE:20261020T180000Z", "DESCRIPTION:Tea\\nCake"
            )
        ],
        [event("RRULE:FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1;BYMONTH=1,2;UNTIL=20270101T000000Z")],
        [event("RRULE:FREQ=MONTHLY;BYMONTHDAY=-1,5;COUNT=7", "RDATE:20261211T190000", "DTSTAMP:20260801T080000Z")],
        [event("RRULE:FREQ=YEARLY;BYWEEKNO=50", "CLASS:PRIVATE")],
        [event("DTSTART;VALUE=DATE:20261006", start=None)],
        [event("DTSTART;TZID=America/New_York:20261006T190000", start=None)],
        [event("DTSTART:20261006T180000Z", "RRULE:FREQ=DAILY", start=None)],
        [event("RRULE:FREQ=WEEKLY"), event(ORIGINAL, "STATUS:CANCELLED", "SEQUENCE:3", start="20261021T190000")],
    ],
)
def test_what_is_kept_comes_back_the_same(parts):
    found = calendar(*parts)
    again = tuple(unpacked(json.loads(json.dumps(packed(one)))) for one in found.events)
    assert again == found.events
    assert not difference(Calendar(again), found, NOW)
