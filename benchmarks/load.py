"""A load generator small enough to stay out of the way: raw sockets, kept open, one answer at a time."""

import http.client
import multiprocessing
import socket
import time
from collections.abc import Mapping
from urllib.parse import urlsplit


def etag_of(url: str) -> str:
    """The ETag that this page has now."""
    parts = urlsplit(url)
    line = http.client.HTTPConnection(parts.hostname or "", parts.port)
    line.request("GET", f"{parts.path}?{parts.query}", headers={"Accept-Encoding": "gzip"})
    return line.getresponse().headers["ETag"]


def requests_per_second(
    url: str,
    *,
    seconds: float = 4,
    connections: int = 2,
    headers: Mapping[str, str] = {},
    vary: int = 0,
    expect: int = 200,
) -> float:
    """Answers a second from ``url``. With ``vary``, a counter is added to the address so that no
    two requests of a run are the same page. Raises ``AssertionError`` at any other status."""
    with multiprocessing.get_context("fork").Pool(connections) as pool:
        jobs = [
            pool.apply_async(_ask, (url, seconds, dict(headers), vary and vary * (number + 1), expect))
            for number in range(connections)
        ]
        return sum(job.get() for job in jobs)


def _ask(url: str, seconds: float, headers: dict[str, str], vary: int, expect: int) -> float:  # noqa: PLR0917 - a pool passes by position
    parts = urlsplit(url)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    lines = "".join(f"{name}: {value}\r\n" for name, value in {"Accept-Encoding": "gzip", **headers}.items())
    with socket.create_connection((parts.hostname, parts.port)) as line:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        warm, done, begun = time.monotonic() + 0.5, 0, 0.0
        while True:
            now = time.monotonic()
            if not begun and now >= warm:
                begun, done = now, 0
            if begun and now >= begun + seconds:
                return done / (now - begun)
            vary = vary and vary + 1
            address = f"{path}{'&' if '?' in path else '?'}v={vary}" if vary else path
            line.sendall(f"GET {address} HTTP/1.1\r\nHost: {parts.netloc}\r\n{lines}\r\n".encode())
            status = _read_answer(line)
            assert status == expect, f"{address} answered {status}"
            done += 1


def _read_answer(line: socket.socket) -> int:
    answer = b""
    while b"\r\n\r\n" not in answer:
        part = line.recv(65536)
        if not part:
            raise ConnectionError("the server hung up")
        answer += part
    head, _, body = answer.partition(b"\r\n\r\n")
    fields = head.lower()
    status = int(head[9:12])
    if status in (204, 304):
        return status
    if b"transfer-encoding: chunked" in fields:
        while not body.endswith(b"0\r\n\r\n"):
            body += line.recv(65536)
        return status
    length = int(fields.partition(b"content-length:")[2].partition(b"\r\n")[0])
    while len(body) < length:
        body += line.recv(65536)
    return status
