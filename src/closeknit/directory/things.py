"""What of the directory, and of the places below it, can be followed and spoken of in the journal."""

from django.urls import reverse

from closeknit.directory.models import Claim, Group, Theme
from closeknit.journal.things import thing_kind
from closeknit.places.models import Area


def register() -> None:
    """Called once, in ``AppConfig.ready()``."""
    thing_kind(
        "directory.group",
        Group,
        visible_to=Group.objects.visible_to,
        is_discreet=lambda group: group.is_sensitive,
    )
    thing_kind(
        "directory.claim",
        Claim,
        visible_to=lambda person: Claim.objects.filter(person=person) if person else Claim.objects.none(),
        label=lambda claim: claim.group.name,
        address=lambda claim: reverse("directory:look-after", args=[claim.group.slug]),
        is_discreet=lambda claim: claim.group.is_sensitive,
        part_of=lambda claim: claim.group,
    )
    thing_kind(
        "directory.theme",
        Theme,
        visible_to=lambda _person: Theme.objects.all(),
        address=lambda theme: f"{reverse('website:find')}?theme={theme.slug}",
    )
    thing_kind("places.area", Area, visible_to=lambda _person: Area.objects.for_lists())
