"""What places lets go by itself."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from closeknit.core import retention
from closeknit.places.models import AreaImport


@retention.rule("places.area_files", what=_("Boundary files that nobody brought in"), kept=_("90 days"))
def forget_unused_area_files(now: datetime) -> int:
    left = AreaImport.objects.filter(applied_at=None, created_at__lte=now - timedelta(days=90))
    return left.delete()[0]
