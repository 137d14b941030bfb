import io

import pytest

from closeknit.accounts.models import Reading
from closeknit.directory.exporting.files import FORMATS
from closeknit.directory.importing.runs import import_file
from closeknit.directory.indexing import reindex
from tests.directory.importing.lists import make_loomwick
from tests.support.factories import make_group, make_person

pytestmark = pytest.mark.django_db
ENDINGS = [known.ending for known in FORMATS.values()]


@pytest.fixture(autouse=True)
def groups(db):
    make_loomwick()
    make_group("Singers", contact_email="canary@loomwick.example")
    make_group("Hidden", visibility="hidden")


def content(response):
    return b"".join(response.streaming_content)


@pytest.mark.parametrize("ending", ENDINGS)
def test_anyone_may_have_the_public_file_from_any_site(client, ending):
    response = client.get(f"/export/groups.{ending}")
    assert response.status_code == 200
    assert response["Access-Control-Allow-Origin"] == "*"
    assert f".{ending}" in response["Content-Disposition"]
    assert response["Content-Type"] == next(known.content_type for known in FORMATS.values() if known.ending == ending)
    assert b"canary" not in content(response)


def test_an_unchanged_public_file_is_not_sent_again(client):
    first = client.get("/export/groups.csv")
    again = client.get("/export/groups.csv", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    reindex([make_group("Bakers").pk])
    assert client.get("/export/groups.csv", headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_nobody_may_ask_without_end(client):
    answers = [client.get("/export/groups.csv").status_code for _time in range(11)]
    assert answers == [200] * 10 + [429]


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_administrator_has_everything_and_nobody_keeps_it(client, ending):
    client.force_login(make_person("Kit", "hub_admin"))
    response = client.get(f"/manage/export/everything.{ending}")
    assert response["Cache-Control"] == "private, no-store"
    run = import_file(io.BytesIO(content(response)), name=f"x.{ending}")
    assert (run.rows, run.unchanged) == (2, 2)


def test_who_takes_everything_out_has_read_the_addresses_in_it(client):
    kit = make_person("Kit", "hub_admin")
    client.force_login(kit)
    for ending in ENDINGS:
        content(client.get(f"/manage/export/everything.{ending}"))
    read = Reading.objects.filter(reader=kit)
    assert set(read.values_list("records", flat=True)) == {1}
    assert read.values("door").distinct().count() == 1


def test_the_page_of_files_says_what_is_in_them(client):
    client.force_login(make_person("Kit", "hub_admin"))
    html = client.get("/manage/export/").content.decode()
    assert "1 public group, without e-mail addresses" in html
    assert "2 groups with all that we know of them." in html
    assert [
        f"/export/groups.{ending}" in html and f"/manage/export/everything.{ending}" in html for ending in ENDINGS
    ] == [True] * 4
