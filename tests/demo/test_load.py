"""`closeknit demo`: fills an empty hub, changes nothing when run again, goes on when interrupted."""

import json
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import TestCase

from closeknit.accounts.models import Person
from closeknit.core.errors import Refused
from closeknit.demo import load as loading
from closeknit.demo.known import SOURCE
from closeknit.demo.load import DEFAULT_GROUPS, load
from closeknit.demo.loomwick import areas, borough
from closeknit.demo.loomwick.groups import GROUPS
from closeknit.demo.loomwick.relations import RELATIONS
from closeknit.demo.writing import Writer
from closeknit.directory.models import (
    Coverage,
    Group,
    GroupTheme,
    Relation,
    Schedule,
    SearchEntry,
    Service,
    Theme,
    Venue,
)
from closeknit.places.actions import import_areas
from closeknit.places.area_index import areas_holding
from closeknit.places.models import Area, AreaSuccession, Hub, Point, PointArea, Postcode
from tests.support.factories import make_area, make_group, make_hub, make_point

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)
FEW = 120


def everything() -> dict[str, list]:
    """All rows that the demo writes, but for the versions that count changes."""
    models = (Area, AreaSuccession, Postcode, Point, PointArea, Theme, Venue, Group, GroupTheme, Coverage, Service)
    rows = {model.__name__: list(model.objects.order_by("pk").values()) for model in (*models, Schedule, Relation)}
    rows["Hub"] = list(Hub.objects.values())
    return rows | {"index": list(SearchEntry.objects.order_by("pk").values())}


def test_the_borough_of_the_pictures_has_312_groups():
    report = load(today=TODAY)
    assert report.groups == Group.objects.public().exclude(state="closed").count() == 312
    assert report.created == SearchEntry.objects.count() == DEFAULT_GROUPS + len(GROUPS)


def test_a_run_that_was_interrupted_is_mended(monkeypatch):
    monkeypatch.setattr(loading, "CHUNK", 20)
    write = Writer.write

    def give_way(writer, chunk):
        if writer.tally.created >= 100:
            raise KeyboardInterrupt
        write(writer, chunk)

    with monkeypatch.context() as patch:
        patch.setattr(Writer, "write", give_way)
        with pytest.raises(KeyboardInterrupt):
            load(groups=FEW, today=TODAY)
    assert Group.objects.count() == 100

    load(groups=FEW)
    assert Group.objects.count() == SearchEntry.objects.count() == FEW + len(GROUPS)
    assert Relation.objects.count() == len(RELATIONS)


def test_an_index_that_was_left_undone_is_made(monkeypatch):
    """Many groups are indexed at the end; a power cut may come before it."""
    monkeypatch.setattr(loading, "AT_ONCE", 1)
    with monkeypatch.context() as patch:
        patch.setattr(loading, "reindex_all", lambda _progress: None)
        load(groups=FEW, today=TODAY)
    assert SearchEntry.objects.count() == 0

    load(groups=FEW)
    assert SearchEntry.objects.count() == FEW + len(GROUPS)


def test_groups_that_it_did_not_make_are_not_touched():
    own = make_group("The Skein Park Dogs", summary="Ours, not the demo's.")
    load(groups=FEW, today=TODAY)
    own.refresh_from_db()
    assert (own.summary, own.source) == ("Ours, not the demo's.", "")
    assert Group.objects.filter(name="The Skein Park Dogs").count() == 2


def test_a_real_place_does_not_turn_into_loomwick():
    make_hub(name="Leyton", root_area=make_area("Leyton", code="E05009382"))
    with pytest.raises(Refused, match="Leyton"):
        load(groups=1)
    assert not Group.objects.exists()


def test_the_command_says_what_it_did():
    out = StringIO()
    call_command("demo", groups=3, stdout=out)
    assert f"groups: {len(GROUPS) + 3} new" in out.getvalue()
    out = StringIO()
    call_command("demo", groups=3, stdout=out)
    assert "all as they were" in out.getvalue()


def test_the_command_refuses_in_a_sentence():
    make_point(51.6, 1.5, make_area("Leyton", code="E05009382"))
    with pytest.raises(CommandError, match="only goes into an empty hub"):
        call_command("demo", groups=1)


def test_nobody_gets_a_known_password():
    call_command("demo", groups=0, stdout=StringIO())
    assert not [person for person in Person.objects.all() if person.has_usable_password() or person.email]


def test_kit_is_made_when_asked_for_and_the_password_said_once():
    out = StringIO()
    call_command("demo", groups=0, with_admin=True, stdout=out)
    password = out.getvalue().rsplit(" ", 1)[-1].strip()
    kit = Person.objects.get(email__isnull=False)
    assert kit.grants.get().role == "hub_admin"
    assert kit.check_password(password)

    again = StringIO()
    call_command("demo", groups=0, with_admin=True, stdout=again)
    assert "Kit is here already" in again.getvalue()
    assert Person.objects.get(email__isnull=False).check_password(password)


class TestAHubThatHasIt(TestCase):
    @classmethod
    def setUpTestData(cls):
        load(groups=FEW, today=TODAY)

    def test_a_second_run_changes_nothing(self):
        before = everything()
        report = load(groups=FEW)
        assert (report.created, report.updated, report.unchanged) == (0, 0, FEW + len(GROUPS))
        assert everything() == before

    def test_more_groups_may_be_asked_for_and_fewer_take_none_away(self):
        first = list(Group.objects.order_by("pk").values("pk", "name", "slug"))
        assert load(groups=FEW + 5).created == 5
        load(groups=2)
        assert Group.objects.count() == FEW + 5 + len(GROUPS)
        assert list(Group.objects.order_by("pk").values("pk", "name", "slug"))[: len(first)] == first

    def test_what_people_changed_stays_as_they_left_it(self):
        Group.objects.filter(external_id="knit-and-natter").update(summary="We have taken up crochet.")
        load(groups=FEW)
        assert Group.objects.get(external_id="knit-and-natter").summary == "We have taken up crochet."

    def test_another_day_tells_the_same_stories_with_other_dates(self):
        before = dict(Group.objects.values_list("external_id", "uuid"))
        addresses = set(Group.objects.values_list("slug", flat=True))
        services = Service.objects.count()
        report = load(groups=FEW, today=TODAY + timedelta(days=365))

        assert report.updated == FEW + len(GROUPS)
        assert dict(Group.objects.values_list("external_id", "uuid")) == before
        assert set(Group.objects.values_list("slug", flat=True)) == addresses
        assert Service.objects.count() == services
        assert Group.objects.get(external_id="bobbin-green-repair-cafe").confirmed_on == date(2027, 11, 3)
        assert not Point.objects.filter(groups=None, venues=None).exists()

    def test_every_uuid_is_the_same_in_every_hub(self):
        first = {
            model: set(model.objects.values_list("uuid", flat=True)) for model in (Group, Service, Venue, Area, Point)
        }
        for model in (Relation, Schedule, Service, Group, Venue, PointArea, Point):
            model.objects.all().delete()
        SearchEntry.objects.all().delete()
        load(groups=FEW, today=TODAY)
        assert {model: set(model.objects.values_list("uuid", flat=True)) for model in first} == first

    def test_points_are_held_by_the_areas_that_the_place_itself_finds(self):
        points = list(Point.objects.exclude(precision="ward").order_by("pk"))
        told = {point.pk: set() for point in points}
        for point_id, area_id in PointArea.objects.filter(point__in=points).values_list("point_id", "area_id"):
            told[point_id].add(area_id)
        found = areas_holding([point.lat for point in points], [point.lng for point in points])
        assert [told[point.pk] for point in points] == [set(area_ids) for area_ids in found]

    def test_the_areas_are_those_that_a_boundary_file_would_bring(self):
        """Importing the drawing's own GeoJSON afterwards finds nothing to do."""

        for level in ("neighbourhood", "ward"):
            raw = json.dumps(borough.areas_geojson(level)).encode()
            plan = import_areas(file=raw, kind=level, parent_property="parent", dry_run=True)
            assert plan.changes_nothing, plan.summary

    def test_old_wards_tell_what_became_of_them(self):
        old = Area.objects.get(name="Weftbridge Town")
        assert old.valid_until == areas.REVIEW
        assert {heir.new.name for heir in old.successors.all()} == {"Fuller Street", "Dyehouse"}
        assert Area.objects.current().filter(kind="ward").count() == 16

    def test_a_place_of_safety_has_no_pin_and_no_words_in_the_index(self):
        sanctuary = Group.objects.get(external_id="survivors-sanctuary")
        venue = Venue.objects.get(external_id="sanctuary")
        assert sanctuary.point is None
        assert sanctuary.is_sensitive
        assert venue.is_confidential
        entry = SearchEntry.objects.get(pk=sanctuary.pk)
        assert "quiet street" not in f"{entry.words} {entry.card}".lower()
        assert venue.point.postcode not in entry.card

    def test_the_hub_is_named_but_not_renamed(self):
        hub = Hub.current()
        assert (hub.name, hub.root_area.name) == ("Loomwick", "Loomwick")
        Hub.objects.update(name="Loomwick and friends")
        load(groups=FEW)
        assert Hub.current().name == "Loomwick and friends"

    def test_all_that_the_demo_made_says_so(self):
        assert set(Group.objects.values_list("source", flat=True)) == {SOURCE}
