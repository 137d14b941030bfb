import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from closeknit.core import mail, manage_menu
from closeknit.directory.indexing import reindex
from closeknit.directory.models import GroupTheme, Theme
from closeknit.journal.models import OutgoingLetter
from closeknit.places.actions import Circle, draw_place
from closeknit.places.models import Hub
from closeknit.website.manage.reads import theme_tree
from tests.support.factories import give_role, make_group, make_hub, make_person, make_theme

pytestmark = pytest.mark.django_db
HUB = {
    "name": "Loomwick Vale",
    "tagline": "Who is doing what",
    "run_by": "The Forum",
    "contact_email": "",
    "contact_phone": "01632 960 114",
    "postal_address": "The Forum, 3 Dye Street",
    "data_controller": "The Forum",
    "safeguarding": "Ruth",
    "new_groups": "at_once",
    "time_zone": "Europe/Lisbon",
    "letter_day": 0,
    "letter_hour": 8,
}


@pytest.fixture
def kit(client):
    make_hub()
    client.force_login(make_person("Kit", "hub_admin"))
    return client


def test_the_menu_leads_to_what_one_may_look_after(kit):
    html = kit.get("/manage/").content.decode()
    for address in ("/manage/imports/", "/manage/areas/import/", "/manage/hub/", "/manage/themes/"):
        assert f'href="{address}"' in html


def test_no_room_is_marked_in_the_masthead_where_things_are_looked_after(kit):
    rooms = re.compile(r'<nav class="rooms".*?</nav>', re.DOTALL)
    for address in ("/manage/", "/manage/imports/", "/manage/areas/import/", "/manage/hub/"):
        assert "aria-current" not in rooms.search(kit.get(address).content.decode())[0]
    assert "aria-current" in rooms.search(kit.get("/find/").content.decode())[0]


def test_who_may_look_after_nothing_finds_nothing(client):
    make_hub()
    assert client.get("/manage/").status_code == 302
    client.force_login(make_person("Sam"))
    assert client.get("/manage/").status_code == 404


def test_a_menu_shows_only_ones_own_and_how_much_waits(client, monkeypatch):
    make_hub()
    noor = make_person("Noor")
    give_role(noor, "network_organiser", "hub", 0)
    client.force_login(noor)
    monkeypatch.setattr(manage_menu, "_entries", {})
    manage_menu.entry("Claims", "website:about", "directory.organise_groups", count=lambda person: 3)
    manage_menu.entry("Imports", "directory:imports", "directory.import_groups", count=lambda person: 1 / 0)
    html = client.get("/manage/").content.decode()
    assert "Claims" in html
    assert "3 wait" in html
    assert "Imports" not in html


def test_the_hub_s_own_words_change_and_so_does_the_name_of_its_area(kit):
    draw_place(name="Loomwick", around=Circle(51.6, 1.5, 4))
    assert kit.post("/manage/hub/", HUB).status_code == 303
    hub = Hub.current()
    assert {name: getattr(hub, name) for name in HUB} == HUB
    assert hub.root_area.name == "Loomwick Vale"
    assert "3 Dye Street" in kit.get("/privacy/").content.decode()
    sent = {"subject": "x", "template": "website/setup/mail/number.txt", "once": "x"}
    mail.post(mail.Letter(to="ada@loomwick.example", **sent))
    kept = OutgoingLetter.objects.get()
    assert "3 Dye Street" in kept.text
    assert "3 Dye Street" in kept.html
    answer = kit.post("/manage/hub/", HUB | {"name": ""})
    assert answer.status_code == 422
    assert "01632 960 114" in answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "said"),
    [("honey, " + "b" * 61, "more than 60 letters"), (",".join(map(str, range(41))), "These are 41 words")],
)
def test_other_words_that_are_too_long_or_too_many_are_not_cut_but_asked_for_again(kit, typed, said):
    answer = kit.post("/manage/themes/", {"name": "Bees", "synonyms": typed})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert typed in answer.content.decode()
    assert not Theme.objects.exists()


def test_themes_are_added_renamed_and_taken_out(kit):
    assert kit.post("/manage/themes/", {"name": "Bees", "synonyms": "honey, hives,, honey"}).status_code == 303
    bees = Theme.objects.get()
    assert (bees.name, bees.synonyms) == ("Bees", ["honey", "hives"])
    address = f"/manage/themes/{bees.uuid}/"
    assert 'value="honey, hives"' in kit.get(address).content.decode()
    assert kit.post(address, {"name": "Bees and wasps"}).status_code == 303
    assert kit.post(address, {"name": " "}).status_code == 422
    assert Theme.objects.get().name == "Bees and wasps"
    GroupTheme.objects.create(group=make_group(), theme=bees)
    assert kit.post(f"{address}removal/").status_code == 409
    GroupTheme.objects.all().delete()
    assert kit.post(f"{address}removal/").status_code == 303
    assert not Theme.objects.exists()


def test_a_new_theme_may_stand_beneath_another(kit):
    arts = make_theme("Arts")
    assert kit.post("/manage/themes/", {"name": "Lace", "parent": arts.slug}).status_code == 303
    assert Theme.objects.get(slug="lace").parent == arts
    assert kit.post("/manage/themes/", {"name": "Lace", "parent": "no-such"}).status_code == 422


def test_a_theme_counts_the_groups_of_those_beneath_as_search_does(kit):
    arts = make_theme("Arts")
    singers = make_group("Heddle Hill Singers")
    GroupTheme.objects.create(group=singers, theme=make_theme("Music", parent=arts))
    reindex([singers.pk])
    counts = {leaf.theme.name: leaf.groups for leaf in theme_tree()}
    assert counts == {"Arts": 1, "Music": 1}


def test_one_form_is_one_theme(kit):
    form = {"name": "Lace", "number": str(uuid4())}
    for _time in range(2):
        assert kit.post("/manage/themes/", form).status_code == 303
    assert Theme.objects.count() == 1


def test_the_vocabulary_costs_the_same_with_one_theme_and_with_three(kit):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            kit.get("/manage/themes/")
        return len(queries)

    arts = make_theme("Arts")
    kit.get("/manage/themes/")
    assert cost() == 7  # session, person, roles, version, the tree, the choice of a parent, the bell
    make_theme("Music", parent=arts)
    make_theme("Food")
    assert cost() == 7


def test_the_menu_costs_the_same_whatever_there_is(kit):
    kit.get("/manage/")
    with CaptureQueriesContext(connection) as queries:
        kit.get("/manage/")
    counted = sum(one.count is not None for one in manage_menu._entries.values())
    assert len(queries) <= 5 + counted  # session, person, roles, version, the bell, and one for each count
