"""The ledger: lines are only added, a change is noticed, a torn line counts for nothing."""

import threading
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from closeknit.accounts.models import Person
from closeknit.core import erasure
from closeknit.core.errors import Refused
from tests.support.factories import make_person

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def ledger(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return erasure.ledger_file()


def test_lines_are_read_as_they_were_written(ledger):
    people = [uuid4() for _number in range(3)]
    for person in people:
        erasure.write(ledger, person, NOON)
    assert [(entry.at, entry.person) for entry in erasure.entries(ledger)] == [(NOON, person) for person in people]
    assert oct(ledger.stat().st_mode & 0o777) == "0o600"


def test_no_ledger_names_nobody(ledger):
    assert erasure.entries(ledger) == []


@pytest.mark.parametrize("damage", ["changed", "left out", "put in"])
def test_a_changed_ledger_is_refused(ledger, damage):
    for _number in range(3):
        erasure.write(ledger, uuid4(), NOON)
    lines = ledger.read_text().splitlines(keepends=True)
    changed = {
        "changed": [lines[0], lines[1].replace(" ", " f", 1), lines[2]],
        "left out": [lines[0], lines[2]],
        "put in": [lines[0], f"{NOON.isoformat()} {uuid4()} {'0' * 64}\n", *lines[1:]],
    }
    ledger.write_text("".join(changed[damage]))
    with pytest.raises(Refused, match="changed"):
        erasure.entries(ledger)
    with pytest.raises(Refused):
        erasure.write(ledger, uuid4(), NOON)


def test_a_torn_line_counts_for_nothing_and_is_written_over(ledger):
    first, second = uuid4(), uuid4()
    erasure.write(ledger, first, NOON)
    with ledger.open("a") as file:
        file.write("2026-11-21T12:00:00+00:00 0b7")
    assert [entry.person for entry in erasure.entries(ledger)] == [first]
    erasure.write(ledger, second, NOON)
    assert [entry.person for entry in erasure.entries(ledger)] == [first, second]


def test_many_at_once_make_one_chain(ledger):
    people = [uuid4() for _number in range(12)]
    writers = [threading.Thread(target=erasure.write, args=(ledger, person, NOON)) for person in people]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert {entry.person for entry in erasure.entries(ledger)} == set(people)


@pytest.mark.django_db
def test_an_erased_person_is_named_by_their_number_and_by_nothing_else(ledger):
    sam = make_person("Sam")
    number, email = sam.uuid, sam.email
    said = erasure.erase(sam, now=NOON)
    assert [entry.person for entry in erasure.entries(ledger)] == [number]
    assert "Sam" not in ledger.read_text()
    assert said
    row = Person.objects.get(pk=sam.pk)
    assert (row.name, row.email, row.is_active, row.has_usable_password()) == ("someone who left", None, False, False)
    assert row.uuid != number
    assert not Person.objects.filter(email=email).exists()


@pytest.mark.django_db
def test_when_the_ledger_cannot_be_written_nobody_is_erased(ledger, settings):
    sam = make_person("Sam")
    ledger.write_text("nonsense\n")
    with pytest.raises(Refused):
        erasure.erase(sam)
    assert Person.objects.get(pk=sam.pk).name == "Sam"


@pytest.mark.django_db
def test_whom_the_ledger_names_is_erased_again(ledger):
    sam, ada = make_person("Sam"), make_person("Ada")
    erasure.write(ledger, sam.uuid, NOON)
    erasure.write(ledger, UUID(int=7), NOON)
    assert erasure.erase_again(ledger) == 1
    assert erasure.erase_again(ledger) == 0
    assert sorted(Person.objects.values_list("name", flat=True)) == [ada.name, "someone who left"]


@pytest.mark.django_db
def test_the_check_of_the_data_tells_of_somebody_who_is_still_here(ledger):
    assert erasure.people_who_left_are_gone() == []
    erasure.write(ledger, make_person("Sam").uuid, NOON)
    assert "1 people" in erasure.people_who_left_are_gone()[0]
    ledger.write_text("nonsense\n")
    assert "changed" in erasure.people_who_left_are_gone()[0]
