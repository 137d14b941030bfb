"""What accounts let go by themselves. Sessions and codes go by the job ``clear_away``."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from closeknit.accounts.models import Consent, HelpedAct, PrintedCode, ReadingAlert, Support
from closeknit.accounts.vocabulary import Purpose
from closeknit.core import retention

retention.tell("accounts.sessions", what=_("Where you are signed in"), kept=_("Two weeks after you were last here"))
retention.tell("accounts.reading", what=_("How much people with a role read of others"), kept=_("One day"))
retention.tell("accounts.codes", what=_("Codes for signing in"), kept=_("One day"))


@retention.rule("accounts.help", what=_("Who helped you, once that has ended"), kept=_("12 months"))
def forget_help_that_ended(now: datetime) -> int:
    """What they wrote for somebody stays marked “with help”, without their name."""
    old = Support.objects.filter(ended_at__lte=now - timedelta(days=365))
    for help_ in old.exclude(supporter=None):
        acts = HelpedAct.objects.filter(person=help_.person_id, helper=help_.supporter_id, at__lte=help_.ended_at)
        acts.update(helper=None)
    return old.delete()[0]


@retention.rule("accounts.printed", what=_("Who printed a code to sign in for whom"), kept=_("12 months"))
def forget_printed_codes(now: datetime) -> int:
    return PrintedCode.objects.filter(expires_at__lte=now - timedelta(days=365)).delete()[0]


@retention.rule("accounts.taken_away", what=_("Who had somebody wiped out as they asked"), kept=_("12 months"))
def forget_who_took_away(now: datetime) -> int:
    """On the row without a name that stays of somebody who was written down by others."""
    asked = Consent.objects.filter(purpose=Purpose.KEPT_FOR_ME, is_given=False)
    return asked.filter(recorded_at__lte=now - timedelta(days=365)).delete()[0]


@retention.rule("accounts.reading_alerts", what=_("Alerts about very much reading"), kept=_("12 months"))
def forget_reading_alerts(now: datetime) -> int:
    return ReadingAlert.objects.filter(at__lte=now - timedelta(days=365)).delete()[0]
