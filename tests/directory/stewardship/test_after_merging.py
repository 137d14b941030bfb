"""What was sent to the address of an entry that became part of another opens nothing there."""

import pytest

from closeknit.directory import policies
from closeknit.directory.duplicates import merging
from closeknit.directory.models import Group
from closeknit.directory.stewardship import stewards
from tests.directory.stewardship.test_claiming import ask, link_in
from tests.support import factories as make

pytestmark = pytest.mark.django_db
YES = {"decision": "yes"}


@pytest.fixture
def stub(group):
    """Somebody told us of the group again, with an address of their own."""
    return make.make_group("Shuttle St Residents", visibility="stub", contact_email="sam@loomwick.example")


def sam_of(cast):
    cast.sam.email = "sam@loomwick.example"
    cast.sam.save(update_fields=["email"])
    return cast.sam


def test_whom_the_hub_invited_to_the_one_cannot_take_the_other(as_, cast, group, stub, letters):
    make.give_role(cast.priya, "group_steward", "group", group.pk)
    stewards.invite_the_group(stub)
    merging.merge(kept=group, gone=stub, by=cast.noor)
    assert as_(sam_of(cast)).post(link_in(letters[0]), YES).status_code == 409
    assert list(policies.stewards_of(group)) == [cast.priya]


def test_a_link_to_the_address_of_the_one_does_not_open_the_other(as_, cast, group, stub, letters):
    ask(as_(cast.sam), stub)
    done = merging.merge(kept=group, gone=stub, by=cast.noor)
    assert as_(cast.sam).post(link_in(letters[0]), YES).status_code == 404
    assert not policies.stewards_of(group).exists()
    merging.part(done=done, by=cast.noor)
    as_(cast.sam).post(link_in(letters[0]), YES)
    assert list(policies.stewards_of(Group.objects.get(pk=stub.pk))) == [cast.sam]


def test_asked_again_the_letter_goes_to_the_address_of_the_other(as_, cast, group, stub, letters):
    ask(as_(cast.sam), stub)
    merging.merge(kept=group, gone=stub, by=cast.noor)
    ask(as_(cast.sam), group)
    assert [letter.to for letter in letters] == ["sam@loomwick.example", "shuttle@loomwick.example"]
