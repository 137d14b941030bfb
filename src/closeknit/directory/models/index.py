"""What search and map read: derived from groups, rebuilt at will, holding only public rows.
What is not here cannot leak."""

from typing import ClassVar

from django.db import models

from closeknit.directory.models.group import Group
from closeknit.places.vocabulary import Precision


class MapPoint(models.Model):
    """The one pin of a public group, at the precision that it allows."""

    uuid = None
    group = models.OneToOneField(
        Group, on_delete=models.CASCADE, primary_key=True, related_name="map_point"
    )
    cell = models.BigIntegerField()
    lat = models.FloatField()
    lng = models.FloatField()
    precision = models.CharField(max_length=10, choices=lambda: Precision.choices)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["cell", "lat", "lng", "group", "precision"], name="map_scan"),
        ]

    def __str__(self) -> str:
        return f"{self.group_id} at {self.cell}"


class MapCluster(models.Model):
    """A stone of the pyramid: how many pins fall in a cell of a low zoom level, and the sums
    of their coordinates (the cluster's centre is their mean)."""

    uuid = None
    level = models.PositiveSmallIntegerField()
    cell = models.BigIntegerField()  # the Morton code shifted to ``level``
    n = models.PositiveIntegerField()
    sum_lat = models.FloatField()
    sum_lng = models.FloatField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["level", "cell"], name="cluster_once"),
        ]

    def __str__(self) -> str:
        return f"{self.n} in {self.cell} at {self.level}"


class SearchEntry(models.Model):
    """The words of a public group as the full-text engines index them.

    ``facets`` holds filter tokens (``a12 t5 kcharity dTU cfree xstep_free``) so that an engine
    can narrow a common word inside its own index.
    """

    uuid = None
    group = models.OneToOneField(
        Group, on_delete=models.CASCADE, primary_key=True, related_name="search_entry"
    )
    name = models.TextField()
    body = models.TextField()
    facets = models.TextField()

    def __str__(self) -> str:
        return self.name


class Word(models.Model):
    """A word of the directory's vocabulary and in how many groups it occurs."""

    uuid = None
    word = models.CharField(max_length=60, primary_key=True)  # folded
    stem = models.CharField(max_length=60, db_index=True)
    documents = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.word


class FacetBitmap(models.Model):
    """Which public groups carry a token: one compressed bitmap for 65,536 ids.

    ``segment`` is ``group id >> 16``. ``version`` is the hub's version when it was written, so
    that a process reads again only what changed.
    """

    uuid = None
    token = models.CharField(max_length=80)
    segment = models.PositiveIntegerField()
    version = models.BigIntegerField(db_index=True)
    data = models.BinaryField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["token", "segment"], name="bitmap_once"),
        ]

    def __str__(self) -> str:
        return f"{self.token}/{self.segment}"
