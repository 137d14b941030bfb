"""A site on this machine that has a calendar, and a network whose every name leads there."""

import threading
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpcore
from django.utils import timezone

from closeknit.calendar import ics_wanted
from closeknit.calendar.models import Feed, FeedReading
from closeknit.core.fetch import Network

PUBLIC = "93.184.216.34"
ADDRESS = "http://calendar.example/choir.ics"


@dataclass
class Site:
    """Says what it is told to say. ``asked`` are the headers of each request."""

    says: Callable[["Site", BaseHTTPRequestHandler], tuple[int, dict[str, str], bytes]] | None = None
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    status: int = 200
    etag: str = ""
    asked: list[dict[str, str]] = field(default_factory=list)
    port: int = 0

    def answer(self, request: BaseHTTPRequestHandler) -> tuple[int, dict[str, str], bytes]:
        told = {name.lower(): value for name, value in request.headers.items()}
        self.asked.append(told)
        if self.says:
            return self.says(self, request)
        if self.etag and told.get("if-none-match") == self.etag:
            return 304, {"ETag": self.etag}, b""
        return self.status, {**self.headers, **({"ETag": self.etag} if self.etag else {})}, self.body


class ToTheSite(Network):
    """The names of the tests are public; what they lead to is the site on this machine. All else is as it is."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.closed: list[str] = []

    def resolve(self, host: str, port: int) -> list[str]:
        return [PUBLIC] if host.endswith(".example") else super().resolve(host, port)

    def connect(self, address: str, port: int, seconds: float) -> httpcore.NetworkStream:
        return super().connect("127.0.0.1", self.port, seconds)


@contextmanager
def served(site: Site):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            status, headers, body = site.answer(self)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_said):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def event(uid: str, start: str, *lines: str, title: str = "Choir", place: str = "Dyehouse Library") -> str:
    own = [f"UID:{uid}", f"SUMMARY:{title}", f"DTSTART;TZID=Europe/London:{start}"]
    own += [] if any(line.startswith(("DTEND", "DURATION")) for line in lines) else ["DURATION:PT2H"]
    own += [f"LOCATION:{place}"] if place else []
    return "\r\n".join(("BEGIN:VEVENT", *own, *lines, "END:VEVENT"))


def calendar(*events: str, name: str = "Singers") -> bytes:
    return "\r\n".join(
        ("BEGIN:VCALENDAR", "VERSION:2.0", f"X-WR-CALNAME:{name}", *events, "END:VCALENDAR", "")
    ).encode()


SIGN_IN = (
    b'<!doctype html><html><head><title>Sign in - Accounts</title></head><body><input type="password"></body></html>'
)


NOWHERE_TO_GO = "http://10.0.0.1/choir.ics"  # nobody is ever asked there


def feed_things(group: Any, steward: Any) -> dict[str, str]:
    """Names for addresses: a connected calendar with a reading in doubt, and somebody's own calendar."""
    feed = _feed(group, steward)
    ics_wanted.make_own(steward)
    return {"feed": str(feed.uuid), "own_calendar": ics_wanted.own_address(steward).split("/")[-1].removesuffix(".ics")}


def hidden_feed_things(group: Any, steward: Any) -> dict[str, str]:
    return {"feed": str(_feed(group, steward).uuid)}


def _feed(group: Any, steward: Any) -> Feed:
    now = timezone.now()
    feed = Feed.objects.create(
        group=group, by=steward, address=NOWHERE_TO_GO, name="Our dates", state="connected", read_at=now, asked_at=now
    )
    FeedReading.objects.create(feed=feed, address=feed.address, digest="a" * 64, reason="empty", read_at=now)
    return feed


def due_feed(group: Any, steward: Any) -> Feed:
    """One that is to be read again, where nobody answers any more."""
    feed = _feed(group, steward)
    feed.reading.delete()
    feed.next_at = feed.read_at
    feed.save()
    return feed
