"""One contract for both engines. It runs on the database the suite runs on; make test runs it on both."""

import pytest

from closeknit.directory.models import SearchEntry
from closeknit.directory.search.engines import Entry, engine

pytestmark = pytest.mark.django_db


def entry(group_id, words, name=""):
    return Entry(group_id, name, words, "g", "{}")


def found(*questions):
    return [sorted(ids.tolist()) for ids in engine().find(questions)]


def test_finds_those_that_hold_at_least_one_of_the_words():
    engine().put([entry(1, "choir sing"), entry(2, "sings"), entry(3, "bread")])
    assert found(["sing", "sings"], ["bread"], ["flour"]) == [[1, 2], [3], []]


def test_a_question_without_words_finds_nothing():
    engine().put([entry(1, "choir")])
    assert found([], ["choir"], []) == [[], [1], []]
    assert found() == []


def test_words_are_compared_as_they_stand():
    engine().put([entry(1, "sing n_sing"), entry(2, "singing"), entry(3, "n_sing"), entry(4, "sing_")])
    assert found(["sing"], ["n_sing"], ["sin"]) == [[1], [1, 3], []]


@pytest.mark.parametrize(
    "word", ["łódź", "গান", "नमस्ते", "歌", "x\u0301", "1990s", "7", "x" * 60, "or", "not", "and", "near"]
)
def test_letters_digits_and_marks_of_any_script_are_one_word(word):
    engine().put([entry(1, f"{word} zebra"), entry(2, "zebra")])
    assert found([word, "nothing"]) == [[1]]


def test_a_changed_entry_is_found_by_its_new_words_only():
    engine().put([entry(1, "choir")])
    engine().put([entry(1, "bread")])
    assert found(["choir"], ["bread"]) == [[], [1]]


def test_a_removed_entry_is_found_no_more():
    engine().put([entry(1, "choir"), entry(2, "choir")])
    engine().remove([1, 77])
    assert found(["choir"]) == [[2]]
    assert list(SearchEntry.objects.values_list("pk", flat=True)) == [2]


def test_the_index_can_be_made_over_what_is_there():
    engine().put([entry(1, "choir", "b"), entry(2, "bread", "a")])
    engine().drop()
    engine().drop()
    engine().load([entry(2, "choir", "a")])
    engine().create()
    assert found(["choir"], ["bread"]) == [[1, 2], []]


def test_settling_changes_no_answer():
    engine().put([entry(number, "choir") for number in range(1, 50)])
    engine().settle()
    assert found(["choir"]) == [list(range(1, 50))]


def test_sorts_by_name_sign_by_sign_then_by_id():
    engine().put(
        [
            entry(1, "x", "zebra"),
            entry(2, "x", "ab b"),
            entry(3, "x", "abb"),
            entry(4, "x", "zebra"),
            entry(5, "x", "é"),
        ]
    )
    assert engine().by_name().tolist() == [2, 3, 1, 4, 5]
    assert engine().by_name([4, 1, 3]).tolist() == [3, 1, 4]
    assert engine().by_name([]).tolist() == []


def test_costs_one_query_for_all_questions(django_assert_num_queries):
    engine().put([entry(1, "choir sing")])
    with django_assert_num_queries(1):
        found(["choir"], ["sing"], ["bread"])


def test_many_ids_come_whole():
    engine().put([entry(number, "common") for number in range(1, 3001)])
    assert found(["common"]) == [list(range(1, 3001))]
