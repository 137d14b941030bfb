"""What stands on the page of things to look after, beside what the rooms below tell of themselves."""

from django.utils.translation import gettext_lazy as _

from closeknit.core.manage_menu import entry

MANAGES = "accounts.manage_hub"


def register() -> None:
    """Told once, when the apps are loaded."""
    _groups()
    _people()
    _hub()


def _groups() -> None:
    entry(
        _("Bring in groups"), "directory:imports", "directory.import_groups", words=_("Lists that there are already.")
    )
    entry(_("Take the groups out"), "directory:exports", "directory.export_everything", words=_("As files."))


def _people() -> None:
    entry(_("People"), "accounts:people", "accounts.enter_people", words=_("Also those who have no e-mail address."))
    entry(_("Roles"), "accounts:roles", MANAGES, words=_("Who may do what, over what, until when."))
    entry(
        _("Who helps many people"),
        "accounts:supporters",
        "accounts.see_busy_supporters",
        words=_("One person who helps more than three others."),
    )
    entry(
        _("Very much reading"),
        "accounts:much-reading",
        "accounts.watch_reading",
        words=_("Who saw the records of very many people in a short time."),
    )


def _hub() -> None:
    entry(_("What the hub says of itself"), "website:manage-hub", MANAGES, words=_("Its name, who runs it, contacts."))
    entry(_("Themes"), "website:manage-themes", MANAGES, words=_("The words by which groups are found."))
    entry(_("Bring in areas"), "places:area-imports", "places.import_areas", words=_("Boundary files."))
    entry(_("Setting the hub up"), "website:set-up", "website.set_up_hub", words=_("Step by step, from the beginning."))
