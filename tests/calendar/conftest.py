"""Events of Heddle Hill Singers, and the people around them."""

from datetime import datetime
from types import SimpleNamespace

import pytest
import time_machine

from closeknit.algorithms.schedule import LONDON
from closeknit.algorithms.schedule.recurrence import Recurrence
from closeknit.calendar import actions
from tests.support import factories as make

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=LONDON)  # a Monday


@pytest.fixture
def clock():
    """The time it is: the first Monday of March 2026, at noon."""
    with time_machine.travel(NOW, tick=False) as travelling:
        yield travelling


@pytest.fixture
def scene(db, clock):
    """Priya looks after the Singers, who meet in the library of Warpfield; Tom after the Bakers; Kit runs
    the hub; Ada and Sam are residents."""
    make.make_hub()
    borough = make.make_area("Loomwick", kind="borough")
    area = make.make_area("Warpfield", parent=borough)
    point = make.make_point(51.6, 1.5, area, borough)
    theme = make.make_theme("Singing")
    group = make.make_group(point=point, themes=(theme,))
    other = make.make_group("Weftbridge Bakers")
    venue = make.make_venue(point=point)
    people = {name.lower(): make.make_person(name) for name in ("Ada", "Sam", "Priya", "Tom")}
    make.give_role(people["priya"], "group_steward", "group", group.pk)
    make.give_role(people["tom"], "group_steward", "group", other.pk)
    people["kit"] = make.make_person("Kit", "hub_admin")
    return SimpleNamespace(
        area=area, borough=borough, point=point, theme=theme, group=group, other=other, venue=venue, now=NOW, **people
    )


@pytest.fixture
def choir():
    """Every Tuesday from 3 March 2026, 19:00 to 21:00, without an end."""
    return Recurrence(start=datetime(2026, 3, 3, 19, 0), minutes=120, freq="WEEKLY", byday=("TU",))


@pytest.fixture
def publish(scene, choir):
    def publish(**more):
        told = {"by": scene.priya, "host": scene.group, "rule": choir, "title": "Choir practice", "venue": scene.venue}
        return actions.publish_series(**{**told, **more})

    return publish
