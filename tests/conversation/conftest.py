"""A talk about a group, and the people around it."""

from types import SimpleNamespace
from uuid import uuid4

import pytest

from closeknit.conversation import actions
from closeknit.conversation.models import Case, HouseRule
from closeknit.conversation.routing import sender_of
from closeknit.conversation.threads import place_for
from tests.support import factories as make

KIND = "conversation.comment"


@pytest.fixture
def scene(db):
    """Heddle Hill Singers with Priya as steward; Sam, Ada and the moderators Max and Mo; Kit runs the hub."""
    make.make_hub()
    area = make.make_area("Warpfield")
    group = make.make_group(point=make.make_point(51.6, 1.5, area))
    people = {name.lower(): make.make_person(name) for name in ("Sam", "Ada", "Priya", "Tom")}
    make.give_role(people["priya"], "group_steward", "group", group.pk)
    make.give_role(people["tom"], "group_steward", "group", make.make_group("Bakers").pk)
    people |= {
        "max": make.make_person("Max", "moderator"),
        "mo": make.make_person("Mo", "moderator"),
        "kit": make.make_person("Kit", "hub_admin"),
    }
    place = place_for(None, "directory.group", group.uuid)
    return SimpleNamespace(
        group=group, place=place, address=f"/talk/directory.group/{group.uuid}/", area=area, **people
    )


@pytest.fixture
def say(scene):
    def say(author, text="When do you meet?", **more):
        return actions.say(author=author, place=scene.place, text=text, **{"client_id": uuid4(), **more})

    return say


@pytest.fixture
def reported():
    def reported(comment, reporter=None, words="It hurts.", form="1"):
        """The case of the comment, once somebody has reported it."""
        said = {"rule": HouseRule.objects.get(code="kind"), "words": words, "reporter": reporter, "guest_email": ""}
        sender = sender_of(person=reporter, form=form)
        return actions.report(kind=KIND, thing=comment, sender=sender, **said).case

    return reported


@pytest.fixture
def hidden(scene, reported):
    def hidden(comment, by=None, words="Please be kind."):
        case = Case.objects.get(pk=reported(comment).pk)
        rule = HouseRule.objects.get(code="kind")
        actions.hide(case, by=by or scene.max, version=case.version, rule=rule, words=words)
        return Case.objects.get(pk=case.pk)

    return hidden
