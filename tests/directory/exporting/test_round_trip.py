"""What is exported imports to the same state: over itself, and into an empty hub."""

import csv
import io
import json
from datetime import UTC, date, datetime, time

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from closeknit.algorithms.schedule import Schedule
from closeknit.algorithms.text import clean_line
from closeknit.directory import drawn_areas
from closeknit.directory.dialect import timetable
from closeknit.directory.dialect.audience import Audience
from closeknit.directory.dialect.fields import BY_NAME
from closeknit.directory.dialect.flat import listed
from closeknit.directory.exporting.files import FORMATS, export
from closeknit.directory.importing.cleaning import clean
from closeknit.directory.importing.undoing import undo
from closeknit.directory.models import (
    Coverage,
    Group,
    GroupIdentifier,
    ImportRow,
    Photo,
    Rest,
    Theme,
    Venue,
)
from closeknit.directory.models import Schedule as StoredSchedule
from closeknit.directory.rests import write_rest
from closeknit.places.models import Area, Point
from tests.directory.importing.lists import box, bring_in, counts, make_loomwick
from tests.support.editing_things import make_photo
from tests.support.factories import make_group, make_point, make_service, make_tie, make_venue

pytestmark = pytest.mark.django_db
ENDINGS = {name: known.ending for name, known in FORMATS.items()}


@pytest.fixture
def directory(settings, tmp_path):
    """A bit of everything, with what is hidden and what looks like a formula."""
    settings.MEDIA_ROOT = tmp_path
    make_loomwick()
    singing, gardens = Theme.objects.get(slug="singing"), Theme.objects.get(slug="gardens")
    singers = make_group(
        "=Heddle Hill Singers",
        themes=(singing, gardens),
        aims='We sing.\n\n"Loudly", mostly; and – “café” songs\n-\n+1',
        contact_email="singers@loomwick.example",
        contact_phone="+44 20 7946 0000",
        website="https://singers.example/?a=1&b=2",
        languages=["English", "Polish; some", "[Welsh]"],
        since=1999,
        point=make_point(51.55, 1.45, address="1 Mill Lane", postcode="LW1 4TT"),
        confirmed_on=date(2026, 5, 1),
        confirmed_by="Priya",
        confirmed_how="phone",
        speak_to="Priya",
        source="clubs",
        external_id="7",
        created_at=datetime(2020, 1, 2, 3, 4, 5, 678901, tzinfo=UTC),
    )
    hall = make_venue(
        point=make_point(51.56, 1.46, address="Dye Lane"),
        access=["step_free", "hearing_loop"],
        access_text="Ramp; at the side",
    )
    make_service(singers, venue=hall, cost_kind="free", schedule_text="Thursdays", audience="Anyone")
    make_service(
        singers,
        "Workshop",
        byday="1SA",
        minimum_age=0,
        maximum_age=12,
        access=["quiet_space"],
        is_running=False,
        online_link="https://sing.example/x",
    )
    draw(singers, box(1.44, 51.54, 1.46, 51.56))
    sanctuary = make_group("Sanctuary", is_sensitive=True, point=make_point(51.57, 1.47, address="CANARY Street"))
    draw(sanctuary, box(1.47, 51.56, 1.49, 51.58))
    make_service(sanctuary, venue=make_venue("CANARY House", is_confidential=True, point=make_point(51.58, 1.48)))
    bakers = make_group("Bakers", state="closed", covers_text="All of Weft Lane")
    GroupIdentifier.objects.create(group=bakers, scheme="GB-CHC", identifier="1234567")
    GroupIdentifier.objects.create(group=bakers, scheme="osm", identifier="way/1:2")
    Coverage.objects.create(group=bakers, area=Area.objects.get(slug="warpfield"))
    make_service(bakers, "Bread", byday="", venue=hall)
    make_group("CANARY group", visibility="hidden", summary="")
    make_tie(singers, bakers, note="since the flood")
    make_tie(bakers, sanctuary, confirmed=False)
    write_rest(bakers.pk, since=date(2025, 3, 1), streets="Weft Lane; and round it", topics=["singing", "gardens"])
    write_rest(sanctuary.pk, streets="CANARY Close")
    for position, alt in enumerate(("Six people", "A piano; and a dog")):
        make_photo(singers, alt=alt, credit="Ada", position=position)


def draw(group, outline):
    group.drawn_area = drawn_areas.read_drawing(json.dumps(outline))
    group.save()
    drawn_areas.spread([group.pk])


def whole(file_format="csv", audience=Audience.ADMIN):
    return b"".join(export(file_format, audience))


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("file_format", FORMATS)
def test_it_comes_in_over_itself_without_a_change(directory, file_format, audience):
    before, content = whole(), whole(file_format, audience)
    run = bring_in(content, f"groups.{ENDINGS[file_format]}")
    public = 3 if audience is Audience.PUBLIC else 4
    assert counts(run) == (public, 0, 0, public, 0)
    assert counts(bring_in(content, f"groups.{ENDINGS[file_format]}")) == (public, 0, 0, public, 0)
    assert whole() == before


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("file_format", FORMATS)
def test_it_comes_into_an_empty_hub_to_the_same_state(directory, file_format, audience):
    before, content = whole("csv", audience), whole(file_format, audience)
    clear()
    run = bring_in(content, f"groups.{ENDINGS[file_format]}")
    assert counts(run) == (run.rows, run.rows, 0, 0, 0)
    assert without_pictures(whole("csv", audience)) == without_pictures(before)
    assert counts(bring_in(content, f"groups.{ENDINGS[file_format]}")) == (run.rows, 0, 0, run.rows, 0)
    undo(run)
    assert (Group.objects.count(), Venue.objects.count(), Point.objects.count()) == (0, 0, 0)


def without_pictures(content):
    """Pictures are told, and never brought in."""
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    return [{name: cell for name, cell in row.items() if name != "photos"} for row in rows]


def clear():
    Group.objects.all().delete()
    Venue.objects.all().delete()
    Point.objects.all().delete()


@pytest.mark.parametrize("file_format", ["csv", "geojson", "oruk"])
def test_a_mended_export_changes_just_that(directory, file_format):
    singers = Group.objects.get(name="=Heddle Hill Singers")
    content = whole(file_format).decode().replace("Heddle Hill Singers", "Hill Singers").replace("Thursdays", "Mondays")
    assert counts(bring_in(content, f"groups.{ENDINGS[file_format]}")) == (4, 0, 1, 3, 0)
    was, singers = singers, Group.objects.get(pk=singers.pk)
    assert (singers.name, singers.slug, singers.uuid) == ("=Hill Singers", was.slug, was.uuid)
    assert singers.services.get(name="Choir").schedule_text == "Mondays"
    assert singers.services.count() == 2


def test_a_public_file_sent_back_takes_nothing_that_it_does_not_show(directory):
    content = whole(audience=Audience.PUBLIC).decode().replace("Sanctuary", "The Sanctuary")
    assert counts(bring_in(content, "groups.csv")) == (3, 0, 1, 2, 0)
    sanctuary = Group.objects.get(name="The Sanctuary")
    assert (sanctuary.point.address, sanctuary.is_sensitive) == ("CANARY Street", True)
    assert sanctuary.services.get().venue.name == "CANARY House"
    assert sanctuary.ties_received.count() == 1


def test_a_service_taken_out_of_the_file_is_taken_out_of_the_group(directory):
    lines = whole().decode("utf-8-sig").replace("Workshop", "")
    assert counts(bring_in(lines, "groups.csv")) == (4, 0, 1, 3, 0)
    assert [service.name for service in Group.objects.get(name="=Heddle Hill Singers").services.all()] == ["Choir"]


def test_what_a_group_sleeps_for_comes_in_changes_and_is_taken_back(directory):
    bakers = Group.objects.get(name="Bakers")
    content = whole().decode().replace("Weft Lane; and round it", "Mill Lane")
    run = bring_in(content, "groups.csv")
    assert counts(run) == (4, 0, 1, 3, 0)
    rest = Rest.objects.get(group=bakers)
    assert (rest.streets, rest.since, rest.topics.count()) == ("Mill Lane", date(2025, 3, 1), 2)
    undo(run)
    rest = Rest.objects.get(group=bakers)
    assert (rest.streets, rest.since, rest.topics.count()) == ("Weft Lane; and round it", date(2025, 3, 1), 2)
    woken = content.replace("2025-03-01", "").replace("Mill Lane", "").replace("gardens; singing", "")
    bring_in(woken, "groups.csv")
    assert not Rest.objects.filter(group=bakers).exists()


def test_a_topic_that_nobody_knows_is_said(directory):
    run = bring_in(whole().decode().replace("gardens; singing", "gardens; knitting"), "groups.csv")
    assert "knitting" in ImportRow.objects.get(run=run, group__name="Bakers").reason
    assert list(Rest.objects.get(group__name="Bakers").topics.values_list("slug", flat=True)) == ["gardens"]


@pytest.mark.parametrize("file_format", ["csv", "geojson", "xlsx"])
def test_pictures_are_told_and_left_out_with_a_word(directory, file_format):
    content = whole(file_format, Audience.PUBLIC)
    if file_format == "csv":
        [row] = [one for one in csv.DictReader(io.StringIO(content.decode("utf-8-sig"))) if one["photos"]]
        told = json.loads(row["photos"])
        assert [(one["alt"], one["credit"]) for one in told] == [("Six people", "Ada"), ("A piano; and a dog", "Ada")]
        assert told[0]["address"].startswith("http")
        assert told[0]["address"].endswith(".jpeg")
    run = bring_in(content, f"groups.{ENDINGS[file_format]}")
    assert "Pictures are never fetched from a list: add them on the page of the group." in run.notes
    assert Photo.objects.count() == 2


def test_a_picture_that_was_taken_off_or_hidden_is_not_told(directory):
    Photo.objects.update(removed_at=datetime(2026, 1, 1, tzinfo=UTC))
    assert b"/photos/" not in whole()


days = st.lists(st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]), min_size=1, max_size=3, unique=True)
weekly = days.map(
    lambda found: ("WEEKLY", ",".join(sorted(found, key=["MO", "TU", "WE", "TH", "FR", "SA", "SU"].index)))
)
monthly = st.tuples(st.just("MONTHLY"), st.sampled_from(["1SU", "-1FR", "2TU", "4SA"]))
opening = st.times().map(lambda moment: moment.replace(microsecond=0, second=0))


@st.composite
def schedules(draw):
    freq, byday = draw(weekly | monthly)
    opens = draw(st.none() | opening)
    closes = draw(st.none() | opening) if opens else None
    return Schedule(
        freq=freq,
        byday=byday,
        interval=draw(st.integers(1, 4)),
        opens_at=opens,
        closes_at=closes if closes and opens and closes > opens else None,
        valid_from=draw(st.none() | st.dates(date(2020, 1, 1), date(2024, 1, 1))),
        valid_to=draw(st.none() | st.dates(date(2025, 1, 1), date(2030, 1, 1))),
        description=draw(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20)),
    )


@given(st.lists(schedules(), max_size=4))
def test_a_timetable_reads_as_it_was_written(told):
    assert timetable.read(timetable.write(told)) == tuple(told)


@pytest.mark.parametrize(
    "text", ["WEEKLY", "weekly TU", "DAILY TU", "WEEKLY TU 25:00", "WEEKLY TU 19:00 and more", ";"]
)
def test_what_is_no_timetable_is_refused(text):
    with pytest.raises(ValueError):
        if timetable.read(text) == (Schedule(freq="WEEKLY"),):
            raise ValueError


words = st.text(
    alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=20
).filter(lambda text: text == " ".join(text.split()) and text)


@given(st.lists(words, min_size=1, max_size=4, unique=True))
def test_a_list_in_a_cell_reads_as_it_was_written(told):
    plain = [word for word in dict.fromkeys(clean_line(word) for word in told) if word]
    assert not plain or clean(listed(plain), BY_NAME["languages"]) == plain


texts = st.text(
    alphabet=st.characters(codec="utf-8", exclude_characters="\0\r", exclude_categories=["Cs"]), max_size=80
)
lines = texts.map(lambda text: text.replace("\n", " "))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=lines.filter(lambda text: text.strip() != ""),
    aims=texts,
    speak_to=lines,
    when=lines,
    told=st.lists(schedules(), max_size=2),
    lat=st.floats(51.5, 51.6),
    file_format=st.sampled_from(["csv", "geojson", "oruk"]),
)
def test_any_text_and_time_comes_back_to_the_letter(db, name, aims, speak_to, when, told, lat, file_format):
    with transaction.atomic():
        make_loomwick()
        group = make_group(name, slug="a-group", aims=aims, speak_to=speak_to, point=make_point(lat, 1.45))
        service = make_service(group, "Choir", byday="", schedule_text=when)
        for item in told:
            StoredSchedule.objects.create(service=service, **{field: getattr(item, field) for field in item.__slots__})
        content = whole(file_format)
        clear()
        run = bring_in(content, f"groups.{ENDINGS[file_format]}")
        assert counts(run) == (1, 1, 0, 0, 0)
        kept = Group.objects.get()
        assert (kept.name, kept.aims, kept.speak_to, kept.point.lat) == (name, aims, speak_to, lat)
        assert kept.services.get().schedule_text == when
        assert whole(file_format) == content
        transaction.set_rollback(True)


def test_times_to_the_second_survive():
    told = Schedule(freq="WEEKLY", byday="TU", opens_at=time(19, 30, 15))
    assert timetable.read(timetable.write([told])) == (told,)
