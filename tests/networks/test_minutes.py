"""Minutes: drafted from the evening, edited without losing anything, found right; nobody named who did not agree."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as some

from closeknit.core.errors import Refused
from closeknit.networks import minutes_reads, personal_data
from closeknit.networks.actions import minutes as act
from closeknit.networks.minutes_drafting import Evening, Heap, Noted, drafts, named_in, redrafted, without_names
from closeknit.networks.models import Hands, Minutes, MinutesVersion
from closeknit.networks.output_document import blocks
from closeknit.places import versions
from tests.support import factories as make
from tests.support import meeting_things as made
from tests.support import minutes_things as things

NAMES = some.sampled_from(["Ida Marsh", "Wren Fuller", "Rose", "Jo-Ann O’Hara", "Zoë", "A. B", "The Tuesday Knitters"])


@pytest.fixture
def evening(scene):
    return things.make_evening(scene.network)


@pytest.fixture
def noor(scene):
    return scene.noor


def as_(person):
    client = Client()
    client.force_login(person)
    return client


def address(evening, page="minutes"):
    return reverse(f"networks:{page}", args=[evening.meeting.uuid])


# ── Drafting, pure ───────────────────────────────────────────────────────────────────────────────


@given(some.lists(NAMES, max_size=4), some.text(alphabet="aB .,\n", max_size=30))
def test_no_name_that_is_taken_out_is_left(names, around):
    text = around.join(["", *names, ""])
    assert not any(name in without_names(text, names) for name in names if f" {name} " in f" {text} ")


@given(some.text(max_size=200))
def test_without_names_nothing_changes(text):
    assert without_names(text, ()) == text


def test_a_name_is_taken_out_whole_and_however_it_is_written():
    assert without_names("ida  marsh and Idas", ["Ida Marsh"]) == "somebody and Idas"
    assert without_names("Rose rose early", ["Rose"]) == "somebody rose early"


def test_a_part_of_a_name_is_pointed_out():
    assert named_in("Mrs Marsh spoke; a rose", ["Ida Marsh", "Rose Dyer", "Al"]) == ["Ida Marsh"]


TEXTS = some.fixed_dictionaries({name: some.sampled_from(["", "old", "new", "typed"]) for name in ("about", "said")})


@given(TEXTS, TEXTS, TEXTS)
def test_drafting_again_never_loses_what_was_typed(now, drafted, fresh):
    texts, kept = redrafted(now, drafted, fresh)
    for name in fresh:
        was_typed = now[name] != drafted[name]
        assert texts[name] == (now[name] if was_typed else fresh[name])
        assert (name in kept) <= was_typed


MARKUP = some.text(alphabet="#-*>1. abc\n`", min_size=1, max_size=20).filter(str.strip)


@given(MARKUP)
def test_what_was_noted_stays_one_line_of_a_list_whatever_it_begins_with(text):
    said = drafts(Evening(heaps=[Heap("Benches", [Noted("idea", text)])]))["said"]
    kinds = [block["kind"] for block in blocks(said)]
    assert kinds == ["heading", "strong", "list"]


# ── Drafting ─────────────────────────────────────────────────────────────────────────────────────


def test_they_tell_what_was_noted_by_cluster_the_first_in_the_ranking_first(evening, noor):
    said = things.make_minutes(evening, noor).said
    assert said.index("### Benches") < said.index("### A toilet")
    assert "- Benches with arms (Dye Street)" in said
    assert "**Something to do**\n\n- Write to the council about the toilet" in said


def test_nothing_private_or_hidden_is_in_them(evening, noor):
    row = things.make_minutes(evening, noor)
    assert not any(words in str(row.texts) for words in ("private", "rude", "Marsh family"))


def test_nobody_is_named_who_did_not_agree(evening, noor):
    row = things.make_minutes(evening, noor)
    assert "Ida" not in str(row.texts)
    assert "somebody cannot sit down anywhere" in row.said
    who = minutes_reads.who_came(evening.meeting)
    assert who.people == ["Wren Fuller"]
    assert [group.name for group in who.groups] == ["Heddle Hill Singers"]
    assert who.other_groups == ["The Tuesday Knitters"]
    assert who.came == 7


def test_who_takes_back_to_be_named_is_gone_at_once(evening, noor):
    things.make_minutes(evening, noor, state="published")
    evening.wren.may_be_named = False
    evening.wren.save()
    page = Client().get(address(evening, "output")).content.decode()
    assert "Wren" not in page
    assert "Heddle Hill Singers" in page


def test_a_group_to_keep_safe_stands_nowhere(evening, noor):
    safe = make.make_group("Marigold House", visibility="hidden", is_sensitive=True)
    things.make_arrival(evening.meeting, "X", group_name="marigold house")
    things.make_arrival(evening.meeting, "Y", group=safe)
    things.make_note(evening.meeting, "Marigold House needs beds", "need", cluster=evening.benches)
    row = things.make_minutes(evening, noor, state="published")
    assert "a group needs beds" in row.said
    later = make.make_group("Dye Street Hive")
    act.edit_minutes(row, by=noor, version=1, texts={**row.texts, "about": "Dye Street Hive came"}, why="More")
    assert "Dye Street Hive" in Client().get(address(evening, "output")).content.decode()
    later.is_sensitive = True
    later.save()
    versions.bump_pages()
    page = Client().get(address(evening, "output")).content.decode().casefold()
    assert "dye street hive" not in page
    assert "marigold" not in page


def test_the_ranking_shows_ties_and_counts_hands(evening, noor):
    Hands.objects.create(meeting=evening.meeting, cluster=evening.toilet, number=3)
    ranking = things.make_minutes(evening, noor).figures["ranking"]
    assert [(one["place"], one["votes"], one["tied"]) for one in ranking] == [(1, 5, True), (1, 5, True)]


def test_the_votes_of_few_are_ranked_without_numbers(scene):
    evening = things.make_evening(scene.network)
    evening.meeting.dots.exclude(voter__in=[evening.wren.pk, evening.ida.pk]).delete()
    ranking = things.make_minutes(evening, scene.noor).figures["ranking"]
    assert [one["votes"] for one in ranking] == [None, None]


def test_that_so_few_came_for_the_first_time_is_not_told(evening):
    assert minutes_reads.who_came(evening.meeting).first_time is None


def test_they_wait_until_the_meeting_is_over(scene):
    with pytest.raises(Refused, match="Close it first"):
        act.draft_minutes(made.make_meeting(scene.network), by=scene.noor)


def test_drafting_again_brings_what_came_since_and_leaves_what_was_typed(evening, noor):
    row = things.make_minutes(evening, noor)
    act.edit_minutes(row, by=noor, version=1, texts={**row.texts, "about": "By hand"})
    things.make_note(evening.meeting, "Came late from a tablet", cluster=evening.benches)
    again, kept = act.draft_minutes(evening.meeting, by=noor)
    assert (again.about, kept) == ("By hand", ["about"])
    assert "Came late from a tablet" in again.said
    assert again.versions.count() == 3
    act.draft_minutes(evening.meeting, by=noor)
    assert MinutesVersion.objects.count() == 3


# ── Editing, finding right, agreeing ─────────────────────────────────────────────────────────────


def test_two_who_edit_at_once_lose_nothing(evening, noor):
    row = things.make_minutes(evening, noor)
    mine, theirs = as_(noor), as_(noor)
    told = {**row.texts, "version": 1}
    assert mine.post(address(evening, "minutes-edit"), {**told, "about": "Mine"}).status_code == 303
    answer = theirs.post(address(evening, "minutes-edit"), {**told, "about": "Theirs"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Theirs" in page
    assert "Mine" in page
    assert 'name="version" value="2"' in page
    assert Minutes.objects.get().about == "Mine"


def test_once_published_a_change_says_what_it_puts_right(evening, noor):
    row = things.make_minutes(evening, noor, state="published")
    told = {**row.texts, "version": 1, "about": "Put right"}
    answer = as_(noor).post(address(evening, "minutes-edit"), told)
    assert answer.status_code == 422
    assert "Put right" in answer.content.decode()
    assert as_(noor).post(address(evening, "minutes-edit"), {**told, "why": "The street was wrong"}).status_code == 303
    page = Client().get(address(evening, "output")).content.decode()
    assert "Corrected on" in page
    assert "The street was wrong" in page
    with pytest.raises(Refused, match="by hand"):
        act.draft_minutes(evening.meeting, by=noor)


def test_a_change_has_to_be_looked_through_again(evening, noor):
    row = things.make_minutes(evening, noor, state="approved")
    row = act.edit_minutes(row, by=noor, version=1, texts={**row.texts, "about": "New"})
    assert (row.state, row.approved_by) == ("draft", None)
    with pytest.raises(Refused):
        act.approve_minutes(row, by=noor, version=1)
    assert act.approve_minutes(row, by=noor, version=2).approved_by == noor


def test_the_next_meeting_agrees_to_them_once(evening, scene):
    row = things.make_minutes(evening, scene.noor, state="published")
    late = made.make_series(host_kind="networks.network", host_id=scene.network.pk, starts=made_later(40))
    following = made.make_meeting(scene.network, state="published", series=late)
    page = as_(scene.noor).get(following.get_absolute_url()).content.decode()
    assert "We begin with what was promised last time" in page
    answer = as_(scene.noor).post(reverse("networks:after-agree", args=[following.uuid]))
    assert answer.status_code == 303
    row.refresh_from_db()
    assert row.agreed_in == following
    assert "Agreed at the meeting of" in Client().get(address(evening, "output")).content.decode()
    with pytest.raises(Refused):
        act.agree_minutes(row, in_meeting=evening.meeting, by=scene.noor)


def made_later(days):
    return (timezone.localtime() + timedelta(days=days)).replace(tzinfo=None, microsecond=0)


def test_their_history_shows_what_was_changed(evening, noor):
    row = things.make_minutes(evening, noor)
    act.edit_minutes(row, by=noor, version=1, texts={**row.texts, "about": "A word more"})
    page = as_(noor).get(address(evening, "minutes-history")).content.decode()
    assert "<ins>" in page
    assert "word" in page


# ── Who may ──────────────────────────────────────────────────────────────────────────────────────

PAGES = ("after", "minutes", "minutes-edit", "minutes-history", "feedback-summary", "feedback-square")


@pytest.mark.parametrize("page", PAGES)
def test_only_those_who_run_the_network_work_on_them(page, evening, scene):
    things.make_minutes(evening, scene.noor)
    assert as_(scene.noor).get(address(evening, page)).status_code == 200
    assert as_(scene.olive).get(address(evening, page)).status_code == 200
    assert as_(scene.ada).get(address(evening, page)).status_code == 403
    assert as_(scene.nan).get(address(evening, page)).status_code == 403
    assert Client().get(address(evening, page)).status_code == 302


@pytest.mark.parametrize("page", ["output", "output-pdf"])
def test_a_draft_is_nobody_s_to_read(page, evening, scene):
    things.make_minutes(evening, scene.noor)
    assert Client().get(address(evening, page)).status_code == 404
    assert as_(scene.ada).get(address(evening, page)).status_code == 404


def test_names_that_may_stand_there_are_shown_before_it_is_published(evening, noor):
    row = things.make_minutes(evening, noor)
    act.edit_minutes(row, by=noor, version=1, texts={**row.texts, "about": "Mrs Marsh spoke"})
    assert "Look at these names once more" in as_(noor).get(address(evening)).content.decode()


# ── Somebody goes ────────────────────────────────────────────────────────────────────────────────


def test_who_leaves_is_named_in_no_minutes_and_no_version_of_them(evening, scene):
    gone = make.make_person("Ida Marsh")
    evening.ida.person, evening.ida.may_be_named = gone, True
    evening.ida.save()
    row = things.make_minutes(evening, scene.noor)
    act.edit_minutes(row, by=gone, version=1, texts={**row.texts, "about": "Ida Marsh told of her bench"})
    assert "Ida Marsh" in Minutes.objects.get().said
    assert any(section.rows for section in personal_data.export(gone))
    said = personal_data.erase(gone, None)
    assert any("without your name" in sentence for sentence in said)
    row.refresh_from_db()
    assert "Ida Marsh" not in f"{row.texts} {row.drafted} {[one.texts for one in row.versions.all()]}"
    assert "someone who left told of her bench" in row.about
    assert not MinutesVersion.objects.filter(by=gone).exists()
