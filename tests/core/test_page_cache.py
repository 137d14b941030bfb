import gzip
from datetime import UTC, datetime

import pytest
import time_machine

from closeknit.accounts.models import Person
from closeknit.core import page_cache
from closeknit.core.page_cache import Shelf
from tests.core import site

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.core.site")]


@pytest.fixture(autouse=True)
def version(monkeypatch, settings):
    """The data's version, in the test's hand."""
    settings.PAGE_VERSION_SECONDS = 0
    held = {"version": 1}
    monkeypatch.setattr(page_cache, "_version_provider", lambda: held["version"])
    site.made.clear()
    return held


@pytest.fixture
def ada():
    return Person.objects.create_person(name="Ada", email="ada@loomwick.example", password="a long pass phrase")


def test_a_page_is_made_once_for_all_visitors(client):
    first = client.get("/t/page/")
    second = client.get("/t/page/")
    assert site.made == ["/t/page/"]
    assert first.content == second.content == site.TEXT.encode()
    assert dict(first.items()) == dict(second.items())


def test_it_sets_no_cookie_and_says_how_long_it_holds(client):
    page = client.get("/t/page/")
    assert not page.cookies
    assert page["Cache-Control"] == "public, no-cache"
    assert page["Vary"] == "Accept-Encoding, HX-Request"


def test_a_kept_page_carries_every_safety_header(client):
    client.get("/t/page/")
    kept = client.get("/t/page/")
    assert "script-src 'self'" in kept["Content-Security-Policy"].split("; ")
    assert "nonce" not in kept["Content-Security-Policy"]
    assert kept["X-Content-Type-Options"] == "nosniff"
    assert kept["X-Frame-Options"] == "DENY"
    assert kept["Permissions-Policy"].startswith("geolocation=(self)")


def test_an_unchanged_page_is_answered_before_anything_else(client, django_assert_num_queries):
    etag = client.get("/t/page/")["ETag"]
    with django_assert_num_queries(0):  # the version itself comes from the test here
        again = client.get("/t/page/", headers={"If-None-Match": etag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)
    assert "Cache-Control" not in again
    assert len(site.made) == 1


def test_a_weakened_etag_in_a_list_counts_too(client):
    etag = client.get("/t/page/")["ETag"]
    again = client.get("/t/page/", headers={"If-None-Match": f'"other", W/{etag}'})
    assert again.status_code == 304


def test_a_change_of_the_data_makes_it_anew(client, version):
    old = client.get("/t/page/")["ETag"]
    version["version"] = 2
    new = client.get("/t/page/", headers={"If-None-Match": old})
    assert (new.status_code, len(site.made)) == (200, 2)
    assert new["ETag"] != old


def test_a_new_day_makes_it_anew(client):
    with time_machine.travel(datetime(2026, 6, 1, 22, 30, tzinfo=UTC), tick=False):  # 23:30 in London
        old = client.get("/t/page/")["ETag"]
    with time_machine.travel(datetime(2026, 6, 1, 23, 30, tzinfo=UTC), tick=False):
        assert client.get("/t/page/", headers={"If-None-Match": old}).status_code == 200
    assert len(site.made) == 2


def test_each_address_and_kind_of_asking_has_its_own(client):
    asked = [
        client.get("/t/page/"),
        client.get("/t/page/?q=a"),
        client.get("/t/page/", headers={"Accept-Encoding": "gzip"}),
        client.get("/t/page/", headers={"HX-Request": "true"}),
        client.get("/t/page/", headers={"HX-Request": "true", "HX-Target": "list"}),
        client.get("/t/page/", headers={"Host": "127.0.0.1"}),
    ]
    assert len({page["ETag"] for page in asked}) == len(asked) == len(site.made)


def test_no_address_can_pose_as_another(client):
    """A blank in the path is not the question mark before a query."""
    one = client.get("/t/page/?q=1")["ETag"]
    assert client.get("/t/page/ q=1", headers={"If-None-Match": one}).status_code == 404
    two = client.get("/t/page/", headers={"HX-Request": "true", "HX-Target": "a", "HX-Trigger": "b"})["ETag"]
    three = client.get("/t/page/", headers={"HX-Request": "true", "HX-Target": "a', 'HTTP_HX_TRIGGER=b"})["ETag"]
    assert two != three


def test_the_order_of_different_names_does_not_matter_and_of_the_same_does(client):
    one = client.get("/t/page/?b=1&a=2&a=1")["ETag"]
    assert client.get("/t/page/?a=2&a=1&b=1")["ETag"] == one
    assert client.get("/t/page/?a=1&a=2&b=1")["ETag"] != one


def test_it_is_zipped_for_those_who_can(client):
    page = client.get("/t/page/", headers={"Accept-Encoding": "br, gzip"})
    assert page["Content-Encoding"] == "gzip"
    assert gzip.decompress(page.content) == site.TEXT.encode()
    assert int(page["Content-Length"]) == len(page.content) < 200
    tile = client.get("/t/tile/", headers={"Accept-Encoding": "gzip"})
    assert tile["Content-Encoding"] == "gzip"


def test_a_view_may_say_itself_how_long_it_holds(client):
    assert client.get("/t/tile/")["Cache-Control"] == "max-age=60, public"
    client.get("/t/tile/")
    assert site.made == ["tile"]


@pytest.mark.parametrize("path", ["form", "fresh", "stream", "by-language", "refused"])
def test_what_is_not_for_all_is_not_kept(path, client):
    assert "ETag" not in client.get(f"/t/{path}/")
    assert page_cache.shelf.size == 0


def test_a_form_leaves_private(client):
    page = client.get("/t/form/")
    assert page["Cache-Control"] == "private, no-store"
    assert "csrftoken" in page.cookies


def test_the_form_s_own_cookie_does_not_shut_a_visitor_out(client):
    client.get("/t/form/")
    client.get("/t/page/")
    client.get("/t/page/")
    assert site.made.count("/t/page/") == 1


@pytest.mark.parametrize("cookie", ["other=1", "csrftoken=x; other=1", "other=1; csrftoken=x"])
def test_any_other_cookie_has_the_page_made_and_not_kept(cookie, client):
    client.get("/t/page/", headers={"Cookie": cookie})
    client.get("/t/page/", headers={"Cookie": cookie})
    assert len(site.made) == 2


def test_a_signed_in_page_is_for_that_person_alone(client, ada):
    client.force_login(ada)
    for path, text in (("/t/greeting/", b"Hello Ada"), ("/t/page/", b"Singers")):
        page = client.get(path)
        assert text in page.content
        assert page["Cache-Control"] == "private, no-store"
        assert "ETag" not in page
    client.cookies.clear()
    assert b"Hello visitor" in client.get("/t/greeting/").content


def test_a_visitor_s_kept_page_is_never_given_to_a_person(client, ada):
    client.get("/t/greeting/")
    client.force_login(ada)
    assert b"Hello Ada" in client.get("/t/greeting/").content


def test_someone_who_sends_a_password_is_answered_afresh(client):
    client.get("/t/page/", headers={"Authorization": "Basic x"})
    client.get("/t/page/", headers={"Authorization": "Basic x"})
    assert len(site.made) == 2


def test_a_head_request_is_never_kept_as_the_page(client):
    assert client.head("/t/page/").content == b""
    assert client.get("/t/page/").content == site.TEXT.encode()


def test_a_post_is_not_answered_from_the_shelf(client):
    client.get("/t/page/")
    assert client.post("/t/page/").status_code == 405


def test_without_a_version_nothing_is_kept(client, version):
    version["version"] = None
    client.get("/t/page/")
    client.get("/t/page/")
    assert len(site.made) == 2


def test_the_version_may_be_remembered_for_a_moment(client, version, settings):
    settings.PAGE_VERSION_SECONDS = 60
    client.get("/t/page/")
    version["version"] = 2
    client.get("/t/page/")
    assert len(site.made) == 1
    page_cache.forget()
    client.get("/t/page/")
    assert len(site.made) == 2


def test_someone_signed_in_sees_a_change_at_once(client, ada, version, settings):
    settings.PAGE_VERSION_SECONDS = 60
    client.get("/t/page/")
    version["version"] = 2
    client.force_login(ada)
    assert page_cache.version_of(client.get("/t/page/").wsgi_request) == 2


def test_the_shelf_drops_what_was_used_least():
    shelf = Shelf(3 * (Shelf.OVERHEAD + 100) * 8)
    for number in range(24):
        shelf.put(str(number), 1, {}, bytes(100))
    shelf.get("0")
    shelf.put("one more", 1, {}, bytes(100))
    assert shelf.get("0") is not None
    assert shelf.get("1") is None
    assert shelf.size <= shelf.limit


def test_the_shelf_is_emptied_by_a_new_version_and_takes_nothing_huge():
    shelf = Shelf(100_000)
    shelf.put("a", 1, {}, b"a")
    shelf.put("b", 2, {}, b"b")
    assert (shelf.get("a"), shelf.get("b")) == (None, ({}, b"b"))
    shelf.put("c", 2, {}, bytes(50_000))
    assert shelf.get("c") is None
    shelf.clear()
    assert shelf.size == 0
