"""What is on, as a part of a group's page, of an area's page and of the front page."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from closeknit.calendar import hosts, lines, reads
from closeknit.core.policy import may
from closeknit.directory.models import Group
from closeknit.journal.things import form_name
from closeknit.places.models import Area

SHOWN, AHEAD = 5, timedelta(days=90)
TEASER, THIS_WEEK = 5, timedelta(days=7)


def draw(page: Mapping[str, Any], thing: Any) -> str:
    """The next dates of a group, or of a host above; for whoever looks after it also the way to add one.
    Nothing where there is nothing: one query then."""
    if not hosts.is_host(thing):
        return ""
    person, today = page.get("person"), start_of_today()
    may_add = person is not None and may(person, "calendar.publish_for", thing)
    if isinstance(thing, Group):
        found = reads.next_of_group(thing.pk, today, today + AHEAD)
    else:
        found = reads.happenings(today, today + AHEAD, hosts=[thing], person=person)[:SHOWN]
    if not (found or may_add):
        return ""
    told = {
        "lines": lines.lines(found),
        "subscribe_to": thing,
        "all": "",
        "no_host": True,
        "or_new": f"{reverse('calendar:new')}?for={form_name(thing)}" if may_add else "",
    }
    return render_to_string("calendar/_section.html", told)


def draw_area(area: Area) -> SafeString:
    """The next dates in an area; nothing where there are none."""
    today = start_of_today()
    found = reads.happenings(today, today + THIS_WEEK * 2, areas=[area.pk])[:SHOWN]
    if not found:
        return SafeString()
    all_of_it = f"{reverse('calendar:whats-on')}?area={area.slug}"
    told = {"lines": lines.lines(found), "subscribe_to": area, "all": all_of_it, "no_host": False}
    return render_to_string("calendar/_section.html", told)


def this_week() -> list[lines.Line]:
    """A few dates of the coming week that are on. Three queries."""
    today = start_of_today()
    found = [one for one in reads.happenings(today, today + THIS_WEEK) if not one.is_cancelled]
    return lines.lines(found[:TEASER])


def start_of_today() -> datetime:
    """A page that is kept for visitors is good all day."""
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
