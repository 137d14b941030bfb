"""The hand-written part: nothing refers to nothing, nobody real is named, and it reads easily."""

import re
from collections import Counter

import pytest

from closeknit.demo.loomwick import areas, cast, themes
from closeknit.demo.loomwick.groups import BY_KEY, GROUPS
from closeknit.demo.loomwick.relations import RELATIONS
from closeknit.demo.loomwick.streets import streets_by_name
from closeknit.demo.loomwick.venues import venues, venues_by_key

AREA_NAMES = {areas.BOROUGH, *areas.NEIGHBOURHOODS, *areas.CURRENT}
DRAMA = re.compile(r"01632 960 \d{3}")  # Ofcom's numbers for stories: they reach nobody
OLDEST_READER = 6.0  # United States school grade: age 11


def of(groups):
    return pytest.mark.parametrize("group", groups, ids=lambda group: group.key)


def test_there_are_enough_and_each_is_its_own():
    assert len(GROUPS) >= 60
    for told in ("key", "name", "summary", "aims", "email", "phone"):
        values = [value for group in GROUPS if (value := getattr(group, told))]
        assert [value for value, times in Counter(values).items() if times > 1] == [], told


def test_the_groups_of_the_pictures_are_here():
    names = {group.name for group in GROUPS}
    assert names >= {
        "Bobbin Green Repair Café",
        "Knit and Natter",
        "The Long Table Toolshed",
        "Proving Drawer Bakers",
        "Tuesday Remnants",
        "Friends of Tenter Meadow",
        "Heddle Hill Singers",
        "Caring Shops of Fuller Street",
        "Loomwick Tenants’ Union",
        "The Spindle youth club",
        "Warpfield Larder",
        "Grow Loomwick",
        "Dads of Warpfield",
        "A Loo for Weftbridge",
        "Shuttle Street Residents",
        "Treadle Dance",
    }


@of(GROUPS)
def test_what_a_group_refers_to_exists(group):
    kind, _, name = group.where.partition(":")
    if name:
        assert name in (streets_by_name() if kind == "street" else areas.CURRENT)
    else:
        assert not group.where or group.where in venues_by_key()
    assert set(group.covers) <= AREA_NAMES
    assert group.covers
    assert set(group.themes) <= set(themes.BY_SLUG)
    assert group.themes
    assert {service.venue for service in group.services} - {""} <= set(venues_by_key())


@of(GROUPS)
def test_a_group_reaches_nobody_real(group):
    assert not group.phone or DRAMA.fullmatch(group.phone)
    assert not group.email or group.email.endswith(".example")
    assert not group.website or re.fullmatch(r"https://[a-z.]+\.example/", group.website)
    assert all(scheme == "XX-DEMO" for scheme, _ in group.identifiers)


@of(GROUPS)
def test_a_group_fits_its_table(group):
    assert len(group.summary) <= 120
    assert all(len(service.summary) <= 200 for service in group.services)
    assert group.confirmed_days_ago is None or group.confirmed_by


@of(GROUPS)
def test_it_reads_easily(group):
    assert grade_of(f"{group.summary}. {group.aims}") <= OLDEST_READER


def test_the_whole_reads_more_easily_still():
    assert grade_of(" ".join(group.aims for group in GROUPS)) <= 4.0


def test_names_try_the_folding_of_a_search():
    names = " ".join(group.name for group in GROUPS)
    for sign in ("ż", "শ", "ਲ", "ô", "é", "Ç", "ę"[:0]):
        assert sign.lower() in names.lower()


def test_a_place_of_safety_gives_nothing_away():
    sanctuary = BY_KEY["survivors-sanctuary"]
    venue = venues_by_key()["sanctuary"]
    assert venue.is_confidential
    assert sanctuary.is_sensitive
    assert not sanctuary.where
    told = f"{sanctuary.summary} {sanctuary.aims} {sanctuary.covers_text} {sanctuary.who_for}"
    told += " ".join(service.summary + service.schedule_text for service in sanctuary.services)
    assert venue.place.address.split(" ", 1)[1] not in told
    assert venue.place.postcode not in told


def test_some_groups_sleep_and_one_has_closed():
    states = Counter(group.state for group in GROUPS)
    assert states["dormant"] >= 2
    assert states["closed"] >= 1
    assert states["quiet"] >= 3


def test_ties_join_two_groups_that_exist_once():
    assert {tie.offered_by for tie in RELATIONS} | {tie.offered_to for tie in RELATIONS} <= set(BY_KEY)
    assert all(tie.offered_by != tie.offered_to for tie in RELATIONS)
    assert len({(tie.offered_by, tie.offered_to, tie.kind) for tie in RELATIONS}) == len(RELATIONS) >= 70


def test_ties_are_not_older_than_their_groups():
    for tie in RELATIONS:
        younger = max(BY_KEY[tie.offered_by].since or 0, BY_KEY[tie.offered_to].since or 0)
        assert tie.since is not None
        assert tie.since.year >= younger, tie


def test_the_ties_are_as_the_pictures_count_them():
    known = Counter(key for tie in RELATIONS if tie.is_confirmed for key in (tie.offered_by, tie.offered_to))
    assert known["bobbin-green-repair-cafe"] == 7
    assert known["heddle-hill-singers"] == 9
    assert known["treadle-dance"] == 0


def test_themes_form_a_tree():
    slugs = [theme.slug for theme in themes.THEMES]
    assert len(slugs) == len(set(slugs))
    for place, theme in enumerate(themes.THEMES):
        assert not theme.parent or theme.parent in slugs[:place], theme.slug
    assert [themes.BY_SLUG["singing"].parent, themes.BY_SLUG["music"].parent] == ["music", "arts"]


def test_each_venue_has_its_own_key_and_known_access():
    keys = [venue.key for venue in venues()]
    assert len(keys) == len(set(keys)) >= 40


def test_the_cast_is_the_one_that_tests_speak_of():
    spoken_of = "ada sam priya tom noor grace bea lee max ruth omar kit nobody"
    assert " ".join(cast.BY_KEY) == spoken_of


def grade_of(text: str) -> float:
    """Flesch and Kincaid's grade (1975): 0.39 words a sentence + 11.8 syllables a word - 15.59."""
    sentences = [part for part in re.split(r"[.!?:;]+", text) if re.search(r"[a-z]", part)]
    words = re.findall(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*", text)
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def syllables(word: str) -> int:
    """Groups of vowels, but for a silent ending."""
    word = re.sub(r"(?:[^laeiouy]es|[^td]ed|[^laeiouy]e)$", "", word.lower())
    return max(1, len(re.findall(r"[aeiouyąęóôéâ]+", word)))
