"""From each page that shows what somebody brought a link leads to where it is reported, for members and visitors."""

from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from closeknit.commitments import actions as commitments
from closeknit.conversation import actions
from closeknit.conversation.actions.talking import edit_comment
from closeknit.conversation.contributions import contributions
from closeknit.conversation.models import Case, HouseRule
from closeknit.conversation.threads import place_for
from closeknit.directory.indexing import reindex
from closeknit.networks.actions.priorities import agree_priority
from tests.support import answer_things, editing_things, minutes_things
from tests.support import factories as make

WHO = ("visitor", "member")
ON_THE_PAGE_OF = {"networks.note": "networks.minutes", "networks.arrival": "networks.minutes"}  # what came of it


@pytest.fixture
def shown(db):
    """A page with something of everything, and where each can be seen: by whom, at which addresses."""
    make.make_hub()
    point = make.make_point(51.6, 1.5, make.make_area("Warpfield"))
    group, venue = make.make_group(point=point), make.make_venue(point=point)
    make.make_service(group, venue=venue)
    photo, suggestion = editing_things.make_photo(group), editing_things.make_suggestion(group)
    author, steward = make.make_person("Sam"), make.make_person("Priya")
    make.give_role(steward, "group_steward", "group", group.pk)
    place = place_for(None, "directory.group", group.uuid)
    comment = edit_comment(actions.say(author=author, place=place, text="Hello", client_id=uuid4()), text="Good day")
    talk = reverse("conversation:talk", args=place.key)
    history = reverse("conversation:comment-history", args=[comment.uuid])
    page = group.get_absolute_url()
    asked = commitments.ask(about=group, text="A ramp", to="council", by=author, client_id=uuid4())
    answer = commitments.step(asked, "answered", by=steward, why="In spring.")
    promised = commitments.undertake(text="We build it", by=steward, from_=group, client_id=uuid4())
    evening = minutes_things.make_evening()
    network, minutes = evening.network, minutes_things.make_minutes(evening, steward, state="published")
    priority = agree_priority(network, title="Benches", raised_on=timezone.localdate(), client_id=uuid4())
    series = answer_things.answer_to_a_date(group, timezone.now() + timedelta(days=3), author).series
    return SimpleNamespace(
        people={"visitor": None, "member": make.make_person("Ada"), "steward": steward},
        venue=venue,
        group=group,
        where={
            "calendar.series": (series, WHO, [series.get_absolute_url()]),
            "networks.minutes": (minutes, WHO, [minutes.get_absolute_url()]),
            "networks.network": (network, WHO, [network.get_absolute_url()]),
            "networks.priority": (priority, WHO, [priority.get_absolute_url()]),
            "commitments.ask": (asked, WHO, [asked.get_absolute_url()]),
            "commitments.step": (answer, WHO, [asked.get_absolute_url()]),
            "commitments.undertaking": (promised, WHO, [promised.get_absolute_url()]),
            "directory.group": (group, WHO, [page]),
            "directory.photo": (photo, WHO, [page]),
            "directory.venue": (venue, WHO, [reverse("directory:venue", args=[venue.slug])]),
            "directory.suggestion": (suggestion, ["steward"], [suggestion.get_absolute_url()]),
            "conversation.comment": (comment, WHO, [page, talk, comment.get_absolute_url(), history]),
        },
    )


def client_of(person):
    client = Client()
    if person is not None:
        client.force_login(person)
    return client


def test_a_link_to_report_it_stands_beside_all_that_somebody_brought(shown):
    """A new kind of contribution has to say here where it is seen."""
    assert set(shown.where) | set(ON_THE_PAGE_OF) == set(contributions())
    assert set(ON_THE_PAGE_OF.values()) <= set(shown.where)
    missing = []
    for kind, (thing, who, addresses) in shown.where.items():
        link = reverse("conversation:report", args=[kind, thing.uuid])
        for name in who:
            client = client_of(shown.people[name])
            missing += [(kind, name, address) for address in addresses if link not in client.get(address).text]
            assert client.get(link).status_code == 200
    assert missing == []


def test_a_place_is_hidden_and_shown_again(shown):
    """Its name is gone from the group's page too; what happens there is still listed."""
    reindex([shown.group.pk])
    rule, moderator = HouseRule.objects.in_force()[0], make.make_person("Max", "moderator")
    said = {"rule": rule, "words": "", "reporter": None, "guest_email": "", "sender": "1"}
    case = actions.report(kind="directory.venue", thing=shown.venue, **said).case
    page, address = shown.group.get_absolute_url(), reverse("directory:venue", args=[shown.venue.slug])
    assert shown.venue.name in Client().get(page).text
    actions.hide(case, by=moderator, version=case.version, rule=rule, words="Rude.")
    assert Client().get(address).status_code == 404
    assert shown.venue.name not in Client().get(page).text
    case = Case.objects.get(pk=case.pk)
    case.state, case.question = "pending", "appeal"
    case.save()
    actions.let_stand(case, by=make.make_person("Mo", "moderator"), version=case.version)
    assert Client().get(address).status_code == 200
