"""What search and map read: derived from groups, rebuilt at will, holding only public groups.
What is not here cannot leak.

No row here refers to a group by a foreign key, so that a group may go first and its traces after,
in the same transaction, by ``indexing.reindex``.
"""

from typing import ClassVar

from django.db import models


class SearchEntry(models.Model):
    """A public group as search knows it.

    ``sort_name`` is its name as lists are sorted, folded. ``words`` are its different words,
    folded, in the order of the alphabet; those of its name stand twice, the second time behind
    ``n_``. ``facets`` are its filter tokens (``a12 t5 k:charity d:TU``). ``card`` is what a list
    shows of it.
    """

    uuid = None
    group_id = models.BigIntegerField(primary_key=True)
    sort_name = models.CharField(max_length=200)
    words = models.TextField()
    facets = models.TextField()
    card = models.JSONField()

    def __str__(self) -> str:
        return str(self.card.get("name", self.group_id))


class Word(models.Model):
    """A word of the directory and in how many public groups it occurs.

    ``version`` is the hub's version when the word came or went, so that a process reads again
    only what is new to it. A word that went stays with 0 until the index is rebuilt.
    """

    uuid = None
    word = models.CharField(max_length=60, primary_key=True)  # folded
    stem = models.CharField(max_length=60)
    documents = models.IntegerField()
    version = models.BigIntegerField(db_index=True)

    def __str__(self) -> str:
        return self.word


class FacetBitmap(models.Model):
    """Which public groups carry a token: one compressed bitmap for 65,536 ids.

    ``segment`` is ``group id >> 16``. ``version`` is the hub's version when it was written.
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


class ColumnSegment(models.Model):
    """Where 4,096 public groups are and when they were last confirmed, one packed record for each
    (``search.columns``). A group that may have no pin has no place here, nor anywhere in the index.

    ``segment`` is ``group id >> 12``. ``version`` is the hub's version when it was written.
    """

    uuid = None
    segment = models.PositiveIntegerField(primary_key=True)
    version = models.BigIntegerField(db_index=True)
    data = models.BinaryField()

    def __str__(self) -> str:
        return str(self.segment)
