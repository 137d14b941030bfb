"""Hub, Area, Postcode and Point. Areas are polygons kept as GeoJSON; which of them hold a
point is decided once, when the point or the area is saved, and kept as PointArea rows."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from closeknit.algorithms.geo import cell_of
from closeknit.places.querysets import AreaQuerySet, PostcodeQuerySet
from closeknit.places.vocabulary import AreaKind, Precision


class Hub(models.Model):
    """One installation, for one place. There is exactly one row, with ``id`` 1."""

    SINGLE_ID = 1

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name of the place"), max_length=120)
    tagline = models.CharField(_("one line about the hub"), max_length=200, blank=True)
    run_by = models.TextField(_("who runs this hub"), blank=True)
    contact_phone = models.CharField(_("telephone"), max_length=40, blank=True)
    contact_email = models.EmailField(_("e-mail address"), blank=True)
    root_area = models.ForeignKey(
        "places.Area", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    base_map = models.JSONField(default=dict, blank=True)  # greens, water, roads as GeoJSON, ours
    version = models.BigIntegerField(default=1, editable=False)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=Q(id=1), name="only_one_hub")]

    def __str__(self) -> str:
        return self.name


class Area(models.Model):
    """A node of the tree of places. ``path`` holds the ids from the root, as ``/1/5/23/``."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    path = models.CharField(max_length=200, db_index=True, editable=False, default="")
    kind = models.CharField(max_length=20, choices=lambda: AreaKind.choices)
    name = models.CharField(_("name"), max_length=160)
    slug = models.SlugField(max_length=180, unique=True)
    code = models.CharField(_("official code"), max_length=40, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    boundary = models.JSONField(null=True, blank=True)  # GeoJSON Polygon or MultiPolygon, WGS 84
    west = models.FloatField(null=True, editable=False)
    south = models.FloatField(null=True, editable=False)
    east = models.FloatField(null=True, editable=False)
    north = models.FloatField(null=True, editable=False)
    lat = models.FloatField(null=True, editable=False)  # a point that surely lies inside
    lng = models.FloatField(null=True, editable=False)
    pattern = models.PositiveSmallIntegerField(default=0)  # its selvedge; 0 takes the parent's
    population = models.PositiveIntegerField(null=True, blank=True)

    objects: ClassVar[AreaQuerySet] = AreaQuerySet.as_manager()

    class Meta:
        ordering = ("path",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["code"], condition=~Q(code=""), name="area_code_is_unique"
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_until__gt=F("valid_from")),
                name="area_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("places:area", args=[self.slug])


class AreaSuccession(models.Model):
    """What became of an area when boundaries were redrawn: the share of the old in the new."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    old = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="successors")
    new = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="predecessors")
    share_of_old = models.FloatField()  # 0 to 1, by land
    share_of_new = models.FloatField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["old", "new"], name="succession_once"),
        ]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"


class Postcode(models.Model):
    """A full postcode or an outcode (``LW1``) and its centre."""

    uuid = None  # a reference table of 1.7 million rows; the code itself is the public key
    code = models.CharField(max_length=8, primary_key=True)  # "LW1 4TT", or "LW1" for an outcode
    lat = models.FloatField()
    lng = models.FloatField()

    objects: ClassVar[PostcodeQuerySet] = PostcodeQuerySet.as_manager()

    def __str__(self) -> str:
        return self.code


class Point(models.Model):
    """Somewhere, and how closely we may say so. Never a person's home."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    lat = models.FloatField()
    lng = models.FloatField()
    cell = models.BigIntegerField(editable=False)
    precision = models.CharField(max_length=10, choices=lambda: Precision.choices)
    address = models.CharField(_("address"), max_length=300, blank=True)
    postcode = models.CharField(_("postcode"), max_length=8, blank=True)
    areas = models.ManyToManyField(Area, through="places.PointArea", related_name="points")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["cell"], name="point_cell")]

    def __str__(self) -> str:
        return self.address or self.postcode or f"{self.lat:.5f}, {self.lng:.5f}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store with its cell. Call ``actions.place_point`` to decide its areas as well."""
        self.cell = cell_of(self.lat, self.lng)
        super().save(*args, **kwargs)


class PointArea(models.Model):
    """This area holds this point. Decided on save, derived again when boundaries change."""

    uuid = None  # a derived link, rebuilt at will, never shown
    point = models.ForeignKey(Point, on_delete=models.CASCADE, related_name="point_areas")
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="point_areas")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["point", "area"], name="point_in_area_once"),
        ]

    def __str__(self) -> str:
        return f"{self.point_id} in {self.area_id}"
