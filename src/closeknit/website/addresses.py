"""The addresses at which one query can be had: as a page, a file, a feed, tiles, a frame."""

from functools import cache
from html import escape

from django.conf import settings
from django.urls import reverse

from closeknit.directory.search import GroupQuery


def addresses_of(query: GroupQuery) -> dict[str, str]:
    """All of them by name; those that are shared are whole, with the hub's name."""
    asked = query.filters.address
    behind = f"?{asked}" if asked else ""
    embed_url = public(path("website:embed-find") + behind)
    return {
        "share_url": public(path("website:find") + behind),
        "csv_url": path("website:find-csv") + behind,
        "geojson_url": path("website:find-geojson") + behind,
        "rss_url": path("website:find-rss") + behind,
        "tiles_url": tiles_address() + behind,
        "areas_url": path("website:map-areas") + behind,
        "embed_url": embed_url,
        "embed_code": embed_code(embed_url),
    }


@cache
def path(name: str) -> str:
    """The path of a page that needs nothing more. Routes do not change while a process lives."""
    return reverse(name)


def public(path: str) -> str:
    """A path with the address by which people know the hub."""
    return settings.PUBLIC_URL.rstrip("/") + path


@cache
def tiles_address() -> str:
    """With places for the map to put zoom, column and row."""
    return reverse("website:tile", args=[0, 0, 0]).replace("0/0/0", "{z}/{x}/{y}")


def embed_code(address: str) -> str:
    """The lines that put the list into another page, as plain text."""
    return f'<iframe src="{escape(address)}" title="Closeknit" width="100%" height="640" loading="lazy"></iframe>'
