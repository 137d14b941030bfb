"""The pages of the hub's administrator: a list is sent, its columns are checked, then it comes in."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from closeknit.core import fetch as core_fetch
from closeknit.core.errors import Refused
from closeknit.directory.importing import forms, jobs, undoing
from closeknit.directory.importing.pipeline import Pipeline
from closeknit.directory.models import Group, ImportFile, ImportRow, ImportRun, ListedAs
from closeknit.directory.views import imports
from tests.directory.importing.lists import as_csv, bring_in
from tests.support.factories import make_group, make_person, make_point

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loomwick")]
HERE = "/manage/imports/"
TEXT = as_csv(
    {"title": "Singers", "about": "We sing", "postcode": "LW1 4TT"}, {"title": "", "about": "Nobody", "postcode": ""}
)


@pytest.fixture
def as_kit(client):
    """Signed in as Kit, who looks after the hub."""
    client.force_login(make_person("Kit", "hub_admin"))
    return client


def send(client, text=TEXT, name="clubs.csv", **more):
    raw = text.encode() if isinstance(text, str) else text
    return client.post(f"{HERE}new/", {"file": SimpleUploadedFile(name, raw), **more})


def chosen(client, address, **more):
    """The form of the columns as the page shows it, with other choices."""
    html = client.get(address).content.decode()
    told = {
        "source": re.search(r'name="source" value="([^"]*)"', html)[1],
        "outside": "hold",
        "duplicates": "hold",
        "covers": "",
    }
    for name, options in re.findall(r'<select name="(column_\d+)".*?>(.*?)</select>', html, re.DOTALL):
        selected = re.search(r'<option value="([^"]*)"[^>]* selected', options)
        told[name] = selected[1] if selected else ""
    return client.post(address, told | more)


def staged(client, text=TEXT, **more):
    response = chosen(client, send(client, text)["Location"], **more)
    assert response.status_code == 303, response.content.decode()
    return response["Location"]


def page(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_a_list_goes_from_the_file_to_the_directory(as_kit):
    sent = send(as_kit)
    assert (sent.status_code, sent["Location"]) == (303, f"{HERE}{ImportRun.objects.get().uuid}/columns/")
    columns = page(as_kit, sent["Location"])
    assert "We sing" in columns
    address = chosen(as_kit, sent["Location"])["Location"]
    looked = page(as_kit, address)
    assert "1 new group, 0 changed, 0 the same as before, 1 held back. Nothing was changed so far." in looked
    assert "It has no name." in looked
    assert Group.objects.count() == 0
    brought = as_kit.post(f"{address}application/")
    assert (brought.status_code, brought["Location"]) == (303, address)
    assert "Brought in: 1 new group, 0 changed." in page(as_kit, address)
    assert Group.objects.get().aims == "We sing"
    assert ImportFile.objects.count() == 0
    assert "clubs" in page(as_kit, HERE)


def test_a_wrong_guess_is_put_right(as_kit):
    address = staged(as_kit, column_0="aims", column_1="name", source="our clubs")
    as_kit.post(f"{address}application/")
    assert set(Group.objects.values_list("name", "aims", "source")) == {
        ("We sing", "Singers", "our clubs"),
        ("Nobody", "", "our clubs"),
    }


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"column_0": ""}, "Say which column holds the groups’ names."),
        ({"column_1": "postcode"}, "Only one column can hold this: postcode."),
        ({"column_1": "nonsense"}, "Choose one from the list."),
        ({"source": ""}, "Fill this in."),
    ],
)
def test_what_the_columns_cannot_hold_is_told(as_kit, more, said):
    response = chosen(as_kit, send(as_kit)["Location"], **more)
    assert (response.status_code, said in response.content.decode()) == (422, True)
    assert ImportRun.objects.get().state == ImportRun.State.UPLOADED


@pytest.mark.parametrize(
    ("text", "said"), [(b"%PDF-1.7", "This is a PDF"), (b"<html>", "This is a web page"), (b"\n", "The file is empty")]
)
def test_a_file_that_is_no_list_is_refused_with_a_sentence(as_kit, text, said):
    response = send(as_kit, text)
    assert (response.status_code, said in response.content.decode()) == (422, True)
    assert ImportRun.objects.count() == 0


def test_nothing_and_too_much_are_refused(as_kit, monkeypatch):
    assert "Choose a file, or give an address." in as_kit.post(f"{HERE}new/").content.decode()
    monkeypatch.setattr(forms, "LARGEST", 10)
    assert "larger than 25 MB" in send(as_kit).content.decode()


def test_a_list_is_fetched_from_its_address(as_kit, monkeypatch):
    monkeypatch.setattr(imports, "fetch", lambda address: core_fetch.Fetched(address, "text/csv", TEXT.encode()))
    response = as_kit.post(f"{HERE}new/", {"address": "https://lists.example/clubs.csv"})
    assert response.status_code == 303
    assert ImportRun.objects.get().source == "clubs"


def test_an_address_in_the_private_network_is_refused(as_kit):
    response = as_kit.post(f"{HERE}new/", {"address": "http://127.0.0.1/clubs.csv"})
    assert (response.status_code, "not the address of a public web page" in response.content.decode()) == (422, True)


def test_it_is_taken_back(as_kit):
    address = staged(as_kit)
    as_kit.post(f"{address}application/")
    assert as_kit.post(f"{address}undoing/").status_code == 303
    assert "This import was taken back." in page(as_kit, address)
    assert Group.objects.count() == 0
    assert ImportRun.objects.get().undone_by.name == "Kit"


def test_it_is_thrown_away(as_kit):
    address = staged(as_kit)
    assert as_kit.post(f"{address}removal/")["Location"] == HERE
    assert (ImportRun.objects.count(), ImportRow.objects.count()) == (0, 0)
    assert as_kit.get(address).status_code == 404


def test_what_was_brought_in_cannot_be_thrown_away(as_kit):
    address = staged(as_kit)
    as_kit.post(f"{address}application/")
    assert as_kit.post(f"{address}removal/").status_code == 409


def test_a_person_decides_whether_it_is_the_same(as_kit):
    singers = make_group("Singers", point=make_point(51.55, 1.45), summary="")
    address = staged(as_kit)
    looked = page(as_kit, address)
    assert "It may be the same as “Singers”, which is near." in looked
    assert singers.get_absolute_url() in looked
    assert as_kit.post(f"{address}rows/2/decision/", {"decision": "nonsense"}).status_code == 404
    assert as_kit.post(f"{address}rows/2/decision/", {"decision": "same"}).status_code == 303
    as_kit.post(f"{address}application/")
    singers.refresh_from_db()
    assert (singers.aims, ListedAs.objects.get().group, Group.objects.count()) == ("We sing", singers, 1)


def test_held_rows_can_be_mended_and_brought_in(as_kit):
    address = staged(as_kit)
    as_kit.post(f"{address}application/")
    response = as_kit.get(f"{address}held.csv")
    text = b"".join(response.streaming_content).decode()
    assert text.splitlines() == ["\ufefftitle,about,postcode,why_held", ",Nobody,,row 3: It has no name."]
    assert 'filename="clubs-held.csv"' in response["Content-Disposition"]
    run = bring_in(text.replace(",Nobody", "Walkers,Nobody"), "clubs-held (1).csv")
    assert (run.created, run.held, Group.objects.get(name="Walkers").source) == (1, 0, "clubs")


def test_held_cells_do_not_run_in_a_spreadsheet(as_kit):
    address = staged(as_kit, "title,about\n,=1+1\n")
    text = b"".join(as_kit.get(f"{address}held.csv").streaming_content).decode()
    assert ",'=1+1," in text


def test_rows_are_shown_by_what_becomes_of_them_and_by_page(as_kit, django_assert_num_queries):
    text = "title\n" + "".join(f"Group {n}\n" for n in range(120))
    address = staged(as_kit, text)
    assert "Group 99" in page(as_kit, f"{address}?outcome=created&page=2")
    assert "No rows here." in page(as_kit, f"{address}?outcome=updated")
    assert "Group 0" in page(as_kit, f"{address}?outcome=nonsense&page=nonsense")


def test_the_page_of_a_run_asks_as_much_for_three_rows_as_for_one(as_kit, django_assert_num_queries):
    for rows in (1, 3):
        address = staged(as_kit, "title\n" + "".join(f"Group {rows} {n}\n" for n in range(rows)))
        as_kit.get(address)
        with django_assert_num_queries(10):
            as_kit.get(address)


class TestInTheBackground:
    """A large list is read and brought in by the worker, while the page tells how far it is."""

    @pytest.fixture(autouse=True)
    def _large(self, monkeypatch, settings):
        monkeypatch.setattr(jobs, "SMALL_FILE", 0)
        monkeypatch.setattr(jobs, "FEW_ROWS", 0)
        settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}

    def work(self):
        from django_tasks import default_task_backend

        for result in list(default_task_backend.results):
            result.task.func(*result.args)
        default_task_backend.clear()

    def test_the_page_tells_and_asks_again(self, as_kit, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            address = staged(as_kit)
        looked = page(as_kit, address)
        assert "Being read" in looked
        assert f'hx-get="{address}"' in looked
        assert "Look again" in looked
        part = as_kit.get(address, headers={"HX-Request": "true"})
        assert part.content.decode().strip().startswith('<div id="progress"')
        self.work()
        assert as_kit.get(address, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
        with django_capture_on_commit_callbacks(execute=True):
            as_kit.post(f"{address}application/")
        assert "Being brought in" in page(as_kit, address)
        self.work()
        assert "Brought in: 1 new group" in page(as_kit, address)
        with django_capture_on_commit_callbacks(execute=True):
            as_kit.post(f"{address}undoing/")
        assert "Being undone" in page(as_kit, address)
        self.work()
        assert Group.objects.count() == 0

    def test_it_can_be_stopped_and_go_on(self, as_kit, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            address = staged(as_kit)
        self.work()
        as_kit.post(f"{address}application/")
        assert as_kit.post(f"{address}stop/").status_code == 303
        assert "It stopped before the end" in page(as_kit, address)
        assert as_kit.post(f"{address}stop/").status_code == 409
        self.work()
        assert Group.objects.count() == 0
        with django_capture_on_commit_callbacks(execute=True):
            as_kit.post(f"{address}application/")
        self.work()
        assert Group.objects.count() == 1

    def test_when_its_worker_died_it_can_go_on(self, as_kit):
        address = staged(as_kit)
        ImportRun.objects.update(touched_at=timezone.now() - timedelta(minutes=5))
        assert "Go on" in page(as_kit, address)
        assert as_kit.post(f"{address}application/").status_code == 303

    def test_a_file_that_cannot_be_read_after_all_says_why(
        self, as_kit, monkeypatch, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            address = staged(as_kit)
        ImportFile.objects.update(content=b"%PDF")
        self.work()
        looked = page(as_kit, address)
        assert "This file could not be read" in looked
        assert "The file" in looked or "PDF" in looked

    def test_a_job_for_a_run_that_is_no_more_does_nothing(self):
        jobs.apply_import.func("12345678-1234-4234-8234-123456789012")


def test_names_from_a_list_are_shown_and_never_run(as_kit):
    address = staged(as_kit, 'title,about\n<script>alert(1)</script>,"<img src=x onerror=alert(1)>"\n', column_1="")
    looked = page(as_kit, address)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in looked
    assert "<script>alert" not in looked


def test_refusals_are_sentences(as_kit):
    address = staged(as_kit)
    response = as_kit.post(f"{address}undoing/")
    assert (response.status_code, "Only an import that was brought in can be undone." in response.content.decode()) == (
        409,
        True,
    )
    assert issubclass(Refused, Exception)


OUR_FAULT = "Something went wrong on our side when we came to row 2. Nothing is lost, and no row is half done."


def fail(*_arguments):
    raise KeyError("a bug")


def test_a_bug_while_it_is_read_is_told_and_logged_and_can_be_tried_again(as_kit, monkeypatch, caplog):
    with monkeypatch.context() as patch:
        patch.setattr(Pipeline, "take_chunk", fail)
        address = staged(as_kit)
        looked = page(as_kit, address)
    assert OUR_FAULT in looked
    assert "Try again" in looked
    assert "KeyError: 'a bug'" in caplog.text
    chosen(as_kit, f"{address}columns/")
    assert "1 new group" in page(as_kit, address)


def test_a_bug_while_it_is_brought_in_is_told_and_it_goes_on(as_kit, monkeypatch, caplog):
    address = staged(as_kit)
    with monkeypatch.context() as patch:
        patch.setattr(Pipeline, "take_chunk", fail)
        as_kit.post(f"{address}application/")
    assert OUR_FAULT in page(as_kit, address)
    assert "KeyError: 'a bug'" in caplog.text
    as_kit.post(f"{address}application/")
    assert "Brought in: 1 new group" in page(as_kit, address)


def test_a_bug_while_it_is_taken_back_is_told_and_it_goes_on(
    as_kit, monkeypatch, settings, django_capture_on_commit_callbacks
):
    address = staged(as_kit)
    as_kit.post(f"{address}application/")
    with monkeypatch.context() as patch:
        patch.setattr(undoing, "_remove", fail)
        as_kit.post(f"{address}undoing/")
    looked = page(as_kit, address)
    assert "Something went wrong on our side" in looked
    assert "Go on" in looked
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    with django_capture_on_commit_callbacks(execute=True):
        as_kit.post(f"{address}application/")
    assert "This import was taken back." in page(as_kit, address)
    assert Group.objects.count() == 0


@pytest.mark.parametrize("path", ["imports/", "imports/new/", "export/", "export/everything.csv"])
def test_a_visitor_is_asked_to_sign_in_and_a_member_finds_nothing(client, path):
    address = f"/manage/{path}"
    assert client.get(address)["Location"] == f"/sign-in/?next={address}"
    client.force_login(make_person("Ada"))
    assert client.get(address).status_code == 404
