"""Priya looks after a group, Tom after another one; Noor organises the area."""

from types import SimpleNamespace

import pytest

from closeknit.conversation import actions
from closeknit.conversation.models import HouseRule
from closeknit.conversation.routing import sender_of
from closeknit.directory.indexing import reindex
from tests.support import factories as make


@pytest.fixture
def world(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    make.make_hub()
    area = make.make_area("Warpfield")
    point = make.make_point(51.6, 1.5, area, postcode="LW1 4TT", address="Dyehouse Library")
    theme = make.make_theme("Singing")
    group = make.make_group(
        themes=(theme,), point=point, contact_email="singers@loomwick.example", aims="We sing.\n\nWe eat biscuits."
    )
    service = make.make_service(group, venue=make.make_venue())
    other = make.make_group("Weftbridge Bakers")
    reindex([group.pk, other.pk])
    priya, tom, noor = (make.make_person(name) for name in ("Priya", "Tom", "Noor"))
    make.give_role(priya, "group_steward", "group", group.pk)
    make.give_role(tom, "group_steward", "group", other.pk)
    make.give_role(noor, "network_organiser", "area", area.pk)
    return SimpleNamespace(
        area=area, theme=theme, group=group, service=service, other=other, priya=priya, tom=tom, noor=noor
    )


@pytest.fixture
def as_priya(client, world):
    client.force_login(world.priya)
    return client


@pytest.fixture
def hidden(world):
    """Somebody reports a thing, and a moderator hides it."""

    def hidden(kind, thing):
        rule = HouseRule.objects.get(code="kind")
        told = {"words": "It hurts.", "reporter": None, "guest_email": "", "sender": sender_of(person=None, form="1")}
        case = actions.report(kind=kind, thing=thing, rule=rule, **told).case
        actions.hide(case, by=make.make_person("Max", "moderator"), version=0, rule=rule, words="Please be kind.")

    return hidden
