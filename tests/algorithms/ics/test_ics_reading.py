"""Each pain that calendars of others are known for, in a small file of our own."""

import time
from datetime import UTC, date, datetime

import pytest

from closeknit.algorithms.ics.feed import NotACalendar, Oddity, Why
from closeknit.algorithms.ics.reading import MOST_BYTES, MOST_EVENTS, read
from tests.algorithms.ics.files import LONDON, NOW, calendar, event, file, only, starts


def kinds(found):
    return [warning.kind for warning in found.warnings]


def test_an_event_is_read_whole():
    found = only(
        event(
            "DTEND;TZID=Europe/London:20261006T210000",
            "DESCRIPTION:Sing with us.\\nTea\\, cake\\; no exam.",
            "LOCATION:Weftbridge Library",
            "URL:https://singers.example/choir",
            "STATUS:TENTATIVE",
            "SEQUENCE:4",
            "DTSTAMP:20260801T080000Z",
            "LAST-MODIFIED:20260802T090000Z",
        )
    )
    assert (found.uid, found.summary, found.location) == ("choir", "Choir", "Weftbridge Library")
    assert found.description == "Sing with us.\nTea, cake; no exam."
    assert (found.url, found.status, found.sequence) == ("https://singers.example/choir", "TENTATIVE", 4)
    assert found.modified == datetime(2026, 8, 2, 9, tzinfo=UTC)
    assert (found.recurrence.start, found.recurrence.minutes) == (datetime(2026, 10, 6, 19), 120)
    assert (found.recurrence.zone, found.recurrence_id, found.all_day, found.is_private) == (LONDON, None, False, False)


def test_a_calendar_has_a_name():
    assert calendar("X-WR-CALNAME:Weftbridge\\, what’s on", event()).name == "Weftbridge, what’s on"
    assert calendar("NAME:Weftbridge", event()).name == "Weftbridge"


@pytest.mark.parametrize(
    ("start", "wall", "zone"),
    [
        (";TZID=Europe/London:20260707T190000", "19:00", "Europe/London"),
        (";TZID=GMT Standard Time:20260707T190000", "19:00", "Europe/London"),
        (';TZID="GMT Standard Time":20260707T190000', "19:00", "Europe/London"),
        (";TZID=/freeassociation.sourceforge.net/Europe/London:20260707T190000", "19:00", "Europe/London"),
        (";TZID=europe/london:20260707T190000", "19:00", "Europe/London"),
        (";TZID=W. Europe Standard Time:20260707T190000", "19:00", "Europe/Berlin"),
        (":20260707T180000Z", "19:00", "Europe/London"),
        (";TZID=Etc/UTC:20260707T180000", "19:00", "Europe/London"),
        (";TZID=Europe/London:20260707T180000Z", "19:00", "Europe/London"),
        (":20260707T190000", "19:00", "Europe/London"),
        (";VALUE=DATE-TIME:20260707T190000", "19:00", "Europe/London"),
        (":2026-07-07T19:00:00", "19:00", "Europe/London"),
        (":20260707T1900", "19:00", "Europe/London"),
    ],
)
def test_a_summer_evening_is_at_the_hour_that_the_clock_shows(start, wall, zone):
    found = only(event(f"DTSTART{start}", start=None))
    (happening,) = found.recurrence.happenings(datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))
    assert f"{happening.starts:%H:%M}" == wall
    assert str(found.recurrence.zone) == zone


def zone_of(name, standard, daylight):
    parts = [("STANDARD", "16011028T020000", standard), ("DAYLIGHT", "16010325T010000", daylight)]
    lines = []
    for kind, start, to in parts:
        lines += [f"BEGIN:{kind}", f"DTSTART:{start}", "TZOFFSETFROM:+0000", f"TZOFFSETTO:{to}", f"END:{kind}"]
    return "\r\n".join(("BEGIN:VTIMEZONE", f"TZID:{name}", *lines, "END:VTIMEZONE"))


def test_what_a_feed_says_of_a_zone_that_everybody_knows_counts_for_nothing():
    found = only(zone_of("Europe/London", "+0500", "+0600"), event())
    assert starts(found) == ["06 Oct 2026 19:00"]
    assert found.recurrence.zone == LONDON


def test_a_zone_with_a_name_of_its_own_is_known_by_its_hours():
    start = "DTSTART;TZID=Customized Time Zone:20260707T190000"
    london = calendar(zone_of("Customized Time Zone", "+0000", "+0100"), event(start, start=None))
    assert (str(london.events[0].recurrence.zone), london.warnings) == ("Europe/London", ())
    york = calendar(event(start, start=None), zone_of("Customized Time Zone", "-0500", "-0400"))
    assert starts(york.events[0]) == ["07 Jul 2026 19:00"]
    assert york.events[0].recurrence.zone.utcoffset(datetime(2026, 7, 7)).total_seconds() == -4 * 3600


def test_a_name_with_commas_is_known_by_its_description():
    name = "(UTC+00:00) Dublin, Edinburgh, Lisbon, London"
    start = f'DTSTART;TZID="{name}":20260707T190000'
    found = calendar(zone_of(name.replace(",", "\\,"), "+0000", "+0100"), event(start, start=None))
    assert (str(found.events[0].recurrence.zone), found.warnings) == ("Europe/London", ())


def test_a_zone_that_nobody_knows_is_told():
    found = calendar(event("DTSTART;TZID=Nowhere/Land:20260707T190000", start=None))
    assert starts(found.events[0]) == ["07 Jul 2026 19:00"]
    assert kinds(found) == [Oddity.UNKNOWN_ZONE]
    assert "Nowhere/Land" in str(found.warnings[0])


def test_times_without_a_zone_go_by_the_one_of_the_calendar():
    found = only("X-WR-TIMEZONE:Europe/Paris", event("DTSTART:20260707T190000", start=None))
    assert str(found.recurrence.zone) == "Europe/Paris"


def test_a_weekly_evening_stays_at_its_hour_across_both_clock_changes():
    found = only(event("RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=30"))
    assert {one[-5:] for one in starts(found, most=99)} == {"19:00"}


def test_a_rule_told_in_utc_goes_by_utc():
    found = only(event("DTSTART:20261006T180000Z", "RRULE:FREQ=WEEKLY;COUNT=5", start=None))
    london = [
        one.starts.astimezone(LONDON) for one in found.recurrence.happenings(NOW, datetime(2027, 1, 1, tzinfo=UTC))
    ]
    assert [f"{one:%d %b %H:%M}" for one in london] == [
        "06 Oct 19:00",
        "13 Oct 19:00",
        "20 Oct 19:00",
        "27 Oct 18:00",
        "03 Nov 18:00",
    ]


def test_all_day_ends_the_day_before_its_end():
    found = only(event("DTSTART;VALUE=DATE:20261006", "DTEND;VALUE=DATE:20261008", start=None))
    assert (found.all_day, found.recurrence.start, found.recurrence.minutes) == (
        True,
        datetime(2026, 10, 6),
        2 * 24 * 60,
    )
    alone = only(event("DTSTART;VALUE=DATE:20261006", start=None))
    assert (alone.all_day, alone.recurrence.minutes) == (True, 24 * 60)
    same = only(event("DTSTART;VALUE=DATE:20261006", "DTEND;VALUE=DATE:20261006", start=None))
    assert same.recurrence.minutes == 24 * 60


@pytest.mark.parametrize(
    ("line", "minutes"),
    [
        ("DURATION:PT1H30M", 90),
        ("DURATION:P1D", 1440),
        ("DURATION:P1W", 10080),
        ("DURATION:P1DT2H", 1560),
        ("DURATION:-PT1H", 0),
        ("DURATION:PT", 0),
        ("DTEND;TZID=Europe/London:20261006T170000", 0),
        ("DTEND:20261006T200000Z", 120),
        ("DTEND;TZID=Europe/Paris:20261006T220000", 120),
        ("DTEND:nonsense", 0),
        ("DTEND;TZID=Europe/London:21000101T000000", 366 * 24 * 60),
        ("X-NOTHING:", 0),
    ],
)
def test_how_long_it_lasts(line, minutes):
    assert only(event(line)).recurrence.minutes == minutes


def test_a_moved_date_is_there_once():
    found = calendar(
        event("RRULE:FREQ=WEEKLY;BYDAY=TU"),
        event("RECURRENCE-ID;TZID=Europe/London:20261020T190000", "LOCATION:Elsewhere", start="20261021T183000"),
    )
    series, moved = found.events
    assert (series.uid, moved.uid) == ("choir", "choir")
    assert (series.recurrence_id, moved.recurrence_id) == (None, datetime(2026, 10, 20, 19))
    assert (moved.recurrence.start, moved.recurrence.freq, moved.location) == (
        datetime(2026, 10, 21, 18, 30),
        "",
        "Elsewhere",
    )
    assert series.recurrence.holds(moved.recurrence_id)
    assert found.warnings == ()


@pytest.mark.parametrize(
    "original", [":20261020T180000Z", ";TZID=Europe/Paris:20261020T200000", ";TZID=GMT Standard Time:20261020T190000"]
)
def test_a_moved_date_is_known_by_the_clock_of_its_series(original):
    moved = event(f"RECURRENCE-ID{original}", start="20261021T183000")
    for parts in ((event("RRULE:FREQ=WEEKLY"), moved), (moved, event("RRULE:FREQ=WEEKLY"))):
        assert calendar(*parts).events[1].recurrence_id == datetime(2026, 10, 20, 19)


def test_changed_dates_are_with_their_series_and_lost_ones_by_themselves():
    original = "RECURRENCE-ID;TZID=Europe/London:20261020T190000"
    found = calendar(event("RRULE:FREQ=WEEKLY"), event(original), event(original, uid="lost"), event(uid="quiz"))
    assert [(one.uid, len(changed)) for one, changed in found.series()] == [("choir", 1), ("quiz", 0), ("lost", 0)]


@pytest.mark.parametrize(
    ("start", "original"),
    [
        (";TZID=Europe/London:20261006T190000", ";VALUE=DATE:20261020"),
        (";VALUE=DATE:20261006", ":20261020T110000"),
        (";VALUE=DATE:20261006", ";VALUE=DATE:20261020"),
    ],
)
def test_a_changed_date_is_found_by_day_where_the_feed_tells_no_more(start, original):
    series = event(f"DTSTART{start}", "RRULE:FREQ=WEEKLY", start=None)
    found = calendar(series, event(f"RECURRENCE-ID{original}", start="20261021T183000"))
    assert found.events[0].recurrence.holds(found.events[1].recurrence_id)


def test_a_cancelled_date_needs_no_start():
    found = calendar(
        event("RRULE:FREQ=WEEKLY"),
        event("RECURRENCE-ID;TZID=Europe/London:20261020T190000", "STATUS:CANCELLED", start=None),
    )
    assert [one.recurrence_id for one in found.events] == [None, datetime(2026, 10, 20, 19)]
    assert (found.events[1].is_cancelled, found.warnings) == (True, ())


def test_a_cancelled_date_says_so():
    found = calendar(
        event("RRULE:FREQ=WEEKLY"), event("RECURRENCE-ID;TZID=Europe/London:20261020T190000", "STATUS:CANCELLED")
    )
    assert [one.is_cancelled for one in found.events] == [False, True]


def test_a_change_of_all_later_dates_is_taken_for_one_and_told():
    found = calendar(
        event("RRULE:FREQ=WEEKLY"),
        event("RECURRENCE-ID;TZID=Europe/London;RANGE=THISANDFUTURE:20261020T190000", start="20261020T200000"),
    )
    assert found.events[1].recurrence_id == datetime(2026, 10, 20, 19)
    assert kinds(found) == [Oddity.AND_LATER]


def test_of_two_changes_of_one_date_the_later_counts():
    original = "RECURRENCE-ID;TZID=Europe/London:20261020T190000"
    older = event(original, "SEQUENCE:1", start="20261021T190000")
    newer = event(original, "SEQUENCE:2", start="20261022T190000")
    for parts in ((older, newer), (newer, older)):
        found = calendar(event("RRULE:FREQ=WEEKLY"), *parts)
        assert [one.recurrence.start.day for one in found.events] == [6, 22]


def test_dates_are_taken_in_and_out():
    found = only(
        event(
            "RRULE:FREQ=WEEKLY;COUNT=5",
            "EXDATE;TZID=Europe/London:20261013T190000,20261020T190000",
            "EXDATE:20261027T190000Z",
            "EXDATE;VALUE=DATE:20261103",
            "RDATE;TZID=Europe/London:20261211T190000,nonsense,20261212T190000",
            "RDATE;VALUE=PERIOD:20261213T190000Z/PT1H",
        )
    )
    assert starts(found) == ["06 Oct 2026 19:00", "11 Dec 2026 19:00", "12 Dec 2026 19:00", "13 Dec 2026 19:00"]


@pytest.mark.parametrize(
    ("until", "last"),
    [
        ("20261027T190000Z", "27 Oct 2026 19:00"),
        ("20261027T185959Z", "20 Oct 2026 19:00"),
        ("20261026T235959Z", "20 Oct 2026 19:00"),
        ("20261020T180000Z", "20 Oct 2026 19:00"),
        ("20261020T175959Z", "13 Oct 2026 19:00"),
        ("20261027", "27 Oct 2026 19:00"),
        ("20261027T190000", "27 Oct 2026 19:00"),
        ("20261006T180000Z", "06 Oct 2026 19:00"),
    ],
)
def test_a_rule_ends_with_its_last_start(until, last):
    assert starts(only(event(f"RRULE:FREQ=WEEKLY;UNTIL={until}")), most=99)[-1] == last


@pytest.mark.parametrize("until", ["20261006T175959Z", "20261005T000000Z", "20261005"])
def test_a_series_that_ends_before_it_begins_never_happens(until):
    """Google leaves such a stub where somebody changed the first date and all that follow."""
    assert starts(only(event(f"RRULE:FREQ=WEEKLY;UNTIL={until}"))) == []


def test_a_rule_without_end_stays_a_rule():
    for text in ("FREQ=WEEKLY;BYDAY=TU", "FREQ=WEEKLY;BYDAY=TU;UNTIL=99991231T235959Z"):
        found = only(event(f"RRULE:{text}"))
        assert (found.recurrence.freq, found.recurrence.until, found.recurrence.count) == ("WEEKLY", None, None)
        assert (found.recurrence.dates, found.rule) == ((), "")


def test_the_first_saturday_by_its_place_is_a_rule_too():
    found = only(event("RRULE:FREQ=MONTHLY;BYDAY=SA;BYSETPOS=1", start="20261003T090000"))
    assert starts(found, most=3) == ["03 Oct 2026 09:00", "07 Nov 2026 09:00", "05 Dec 2026 09:00"]


@pytest.mark.parametrize(
    ("rule", "dates"),
    [
        ("FREQ=YEARLY;BYWEEKNO=50;BYDAY=TU", ["06 Oct 2026 19:00", "08 Dec 2026 19:00"]),
        ("FREQ=YEARLY;BYYEARDAY=300", ["06 Oct 2026 19:00", "27 Oct 2026 19:00"]),
        ("FREQ=HOURLY;INTERVAL=2;COUNT=3", ["06 Oct 2026 19:00", "06 Oct 2026 21:00", "06 Oct 2026 23:00"]),
        ("FREQ=DAILY;BYHOUR=9,19;COUNT=3", ["06 Oct 2026 19:00", "07 Oct 2026 09:00", "07 Oct 2026 19:00"]),
    ],
)
def test_a_rule_that_is_none_of_ours_becomes_its_dates_and_is_told(rule, dates):
    found = calendar(event(f"RRULE:{rule}"))
    assert starts(found.events[0]) == dates
    assert found.events[0].rule == rule
    assert kinds(found) == [Oddity.DATES_INSTEAD]


def test_a_number_of_dates_from_long_ago_ends_on_its_day():
    found = only(event("RRULE:FREQ=WEEKLY;COUNT=1500", start="20000104T190000"))
    assert (found.recurrence.count, found.recurrence.until) == (None, date(2028, 9, 26))
    over = only(event("RRULE:FREQ=WEEKLY;COUNT=10", start="20000104T190000"))
    assert (over.recurrence.count, over.recurrence.until) == (None, date(2000, 3, 7))


def test_two_rules_are_kept_as_one_and_dates():
    found = calendar(event("RRULE:FREQ=WEEKLY;COUNT=2", "RRULE:FREQ=MONTHLY;COUNT=2"))
    assert starts(found.events[0]) == ["06 Oct 2026 19:00", "13 Oct 2026 19:00", "06 Nov 2026 19:00"]
    assert kinds(found) == [Oddity.DATES_INSTEAD]


def test_what_a_rule_takes_away_is_taken_away():
    found = calendar(event("RRULE:FREQ=DAILY;COUNT=4", "EXRULE:FREQ=DAILY;INTERVAL=2;COUNT=5"))
    assert starts(found.events[0]) == ["07 Oct 2026 19:00", "09 Oct 2026 19:00"]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=HOURLY;COUNT=999999;UNTIL=20991231",
        "FREQ=WEEKLY;INTERVAL=0",
        "FREQ=WEEKLY;COUNT=-1",
        "FREQ=WEEKLY;COUNT=99999999999999999999999",
        "FREQ=FORTNIGHTLY",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=MONTHLY;BYMONTHDAY=99",
        "FREQ=MONTHLY;BYSETPOS=x",
        "FREQ=WEEKLY;UNTIL=",
        "FREQ=WEEKLY;UNTIL=20261332",
        "INTERVAL=2",
        "every week",
        "",
    ],
)
def test_a_rule_without_sense_leaves_its_first_date_and_is_told(rule):
    found = calendar(event(f"RRULE:{rule}", "RDATE;TZID=Europe/London:20261211T190000"))
    assert starts(found.events[0]) == ["06 Oct 2026 19:00", "11 Dec 2026 19:00"]
    assert kinds(found) in ([Oddity.ONE_DATE_ONLY], [Oddity.DATES_INSTEAD])


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;BYYEARDAY=366;BYMONTH=2",
        "FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;BYWEEKNO=53;BYMONTHDAY=31",
    ],
)
def test_rules_that_never_come_true_cost_little(rule):
    begun = time.perf_counter()
    for start in ("19000101T000000", "20261006T190000"):
        only(event(f"RRULE:{rule}", start=start))
    assert time.perf_counter() - begun < 2


def test_a_uid_that_is_missing_is_made_of_title_start_and_place():
    found = calendar(event(uid=None), event(uid=None, start="20261013T190000"))
    assert len({one.uid for one in found.events}) == 2
    assert kinds(found) == [Oddity.NO_UID]
    again = calendar(event("DESCRIPTION:New words", uid=None))
    assert again.events[0].uid == found.events[0].uid


def test_different_events_under_one_uid_are_both_kept_and_told():
    parts = event(), event(start="20261013T190000"), event(title="Quiz")
    found = calendar(*parts)
    assert [(one.summary, one.recurrence.start.day) for one in found.events] == [
        ("Choir", 6),
        ("Choir", 13),
        ("Quiz", 6),
    ]
    assert len({one.key for one in found.events}) == 3
    assert set(kinds(found)) == {Oddity.SAME_UID}
    assert {one.key for one in calendar(*parts).events} == {one.key for one in found.events}


def test_one_event_twice_is_there_once_in_its_later_version():
    found = calendar(event("SEQUENCE:2", "DESCRIPTION:New"), event("DESCRIPTION:Old"))
    assert [one.description for one in found.events] == ["New"]
    assert kinds(found) == [Oddity.SAME_UID]


def test_fifty_loose_events_are_fifty():
    found = calendar(
        *(event(uid=f"wp-{day}", start=f"2026{1 + day // 28:02}{1 + day % 28:02}T100000") for day in range(50))
    )
    assert (len(found.events), found.warnings) == (50, ())


def test_of_a_private_event_no_words_are_read():
    for kind in ("PRIVATE", "CONFIDENTIAL", "private"):
        found = calendar(
            event(
                f"CLASS:{kind}",
                "DESCRIPTION:Told nobody",
                "LOCATION:Home",
                "URL:https://a.example/",
                "RRULE:FREQ=SECONDLY",
            )
        )
        (one,) = found.events
        assert one.is_private
        assert (one.summary, one.description, one.location, one.url) == ("", "", "", "")
        assert "Choir" not in repr(found.events) + "".join(map(str, found.warnings))
    assert not only(event("CLASS:PUBLIC")).is_private


def test_a_description_in_html_becomes_plain_text():
    html = '<p>Sing &amp; dance</p><ul><li>Tea</li><li>Cake</li></ul><script>alert(1)</script><a href="https://a.example/x">Book</a>'
    assert only(event(f"DESCRIPTION:{html}")).description == "Sing & dance\n\nTea\n\nCake\n\nBook (https://a.example/x)"
    plain = only(event("DESCRIPTION:a < b\\, 3 > 2 &amp; I <3 cake", "LOCATION:Tom &amp; Ann’s <b>hall</b>"))
    assert (plain.description, plain.location) == ("a < b, 3 > 2 & I <3 cake", "Tom & Ann’s hall")


def test_a_link_is_one_to_the_web_or_none():
    assert only(event("URL:javascript:alert(1)")).url == ""
    assert only(event("URL;VALUE=URI:")).url == ""
    assert only(event("URL:https://a.example/x?y=1&z=2")).url == "https://a.example/x?y=1&z=2"


def test_an_alarm_is_no_part_of_its_event():
    alarm = "BEGIN:VALARM\r\nDESCRIPTION:Wake up\r\nDURATION:PT15M\r\nEND:VALARM"
    found = only(event(alarm, "DESCRIPTION:Sing"))
    assert (found.description, found.recurrence.minutes) == ("Sing", 0)


@pytest.mark.parametrize("end", [b"\r\n", b"\n", b"\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_any_end_of_line_and_any_fold_will_do(end, mark):
    data = mark + file(event("DESCRIPTION:Tea and c\r\n ake and caf\r\n\té")).replace(b"\r\n", end)
    (found,) = read(data, zone=LONDON, now=NOW).events
    assert found.description == "Tea and cake and café"


def test_a_letter_cut_in_two_by_a_fold_is_whole_again():
    data = file(event("DESCRIPTION:caf*e")).replace(b"*e", b"\xc3\r\n \xa9")
    assert read(data, zone=LONDON, now=NOW).events[0].description == "café"


def test_other_encodings_are_read_and_told():
    text = file(event("DESCRIPTION:café")).decode()
    for encoding in ("utf-16",):
        assert read(text.encode(encoding), zone=LONDON, now=NOW).events[0].description == "café"
    found = read(text.encode("cp1252"), zone=LONDON, now=NOW)
    assert found.events[0].description == "café"
    assert kinds(found) == [Oddity.LETTERS]


def test_what_cannot_be_seen_is_taken_out():
    found = only(event("DESCRIPTION:a\x00b\x07c\u202ed", title="Cho\x00ir\u200b"))
    assert (found.summary, found.description) == ("Choir", "abcd")


def test_one_bad_event_never_loses_the_good_ones():
    found = calendar(
        event(uid="a"),
        event(uid="b", start="20261332T190000", title="No such day"),
        event(uid="c", start=None, title="No day at all"),
        event(uid="d", start="00010101T000000"),
        "BEGIN:VEVENT\r\nthis is no line\r\nEND:VEVENT",
        event(uid="e"),
    )
    assert [one.uid for one in found.events] == ["a", "e"]
    assert kinds(found) == [Oddity.UNREADABLE] * 4
    assert "“No such day” could not be read and is left out: a date in it is none." in map(str, found.warnings)


def test_a_file_cut_short_says_so_and_leaves_out_the_half_event():
    data = file(event(uid="a"), event("DESCRIPTION:Half", uid="b"))
    found = read(data[: data.index(b"Half")], zone=LONDON, now=NOW)
    assert [one.uid for one in found.events] == ["a"]
    assert (found.is_whole, kinds(found)) == (False, [Oddity.CUT_SHORT])


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", Why.EMPTY),
        (b"\xef\xbb\xbf \r\n", Why.EMPTY),
        (b"\x00\x00", Why.EMPTY),
        (b"<!doctype html><title>Sign in</title>", Why.SIGN_IN_PAGE),
        (b"\n<html><form action=/login><input type=password>", Why.SIGN_IN_PAGE),
        (b"<html><title>Our village</title>", Why.HTML),
        (b"<html><title>Our village</title><a href=/login>Log in</a>", Why.HTML),
        (b"<html><title>Log in to your calendar</title>", Why.SIGN_IN_PAGE),
        (b"Error\n<html>", Why.HTML),
        (b'{"error": 404}', Why.BROKEN),
        (b"BEGIN:VEVENT\r\nEND:VEVENT", Why.BROKEN),
        (b" " * (MOST_BYTES + 1), Why.TOO_BIG),
    ],
)
def test_what_is_no_calendar_is_refused_with_a_sentence(data, why):
    with pytest.raises(NotACalendar) as refused:
        read(data, zone=LONDON, now=NOW)
    assert refused.value.why == why
    assert str(refused.value).endswith(".")


def test_a_calendar_without_events_is_one():
    found = calendar("X-WR-CALNAME:Weftbridge")
    assert (found.events, found.name, found.is_whole) == ((), "Weftbridge", True)


def test_of_too_many_events_the_latest_and_those_that_repeat_are_read():
    old = [event(uid=f"old-{number}", start="20200101T100000") for number in range(MOST_EVENTS - 1)]
    weekly = event("RRULE:FREQ=WEEKLY", uid="weekly", start="20100101T100000")
    begun = time.perf_counter()
    found = calendar(weekly, *old, event(uid="new"))
    assert time.perf_counter() - begun < 10
    assert len(found.events) == MOST_EVENTS
    assert {"weekly", "new"} <= {one.uid for one in found.events}
    assert [str(warning) for warning in found.warnings] == ["There are too many events. We left out the 1 oldest."]


def test_a_long_uid_is_kept_apart_and_short():
    long = "x" * 5000
    found = calendar(event(uid=long + "a"), event(uid=long + "b"))
    assert len({one.uid for one in found.events}) == 2
    assert max(len(one.uid) for one in found.events) <= 200


def test_a_day_of_change_has_its_date():
    found = only(event("DTSTART;VALUE=DATE:20261025", start=None))
    (one,) = found.recurrence.happenings(NOW, datetime(2027, 1, 1, tzinfo=UTC))
    assert (one.starts.date(), one.ends.date()) == (date(2026, 10, 25), date(2026, 10, 26))
