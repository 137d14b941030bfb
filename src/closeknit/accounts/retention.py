"""What accounts let go by themselves. Sessions and codes go by the job ``clear_away``."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from closeknit.accounts.models import Support
from closeknit.core import retention

retention.tell("accounts.sessions", what=_("Where you are signed in"), kept=_("Two weeks after you were last here"))
retention.tell("accounts.codes", what=_("Codes for signing in"), kept=_("One day"))


@retention.rule("accounts.help", what=_("Who helped you, once that has ended"), kept=_("12 months"))
def forget_help_that_ended(now: datetime) -> int:
    return Support.objects.filter(ended_at__lte=now - timedelta(days=365)).delete()[0]
