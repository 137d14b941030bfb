"""The versions of what is public. Pages, tiles and memory copies are good while theirs stands still.

The hub's ``version`` rises with every change that anybody could see. Its ``listed_version`` is what
``version`` was when lists, search or map last changed: what is kept of these in memory outlives a comment.
"""

from time import time_ns

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import F, Value
from django.db.models.functions import Greatest

from closeknit.places.models import Hub

READ = "SELECT version FROM places_hub WHERE id = 1"
READ_LISTED = "SELECT listed_version FROM places_hub WHERE id = 1"


def current(using: str = DEFAULT_DB_ALIAS) -> int:
    """One raw SELECT by primary key; 0 before the hub is set up."""
    return _asked(READ, using)


def listed(using: str = DEFAULT_DB_ALIAS) -> int:
    """The version at which lists, search or map last changed; at most ``current``. One query, as above."""
    return _asked(READ_LISTED, using)


def _asked(question: str, using: str) -> int:
    with connections[using].cursor() as cursor:
        cursor.execute(question)
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def bump(using: str = DEFAULT_DB_ALIAS) -> int:
    """Raise both versions in the current transaction. Each action that changes something public calls
    it once.

    To the microseconds of the clock, or by one if the clock stands behind: a number that was given
    out once does not come again when a backup has brought back an older one.
    """
    return _raise(using, "version", "listed_version")


def bump_pages(using: str = DEFAULT_DB_ALIAS) -> int:
    """The same for what is read on pages alone, such as a comment: lists, search and map stay as they are."""
    return _raise(using, "version")


def _raise(using: str, *names: str) -> int:
    now = time_ns() // 1000
    hubs = Hub.objects.using(using).filter(pk=Hub.SINGLE_ID)
    if not hubs.update(**dict.fromkeys(names, Greatest(F("version") + 1, Value(now)))):
        made = {"version": now, "listed_version": now}
        Hub.objects.using(using).get_or_create(pk=Hub.SINGLE_ID, defaults={"name": "Closeknit", **made})
    return current(using)
