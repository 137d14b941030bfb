"""The version of everything public. Pages, tiles and memory copies are good while it stands still."""

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import F

from closeknit.places.models import Hub

READ = "SELECT version FROM places_hub WHERE id = 1"


def current(using: str = DEFAULT_DB_ALIAS) -> int:
    """One raw SELECT by primary key; 0 before the hub is set up."""
    with connections[using].cursor() as cursor:
        cursor.execute(READ)
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def bump(using: str = DEFAULT_DB_ALIAS) -> int:
    """Raise the version by one in the current transaction. Each action that changes something
    public calls it once."""
    hubs = Hub.objects.using(using)
    if not hubs.filter(pk=Hub.SINGLE_ID).update(version=F("version") + 1):
        hubs.get_or_create(pk=Hub.SINGLE_ID, defaults={"name": "Closeknit"})
    return current(using)
