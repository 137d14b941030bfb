"""What the website itself puts on the page of things to look after."""

from django.utils.translation import gettext_lazy as _

from closeknit.core.manage_menu import entry

MANAGES = "accounts.manage_hub"


def register() -> None:
    """Told once, when the apps are loaded. Some are of rooms that tell nothing of themselves."""
    entry(_("What the hub says of itself"), "website:manage-hub", MANAGES, words=_("Its name, who runs it, contacts."))
    entry(_("Themes"), "website:manage-themes", MANAGES, words=_("The words by which groups are found."))
    entry(
        _("Bring in groups"),
        "directory:imports",
        "directory.import_groups",
        words=_("Lists that somebody has already."),
    )
    entry(_("Take the groups out"), "directory:exports", "directory.export_everything", words=_("As files."))
    entry(_("Bring in areas"), "places:area-imports", "places.import_areas", words=_("Boundary files."))
    entry(_("Setting the hub up"), "website:set-up", "website.set_up_hub", words=_("Step by step, from the beginning."))
