"""The bell in the head of the page: how many notices a person has not read."""

from typing import Any

from django.core.cache import cache
from django.db.models import Count, Max
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from closeknit.core.prepared import Prepared
from closeknit.journal.models import Notice
from closeknit.journal.things import known_to

MOST = 99
STALE_AFTER = 45  # seconds in which what was hidden since may still be counted
UNREAD_OF = Prepared(  # the latest and how many, in a row; no row if there are none
    lambda pk: (
        Notice.objects.unread()
        .filter(person=pk)
        .order_by()
        .values("person")
        .annotate(latest=Max("id"), number=Count("id"))
        .values_list("latest", "number")
    )
)
ABOUT_UNREAD = Prepared(
    lambda pk: Notice.objects.unread().filter(person=pk).values_list("entry__about_kind", "entry__about_id")[: MOST + 1]
)


def draw(person: Any) -> SafeString:
    count = unread_count(person)
    return render_to_string("journal/_bell.html", {"count": min(count, MOST), "is_more": count > MOST})


def unread_count(person: Any) -> int:
    """How many notices wait of things that the person may know of. One query; when there is something
    new to count, one more and one for each kind of thing."""
    unread = UNREAD_OF(person.pk)
    if not unread:
        return 0
    latest, number = unread[0]
    key = f"journal.bell-{person.pk}-{latest}-{number}"
    count: int | None = cache.get(key)
    if count is None:
        count = _count(person)
        cache.set(key, count, STALE_AFTER)
    return count


def _count(person: Any) -> int:
    keys = ABOUT_UNREAD(person.pk)
    known = known_to(person, set(keys))
    return sum(key in known for key in keys)
