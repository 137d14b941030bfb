"""Who sees an event, who changes it, and who is told where a confidential place is."""

from datetime import datetime, timedelta

import pytest

from closeknit.algorithms.schedule import LONDON
from closeknit.calendar import confirmed, contributed, policies
from closeknit.calendar.models import Series
from closeknit.conversation.contributions import contributions
from closeknit.core.policy import may
from tests.support import factories as make

TENTH = "20260310T1900"
BEGINS = datetime(2026, 3, 10, 19, tzinfo=LONDON)


@pytest.fixture
def cast(scene):
    people = {
        "max": make.make_person("Max", "moderator"),
        "mia": make.make_person("Mia"),
        "noor": make.make_person("Noor"),
    }
    make.give_role(people["mia"], "moderator", "area", scene.area.pk)
    make.give_role(people["noor"], "network_organiser", "area", scene.area.pk)
    return {"nobody": None, "ada": scene.ada, "priya": scene.priya, "tom": scene.tom, "kit": scene.kit, **people}


@pytest.fixture
def series(scene, publish):
    """One of each kind: shown, hidden, taken away; of a public group, a hidden one, one that became another."""
    secret = make.make_group("Sanctuary", visibility="hidden", point=scene.point)
    gone = make.make_group("Old Singers", visibility="merged")
    make.give_role(scene.tom, "group_steward", "group", secret.pk)
    made = [publish(title="shown"), publish(title="hidden"), publish(title="removed")]
    made += [publish(title="secret", host=secret), publish(title="gone", host=gone)]
    for row, sight in ((made[1], "hidden"), (made[2], "removed")):
        Series.objects.filter(pk=row.pk).update(sight=sight)
    return Series.objects.order_by("pk")


@pytest.mark.parametrize("who", ["nobody", "ada", "priya", "tom", "kit", "max", "mia", "noor"])
def test_the_rule_and_its_query_agree(cast, series, who):
    person = cast[who]
    seen = set(Series.objects.visible_to(person).values_list("title", flat=True))
    assert seen == {row.title for row in series if policies.may_see_series(person, row)}


@pytest.mark.parametrize(
    ("who", "titles"),
    [
        ("nobody", {"shown"}),
        ("ada", {"shown"}),
        ("priya", {"shown", "hidden"}),
        ("tom", {"shown", "secret"}),
        ("kit", {"shown", "hidden", "secret"}),
        ("max", {"shown", "hidden"}),
        ("mia", {"shown", "hidden"}),
        ("noor", {"shown", "hidden", "secret"}),
    ],
)
def test_who_sees_what(cast, series, who, titles):
    assert set(Series.objects.visible_to(cast[who]).values_list("title", flat=True)) == titles


def test_lists_show_only_what_is_published(cast, series):
    assert set(Series.objects.listed_for(cast["priya"]).values_list("title", flat=True)) == {"shown"}


@pytest.mark.parametrize(
    ("who", "can"), [("nobody", False), ("ada", False), ("priya", True), ("tom", False), ("kit", True), ("noor", True)]
)
def test_who_may_change_an_event(cast, publish, who, can):
    assert may(cast[who], "calendar.edit_series", publish()) is can
    assert may(cast[who], "calendar.publish_for", publish().group) is can


def test_what_is_hidden_is_shown_again_as_it_was(scene, publish):
    series, known = publish(), contributions()["calendar.series"]
    kept = known.hide(series)
    assert not Series.objects.visible_to(None).exists()
    known.restore(series, kept)
    assert Series.objects.visible_to(None).get() == series
    assert contributed._authors(series) == [scene.priya]


# ── A place that must not be told ────────────────────────────────────────────────────────────────


@pytest.fixture
def secret(scene, publish):
    return publish(venue=make.make_venue("The House", is_confidential=True))


@pytest.fixture
def ada_comes(scene, monkeypatch):
    monkeypatch.setattr(confirmed, "_asked", [lambda person, _series, name: (person, name) == (scene.ada, TENTH)])


@pytest.mark.usefixtures("ada_comes")
@pytest.mark.parametrize(
    ("before", "is_told"),
    [
        (timedelta(days=8), False),
        (timedelta(hours=24, seconds=1), False),
        (timedelta(hours=24), True),
        (timedelta(hours=-1), True),
        (timedelta(hours=-2), False),
    ],
)
def test_whoever_comes_is_told_from_a_day_before_until_it_is_over(scene, secret, before, is_told):
    assert policies.may_see_venue(scene.ada, secret, TENTH, BEGINS - before) is is_told


@pytest.mark.usefixtures("ada_comes")
def test_nobody_else_is_told(scene, secret):
    near = BEGINS - timedelta(hours=1)
    assert not policies.may_see_venue(None, secret, TENTH, near)
    assert not policies.may_see_venue(scene.sam, secret, TENTH, near)
    assert not policies.may_see_venue(scene.tom, secret, TENTH, near)
    assert not policies.may_see_venue(scene.ada, secret, "20260317T1900", near + timedelta(days=7))
    assert policies.may_see_venue(scene.priya, secret, TENTH, near - timedelta(days=8))


def test_the_place_of_a_group_that_must_be_kept_safe_is_as_confidential(scene, publish):
    safe = make.make_group("Survivors", is_sensitive=True)
    series = publish(host=safe, by=scene.kit)
    assert not policies.may_see_venue(None, series, TENTH, BEGINS)


def test_an_open_place_is_open(publish):
    assert policies.may_see_venue(None, publish(), TENTH, BEGINS)
