"""Asks and promises about Heddle Hill Singers, and the people around them."""

from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.utils import timezone

from closeknit.commitments import actions
from tests.support import factories as make


@pytest.fixture
def scene(db):
    """Priya looks after the Singers, Tom the Bakers; Lee answers for the council in Warpfield, Lou in all
    the hub; Noor organises Warpfield; Ada and Sam are residents."""
    make.make_hub()
    area = make.make_area("Warpfield")
    group = make.make_group(point=make.make_point(51.6, 1.5, area))
    other = make.make_group("Weftbridge Bakers")
    people = {name.lower(): make.make_person(name) for name in ("Ada", "Sam", "Priya", "Tom", "Lee", "Lou", "Noor")}
    make.give_role(people["priya"], "group_steward", "group", group.pk)
    make.give_role(people["tom"], "group_steward", "group", other.pk)
    make.give_role(people["lee"], "council_officer", "area", area.pk)
    make.give_role(people["lou"], "council_officer")
    make.give_role(people["noor"], "network_organiser", "area", area.pk)
    people["max"] = make.make_person("Max", "moderator")
    return SimpleNamespace(area=area, group=group, other=other, today=timezone.localdate(), **people)


@pytest.fixture
def ask(scene):
    def ask(**more):
        told = {"about": scene.group, "text": "Please open the side door", "to": actions.COUNCIL, "by": scene.ada}
        return actions.ask(**{**told, "client_id": uuid4(), **more})

    return ask


@pytest.fixture
def promise(scene):
    def promise(**more):
        due = scene.today + timedelta(days=30)
        told = {"text": "We open the side door", "by": scene.priya, "from_": scene.group, "due_on": due}
        return actions.undertake(**{**told, "client_id": uuid4(), **more})

    return promise
