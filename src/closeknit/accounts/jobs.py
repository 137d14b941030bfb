"""What must go when its time is over."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from closeknit.accounts import letters
from closeknit.accounts.models import EmailCode, Grant, Reading, Session
from closeknit.accounts.vocabulary import PRIVILEGED
from closeknit.core.jobs import every

KEPT_AFTER = timedelta(days=1)
SOON = timedelta(days=2)  # the job may be late by as much; no letter goes twice


@every(hours=12)
@task()
def remind_of_roles_that_end() -> None:
    """A month before a role with power over others ends, and a week before."""
    now = timezone.now()
    for weeks in (4, 1):
        end = now + timedelta(weeks=weeks)
        ending = Grant.objects.in_force(now).filter(role__in=PRIVILEGED, person__is_active=True)
        for grant in ending.filter(valid_until__gt=end - SOON, valid_until__lte=end).select_related("person"):
            letters.tell_role_ends_soon(grant, weeks)


@every(hours=6)
@task()
def clear_away() -> None:
    """Sessions that ended, codes that are good no more, and who read how much a day ago."""
    now = timezone.now()
    Session.objects.filter(expire_date__lt=now).delete()
    EmailCode.objects.filter(expires_at__lt=now - KEPT_AFTER).delete()
    Reading.objects.filter(at__lt=now - KEPT_AFTER).delete()
