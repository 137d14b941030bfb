"""The version of everything public. Pages, tiles and memory copies are good while it stands still."""

from time import time_ns

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import F, Value
from django.db.models.functions import Greatest

from closeknit.places.models import Hub

READ = "SELECT version FROM places_hub WHERE id = 1"


def current(using: str = DEFAULT_DB_ALIAS) -> int:
    """One raw SELECT by primary key; 0 before the hub is set up."""
    with connections[using].cursor() as cursor:
        cursor.execute(READ)
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def bump(using: str = DEFAULT_DB_ALIAS) -> int:
    """Raise the version in the current transaction. Each action that changes something public calls
    it once.

    To the microseconds of the clock, or by one if the clock stands behind: a number that was given
    out once does not come again when a backup has brought back an older one.
    """
    now = time_ns() // 1000
    hubs = Hub.objects.using(using)
    if not hubs.filter(pk=Hub.SINGLE_ID).update(version=Greatest(F("version") + 1, Value(now))):
        hubs.get_or_create(pk=Hub.SINGLE_ID, defaults={"name": "Closeknit", "version": now})
    return current(using)
