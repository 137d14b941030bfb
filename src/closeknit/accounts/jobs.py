"""What must go when its time is over."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from closeknit.accounts.models import EmailCode, Session
from closeknit.core.jobs import every

KEPT_AFTER = timedelta(days=1)


@every(hours=6)
@task()
def clear_away() -> None:
    """Sessions that ended, and codes that are good no more."""
    now = timezone.now()
    Session.objects.filter(expire_date__lt=now).delete()
    EmailCode.objects.filter(expires_at__lt=now - KEPT_AFTER).delete()
