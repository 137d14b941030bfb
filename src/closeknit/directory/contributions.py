"""What of the directory can be talked about, and what can be reported: groups' pages, their pictures,
places where they meet, and suggested changes."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from closeknit.commitments.sources import source
from closeknit.conversation.contributions import contribution
from closeknit.conversation.subjects import Voice, subject, voices
from closeknit.directory import indexing
from closeknit.directory.models import Group, Venue
from closeknit.directory.models.photo import Photo
from closeknit.directory.models.suggestion import Suggestion
from closeknit.directory.policies import area_numbers_of, groups_of, in_charge_q, stewards_of
from closeknit.directory.vocabulary import Visibility
from closeknit.places import versions
from closeknit.places.models import PointArea


def register() -> None:
    """Called once, in ``AppConfig.ready()``."""
    subject("directory.group", title=_("Questions and talk"), hosts=_hosts)
    voices(_voices)
    source("directory.group", shown_to=_with_promises, organised_by=_organised, areas=_areas, guests_may_ask=True)
    contribution(
        "directory.group",
        Group,
        visible_to=Group.objects.visible_to,
        authors=_hosts,
        text=_words,
        areas=_areas,
        is_discreet=lambda group: group.is_sensitive,
        hide=_hide,
        restore=_restore,
        mend_at=lambda group: reverse("directory:group", args=[group.slug]),
    )
    contribution(
        "directory.photo",
        Photo,
        visible_to=_photos,
        authors=lambda photo: [photo.added_by] if photo.added_by else _hosts(photo.group),
        text=lambda photo: "\n".join(filter(None, [photo.alt, photo.credit])),
        areas=lambda photo: _areas(photo.group),
        related=("group",),
        is_discreet=lambda photo: photo.group.is_sensitive,
        label=lambda photo: gettext("a picture of %(group)s") % {"group": photo.group.name},
        hide=_hide_photo,
        restore=_restore_photo,
        mend_at=lambda photo: photo.group.get_absolute_url(),
    )
    contribution(
        "directory.venue",
        Venue,
        visible_to=lambda _person: Venue.objects.public(),
        authors=_hosts_of_venue,
        text=lambda venue: "\n".join(filter(None, [venue.name, venue.access_text])),
        areas=lambda venue: PointArea.objects.filter(point=venue.point_id).values_list("area", flat=True),
        address=lambda venue: reverse("directory:venue", args=[venue.slug]),
        hide=_hide_venue,
        restore=_restore_venue,
    )
    contribution(
        "directory.suggestion",
        Suggestion,
        visible_to=_suggestions,
        authors=lambda suggestion: [suggestion.by] if suggestion.by else [],
        text=_wishes,
        areas=lambda suggestion: _areas(suggestion.group),
        related=("group",),
        is_discreet=lambda suggestion: suggestion.group.is_sensitive,
        label=lambda suggestion: gettext("a suggestion for %(group)s") % {"group": suggestion.group.name},
        hide=_hide_suggestion,
        restore=_restore_suggestion,
        mend_at=lambda suggestion: suggestion.group.get_absolute_url(),
    )


def _hosts(group: Group) -> Sequence[Any]:
    return list(stewards_of(group))


def _with_promises(person: Any) -> Any:
    """Of a group that must be kept safe only those in charge of it read what was asked and promised."""
    seen = Group.objects.visible_to(person)
    in_charge = in_charge_q(person)
    return seen if in_charge is None else seen.filter(Q(is_sensitive=False) | in_charge)


def _organised(person: Any) -> Any:
    return Group.objects.organised_by(person)


def _voices(person: Any) -> Sequence[Voice]:
    return [Voice("directory.group", group.pk, group.name) for group in groups_of(person).order_by("name", "id")]


def _areas(group: Group) -> Iterable[int]:
    return area_numbers_of(group)


def _words(group: Group) -> str:
    """All that the page says in words; kept as evidence."""
    return "\n\n".join(filter(None, [group.name, group.summary, group.aims, group.who_for, group.covers_text]))


def _hide(group: Group) -> str:
    was = group.visibility
    _put(group, Visibility.HIDDEN)
    return was


def _restore(group: Group, kept: str) -> None:
    _put(group, kept or Visibility.PUBLIC)


def _put(group: Group, visibility: str) -> None:
    group.visibility = visibility
    group.save(update_fields=["visibility"])
    indexing.reindex([group.pk])


def _photos(person: Any) -> Any:
    group = Group.objects.visible_to(person).order_by().filter(pk=OuterRef("group"))
    return Photo.objects.filter(Exists(group), removed_at=None)


def _hide_photo(photo: Photo) -> str:
    was = "removed" if photo.removed_at else ""
    _put_photo(photo, photo.removed_at or timezone.now())
    return was


def _restore_photo(photo: Photo, kept: str) -> None:
    if not kept:
        _put_photo(photo, None)


def _put_photo(photo: Photo, removed_at: Any) -> None:
    photo.removed_at = removed_at
    photo.save(update_fields=["removed_at"])
    versions.bump()


def _hosts_of_venue(venue: Venue) -> Sequence[Any]:
    """Those who look after the groups that meet there."""
    groups = Group.objects.filter(services__venue=venue).distinct()
    return list({person.pk: person for group in groups for person in stewards_of(group)}.values())


def _hide_venue(venue: Venue) -> str:
    """Nobody is told of the place; what happens there is still listed."""
    was = "confidential" if venue.is_confidential else ""
    _put_venue(venue, is_confidential=True)
    return was


def _restore_venue(venue: Venue, kept: str) -> None:
    if not kept:
        _put_venue(venue, is_confidential=False)


def _put_venue(venue: Venue, *, is_confidential: bool) -> None:
    venue.is_confidential = is_confidential
    venue.save(update_fields=["is_confidential"])
    indexing.reindex(list(Group.objects.filter(services__venue=venue).values_list("pk", flat=True)))
    versions.bump()


def _suggestions(person: Any) -> Any:
    """Those that wait with the groups this person may change."""
    if person is None:
        return Suggestion.objects.none()
    return Suggestion.objects.filter(in_charge_q(person, of="group") or Q())


def _wishes(suggestion: Suggestion) -> str:
    """Kept as evidence, so without the shape: where a group works may have to be forgotten."""
    told = (f"{field}: {'…' if field == 'drawn_area' else value}" for field, value in suggestion.wanted.items())
    return "\n".join([*told, suggestion.reason])


def _hide_suggestion(suggestion: Suggestion) -> str:
    """Off the list of those who wait for an answer."""
    if suggestion.decided_at:
        return "decided"
    suggestion.decided_at = timezone.now()
    suggestion.save(update_fields=["decided_at"])
    return ""


def _restore_suggestion(suggestion: Suggestion, kept: str) -> None:
    if not kept:
        suggestion.decided_at = None
        suggestion.save(update_fields=["decided_at"])
