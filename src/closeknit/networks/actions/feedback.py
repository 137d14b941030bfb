"""Answering the three questions about an evening, for three weeks after it."""

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from closeknit.core.errors import Refused
from closeknit.networks.models import Feedback, Meeting
from closeknit.places import versions

OPEN_FOR = timedelta(days=21)
ANSWERS = ("how_was_it", "was_heard", "words")


def closes_on(meeting: Meeting) -> date | None:
    """The last day on which one may answer; None while the meeting is not over."""
    return timezone.localdate(meeting.closed_at + OPEN_FOR) if meeting.closed_at else None


def is_open(meeting: Meeting) -> bool:
    last = closes_on(meeting)
    return last is not None and timezone.localdate() <= last


def mark_of(meeting: Meeting, held: str) -> str:
    """What is kept of a link or of a device: it leads back to neither."""
    return salted_hmac("closeknit.networks.feedback", f"{meeting.pk} {held}", algorithm="sha256").hexdigest()


@transaction.atomic
def give_feedback(meeting: Meeting, *, held: str, **answers: str) -> Feedback:
    """Whoever holds this link or device says how the evening was; said again it is what they say now."""
    if not is_open(meeting):
        raise Refused(_("These questions are closed. Thank you for thinking of it."))
    versions.bump_pages()  # the page says about how many found what
    told = {name: answers.get(name, "") for name in ANSWERS}
    mark = mark_of(meeting, held)
    try:
        with transaction.atomic():
            return Feedback.objects.update_or_create(meeting=meeting, mark=mark, defaults=told)[0]
    except IntegrityError:  # the same form twice at the same moment
        return Feedback.objects.get(meeting=meeting, mark=mark)
