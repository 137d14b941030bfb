"""Hub, Area, Postcode and Point. Areas are polygons kept as GeoJSON; which of them hold a
point is decided once, when the point or the area is saved, and kept as PointArea rows."""

import uuid
from typing import Any, ClassVar, Self

from django.db import DEFAULT_DB_ALIAS, models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closeknit.algorithms.geo import cell_of
from closeknit.algorithms.polygons import bounds, inner_point
from closeknit.places.querysets import AreaQuerySet, PointQuerySet, PostcodeQuerySet
from closeknit.places.vocabulary import (
    NewGroups,
    area_kinds,
    days_of_the_week,
    hours_of_the_day,
    precisions,
    rules_for_new_groups,
)


class Hub(models.Model):
    """One installation, for one place. There is exactly one row, with ``id`` 1."""

    SINGLE_ID = 1

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name of the place"), max_length=120)
    tagline = models.CharField(_("one line about the hub"), max_length=200, blank=True)
    run_by = models.TextField(_("who runs this hub"), blank=True)
    contact_phone = models.CharField(_("telephone"), max_length=40, blank=True)
    contact_email = models.EmailField(_("e-mail address"), blank=True)
    root_area = models.ForeignKey("places.Area", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    new_groups = models.CharField(
        _("when a new group is shown"), max_length=10, choices=rules_for_new_groups, default=NewGroups.VOUCHED
    )
    data_controller = models.TextField(_("who answers for people’s data"), blank=True)
    safeguarding = models.TextField(_("whom to tell when somebody may come to harm"), blank=True)
    postal_address = models.TextField(_("address that stands below letters"), max_length=300, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=60, blank=True)  # empty: that of the settings
    letter_day = models.PositiveSmallIntegerField(
        _("day of the weekly letter"), choices=days_of_the_week, default=3, db_default=3
    )
    letter_hour = models.PositiveSmallIntegerField(
        _("hour of the weekly letter"), choices=hours_of_the_day, default=17, db_default=17
    )
    is_being_set_up = models.BooleanField(default=False, editable=False)  # closed to visitors until opened
    opened_at = models.DateTimeField(null=True, blank=True, editable=False)
    set_up = models.JSONField(default=dict, blank=True, editable=False)  # answers to steps that leave no other trace
    version = models.BigIntegerField(default=1, editable=False)  # of everything public
    listed_version = models.BigIntegerField(default=1, db_default=1, editable=False)  # of lists, search and map

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=Q(id=1), name="only_one_hub")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_unknown(self) -> bool:
        """Whether nobody has begun to set this hub up."""
        return self._state.adding

    @classmethod
    def current(cls) -> Self:
        """The hub with its root area, without the outlines. Costs one query.

        Before the hub is set up this is a nameless one that is not stored.
        """
        row = cls.objects.select_related("root_area").defer("root_area__boundary")
        return row.filter(pk=cls.SINGLE_ID).first() or cls(pk=cls.SINGLE_ID, name="Closeknit")

    @classmethod
    def below_letters(cls) -> str:
        """Who sends the hub's letters and where from, as lines. Costs one query."""
        told = cls._base_manager.filter(pk=cls.SINGLE_ID).values_list("postal_address", flat=True).first() or ""
        return "\n".join(line.strip() for line in told.splitlines() if line.strip())


class BaseMap(models.Model):
    """The ground of the hub's map: greens, water and roads as GeoJSON, ours. One row, apart from the hub,
    which every request asks for its version and every comment writes."""

    uuid = None  # never named from outside
    shapes = models.JSONField(default=dict, blank=True)

    def __str__(self) -> str:
        return "base map"

    @classmethod
    def current(cls, using: str = DEFAULT_DB_ALIAS) -> dict[str, Any]:
        """The shapes as a FeatureCollection, an empty one if there are none. Costs one query."""
        shapes = cls._base_manager.using(using).filter(pk=Hub.SINGLE_ID).values_list("shapes", flat=True).first()
        return shapes or {"type": "FeatureCollection", "features": []}


class Area(models.Model):
    """A node of the tree of places. ``path`` holds the ids from the root, as ``/1/5/23/``.

    When boundaries are redrawn an area that is no more gets ``valid_until`` and keeps its page.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=200, db_index=True, editable=False, default="")
    kind = models.CharField(max_length=20, choices=area_kinds)
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
    changed_at = models.DateTimeField(auto_now=True, db_index=True)  # tells the area index to reload

    objects: ClassVar[AreaQuerySet] = AreaQuerySet.as_manager()

    class Meta:
        ordering = ("path",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="area_code_is_unique"),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="area_ends_no_sooner_than_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store with the box and the inner point of its boundary, and the path from the root."""
        if "boundary" in self.__dict__:
            self._measure()
        super().save(*args, **kwargs)
        path = f"{self.parent.path if self.parent else '/'}{self.pk}/"
        if path != self.path:
            self.path = path
            type(self).objects.filter(pk=self.pk).update(path=path)

    def get_absolute_url(self) -> str:
        return reverse("places:area", args=[self.slug])

    @property
    def is_current(self) -> bool:
        return self.valid_until is None

    @property
    def depth(self) -> int:
        """0 for a root, 1 for its children."""
        return max(self.path.count("/") - 2, 0)

    @property
    def ancestor_ids(self) -> list[int]:
        """From the root down, without the area itself."""
        return [int(part) for part in self.path.strip("/").split("/")[:-1]]

    def _measure(self) -> None:
        if self.boundary is None:
            self.west = self.south = self.east = self.north = None
            return
        self.west, self.south, self.east, self.north = bounds(self.boundary)
        self.lat, self.lng = (round(degrees, 6) for degrees in inner_point(self.boundary))


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
    """The centre of a full postcode (``LW1 4TT``), of a sector (``LW1 4``) or an outcode (``LW1``).

    The last two are the means of their postcodes, derived after each import.
    """

    uuid = None  # a reference table of 1.7 million rows; the code itself is the public key
    code = models.CharField(max_length=8, primary_key=True)
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
    precision = models.CharField(max_length=10, choices=precisions)
    address = models.CharField(_("address"), max_length=300, blank=True)
    postcode = models.CharField(_("postcode"), max_length=8, blank=True)
    areas = models.ManyToManyField(Area, through="places.PointArea", related_name="points")

    objects: ClassVar[PointQuerySet] = PointQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["cell"], name="point_cell")]

    def __str__(self) -> str:
        return self.address or self.postcode or f"{self.lat:.5f}, {self.lng:.5f}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store with its cell. Call ``actions.place_point`` to decide its areas as well."""
        self.cell = cell_of(self.lat, self.lng)
        super().save(*args, **kwargs)


class PointArea(models.Model):
    """This area in force holds this point. Decided on save, derived again when boundaries change."""

    uuid = None  # a derived link, rebuilt at will, never shown
    point = models.ForeignKey(Point, on_delete=models.CASCADE, related_name="point_areas")
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="point_areas")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["point", "area"], name="point_in_area_once"),
        ]

    def __str__(self) -> str:
        return f"{self.point_id} in {self.area_id}"


class AreaImport(models.Model):
    """A boundary file: kept for a look at first, then applied. Its text goes once it is applied."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file_name = models.CharField(max_length=255)
    text = models.BinaryField(default=b"")
    choices = models.JSONField(default=dict)  # kind, parent, columns and date, as chosen
    summary = models.JSONField(default=dict, blank=True)  # how many areas are new, ended …
    created_at = models.DateTimeField(default=timezone.now)
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-created_at", "-id")

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("places:area-import", args=[self.uuid])
