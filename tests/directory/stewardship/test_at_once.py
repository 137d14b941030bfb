"""The same at the same moment: one group, one claim, one letter, and never the last two gone."""

import itertools
from uuid import uuid4

import pytest

from closeknit.accounts.models import Person
from closeknit.directory import policies
from closeknit.directory.models import Asking, Claim, Group, Invitation, Telling
from closeknit.directory.stewardship import adding, claiming, keeping_fresh, stewards
from closeknit.directory.stewardship.whereabouts import Whereabouts
from closeknit.journal.models import Entry
from tests.support import factories as make
from tests.support.together import together

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 8


def test_one_form_is_one_group(cast, letters):
    fields = {"name": "Menders", "summary": "We mend.", "contact_email": "m@loomwick.example", "uuid": uuid4()}
    place = Whereabouts()
    told = together(
        TIMES, lambda: adding.tell_of_group(place=place, fields=dict(fields), guest_name="", guest_email="")
    )
    assert [one for one in told if isinstance(one, Exception)] == []
    assert Group.objects.filter(name="Menders").count() == Telling.objects.count() == len(letters) == 1


def test_groups_of_one_name_get_addresses_of_their_own(cast, letters):
    def add():
        fields = {"name": "Menders", "summary": "We mend.", "uuid": uuid4()}
        return adding.add_group(by=Person.objects.get(pk=cast.ada.pk), place=Whereabouts(), fields=fields).slug

    slugs = together(4, add)
    assert len(set(slugs)) == 4
    assert all(isinstance(slug, str) for slug in slugs)


def test_one_question_is_one_claim_and_one_letter(cast, group, letters):
    asked = together(TIMES, lambda: claiming.ask_to_look_after(group=group, person=cast.priya, words="I am"))
    assert len({claim.pk for claim in asked}) == 1
    assert Claim.objects.count() == len(letters) == 1
    assert Entry.objects.filter(verb="directory.claim_asked").count() == 1


def test_one_invitation(cast, group, letters):
    make.give_role(cast.priya, "group_steward", "group", group.pk)
    together(TIMES, lambda: stewards.invite_steward(group=group, by=cast.priya, email="sam@loomwick.example"))
    assert Invitation.objects.count() == len(letters) == 1


def test_the_last_two_do_not_leave_together(cast, group):
    both = [cast.priya, cast.ada]
    for person in both:
        make.give_role(person, "group_steward", "group", group.pk)
    turn = itertools.cycle(both)
    together(2, lambda: stewards.leave(group=group, person=next(turn)))
    assert policies.stewards_of(group).count() == 1


def test_two_workers_ask_a_group_once(cast, group, letters):
    Group.objects.exclude(pk=group.pk).update(state="closed")
    Group.objects.filter(pk=group.pk).update(created_at="2020-01-01T00:00Z")
    now = Asking._meta.get_field("asked_at").to_python("2026-06-01T09:00:00Z")
    assert sum(together(4, lambda: keeping_fresh.ask_groups(now))) == 1
    assert Asking.objects.count() == len(letters) == 1
