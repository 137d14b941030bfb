"""How often one visitor may do what costs the hub something: fixed windows, counted across processes.

The counts live in one small file in the data folder that all processes of the machine map into
memory: no database writes, no cookie, nothing to look after. The file holds keyed hashes only, no
addresses. With several machines each counts for itself.
"""

import fcntl
import ipaddress
import mmap
import os
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from closeknit.core.errors import TooMany
from closeknit.core.proxies import parsed, visitor_address

MINUTE, FIVE_MINUTES, HALF_HOUR, HOUR = 60, 300, 1800, 3600
CHANGING = ("POST", "PUT", "PATCH", "DELETE")


class Counters:
    """65,536 slots of (whose, until when, how many). A full neighbourhood forgets its oldest."""

    SLOT = struct.Struct("<QLL")
    SLOTS, NEIGHBOURS = 65_536, 8

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self._lock = threading.Lock()
        self._file = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
        if os.fstat(self._file).st_size != self.SLOT.size * self.SLOTS:
            os.ftruncate(self._file, self.SLOT.size * self.SLOTS)
        self._slots = mmap.mmap(self._file, self.SLOT.size * self.SLOTS)

    def add(self, whose: bytes, now: int, until: int) -> int:
        """Count one more in the window that ends at ``until``; how many it holds now."""
        mark = int.from_bytes(whose[:8], "little") or 1
        with self._alone():
            place, count = self._find(mark, now)
            self.SLOT.pack_into(self._slots, place, mark, until, count + 1)
        return count + 1

    def clear(self) -> None:
        with self._alone():
            self._slots[:] = bytes(len(self._slots))

    def _find(self, mark: int, now: int) -> tuple[int, int]:
        """The slot of ``mark`` and its count; else the neighbour whose window ends first."""
        oldest, ends = 0, 2**32
        for step in range(self.NEIGHBOURS):
            place = (mark + step) % self.SLOTS * self.SLOT.size
            found, until, count = self.SLOT.unpack_from(self._slots, place)
            if found == mark and until > now:
                return place, count
            if until < ends:
                oldest, ends = place, until
        return oldest, 0

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with self._lock:
            fcntl.lockf(self._file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.lockf(self._file, fcntl.LOCK_UN)


_counters: tuple[int, Counters] | None = None


def counters() -> Counters:
    """This process's view of the shared file (a forked child opens its own, for the lock)."""
    global _counters  # noqa: PLW0603 - one view per process
    if _counters is None or _counters[0] != os.getpid():
        _counters = (os.getpid(), Counters(Path(settings.DATA_DIR) / "run" / "limits"))
    return _counters[1]


def spend(
    purpose: str,
    whose: str,
    *,
    per_minute: int = 0,
    per_five_minutes: int = 0,
    per_half_hour: int = 0,
    per_hour: int = 0,
) -> None:
    """Count one use; raise ``TooMany`` when it is one too many. 0 means no limit."""
    now = int(time.time())
    limits = {MINUTE: per_minute, FIVE_MINUTES: per_five_minutes, HALF_HOUR: per_half_hour, HOUR: per_hour}
    waits = [_wait(f"{purpose} {whose} {seconds}", now, seconds, limit) for seconds, limit in limits.items() if limit]
    if any(waits):
        raise TooMany(
            _("That was a lot in a short time. Please wait a little and try again."),
            retry_after=max(waits),
        )


def _wait(counted: str, now: int, seconds: int, limit: int) -> int:
    """Seconds until the next use is free, 0 for now."""
    window = now // seconds
    mark = salted_hmac("closeknit.rate_limit", f"{counted} {window}").digest()
    until = (window + 1) * seconds
    return until - now if counters().add(mark, now, until) > limit else 0


def limited(
    purpose: str,
    *,
    per_minute: int = 0,
    per_five_minutes: int = 0,
    per_hour: int = 0,
    methods: tuple[str, ...] = CHANGING,
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """A view that costs something: so often for one visitor's address, counting these methods."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method in methods:
                spend(
                    purpose,
                    network_of(request),
                    per_minute=per_minute,
                    per_five_minutes=per_five_minutes,
                    per_hour=per_hour,
                )
            return view(request, *args, **kwargs)

        return counted

    return decorate


def network_of(request: HttpRequest) -> str:
    """Whom a limit is for: the IPv4 address, or the /64 of an IPv6 address, which is one home."""
    address = parsed(visitor_address(request))
    if address is None:
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((int(address) >> 64 << 64, 64)))
    return str(address)
