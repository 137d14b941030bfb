import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closeknit.directory.querysets import GroupQuerySet, RelationQuerySet
from closeknit.directory.vocabulary import (
    GroupKind,
    GroupState,
    Visibility,
    group_kinds,
    group_states,
    relation_kinds,
    visibilities,
    ways_of_confirming,
)


class Group(models.Model):
    """A residents' association, community group, charity, business or public body
    (HSDS ``organization``), in its own words.

    ``contact_email`` is never published: messages are relayed. ``point`` is where the group is
    found, as closely as it allows; a group without one is shown by the areas it covers.
    ``drawn_area`` is a GeoJSON outline drawn by hand: use ``drawn_areas`` to read and to store it.
    ``source`` and ``external_id`` name the row of the list it was imported from.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=200, unique=True)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=30, choices=group_kinds, default=GroupKind.COMMUNITY_GROUP)
    summary = models.CharField(_("what it does, in one line"), max_length=300, blank=True)
    aims = models.TextField(_("aims, in its own words"), blank=True)
    who_for = models.CharField(_("who it is for"), max_length=300, blank=True)
    languages = models.JSONField(_("languages spoken"), default=list, blank=True)
    since = models.PositiveSmallIntegerField(_("since the year"), null=True, blank=True)
    state = models.CharField(max_length=10, choices=group_states, default=GroupState.ACTIVE)
    visibility = models.CharField(max_length=10, choices=visibilities, default=Visibility.PUBLIC)
    is_sensitive = models.BooleanField(default=False)

    themes = models.ManyToManyField("directory.Theme", through="directory.GroupTheme", related_name="groups")
    covers = models.ManyToManyField("places.Area", through="directory.Coverage", related_name="covered_by")
    covers_text = models.CharField(_("where it works, in words"), max_length=300, blank=True)
    drawn_area = models.JSONField(_("where it works, drawn on the map"), null=True, blank=True)
    point = models.ForeignKey("places.Point", on_delete=models.SET_NULL, null=True, blank=True, related_name="groups")

    speak_to = models.CharField(_("who to speak to"), max_length=200, blank=True)
    contact_email = models.EmailField(_("e-mail address"), blank=True)
    contact_phone = models.CharField(_("telephone"), max_length=40, blank=True)
    website = models.URLField(_("website"), max_length=500, blank=True)

    confirmed_on = models.DateField(null=True, blank=True)
    confirmed_by = models.CharField(max_length=120, blank=True)
    confirmed_how = models.CharField(max_length=10, choices=ways_of_confirming, blank=True)

    source = models.CharField(max_length=100, blank=True)
    external_id = models.CharField(max_length=200, blank=True)
    import_mark = models.CharField(max_length=32, blank=True, editable=False)  # fingerprint of that row
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[GroupQuerySet] = GroupQuerySet.as_manager()

    class Meta:
        ordering = ("name", "id")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["source", "external_id"],
                condition=~Q(external_id=""),
                name="group_once_per_source",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["visibility", "name", "id"], name="group_by_name"),
            models.Index(fields=["visibility", "-confirmed_on", "-id"], name="group_by_confirmed"),
            models.Index(fields=["website"], name="group_by_website"),
            models.Index(fields=["changed_at", "id"], name="group_by_change"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("directory:group", args=[self.slug])


class Coverage(models.Model):
    """This group works in this area: it said so, or the shape that it drew has land there."""

    uuid = None  # a plain link, never shown by itself
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="coverage")
    area = models.ForeignKey("places.Area", on_delete=models.CASCADE, related_name="coverage")
    is_drawn = models.BooleanField(default=False, db_default=False)  # derived from ``drawn_area``

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["group", "area", "is_drawn"], name="group_covers_area_once"),
        ]

    def __str__(self) -> str:
        return f"{self.group_id} covers {self.area_id}"


class GroupIdentifier(models.Model):
    """A number in a public register, in the style of org-id.guide (``GB-CHC`` and a number)."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.CharField(max_length=40)
    identifier = models.CharField(max_length=80)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["scheme", "identifier"], name="identifier_lookup")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["group", "scheme", "identifier"], name="identifier_once_per_group"),
        ]

    def __str__(self) -> str:
        return f"{self.scheme}-{self.identifier}"


class Relation(models.Model):
    """A tie between two groups: offered by one, confirmed by the other."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    offered_by = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="ties_offered")
    offered_to = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="ties_received")
    kind = models.CharField(max_length=20, choices=relation_kinds)
    note = models.CharField(max_length=200, blank=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[RelationQuerySet] = RelationQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["offered_by", "offered_to", "kind"], name="relation_once"),
            models.CheckConstraint(condition=~Q(offered_by=F("offered_to")), name="relation_joins_two_groups"),
        ]

    def __str__(self) -> str:
        return f"{self.offered_by_id} {self.kind} {self.offered_to_id}"
