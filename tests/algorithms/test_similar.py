import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from closeknit.algorithms import similar

WORDS = st.text(alphabet="abcdelnrs", min_size=1, max_size=9)
FREQUENCIES = st.dictionaries(WORDS | st.text(min_size=1, max_size=6), st.integers(1, 50), max_size=60)
NAMES = st.text(alphabet="abc ABC the ltd 12", max_size=20) | st.text(max_size=20)


def nearest_slowly(frequencies, word, limit):
    steps = 1 if len(word) <= 5 else 2
    found = [(OSA.distance(word, other), -often, other) for other, often in frequencies.items()]
    return [other for distance, _, other in sorted(found) if 0 < distance <= steps][:limit] if len(word) > 2 else []


@given(FREQUENCIES, WORDS, st.integers(1, 8))
def test_suggestions_are_those_of_comparing_with_every_word(frequencies, word, limit):
    vocabulary = similar.Vocabulary(frequencies)
    assert vocabulary.suggest(word, limit) == nearest_slowly(frequencies, word, limit)


@given(FREQUENCIES, st.text(max_size=3), st.integers(1, 8))
def test_completions_are_those_of_trying_every_word(frequencies, prefix, limit):
    slowly = sorted((-often, word) for word, often in frequencies.items() if word.startswith(prefix))
    assert similar.Vocabulary(frequencies).complete(prefix, limit) == [word for _, word in slowly[:limit]]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("siging", "singing"), ("kniting", "knitting"), ("foobdank", "foodbank"), ("coir", "choir"), ("chior", "choir")],
)
def test_what_was_mistyped_is_found(typed, meant):
    vocabulary = similar.Vocabulary({"singing": 9, "knitting": 4, "foodbank": 2, "choir": 7, "chair": 8})
    assert vocabulary.suggest(typed)[0] == meant


def test_a_vocabulary_knows_its_words():
    vocabulary = similar.Vocabulary({"choir": 7, "chair": 8})
    assert ("choir" in vocabulary, "coir" in vocabulary, len(vocabulary)) == (True, False, 2)
    assert (len(similar.Vocabulary({})), similar.Vocabulary({}).suggest("choir")) == (0, [])


def test_very_long_words_are_compared_too():
    long = "a" * 90 + "xyz"
    assert similar.Vocabulary({long: 1}).suggest("b" + long) == [long]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Loomwick Repair Café", "LOOMWICK REPAIR CAFE LTD"),
        ("Knit & Natter", "Natter and Knit"),
        ("Warpfield Larder CIO", "Warpfield Larder (registered charity)"),
        ("Friends’ Circle", "Friends' Circle"),
    ],
)
def test_names_that_differ_only_in_form_are_the_same(one, other):
    assert similar.same_name(one, other) == 1


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("Bobbin Green Repair Cafe", "Bobbin Green Repair Caff", 0.9, 0.99),
        ("1st Loomwick Scouts", "2nd Loomwick Scouts", 0.3, 0.5),
        ("Heddle Hill Singers", "Proving Drawer Bakers", 0, 0.6),
        ("The Charity", "The Limited", 0, 0.6),
        ("", "", 0, 0),
    ],
)
def test_other_names_are_more_or_less_alike(one, other, least, most):
    assert least <= similar.same_name(one, other) <= most


@given(NAMES, NAMES)
def test_likeness_is_a_share_and_the_same_either_way(one, other):
    assert 0 <= similar.same_name(one, other) <= 1
    assert similar.same_name(one, other) == similar.same_name(other, one)
