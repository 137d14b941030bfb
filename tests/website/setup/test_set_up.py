import json
import re

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from closeknit.accounts.actions import make_hub_admin
from closeknit.accounts.models import Person
from closeknit.directory.models import Theme
from closeknit.places.models import Area, Hub
from closeknit.website.setup import actions, key
from tests.support.factories import make_group, make_hub, make_person

pytestmark = pytest.mark.django_db
PERSON = {"name": "Kit", "email": "kit@loomwick.example", "password": "four odd woollen words"}
ZONE = {"time_zone": "Europe/London"}
PLACE = {"name": "Loomwick", "way": "circle", "middle": "51.6, 1.5", "radius_km": "4", **ZONE}
PEOPLE = {
    "run_by": "The Loomwick Forum",
    "contact_email": "hello@forum.loomwick.example",
    "contact_phone": "",
    "data_controller": "The Loomwick Forum, Dyehouse Library",
    "safeguarding": "Ruth, 01632 960 114",
    "new_groups": "vouched",
}


@pytest.fixture(autouse=True)
def _folder(tmp_path, settings):
    settings.DATA_DIR = tmp_path
    settings.SECOND_FACTOR = "off"


@pytest.fixture
def kit(client):
    """A client signed in as the first administrator of a hub that is being set up."""
    actions.begin()
    person, _is_new = make_hub_admin(**PERSON, reason="for the test")
    client.force_login(person)
    return client


def read(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def sent(client, address, data=None):
    answer = client.post(address, data or {})
    return answer.status_code, answer.get("Location", "")


def hub():
    return Hub.objects.get()


def test_a_hub_that_nobody_has_says_how_to_take_it(client):
    assert "/set-up/" in read(client, "/")
    assert client.get("/set-up/")["Location"] == "/set-up/administrator/"
    assert "The key" in read(client, "/set-up/administrator/")


def test_whoever_has_the_key_becomes_the_first_administrator_and_is_signed_in(client):
    status, address = sent(client, "/set-up/administrator/", {**PERSON, "key": key.key()})
    assert (status, address) == (303, "/set-up/place/")
    assert Person.objects.get().holds("hub_admin")
    assert hub().is_being_set_up
    assert "The place" in read(client, "/set-up/place/")


def test_the_key_opens_once(client, django_capture_on_commit_callbacks):
    made = key.key()
    with django_capture_on_commit_callbacks(execute=True):
        sent(client, "/set-up/administrator/", {**PERSON, "key": made})
    assert not key.is_right(made)
    client.logout()
    status, address = sent(client, "/set-up/administrator/", {**PERSON, "email": "max@loomwick.example", "key": made})
    assert (status, address.split("?")[0]) == (303, "/sign-in/")
    assert Person.objects.count() == 1


@pytest.mark.parametrize("wrong", ["", "ABCD-EFGH-JKMN-PQRS"])
def test_without_the_key_nobody_gets_in(client, wrong):
    key.key()
    answer = client.post("/set-up/administrator/", {**PERSON, "key": wrong})
    assert answer.status_code == 422
    assert 'value="kit@loomwick.example"' in answer.content.decode()
    assert not Person.objects.exists()


@pytest.mark.parametrize("weak", ["short", "qwertyuiop123", "kit@loomwick.example"])
def test_a_weak_password_is_told_and_not_kept(client, weak):
    answer = client.post("/set-up/administrator/", {**PERSON, "key": key.key(), "password": weak})
    assert answer.status_code == 422
    assert f'value="{weak}"' not in answer.content.decode().replace(f'value="{PERSON["email"]}"', "")
    assert not Person.objects.exists()


def test_an_open_hub_without_an_administrator_cannot_be_taken(client):
    make_hub()
    assert sent(client, "/set-up/administrator/", {**PERSON, "key": key.key()})[0] == 303
    assert not Person.objects.exists()


def test_the_key_cannot_be_guessed_at_leisure(client):
    got = [sent(client, "/set-up/administrator/", {**PERSON, "key": "x"})[0] for _ in range(11)]
    assert got == [422] * 10 + [429]


def test_the_place_may_be_a_circle(kit):
    assert sent(kit, "/set-up/place/", PLACE) == (303, "/set-up/themes/")
    assert (hub().name, hub().root_area.name) == ("Loomwick", "Loomwick")
    assert 'value="51.6, 1.5"' in read(kit, "/set-up/place/")


def test_the_time_zone_is_chosen_by_its_city(kit):
    assert 'value="Europe/London"' in read(kit, "/set-up/place/")
    assert sent(kit, "/set-up/place/", PLACE | {"time_zone": "auckland"})[0] == 303
    assert hub().time_zone == "Pacific/Auckland"
    page = read(kit, "/set-up/place/")
    assert 'value="Pacific/Auckland"' in page
    assert re.search(r"it is \d\d:\d\d now \(NZ[DS]T\)", page)
    refused = kit.post("/set-up/place/", PLACE | {"time_zone": "Loomwick"})
    assert refused.status_code == 422
    assert "We know no such time zone" in refused.content.decode()


def test_the_place_may_be_a_file(kit, tmp_path):
    square = [[1.4, 51.5], [1.6, 51.5], [1.6, 51.7], [1.4, 51.7], [1.4, 51.5]]
    ward = {
        "type": "Feature",
        "properties": {"name": "Warpfield"},
        "geometry": {"type": "Polygon", "coordinates": [square]},
    }
    file = tmp_path / "wards.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": [ward]}))
    with file.open() as opened:
        assert (
            sent(kit, "/set-up/place/", {"name": "Loomwick", "way": "file", "kind": "ward", "file": opened, **ZONE})[0]
            == 303
        )
    assert hub().root_area.west == 1.4


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"way": ""},
        {"way": "keep"},
        {"middle": "nowhere at all"},
        {"middle": ""},
        {"radius_km": "0"},
        {"radius_km": ""},
        {"radius_km": "nan"},
        {"middle": "99, 500"},
        {"way": "file"},
    ],
)
def test_a_place_that_cannot_be_is_told_and_what_was_typed_stays(kit, wrong):
    answer = kit.post("/set-up/place/", PLACE | wrong)
    assert answer.status_code == 422
    assert 'value="Loomwick"' in answer.content.decode() or wrong == {"name": ""}
    assert not Area.objects.exists()


def test_a_file_that_is_no_boundary_is_told(kit, tmp_path):
    file = tmp_path / "no.geojson"
    file.write_text("no")
    with file.open() as opened:
        answer = kit.post("/set-up/place/", {"name": "Loomwick", "way": "file", "file": opened, **ZONE})
    assert answer.status_code == 422
    assert "not GeoJSON" in answer.content.decode()


def test_themes_are_taken_from_the_ready_ones(kit):
    assert sent(kit, "/set-up/themes/", {"tops": ["arts", "faith"]}) == (303, "/set-up/people/")
    assert set(Theme.objects.filter(parent=None).values_list("slug", flat=True)) == {"arts", "faith"}
    assert sent(kit, "/set-up/themes/", {"tops": ["no-such"]})[0] == 422


def test_who_is_responsible_is_kept_and_shown(kit):
    assert sent(kit, "/set-up/people/", PEOPLE) == (303, "/set-up/mail/")
    assert {name: getattr(hub(), name) for name in PEOPLE} == PEOPLE
    answer = kit.post("/set-up/people/", {**PEOPLE, "contact_email": "", "safeguarding": ""})
    assert answer.status_code == 422
    assert "The Loomwick Forum, Dyehouse Library" in answer.content.decode()


def test_the_number_in_the_letter_proves_mail(kit):
    assert sent(kit, "/set-up/mail/letter/") == (303, "/set-up/mail/")
    number = re.search(r"\b\d{6}\b", mail.outbox[0].body).group()
    assert mail.outbox[0].to == ["kit@loomwick.example"]
    assert sent(kit, "/set-up/mail/", {"number": "12"})[0] == 422
    assert sent(kit, "/set-up/mail/", {"number": f" {number[:3]} {number[3:]}"}) == (303, "/set-up/list/")
    assert "Mail works" in read(kit, "/set-up/mail/")


def test_an_old_number_proves_nothing(kit):
    sent(kit, "/set-up/mail/letter/")
    number = re.search(r"\b\d{6}\b", mail.outbox[0].body).group()
    row = hub()
    row.set_up["mail_number"]["at"] = "2020-01-01T00:00:00+00:00"
    row.save()
    assert sent(kit, "/set-up/mail/", {"number": number})[0] == 422


def test_a_mail_server_that_is_down_is_told_at_once(kit, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 9, 1
    answer = kit.post("/set-up/mail/letter/")
    assert answer.status_code == 502
    assert "The letter did not leave" in answer.content.decode()


def test_mail_that_is_only_printed_proves_nothing(kit, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    html = read(kit, "/set-up/mail/")
    assert "CLOSEKNIT_MAIL_URL" in html
    assert "mail/letter" not in html


@pytest.mark.parametrize(
    ("name", "status"), [("mail", 303), ("list", 303), ("themes", 303), ("place", 404), ("x", 404)]
)
def test_some_steps_may_wait(kit, name, status):
    assert sent(kit, f"/set-up/later/{name}/")[0] == status


def test_the_overview_says_what_is_done_and_what_is_missing(kit):
    sent(kit, "/set-up/later/mail/")
    html = read(kit, "/set-up/")
    assert (html.count("badge-good"), html.count("badge-wait"), html.count("badge-info")) == (1, 1, 2)
    make_group()
    assert read(kit, "/set-up/").count("badge-good") == 2


def test_a_hub_is_opened_when_nothing_needed_is_missing(kit, client):
    assert sent(kit, "/set-up/opening/")[0] == 409
    sent(kit, "/set-up/place/", PLACE)
    assert "Who is responsible" in read(kit, "/set-up/opening/")
    sent(kit, "/set-up/people/", PEOPLE)
    assert sent(kit, "/set-up/opening/") == (303, "/")
    assert (hub().is_being_set_up, hub().opened_at is not None) == (False, True)
    opened = hub().opened_at
    sent(kit, "/set-up/opening/")
    assert hub().opened_at == opened


def test_without_a_second_step_one_can_begin_but_not_open(client, settings):
    settings.SECOND_FACTOR = "required"
    asked = sent(client, "/set-up/administrator/", {**PERSON, "key": key.key()})
    assert asked[1].startswith("/account/second-step/")
    assert "A second step is missing" in read(client, "/set-up/administrator/")
    assert sent(client, "/set-up/place/", PLACE)[0] == 303
    sent(client, "/set-up/people/", PEOPLE)
    assert client.get("/manage/imports/new/").status_code == 404
    assert sent(client, "/set-up/opening/")[0] == 409


def test_a_sleeping_role_sets_no_open_hub_up(client, settings):
    settings.SECOND_FACTOR = "required"
    make_hub()
    client.force_login(make_hub_admin(**PERSON, reason="for the test")[0])
    assert client.get("/set-up/").status_code == 404


def test_the_overview_costs_the_same_with_one_group_and_with_three(kit):
    sent(kit, "/set-up/place/", PLACE)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            read(kit, "/set-up/")
        return len(queries)

    make_group("One")
    read(kit, "/set-up/")
    assert cost() == 9  # open? anybody’s? session, person, grants, version, themes, groups, the bell
    make_group("Two")
    make_group("Three")
    assert cost() == 9


CLOSED = ["/", "/find/", "/about/", "/areas/", "/tiles/0/0/0.mvt", "/robots.txt", "/export/groups.csv"]


@pytest.mark.parametrize("address", CLOSED)
def test_visitors_of_a_hub_that_is_being_set_up_read_so(client, address):
    actions.begin()
    html = read(client, address)
    assert "This hub is being set up" in html
    assert '<meta name="robots" content="noindex">' in html


def test_members_wait_outside_too(client):
    actions.begin()
    client.force_login(make_person("Sam"))
    assert "This hub is being set up" in read(client, "/find/")


@pytest.mark.parametrize("address", ["/", "/find/", "/about/"])
def test_the_administrator_sees_all_of_it_and_the_way_back(kit, address):
    html = read(kit, address)
    assert "This hub is being set up" not in html
    assert "Go on setting the hub up" in html


def test_what_is_sent_to_a_closed_hub_is_refused(client):
    group = make_group()
    actions.begin()
    assert sent(client, f"/groups/{group.slug}/write/", {"name": "Sam"})[0] == 403


def test_the_way_in_stays_open(client):
    actions.begin()
    for address in ("/sign-in/", "/healthz", "/manifest.webmanifest"):
        assert "This hub is being set up" not in read(client, address)


def test_once_open_the_kept_pages_of_the_closed_hub_are_gone(client, kit):
    from django.test import Client

    visitor = Client()
    sent(kit, "/set-up/place/", PLACE)
    sent(kit, "/set-up/people/", PEOPLE)
    assert "is being set up" in read(visitor, "/")
    sent(kit, "/set-up/opening/")
    assert "is being set up" not in read(visitor, "/")
