"""Addresses of static files, each worked out once: a page of results asks for the same two a hundred times."""

import functools

from django.conf import settings
from django.templatetags.static import static


def address(file: str) -> str:
    """The public address of a static file, with its hash where the storage gives one."""
    return _address(file, settings.STATIC_URL, settings.STORAGES["staticfiles"]["BACKEND"])


@functools.cache
def _address(file: str, _root: str, _storage: str) -> str:
    return static(file)
