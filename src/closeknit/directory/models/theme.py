import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Theme(models.Model):
    """A term of the hub's vocabulary of aims and interests (HSDS ``taxonomy_term``).

    ``path`` holds the ids from the top, as ``/3/17/``. ``crosswalk`` maps a scheme to its code,
    as ``{"ukcat": "AR101"}``.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=200, db_index=True, editable=False, default="")
    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(max_length=140, unique=True)
    description = models.CharField(_("description"), max_length=300, blank=True)
    synonyms = models.JSONField(default=list, blank=True)
    crosswalk = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ("name", "id")

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        """Store, then write the path from the top."""
        super().save(*args, **kwargs)
        path = f"{self.parent.path if self.parent else '/'}{self.pk}/"
        if path != self.path:
            self.path = path
            type(self).objects.filter(pk=self.pk).update(path=path)


class GroupTheme(models.Model):
    """This group works on this theme."""

    uuid = None  # a plain link, never shown by itself
    group = models.ForeignKey("directory.Group", on_delete=models.CASCADE, related_name="group_themes")
    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="group_themes")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["group", "theme"], name="group_theme_once"),
        ]

    def __str__(self) -> str:
        return f"{self.group_id} on {self.theme_id}"
