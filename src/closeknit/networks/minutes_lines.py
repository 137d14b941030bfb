"""What came of many meetings, each in a few words: for lists."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from closeknit.commitments.models import Undertaking
from closeknit.networks.models import Cluster, Meeting, Minutes


def what_came_of(meetings: Iterable[Meeting], person: Any) -> dict[int, str]:
    """By the number of the meeting, those whose output is published. Three queries, none without a meeting."""
    numbers = [meeting.pk for meeting in meetings]
    if not numbers:
        return {}
    shown = Minutes.objects.visible_to(person).published().filter(meeting__in=numbers).values_list("meeting", flat=True)
    agreed = Cluster.objects.filter(meeting__in=numbers, priority__isnull=False).order_by().values("meeting")
    priorities = dict(agreed.annotate(many=Count("priority", distinct=True)).values_list("meeting", "many"))
    made = Undertaking.objects.listed_for(person).filter(from_kind="networks.meeting", from_id__in=numbers).order_by()
    promises = dict(made.values("from_id").annotate(many=Count("pk")).values_list("from_id", "many"))
    return {number: _in_words(priorities.get(number, 0), promises.get(number, 0)) for number in shown}


def _in_words(priorities: int, promises: int) -> str:
    told = []
    if priorities:
        told.append(ngettext("%(n)d priority", "%(n)d priorities", priorities) % {"n": priorities})
    if promises:
        told.append(ngettext("%(n)d promise", "%(n)d promises", promises) % {"n": promises})
    return ", ".join(told) or _("What was said")
