"""Answering the three questions about an evening, for three weeks after it.

A link in a letter counts once. The code on the wall is for everybody who was there, and who forgets a cookie
looks new: so by it there are no more answers than people who signed in, and a few.
"""

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from closeknit.commitments.vocabulary import Sight
from closeknit.core.errors import Refused
from closeknit.networks.feedback_counts import FEW
from closeknit.networks.models import Feedback, Meeting
from closeknit.places import versions

OPEN_FOR = timedelta(days=21)
AT_THE_EVENING = timedelta(hours=3)  # after it was closed a whole hall may still share one address
ANSWERS = ("how_was_it", "was_heard", "words")
LETTER, DEVICE = "letter", "device"
MORE = FEW - 2  # who came without signing in; alone they are too few to be told


def closes_on(meeting: Meeting) -> date | None:
    """The last day on which one may answer; None while the meeting is not over."""
    return timezone.localdate(meeting.closed_at + OPEN_FOR) if meeting.closed_at else None


def is_open(meeting: Meeting) -> bool:
    last = closes_on(meeting)
    return last is not None and timezone.localdate() <= last


def is_evening(meeting: Meeting) -> bool:
    """People may still be in the hall."""
    return meeting.closed_at is not None and timezone.now() < meeting.closed_at + AT_THE_EVENING


def mark_of(meeting: Meeting, way: str, held: str) -> str:
    """What is kept of a link or of a device: that it was one or the other, and nothing that leads back to it."""
    digest = salted_hmac("closeknit.networks.feedback", f"{meeting.pk} {way} {held}", algorithm="sha256").hexdigest()
    return f"{way}-{digest}"[:64]


def is_full(meeting: Meeting) -> bool:
    """Whether as many have answered by the code as were there, as far as is known. Two queries."""
    there = meeting.arrivals.filter(sight=Sight.SHOWN).count()
    return bool(meeting.feedback.filter(mark__startswith=DEVICE).count() >= there + MORE)


@transaction.atomic
def give_feedback(meeting: Meeting, *, way: str, held: str, **answers: str) -> Feedback:
    """Whoever holds this link (``way`` is ``LETTER``) or ``DEVICE`` says how the evening was; said again it is what
    they say now."""
    if not is_open(meeting):
        raise Refused(_("These questions are closed. Thank you for thinking of it."))
    versions.bump_pages()  # the page says about how many found what; and who comes at the same moment waits here
    told = {name: answers.get(name, "") for name in ANSWERS}
    mark = mark_of(meeting, way, held)
    if way == DEVICE and not meeting.feedback.filter(mark=mark).exists() and is_full(meeting):
        raise Refused(
            _(
                "By this code as many have answered as signed in at the meeting. If you were there, use the link in"
                " the letter about it, or ask the organisers to write you on the list of who came."
            )
        )
    try:
        with transaction.atomic():
            return Feedback.objects.update_or_create(meeting=meeting, mark=mark, defaults=told)[0]
    except IntegrityError:  # the same form twice at the same moment
        return Feedback.objects.get(meeting=meeting, mark=mark)
