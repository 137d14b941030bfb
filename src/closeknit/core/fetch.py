"""The only way out: a request to an address that somebody typed, which reaches the public web and nothing else.

The name is looked up once, every address it leads to must be public, and the connection goes to
that very address: a name that changes its mind in between (DNS rebinding) gains nothing. Each
redirect is judged anew. Time and size are bounded, cookies and passwords are never sent.
"""

import ipaddress
import re
import socket
import ssl
import zlib
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from http import HTTPStatus
from time import monotonic
from types import MappingProxyType
from urllib.parse import quote, urljoin, urlsplit

import certifi
import httpcore
from django.utils.translation import gettext as _

from closeknit import __version__
from closeknit.core.errors import Refused, Unavailable

PORTS = {"http": 80, "https": 443}
MOST_BYTES = 5 * 1024 * 1024
MOST_SECONDS = 10.0
MOST_REDIRECTS = 5
AGENT = f"Closeknit/{__version__}"

# Of IPv6 only what is given out to the public today, without its tunnels, which hide an IPv4 address.
PUBLIC_V6 = ipaddress.ip_network("2000::/3")
CLOSED = tuple(
    ipaddress.ip_network(network)
    for network in (
        "0.0.0.0/8",  # this machine
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # behind a provider's address translation
        "127.0.0.0/8",  # loopback
        "169.254.0.0/16",  # this link; clouds tell secrets here
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # special uses
        "192.0.2.0/24",  # documentation
        "192.31.196.0/24",  # AS112
        "192.52.193.0/24",  # AMT
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",  # private
        "192.175.48.0/24",  # AS112
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/3",  # multicast, reserved, broadcast
        "2001::/23",  # special uses, Teredo among them
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4
        "2620:4f:8000::/48",  # AS112
        "3fff::/20",  # documentation
    )
)
HOST = re.compile(r"(?!-)[a-z0-9-]{1,63}(\.(?!-)[a-z0-9-]{1,63})*\.?")
BAD_IN_URL = re.compile(r"[\x00-\x20\x7f\\]")
BAD_IN_HEADER = re.compile(r"[^\x20-\x7e]|.{300}")
_MARKS = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came back. ``address`` is the last one, after redirects; header names are lower case. There is
    no body where it ``is_unchanged``."""

    address: str
    content_type: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    is_unchanged: bool = False

    @property
    def marks(self) -> dict[str, str]:
        """What to say next time, so that only news is sent."""
        said = {ask: self.headers.get(name, "") for name, ask in _MARKS.items()}
        return {ask: mark for ask, mark in said.items() if mark and not BAD_IN_HEADER.search(mark)}


class SiteError(Unavailable):
    """The site does answer, but with an error; ``code`` is its number in HTTP."""

    def __init__(self, code: int) -> None:
        super().__init__(_("The site answered with an error (%(status)d).") % {"status": code})
        self.code = code


@dataclass(frozen=True, slots=True)
class Target:
    """One judged address: what is looked up is what is connected to."""

    scheme: str
    host: str
    path: str


def fetch(
    address: str,
    *,
    accept: str = "*/*",
    network: "Network | None" = None,
    marks: Mapping[str, str] = MappingProxyType({}),
) -> Fetched:
    """GET the address. ``Refused`` when it is not a public web page, ``Unavailable`` when it does not answer.

    With the ``marks`` of an earlier answer the site may say that nothing has changed since.
    """
    network = network or Network()
    give_up_at = monotonic() + MOST_SECONDS
    for _hop in range(MOST_REDIRECTS + 1):
        target = judged(address)
        status, headers, body = _get(target, {"Accept": accept, **marks}, network, give_up_at)
        if status in (301, 302, 303, 307, 308) and "location" in headers:
            address = _next_address(address, target, headers["location"])
            continue
        if status == HTTPStatus.NOT_MODIFIED and marks:
            return Fetched(address, "", b"", headers, is_unchanged=True)
        if status != HTTPStatus.OK:
            raise SiteError(status)
        return Fetched(address, headers.get("content-type", ""), body, headers)
    raise Unavailable(_("The site sends us from one address to the next without end."))


def judged(address: str) -> Target:
    """Take an address apart, or refuse it. Only http and https on their own ports, without a password."""
    if BAD_IN_URL.search(address) or "%00" in address:
        raise _refusal()
    try:
        parts = urlsplit(address)
        port, host = parts.port, parts.hostname or ""
        path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
        query = f"?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?')}" if parts.query else ""
    except ValueError as error:  # also half a letter, which has no bytes
        raise _refusal() from error
    if parts.scheme not in PORTS or "@" in parts.netloc or port not in (None, PORTS[parts.scheme]):
        raise _refusal()
    return Target(parts.scheme, _plain_host(host), path + query)


def _plain_host(host: str) -> str:
    """The host in ASCII: a name, or an IPv6 address. Odd spellings of numbers are left to the look-up."""
    try:
        if ":" in host:
            return str(ipaddress.IPv6Address(host.partition("%")[0]))
        plain = host.encode("idna").decode("ascii").lower()
    except ValueError as error:
        raise _refusal() from error
    if not HOST.fullmatch(plain):
        raise _refusal()
    return plain.removesuffix(".")


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the open internet."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address) and ip not in PUBLIC_V6:
        return False
    return not any(ip.version == closed.version and ip in closed for closed in CLOSED)


_lookups = ThreadPoolExecutor(max_workers=4, thread_name_prefix="look-up")  # a look-up knows no time limit


class Network:
    """Look-up and connection. A test gives ``fetch`` one of its own."""

    def resolve(self, host: str, port: int) -> list[str]:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        return list(dict.fromkeys(str(entry[4][0]) for entry in found))

    def connect(self, address: str, port: int, seconds: float) -> httpcore.NetworkStream:
        return httpcore.SyncBackend().connect_tcp(address, port, timeout=seconds)


class GuardedBackend(httpcore.NetworkBackend):
    """Connects only to public addresses, and never waits beyond ``give_up_at``."""

    def __init__(self, network: Network, give_up_at: float) -> None:
        self.network = network
        self.give_up_at = give_up_at

    def connect_tcp(  # noqa: PLR0917 - httpcore's signature
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the deadline rules
        local_address: str | None = None,  # noqa: ARG002 - httpcore's signature
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,  # noqa: ARG002 - as above
    ) -> httpcore.NetworkStream:
        looking_up = _lookups.submit(self.network.resolve, host.strip("[]"), port)
        addresses = looking_up.result(timeout=_left(self.give_up_at))
        if not addresses or not all(is_public(address) for address in addresses):
            raise _refusal()
        for last, address in enumerate(addresses, start=1):
            try:
                stream = self.network.connect(address, port, _left(self.give_up_at))
                return TimedStream(stream, self.give_up_at)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if last == len(addresses):
                    raise
        raise httpcore.ConnectError


class TimedStream(httpcore.NetworkStream):
    """A stream whose every wait is cut to what is left of the whole time."""

    def __init__(self, stream: httpcore.NetworkStream, give_up_at: float) -> None:
        self.stream = stream
        self.give_up_at = give_up_at

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        return self.stream.read(max_bytes, timeout=_left(self.give_up_at))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        self.stream.write(buffer, timeout=_left(self.give_up_at))

    def close(self) -> None:
        self.stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002 - the deadline rules
    ) -> httpcore.NetworkStream:
        safe = self.stream.start_tls(ssl_context, server_hostname, timeout=_left(self.give_up_at))
        return TimedStream(safe, self.give_up_at)

    def get_extra_info(self, info: str) -> object:
        return self.stream.get_extra_info(info)


def _get(
    target: Target, asked: Mapping[str, str], network: Network, give_up_at: float
) -> tuple[int, dict[str, str], bytes]:
    host = f"[{target.host}]" if ":" in target.host else target.host
    sent = [("Host", host), ("User-Agent", AGENT), ("Accept-Encoding", "gzip"), *asked.items()]
    address = httpcore.URL(
        scheme=target.scheme.encode(), host=target.host.encode(), port=None, target=target.path.encode()
    )
    backend = GuardedBackend(network, give_up_at)
    try:
        with (
            httpcore.ConnectionPool(ssl_context=_trust(), network_backend=backend) as pool,
            pool.stream("GET", address, headers=sent) as answer,
        ):
            headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in answer.headers}
            zipped = headers.get("content-encoding", "") in ("gzip", "x-gzip")
            wanted = answer.status == HTTPStatus.OK
            return answer.status, headers, _read(answer.iter_stream(), zipped=zipped) if wanted else b""
    except (httpcore.TimeoutException, TimeoutError) as error:
        raise Unavailable(_("The site took too long to answer.")) from error
    except (httpcore.NetworkError, httpcore.ProtocolError, OSError, zlib.error) as error:
        raise Unavailable(_("The site does not answer.")) from error


def _read(chunks: Iterable[bytes], *, zipped: bool) -> bytes:
    """The body, unpacked, and never more of it in memory than may come."""
    unpack = zlib.decompressobj(wbits=31) if zipped else None
    body = bytearray()
    for chunk in chunks:
        body += unpack.decompress(chunk, MOST_BYTES + 1 - len(body)) if unpack else chunk
        if len(body) > MOST_BYTES or (unpack and unpack.unconsumed_tail):
            raise Unavailable(_("What the site sends is larger than 5 MB."))
    return bytes(body)


def _next_address(address: str, target: Target, location: str) -> str:
    """Where a redirect leads. From https never back to http."""
    try:
        onward = urljoin(address, location)
        falls_back = target.scheme == "https" and urlsplit(onward).scheme == "http"
    except ValueError as error:  # such as http://[
        raise _refusal() from error
    if falls_back:
        raise _refusal()
    return onward


def _left(give_up_at: float) -> float:
    left = give_up_at - monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout
    return left


@cache
def _trust() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=certifi.where())


def _refusal() -> Refused:
    return Refused(_("That is not the address of a public web page. It begins with https:// and a site's name."))
