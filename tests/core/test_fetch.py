"""The guard on the way out. Names lead where a pretended look-up says; loopback listens and must hear nothing."""

import gzip
import socket
import threading
import time
from pathlib import Path

import httpcore
import pytest

from closeknit.core import fetch as fetching
from closeknit.core.errors import Refused, Unavailable
from closeknit.core.fetch import Network, SiteError, fetch

CORPUS = Path(__file__).parents[3] / "shared" / "data" / "bad-inputs" / "own" / "ssrf-urls.txt"
PUBLIC = "93.184.216.34"

CLOSED_DOORS = [
    "http://127.0.0.1/",
    "http://127.1/",
    "http://0/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0177.0.0.1/",
    "http://[::1]/",
    "http://[::]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[2001:0:7f00:1::]/",
    "http://[fe80::1%25eth0]/",
    "http://[fc00::1]/",
    "http://10.0.0.1/",
    "http://172.16.0.1/",
    "http://192.168.0.1/",
    "http://100.64.0.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://198.18.0.1/",
    "http://224.0.0.1/",
    "http://255.255.255.255/",
    "http://localhost/",
    "http://LOCALHOST./",
    "http://①②⑦.⓪.⓪.①/",
    "http://127。0。0。1/",
    "http://user:pass@site.example/",
    "http://site.example\\@127.0.0.1/",
    "http://site.example%00.127.0.0.1/",
    "http://site.example/\ud800",
    "http://[site.example/",
    "http://site.example:22/",
    "http://site.example:443/",
    "https://site.example:80/",
    "http://site.example/\r\nHost: other",
    "file:///etc/passwd",
    "gopher://127.0.0.1:6379/_INFO",
    "ftp://site.example/",
    "data:text/plain,hello",
    "webcal://site.example/",
    "//127.0.0.1/",
    "http:/\\127.0.0.1/",
    "http:127.0.0.1/",
    "",
    "site.example",
]


@pytest.fixture
def listening():
    """Every loopback address on ports 80-like and otherwise; counts who knocks."""
    knocks = []
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(0.1)
    ended = threading.Event()

    def listen():
        while not ended.is_set():
            try:
                knocks.append(server.accept()[1])
            except TimeoutError:
                continue

    thread = threading.Thread(target=listen)
    thread.start()
    yield server.getsockname()[1], knocks
    ended.set()
    thread.join()
    server.close()


class AllToOnePort(Network):
    """Every connection is let through, to the same address but the listening port."""

    def __init__(self, port):
        self.port = port

    def connect(self, address, port, seconds):
        return super().connect(address, self.port, seconds)


@pytest.mark.parametrize("address", CLOSED_DOORS)
def test_no_byte_goes_to_a_place_that_is_not_public(address, listening):
    port, knocks = listening
    with pytest.raises(Refused):
        fetch(address, network=AllToOnePort(port))
    assert knocks == []


def test_none_of_the_collected_addresses_gets_out(listening):
    if not CORPUS.exists():
        pytest.skip("the collected addresses are not on this machine")
    port, knocks = listening
    lines = CORPUS.read_text(encoding="utf-8").splitlines()[1:]
    addresses = [line for line in lines if line and not line.startswith(("REDIRECT", "REBIND", "SLOW", "BIG"))]
    for address in addresses:
        with pytest.raises((Refused, Unavailable)):
            fetch(address, network=AllToOnePort(port))
    assert len(addresses) > 50
    assert knocks == []


class Pretend(Network):
    """Names and answers as the test says; remembers to which address each connection went."""

    def __init__(self, names=None, answers=None):
        self.names = names or {}
        self.answers = list(answers or [])
        self.looked_up, self.connected = [], []

    def resolve(self, host, port):
        self.looked_up.append(host)
        known = self.names.get(host, [[PUBLIC]])
        return known.pop(0) if len(known) > 1 else known[0]

    def connect(self, address, port, seconds):
        self.connected.append((address, port))
        return Answering(self.answers.pop(0) if self.answers else answer(b"hello"))


class Answering(httpcore.NetworkStream):
    """A stream that has its answer ready, in pieces; ``asked`` is what was sent."""

    asked = b""

    def __init__(self, pieces):
        self.pieces = iter(pieces)

    def read(self, max_bytes, timeout=None):
        return next(self.pieces, b"")

    def write(self, buffer, timeout=None):
        Answering.asked += buffer

    def close(self):
        pass

    def start_tls(self, ssl_context, server_hostname=None, timeout=None):
        self.server_hostname = server_hostname
        return self

    def get_extra_info(self, info):
        return None


def answer(body, *, status="200 OK", headers=()):
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers, "", ""]
    return ["\r\n".join(lines).encode() + body]


def redirect(to, status="302 Found"):
    return answer(b"", status=status, headers=[f"Location: {to}"])


@pytest.fixture(autouse=True)
def _nothing_asked_yet():
    Answering.asked = b""


def test_a_public_page_is_fetched():
    network = Pretend(answers=[answer(b"BEGIN:VCALENDAR", headers=["Content-Type: text/calendar"])])
    got = fetch("http://site.example/a?q=ü", network=network)
    assert (got.body, got.content_type) == (b"BEGIN:VCALENDAR", "text/calendar")
    assert network.connected == [(PUBLIC, 80)]


def test_it_says_who_it_is_and_nothing_else():
    fetch("https://site.example/feed", network=Pretend())
    sent = Answering.asked.decode().lower().splitlines()
    assert sent[0] == "get /feed http/1.1"
    assert sent[1] == "host: site.example"
    assert any(line.startswith("user-agent: closeknit/") for line in sent)
    assert not any(line.startswith(("cookie", "authorization", "referer")) for line in sent)


def test_a_spaceful_address_is_refused():
    with pytest.raises(Refused):
        fetch("http://site.example/a b\n", network=Pretend())


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"])
def test_a_redirect_inside_is_refused(status):
    network = Pretend(answers=[redirect("http://127.0.0.1/", status)], names={"127.0.0.1": [["127.0.0.1"]]})
    with pytest.raises(Refused):
        fetch("http://site.example/", network=network)
    assert network.connected == [(PUBLIC, 80)]


def test_a_redirect_to_nonsense_is_refused():
    with pytest.raises(Refused):
        fetch("http://site.example/", network=Pretend(answers=[redirect("http://[")]))


def test_a_refresh_header_is_not_followed():
    page = answer(b"x", headers=["Refresh: 0; url=http://127.0.0.1/"])
    network = Pretend(answers=[page])
    fetch("http://site.example/", network=network)
    assert network.connected == [(PUBLIC, 80)]


def test_redirects_are_followed_up_to_five():
    network = Pretend(answers=[redirect(f"/{n}") for n in range(5)] + [answer(b"there")])
    assert fetch("http://site.example/", network=network).address == "http://site.example/4"
    with pytest.raises(Unavailable, match="without end"):
        fetch("http://site.example/", network=Pretend(answers=[redirect(f"/{n}") for n in range(6)]))


def test_a_redirect_may_go_up_to_https_and_never_down():
    network = Pretend(answers=[redirect("https://site.example/"), answer(b"safe")])
    assert fetch("http://site.example/", network=network).body == b"safe"
    with pytest.raises(Refused):
        fetch("https://site.example/", network=Pretend(answers=[redirect("http://site.example/")]))


def test_a_name_is_asked_once_and_its_answer_is_used():
    network = Pretend(names={"rebind.example": [[PUBLIC], ["127.0.0.1"]]})
    fetch("http://rebind.example/", network=network)
    assert (network.looked_up, network.connected) == (["rebind.example"], [(PUBLIC, 80)])
    with pytest.raises(Refused):
        fetch("http://rebind.example/", network=network)


def test_one_closed_address_among_several_is_enough():
    with pytest.raises(Refused):
        fetch("http://mixed.example/", network=Pretend(names={"mixed.example": [[PUBLIC, "10.0.0.1"]]}))


def test_too_much_is_given_up():
    pieces = [b"HTTP/1.1 200 OK\r\n\r\n", *[bytes(65_536)] * 100]
    with pytest.raises(Unavailable, match="larger than 5 MB"):
        fetch("http://site.example/", network=Pretend(answers=[pieces]))


def test_a_little_that_unpacks_to_much_is_given_up():
    bomb = gzip.compress(bytes(60_000_000))
    assert len(bomb) < 100_000
    network = Pretend(answers=[answer(bomb, headers=["Content-Encoding: gzip"])])
    with pytest.raises(Unavailable, match="larger than 5 MB"):
        fetch("http://site.example/", network=network)


def test_gzip_is_unpacked():
    network = Pretend(answers=[answer(gzip.compress(b"hello"), headers=["Content-Encoding: gzip"])])
    assert fetch("http://site.example/", network=network).body == b"hello"


@pytest.mark.parametrize("pieces", [[b"rubbish\r\n\r\n"], [], [b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab"]])
def test_a_broken_answer_is_unavailable(pieces):
    with pytest.raises(Unavailable, match="does not answer"):
        fetch("http://site.example/", network=Pretend(answers=[pieces]))


def test_an_error_of_the_site_is_said():
    with pytest.raises(Unavailable, match="404"):
        fetch("http://site.example/", network=Pretend(answers=[answer(b"no", status="404 Not Found")]))


def test_the_number_of_an_error_is_known():
    with pytest.raises(SiteError) as error:
        fetch("http://site.example/", network=Pretend(answers=[answer(b"no", status="410 Gone")]))
    assert error.value.code == 410


def test_a_site_that_knows_its_marks_again_need_not_send_all_of_it():
    page = answer(b"x", headers=['ETag: "one"', "Last-Modified: Sat, 03 Oct 2026 10:00:00 GMT"])
    marks = fetch("http://site.example/", network=Pretend(answers=[page])).marks
    assert marks == {"If-None-Match": '"one"', "If-Modified-Since": "Sat, 03 Oct 2026 10:00:00 GMT"}
    Answering.asked = b""
    again = Pretend(answers=[redirect("/there"), answer(b"", status="304 Not Modified")])
    got = fetch("http://site.example/", network=again, marks=marks)
    assert (got.is_unchanged, got.body) == (True, b"")
    assert Answering.asked.count(b'If-None-Match: "one"') == 2


def test_a_site_that_says_unchanged_without_being_asked_is_in_error():
    with pytest.raises(SiteError, match="304"):
        fetch("http://site.example/", network=Pretend(answers=[answer(b"", status="304 Not Modified")]))


@pytest.mark.parametrize("mark", ['"\xe9"', '"' + "a" * 300 + '"'])
def test_odd_marks_are_not_kept(mark):
    page = answer(b"x", headers=[])
    page = [page[0].replace(b"\r\n\r\n", f"\r\nETag: {mark}\r\n\r\n".encode("latin-1"))]
    assert fetch("http://site.example/", network=Pretend(answers=[page])).marks == {}


@pytest.mark.parametrize("where", ["headers", "body"])
def test_a_site_that_drips_is_given_up_in_time(where, monkeypatch):
    monkeypatch.setattr(fetching, "MOST_SECONDS", 0.5)
    server = socket.create_server(("127.0.0.1", 0))

    def drip():
        caller, _ = server.accept()
        if where == "body":
            caller.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        try:
            for _ in range(100):
                caller.sendall(b"x")
                time.sleep(0.05)
        except OSError:
            pass
        caller.close()

    thread = threading.Thread(target=drip)
    thread.start()

    class ToTheDrip(Pretend):
        def connect(self, address, port, seconds):
            return Network().connect("127.0.0.1", server.getsockname()[1], seconds)

    began = time.monotonic()
    with pytest.raises(Unavailable, match="too long"):
        fetch("http://slow.example/", network=ToTheDrip())
    assert time.monotonic() - began < 2
    thread.join()
    server.close()


def test_a_slow_look_up_is_given_up_in_time(monkeypatch):
    monkeypatch.setattr(fetching, "MOST_SECONDS", 0.2)

    class SlowNames(Pretend):
        def resolve(self, host, port):
            time.sleep(0.6)
            return [PUBLIC]

    with pytest.raises(Unavailable, match="too long"):
        fetch("http://slow.example/", network=SlowNames())
