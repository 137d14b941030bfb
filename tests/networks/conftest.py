"""A network of Warpfield, and the people and groups around it."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.utils import timezone

from closeknit.algorithms.schedule.recurrence import Recurrence
from closeknit.calendar.actions.publishing import publish_series
from closeknit.networks.actions import founding, interests
from closeknit.networks.models import Interest
from tests.support import factories as make


@pytest.fixture
def scene(db):
    """Noor organises Warpfield, where Warpfield's network is, and Olive the network alone; Priya looks after the
    Singers of Warpfield, Tom the Bakers of Weftbridge; Ada and Sam are residents; Kit runs the hub."""
    make.make_hub()
    area = make.make_area("Warpfield", pattern=3)
    other_area = make.make_area("Weftbridge")
    singers = make.make_group(point=make.make_point(51.6, 1.5, area))
    bakers = make.make_group("Weftbridge Bakers", point=make.make_point(51.61, 1.5, other_area))
    names = ("Ada", "Sam", "Priya", "Tom", "Noor", "Olive", "Nan")
    people = {name.lower(): make.make_person(name) for name in names}
    people["kit"] = make.make_person("Kit", "hub_admin")
    make.give_role(people["priya"], "group_steward", "group", singers.pk)
    make.give_role(people["tom"], "group_steward", "group", bakers.pk)
    make.give_role(people["noor"], "network_organiser", "area", area.pk)
    make.give_role(people["nan"], "network_organiser", "area", other_area.pk)
    network = founding.found_network(
        by=people["noor"],
        client_id=uuid4(),
        name="Warpfield local area network",
        area=area,
        summary="Neighbours who meet over soup.",
        purpose="To see things through.",
        contact_words="Ring 01632 960 114",
    )
    make.give_role(people["olive"], "network_organiser", "network", network.pk)
    return SimpleNamespace(area=area, other_area=other_area, singers=singers, bakers=bakers, network=network, **people)


@pytest.fixture
def meets(scene):
    """A meeting of the network in the calendar, so many days from now."""

    def meets(days=14, title="Soup and priorities", **more):
        on = timezone.localdate() + timedelta(days=days)
        rule = Recurrence(start=datetime(on.year, on.month, on.day, 18, 30), minutes=120)
        return publish_series(by=None, host=scene.network, rule=rule, title=title, place_words="St Blaise Hall", **more)

    return meets


@pytest.fixture
def wren(scene):
    """A guest who has confirmed that they want to hear."""
    row = Interest.objects.create(network=scene.network, guest_name="Wren", guest_email="wren@loomwick.example")
    return interests.confirm_interest(row)


@pytest.fixture
def on_paper(scene):
    def on_paper(*lines, agreed_on=None, **more):
        told = [interests.OnPaper(uuid4(), *line) for line in lines]
        return interests.enter_from_paper(
            scene.network,
            told,
            by=scene.olive,
            agreed_on=agreed_on or timezone.localdate(),
            agreed_words="ticked the sheet at the library",
            **more,
        )

    return on_paper
