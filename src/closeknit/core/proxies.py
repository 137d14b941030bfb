"""The web servers in front of the hub: what they tell of a visitor is believed, what others tell is not."""

import ipaddress
from collections.abc import Callable
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
TOLD = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO")


class BelieveOnlyProxies:
    """The outermost middleware: forgets what a request says of its way here, unless a web server of
    ours handed it over. Whatever comes after may read these headers."""

    def __init__(self, get_response: Callable[[HttpRequest], Any]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> Any:
        told = [name for name in TOLD if name in request.META]
        if told and not is_trusted(request.META.get("REMOTE_ADDR", "")):
            for name in told:
                del request.META[name]
        return self.get_response(request)


def visitor_address(request: HttpRequest) -> str:
    """Where the request comes from. X-Forwarded-For counts only as far as our own proxies wrote it."""
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    address: str = request.META.get("REMOTE_ADDR", "")
    for hop in reversed(hops):
        if not hop or not is_trusted(address):
            break
        address = hop
    return address


def is_trusted(address: str) -> bool:
    """Whether this is a web server of ours, as CLOSEKNIT_TRUSTED_PROXIES says."""
    found = parsed(address)
    return found is not None and any(found in network for network in _networks(*settings.TRUSTED_PROXIES))


def parsed(address: str) -> Address | None:
    """The address; an IPv4 one that came wrapped in IPv6 is unwrapped."""
    try:
        found = ipaddress.ip_address(address.strip("[]"))
    except ValueError:
        return None
    return (found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None) or found


@cache
def _networks(*names: str) -> tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]:
    return tuple(ipaddress.ip_network(name) for name in names)
