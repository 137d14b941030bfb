"""Priya's group in Warpfield, Noor who organises there, and the letters that were handed in."""

from types import SimpleNamespace

import pytest

from closeknit.directory.indexing import reindex
from tests.support import factories as make


@pytest.fixture
def letters(monkeypatch):
    posted = []
    monkeypatch.setattr("closeknit.core.mail._postman", posted.append)
    return posted


@pytest.fixture
def place(db):
    make.make_hub()
    loomwick = make.make_area("Loomwick", kind="borough")
    warpfield = make.make_area("Warpfield", parent=loomwick, lat=51.6, lng=1.5)
    heddle = make.make_area("Heddle Hill", parent=loomwick)
    return SimpleNamespace(loomwick=loomwick, warpfield=warpfield, heddle=heddle)


@pytest.fixture
def group(place):
    point = make.make_point(51.6, 1.5, place.loomwick, place.warpfield)
    made = make.make_group(
        "Shuttle Street Residents", point=point, contact_email="shuttle@loomwick.example", contact_phone="01632 960 123"
    )
    reindex([made.pk])
    return made


@pytest.fixture
def cast(place, group):
    """Noor and Nell organise Warpfield, Otto another ward; Tom looks after another group."""
    people = {name: make.make_person(name.title()) for name in ("ada", "priya", "sam", "tom", "noor", "nell", "otto")}
    for name in ("noor", "nell"):
        make.give_role(people[name], "network_organiser", "area", place.warpfield.pk)
    make.give_role(people["otto"], "network_organiser", "area", place.heddle.pk)
    make.give_role(people["tom"], "group_steward", "group", make.make_group("Weftbridge Bakers").pk)
    people["kit"] = make.make_person("Kit", "hub_admin")
    return SimpleNamespace(**people)


@pytest.fixture
def as_(client):
    """The client, signed in as this person."""

    def sign_in(person):
        client.logout()
        if person is not None:
            client.force_login(person)
        return client

    return sign_in
