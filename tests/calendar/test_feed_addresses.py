"""Which addresses are asked, and which never: no byte goes to this machine or its neighbours."""

from pathlib import Path

import pytest
from django.utils import timezone

from closeknit.calendar.feeds import fetching
from closeknit.calendar.feeds.fetching import ask, web_address
from closeknit.calendar.forms.feeds import AddressForm
from tests.support.feed_things import Site, ToTheSite, calendar, event, served

CORPUS = Path(__file__).parents[3] / "shared" / "data" / "bad-inputs" / "own" / "ssrf-urls.txt"
CLOSED = [
    "webcal://127.0.0.1/x.ics",
    "webcal://localhost/x.ics",
    "http://[::1]/x.ics",
    "http://169.254.169.254/latest/meta-data/",
    "http://10.0.0.1/x.ics",
    "http://2130706433/x.ics",
    "https://user:word@calendar.example/x.ics",
    "https://calendar.example:8443/x.ics",
    "file:///etc/passwd",
    "ftp://calendar.example/x.ics",
    "javascript:alert(1)",
    "",
]


@pytest.fixture
def site(monkeypatch):
    with served(Site(body=calendar(event("a", "20260303T190000")))) as found:
        monkeypatch.setattr(fetching, "network", ToTheSite(found.port))
        yield found


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("webcal://calendar.example/x.ics", "https://calendar.example/x.ics"),
        (" WEBCAL://calendar.example/x.ics\\n", "https://calendar.example/x.ics"),
        ("webcals:calendar.example/x", "https://calendar.example/x"),
        ("feed://calendar.example/x", "https://calendar.example/x"),
        ("calendar.example/x.ics", "https://calendar.example/x.ics"),
        ("http://calendar.example/x.ics", "http://calendar.example/x.ics"),
        ("choir", "choir"),
    ],
)
def test_what_people_paste_is_understood(typed, meant):
    assert web_address(typed.replace("\\n", "\n")) == meant


@pytest.mark.parametrize("address", CLOSED)
def test_what_is_not_public_is_never_asked(site, address):
    answer = ask(web_address(address), timezone.now())
    assert (answer.calendar, answer.why) == (None, "not_public")
    assert site.asked == []


def test_none_of_the_collected_addresses_gets_out(site):
    if not CORPUS.exists():
        pytest.skip("the collected addresses are not here (../shared/data/bad-inputs/own)")
    lines = CORPUS.read_text(encoding="utf-8").splitlines()[1:]
    addresses = [line for line in lines if line and not line.startswith(("REDIRECT", "REBIND", "SLOW", "BIG"))]
    for address in addresses:
        assert ask(web_address(address), timezone.now()).why in {"not_public", "away"}
    assert len(addresses) > 50
    assert site.asked == []


@pytest.mark.parametrize(
    "to", ["http://127.0.0.1/x", "http://169.254.169.254/", "http://[::1]/x", "file:///etc/passwd"]
)
def test_nor_where_a_site_sends_us(site, to):
    site.says = lambda _site, _request: (302, {"Location": to}, b"")
    assert ask("http://calendar.example/x.ics", timezone.now()).why == "not_public"
    assert len(site.asked) == 1


def test_where_a_public_site_sends_us_is_read(site):
    def says(site, request):
        return (301, {"Location": "/there.ics"}, b"") if request.path == "/x.ics" else (200, {}, site.body)

    site.says = says
    assert len(ask("http://calendar.example/x.ics", timezone.now()).calendar.events) == 1


def test_too_much_is_given_up(site):
    site.body = b"BEGIN:VCALENDAR\r\n" + b"X-A:b\r\n" * 900_000
    assert ask("http://calendar.example/x.ics", timezone.now()).why == "away"


@pytest.mark.parametrize(
    "address", ["ftp://calendar.example/x", "https://user:word@calendar.example/x", "x" * 2001, "  "]
)
def test_the_form_says_so_at_once(address):
    form = AddressForm({"address": address})
    assert not form.is_valid()
    assert form.errors["address"]
