"""The pages of a group that must be kept safe: left at once, and with titles that tell nothing."""

import re
from importlib import import_module
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection

from closeknit.conversation.actions import say
from closeknit.conversation.threads import place_for
from closeknit.directory.editing.forms.parts import SafetyForm
from closeknit.directory.indexing import reindex
from closeknit.directory.models import Relation, Revision, SearchEntry
from tests.support import factories as make
from tests.support.editing_things import make_suggestion

pytestmark = pytest.mark.django_db
PAGES = ("", "write/", "poster/", "suggest/")


@pytest.fixture
def harbour():
    make.make_hub()
    made = make.make_group("Safe Harbour", is_sensitive=True, contact_email="harbour@loomwick.example")
    reindex([made.pk])
    return made


@pytest.mark.parametrize("page", PAGES)
def test_each_page_has_the_way_out_and_a_title_that_tells_nothing(client, harbour, page, settings):
    settings.QUICK_EXIT = "https://weather.example/today"
    shown = client.get(f"/groups/{harbour.slug}/{page}").content.decode()
    assert '<a class="button" href="https://weather.example/today" rel="noreferrer nofollow">' in shown
    assert "Leave this page now" in shown
    assert "Harbour" not in re.search("<title>(.*?)</title>", shown, re.DOTALL)[1]


def test_so_has_the_talk_about_it_and_so_have_the_pages_of_those_who_look_after_it(client, harbour):
    priya = make.make_person("Priya")
    make.give_role(priya, "group_steward", "group", harbour.pk)
    place = place_for(priya, "directory.group", harbour.uuid)
    comment = say(author=priya, place=place, text="Are you open at night?", client_id=uuid4())
    suggestion = make_suggestion(harbour)
    open_to_all = (
        f"/talk/directory.group/{harbour.uuid}/",
        comment.get_absolute_url(),
        f"/report/conversation.comment/{comment.uuid}/",
        f"/report/directory.group/{harbour.uuid}/",
    )
    own = (
        "edit/",
        "edit/words/",
        "edit/photos/",
        "edit/services/",
        "edit/links/",
        "suggestions/",
        f"suggestions/{suggestion.uuid}/",
    )
    for number, page in enumerate((*open_to_all, *(f"/groups/{harbour.slug}/{page}" for page in own))):
        if number == len(open_to_all):
            client.force_login(priya)
        shown = client.get(page).content.decode()
        assert "Leave this page now" in shown, page
        assert "Harbour" not in re.search("<title>(.*?)</title>", shown, re.DOTALL)[1], page


def test_without_a_setting_it_leads_to_the_first_page_of_the_hub(client, harbour):
    assert (
        '<a class="button" href="/" rel="noreferrer nofollow">'
        in client.get(f"/groups/{harbour.slug}/").content.decode()
    )


def test_no_other_group_has_it(client, harbour):
    other = make.make_group("Heddle Hill Singers")
    shown = client.get(f"/groups/{other.slug}/").content.decode()
    assert "quick-exit" not in shown
    assert "<title>Heddle Hill Singers" in shown


def test_the_words_promise_what_is_kept(client, harbour):
    """Its people are never shown, counted or matched; the page itself is found by its name."""
    said = " ".join(map(str, [SafetyForm.words, *SafetyForm.points]))
    assert "never count you" not in said
    assert "can still be found by its name" in said
    assert harbour.slug in client.get("/find/?q=harbour").content.decode()


def test_groups_that_were_marked_before_the_rule_forget_where_they_were(client, harbour):
    where = "the streets down to the Teasel"
    harbour.covers_text, harbour.confirmed_by = where, "Priya"
    harbour.save(update_fields=["covers_text", "confirmed_by"])
    other = make.make_group("Loomwick Libraries", covers_text="all of Loomwick")
    Relation.objects.create(offered_by=harbour, offered_to=other, kind="works_with", note="beside the mill")
    Revision.objects.create(group=harbour, before={"covers_text": where}, after={"name": "Safe Harbour"})
    reindex([harbour.pk, other.pk])
    moved = import_module("closeknit.directory.migrations.0012_safe_groups_forget_where_they_were")
    moved.forget(apps, SimpleNamespace(connection=connection))
    harbour.refresh_from_db()
    other.refresh_from_db()
    assert (harbour.covers_text, harbour.confirmed_by, other.covers_text) == ("", "", "all of Loomwick")
    assert (Revision.objects.get().before, Relation.objects.get().note) == ({}, "")
    assert "teasel" not in SearchEntry.objects.get(group_id=harbour.pk).words.casefold()
    assert "Teasel" not in client.get(f"/groups/{harbour.slug}/").content.decode()
