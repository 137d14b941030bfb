import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.algorithms import text

ANY = st.text(st.characters(exclude_categories=()))
NAMES = st.text(alphabet="abcABC éłØ-'’ 123") | st.text()


@pytest.mark.parametrize(
    ("raw", "folded"),
    [
        ("Café", "cafe"),
        ("CAFE\u0301", "cafe"),
        ("Łódź Słońce", "lodz slonce"),
        ("Straße", "strasse"),
        ("Ærø Đakovo Þingvellir", "aero dakovo thingvellir"),
        ("Tŷ Gwŷr Caernarfon â ô ẅ", "ty gwyr caernarfon a o w"),
        ("Baile Átha Cliath, Contae Mhuigheo", "baile atha cliath, contae mhuigheo"),
        ("ŞİŞLİ Iğdır", "sisli igdir"),
        ("Ｋｎｉｔ ﬁne", "knit fine"),
        ("Tenants’", "tenants'"),
        ("বুনন ЙОД Ёлка 한국어 が", "বুনন йод ёлка 한국어 が"),
    ],
)
def test_a_text_is_folded(raw, folded):
    assert text.fold(raw) == folded


@given(ANY)
def test_folding_twice_is_folding_once(raw):
    assert text.fold(text.fold(raw)) == text.fold(raw)


@given(st.text(st.characters(max_codepoint=0x24F)))
def test_case_never_matters_in_latin_texts(raw):
    assert text.fold(raw.upper()) == text.fold(raw.lower()) or "ŉ" in raw or "İ" in raw


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        ("Knit and Natter, Tuesdays 10-12", ["knit", "and", "natter", "tuesdays", "10", "12"]),
        ("Women’s drop-in café", ["womens", "drop", "in", "cafe"]),
        ("rock 'n' roll_night", ["rock", "n", "roll", "night"]),
        ("“Rag rugs” – £2", ["rag", "rugs", "2"]),
        ("हिन्दी বুনন ქართული", ["हिन्दी", "বুনন", "ქართული"]),
        ("می\u200cخواهم", ["میخواهم"]),
        ("🧶 — …", []),
    ],
)
def test_a_text_is_cut_into_words(raw, found):
    assert text.words(raw) == found


@given(ANY)
def test_words_are_folded_and_hold_no_gap(raw):
    for word in text.words(raw):
        assert text.words(word) == [word]


@given(ANY, ANY)
def test_words_of_two_texts_are_those_of_each(one, other):
    assert text.words(f"{one} / {other}") == text.words(one) + text.words(other)


@pytest.mark.parametrize(
    "forms", [["sing", "sings", "singing"], ["women", "womens"], ["organise", "organising", "organised"]]
)
def test_forms_of_a_word_share_a_stem(forms):
    assert len({text.stem(form) for form in forms}) == 1


def test_stems_leave_the_stop_words_out():
    assert text.stems("The singers of the Hill") == ["singer", "hill"]


def test_threads_stem_alike():
    words = [f"organis{ending}" for ending in ("e", "es", "ed", "ing", "ation", "ations")] * 50
    text.stem.cache_clear()
    found = []
    threads = [
        threading.Thread(target=lambda: found.append([text.stem.__wrapped__(word) for word in words])) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [[text.stem(word) for word in words]] * 4


@given(NAMES, st.integers(10, 80))
def test_a_slug_is_short_and_plain(name, limit):
    slug = text.slugify_name(name, limit=limit)
    assert 1 <= len(slug) <= limit
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not slug.startswith("-")


@given(st.lists(NAMES, max_size=30))
def test_slugs_are_all_different(names):
    taken = set()
    for name in names:
        slug = text.slugify_name(name, taken, limit=12)
        assert slug not in taken
        taken.add(slug)


def test_slugs_read_like_their_names():
    assert text.slugify_name("Loomwick Tenants’ Union") == "loomwick-tenants-union"
    assert text.slugify_name("Knit & Natter", {"knit-natter", "knit-natter-2"}) == "knit-natter-3"
    assert text.slugify_name("বুনন") == "group"
    assert text.slugify_name("Friends of the Tenter Meadow", limit=20) == "friends-of-the"
