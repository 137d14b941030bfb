"""What a text finds, and in which order."""

import pytest

from closeknit.directory.indexing import reindex
from tests.directory.search.worlds import find, hand_world, make_at, names
from tests.support.factories import make_group, make_service, make_theme, make_venue

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return hand_world()


def test_words_in_the_name_come_first_then_themes_then_texts(world):
    assert names(find("choir")) == ["Fullers Choir", "Sleeping Singers"]
    assert names(find("singing")) == ["Fullers Choir", "Sleeping Singers", "Carder Bakers"]
    assert names(find("bread")) == ["Carder Bakers"]


def test_all_words_must_be_there(world):
    assert names(find("singing bread")) == ["Carder Bakers"]


def test_if_no_group_has_all_words_those_with_most_of_them_come_first(world):
    found = find("choir bread thursdays")
    assert names(found) == ["Fullers Choir", "Sleeping Singers", "Carder Bakers"]
    assert "No group has all of these words. These have some of them." in found.notes


@pytest.mark.parametrize("said", ["sing", "SINGING", "sings", "Síngíng", "singing!", "  singing  "])
def test_stems_accents_and_capitals_do_not_matter(world, said):
    assert find(said).total == 3


def test_a_theme_is_found_by_any_of_its_names(world):
    assert names(find("vocal group")) == ["Fullers Choir", "Sleeping Singers"]
    assert names(find("arts")) == ["Fullers Choir", "Sunday Painters", "Sleeping Singers"]
    assert names(find("food bank")) == ["Carder Bakers"]


def test_half_of_a_phrase_is_not_the_phrase(world):
    assert find("bank").total == 0


def test_an_area_is_found_by_its_name(world):
    assert names(find("bakers bobbin green")) == ["Carder Bakers"]
    assert names(find("warpfield")) == ["Warpfield Walkers", "Fullers Choir", "Sunday Painters"]


def test_a_last_word_that_is_not_known_may_be_begun(world):
    assert names(find("pai")) == ["Sunday Painters"]
    assert find("pai", order="name").notes == ()
    assert find("pa").total == 0


def test_a_known_word_stands_for_itself_and_not_for_longer_ones(world):
    reindex([make_group("Car sharers").pk, make_group("Carpenters").pk])
    assert names(find("car")) == ["Car sharers"]


def test_typing_mistakes_are_forgiven_and_said(world):
    found = find("thursdyas choir")
    assert names(found) == ["Fullers Choir"]
    assert found.notes == ("No group says “thursdyas”. These say “thursdays”.",)


def test_of_words_as_near_the_one_that_more_groups_have_in_any_form_is_meant():
    mills = [make_group(f"Mill {number}", summary="On Sizing Street") for number in range(3)]
    choirs = [make_group(f"Choir {number}", summary="We sing") for number in range(3)]
    choirs.append(make_group("Choir 3", summary="Come for the singing"))
    reindex([group.pk for group in (*mills, *choirs)])
    found = find("sining")
    assert found.notes == ("No group says “sining”. These say “singing”.",)
    assert names(found) == ["Choir 0", "Choir 1", "Choir 2", "Choir 3"]


def test_of_words_as_near_and_as_common_the_first_in_the_alphabet_is_meant():
    reindex([make_group("Mill", summary="Sizing").pk, make_group("Choir", summary="Singing").pk])
    assert names(find("sining")) == ["Choir"]


def test_small_words_do_not_count_unless_there_is_nothing_else(world):
    reindex([make_group("The Who", summary="").pk])
    assert names(find("the choir")) == names(find("choir"))
    assert names(find("the who")) == ["The Who"]


def test_what_means_nothing_finds_nothing(world):
    assert find("qqqqqqqq").total == 0
    assert find("&&& !!!").total == find("").total


def test_services_venues_and_streets_are_found(world):
    place = make_at(world.areas["dyers"], address="7 Madder Row")
    group = make_group("Makers", who_for="Anyone with a hammer", point=place)
    make_service(group, "Anvil hour", venue=make_venue("Tinkers Hall"))
    reindex([group.pk])
    for said in ("anvil", "tinkers", "hammer", "madder row"):
        assert names(find(said)) == ["Makers"]


def test_other_scripts_are_found(world):
    reindex([make_group("गाना बजाना", summary="").pk, make_group("合唱団", summary="").pk])
    assert names(find("गाना")) == ["गाना बजाना"]
    assert names(find("合唱団")) == ["合唱団"]


@pytest.mark.parametrize(
    "said", ['"', "'", "a OR b", "NEAR(a b)", "*", "-choir", "choir*", "name:choir", "')--", "{", "\\"]
)
def test_nothing_is_an_order_to_the_engine(world, said):
    assert find(said).total >= 0


def test_a_new_theme_needs_no_new_index_for_its_names(world):
    theme = make_theme("Wellbeing", synonyms=["calm"])
    theme.group_themes.create(group=world.painters)
    reindex([world.painters.pk])
    assert names(find("calm")) == ["Sunday Painters"]


def test_costs_one_question_for_rare_words_and_none_without(world, django_assert_num_queries):
    find("choir bread walkers")
    with django_assert_num_queries(3):  # the version, the words, the cards
        find("choir bread walkers")
    with django_assert_num_queries(2):
        find("")
