"""Visitors' pages, kept in memory for as long as the hub's data and the day stay the same.

The outermost middleware but for that which judges proxies. A visitor has no cookie, so all visitors
see the same page: an unchanged one is answered here, before any other code runs (304, or the stored
bytes). For that to be safe no page may carry a nonce, a token or a name: pages that do set a cookie
or vary by it, and are left alone. Those, and all that is read in a session, leave as ``private, no-store``.
"""

import gzip
import hashlib
import os
import threading
from collections import OrderedDict
from collections.abc import Callable
from functools import cache
from http import HTTPStatus
from pathlib import Path
from time import monotonic
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import patch_vary_headers

VARY = "Accept-Encoding, HX-Request"

Version = int | str
GetResponse = Callable[[HttpRequest], Any]

_version_provider: Callable[[], Version | None] = lambda: None
_last_read: tuple[float, Version | None] = (0.0, None)  # when to read again, and what was read


def register_version_provider(provider: Callable[[], Version | None]) -> None:
    """The places room says here how to read the version of all data: one cheap query."""
    global _version_provider  # noqa: PLW0603 - set once, at start
    _version_provider = provider


def version_of(request: HttpRequest) -> Version | None:
    """The version of the data when this request began; None while there is no database."""
    if not hasattr(request, "data_version"):
        try:
            may_lag = settings.PAGE_VERSION_SECONDS > 0 and settings.SESSION_COOKIE_NAME not in request.COOKIES
            request.data_version = _read_version(may_lag=may_lag)  # type: ignore[attr-defined]
        except DatabaseError:
            request.data_version = None  # type: ignore[attr-defined]
    return request.data_version  # type: ignore[attr-defined, no-any-return]


def _read_version(*, may_lag: bool) -> Version | None:
    """Ask the database or, for a visitor, remember for PAGE_VERSION_SECONDS what it said."""
    global _last_read  # noqa: PLW0603 - one tuple, replaced whole
    again_at, version = _last_read
    if not may_lag or version is None or monotonic() >= again_at:
        version = _version_provider()
        _last_read = (monotonic() + settings.PAGE_VERSION_SECONDS, version)
    return version


def forget() -> None:
    """Empty the shelf and ask for the version anew (between tests, whose databases begin again)."""
    global _last_read  # noqa: PLW0603 - as above
    _last_read = (0.0, None)
    shelf.clear()


class Shelf:
    """Finished pages by their ETag, the least used dropped first. ``size`` counts bytes."""

    OVERHEAD = 1024  # what a page weighs besides its body, about

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.size = 0
        self._version: Any = None
        self._pages: OrderedDict[str, tuple[dict[str, str], bytes]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, etag: str) -> tuple[dict[str, str], bytes] | None:
        with self._lock:
            page = self._pages.get(etag)
            if page is not None:
                self._pages.move_to_end(etag)
            return page

    def put(self, etag: str, version: Any, headers: dict[str, str], body: bytes) -> None:
        weight = len(body) + self.OVERHEAD
        if weight > self.limit // 8:
            return
        with self._lock:
            if version != self._version:  # all that is on the shelf has gone stale
                self._pages.clear()
                self.size, self._version = 0, version
            if etag not in self._pages:
                self._pages[etag] = (headers, body)
                self.size += weight
            while self.size > self.limit:
                _, (_, dropped) = self._pages.popitem(last=False)
                self.size -= len(dropped) + self.OVERHEAD

    def clear(self) -> None:
        with self._lock:
            self._pages.clear()
            self.size = 0


shelf = Shelf(0)


class PageCache:
    """The middleware. Keep ``__call__`` lean: it is measured against a bare Django view."""

    LONGEST_ADDRESS = 2048

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.session_cookie = settings.SESSION_COOKIE_NAME
        self.harmless_cookie = f"{settings.CSRF_COOKIE_NAME}="
        self.static = settings.STATIC_URL
        self.many_languages = len(settings.LANGUAGES) > 1
        self.shared_vary = {"accept-encoding", "hx-request"}
        if self.many_languages:
            self.shared_vary.add("accept-language")
        self.salt = mark_of_the_build()
        shelf.limit = settings.PAGE_CACHE_BYTES

    def __call__(self, request: HttpRequest) -> Any:
        address = self._address(request)
        version = None if address is None else version_of(request)
        if version is None:
            return self._private(request, self.get_response(request))
        zipped = "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")
        mark = f"{version} {timezone.localdate()} {zipped} {address}"
        etag = f'"{hashlib.blake2b(mark.encode(), key=self.salt, digest_size=16).hexdigest()}"'
        if etag in request.META.get("HTTP_IF_NONE_MATCH", ""):
            # The browser keeps what the page itself said of how long it holds.
            return HttpResponseNotModified(headers={"ETag": etag, "Vary": VARY})
        page = shelf.get(etag)
        if page is not None:
            return HttpResponse(page[1], headers=page[0])
        response = self._private(request, self.get_response(request))
        if self._is_shared(response):
            if zipped:
                zip_if_worth_it(response)
            self._keep(request, response, etag, version)
        return response

    def _address(self, request: HttpRequest) -> str | None:
        """What a visitor asked for, as one line; None when the answer may not be shared."""
        meta = request.META
        if request.method not in ("GET", "HEAD") or "HTTP_AUTHORIZATION" in meta:
            return None
        cookie = meta.get("HTTP_COOKIE", "")
        if cookie and (";" in cookie or not cookie.startswith(self.harmless_cookie)):
            return None
        query = meta.get("QUERY_STRING", "")
        if request.path_info.startswith(self.static) or len(query) > self.LONGEST_ADDRESS:
            return None
        if "&" in query:
            query = "&".join(sorted(query.split("&"), key=_name_of))
        htmx: list[tuple[str, str]] = []
        if "HTTP_HX_REQUEST" in meta:
            htmx = sorted((name, value) for name, value in meta.items() if name.startswith("HTTP_HX_"))
        language = meta.get("HTTP_ACCEPT_LANGUAGE", "") if self.many_languages else ""
        host = meta.get("HTTP_HOST", "")
        return repr((request.scheme, host, request.path, query, htmx, language))  # quoted, so none can pose as two

    def _private(self, request: HttpRequest, response: Any) -> Any:
        """What was read in a session is for that person alone; nothing else changes here."""
        personal = response.cookies or "cookie" in _vary_of(response)
        if personal or ("Cache-Control" not in response and self.session_cookie in request.COOKIES):
            response["Cache-Control"] = "private, no-store"
        return response

    def _is_shared(self, response: Any) -> bool:
        control = response.get("Cache-Control", "")
        return (
            response.status_code == HTTPStatus.OK
            and not response.streaming
            and not response.cookies
            and "Content-Encoding" not in response
            and not any(word in control for word in ("private", "no-store", "no-cache"))
            and _vary_of(response) <= self.shared_vary
        )

    def _keep(self, request: HttpRequest, response: HttpResponse, etag: str, version: Any) -> None:
        response["ETag"] = etag
        response["Content-Length"] = str(len(response.content))
        response.setdefault("Cache-Control", "public, no-cache")
        patch_vary_headers(response, VARY.split(", "))
        if request.method == "GET":
            shelf.put(etag, version, dict(response.items()), response.content)


@cache
def mark_of_the_build() -> bytes:
    """Changes with the program, its templates and its settings, as all of them can change a page."""
    package = Path(__file__).parents[1]
    files = [file for file in sorted(package.rglob("*")) if file.suffix in {".py", ".html", ".txt", ".css", ".js"}]
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    edition = Path(settings.DATA_DIR) / "edition"  # written anew when a backup is restored
    mark = hashlib.blake2b(settings.SECRET_KEY.encode(), digest_size=32)
    for file in [*files, manifest, edition]:
        if file.is_file():
            mark.update(file.read_bytes())
    for name in sorted(os.environ):
        if name.startswith("CLOSEKNIT_"):
            mark.update(f"{name}={os.environ[name]}\n".encode(errors="surrogateescape"))
    return mark.digest()


ZIPPED_TYPES = ("text/", "application/json", "application/geo+json", "image/svg+xml")
ZIPPED_ENDINGS = ("+json", "+xml", "/xml", "mapbox-vector-tile", "javascript")


WORTH_ZIPPING = 500  # bytes


def zip_if_worth_it(response: HttpResponse) -> None:
    """Text of some length. Only for shared pages, which hold no secret that its length could tell (BREACH)."""
    kind = response.get("Content-Type", "").split(";")[0]
    is_text = kind.startswith(ZIPPED_TYPES) or kind.endswith(ZIPPED_ENDINGS)
    if is_text and len(response.content) > WORTH_ZIPPING:
        response.content = gzip.compress(response.content, compresslevel=3, mtime=0)
        response["Content-Encoding"] = "gzip"


def _name_of(pair: str) -> str:
    return pair.partition("=")[0]


def _vary_of(response: Any) -> set[str]:
    vary = response.get("Vary", "").replace(" ", "").lower()
    return set(vary.split(",")) if vary else set()
