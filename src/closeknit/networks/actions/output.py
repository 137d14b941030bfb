"""Publishing what came of a meeting: for everybody on a page, and by one letter to each who is to hear."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.accounts.models import Person
from closeknit.core.errors import Refused
from closeknit.journal.models import OutgoingLetter
from closeknit.journal.outbox import post_all
from closeknit.journal.recording import record
from closeknit.networks import minutes_verbs, output_letters
from closeknit.networks.minutes_vocabulary import MinutesState
from closeknit.networks.models import Minutes
from closeknit.places import versions

SECOND_THOUGHTS = timedelta(minutes=5)  # in which no letter has left


@transaction.atomic
def publish_output(minutes: Minutes, *, by: Person, number: int) -> Minutes:
    """Everyone may read it from now on, and who is to hear of it gets one letter. ``number`` is how many letters the
    organiser was shown. Sent again it changes nothing."""
    versions.bump_pages()
    rows = Minutes.objects.select_for_update(of=("self",)).select_related("meeting__network", "meeting__series")
    row: Minutes = rows.get(pk=minutes.pk)
    if row.is_published:
        return row
    if row.state != MinutesState.APPROVED:
        raise Refused(_("Look the minutes through first, and say that they are right."))
    found = output_letters.readers_for(row)
    if len(found.gets) != number:
        raise Refused(_("The list of who gets it has changed meanwhile. Please look at it again."))
    now = timezone.now()
    row.state, row.published_by, row.published_at = MinutesState.PUBLISHED, by, now
    row.save(update_fields=["state", "published_by", "published_at"])
    record(minutes_verbs.PUBLISHED, by=by, about=row, also=[row.meeting, row.meeting.network])
    post_all(output_letters.letters_for(row, found.gets, not_before=now + SECOND_THOUGHTS))
    return row


def letters_left(minutes: Minutes) -> int:
    """How many of its letters still wait."""
    return int(OutgoingLetter.objects.waiting().filter(once__startswith=output_letters.post_name(minutes)).count())
