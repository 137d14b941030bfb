"""Makes the daily look and the organisers' page known."""

from django.utils.translation import gettext_lazy as _

from closeknit.core.manage_menu import entry
from closeknit.directory.duplicates import jobs, reads

__all__ = ["jobs", "register"]


def register() -> None:
    """Called once, in ``AppConfig.ready()``."""
    entry(
        _("Groups that may be the same"),
        "directory:duplicates",
        "directory.organise_groups",
        words=_("Look at two pages that may be about one group, and make them one."),
        count=reads.count_for,
    )
