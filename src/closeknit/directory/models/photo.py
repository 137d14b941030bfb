import uuid
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closeknit.conversation.models import Case
from closeknit.directory.models.group import Group


class PhotoQuerySet(models.QuerySet):
    def shown(self) -> Self:
        """Those that stand on the page of their group, in its order."""
        return self.filter(removed_at=None).order_by("position", "id")

    def taken_off(self) -> Self:
        """Those that were removed, but for what moderators have hidden: that may be shown again."""
        hidden = Case.objects.hiding("directory.photo").values("thing_id")
        return self.exclude(removed_at=None).exclude(pk__in=hidden)


class Photo(models.Model):
    """A picture on a group's page, kept in several widths. ``key`` names its files at random.

    One that was removed keeps its files for 90 days, so that the removal can be undone, but is shown
    to nobody.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="photos")
    key = models.CharField(max_length=40, unique=True, editable=False)
    widths = models.JSONField(default=list)  # of the WebP files, from the smallest
    width = models.PositiveIntegerField()  # of the largest
    height = models.PositiveIntegerField()
    alt = models.CharField(_("what it shows"), max_length=300)
    credit = models.CharField(_("who took it"), max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="photos_added"
    )
    added_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[PhotoQuerySet] = PhotoQuerySet.as_manager()

    class Meta:
        ordering = ("position", "id")
        indexes: ClassVar = [models.Index(fields=["group", "position", "id"], name="photos_of_group")]

    def __str__(self) -> str:
        return self.alt

    def get_absolute_url(self) -> str:
        """Its largest rendition."""
        return self.address(self.widths[-1])

    def address(self, width: int) -> str:
        return reverse("directory:photo", args=[self.uuid, width, "webp"])

    def file(self, width: int, ending: str) -> str:
        """Where a rendition lies below the media folder."""
        return f"photos/{self.key[:2]}/{self.key}-{width}.{ending}"

    @property
    def small(self) -> str:
        """The address for a list."""
        return self.address(self.widths[0])

    @property
    def plain(self) -> str:
        """The address of the JPEG, for what cannot show WebP."""
        return reverse("directory:photo", args=[self.uuid, self.widths[-1], "jpeg"])

    @property
    def choices(self) -> str:
        """What a browser chooses from, as ``srcset`` wants it."""
        return ", ".join(f"{self.address(width)} {width}w" for width in self.widths)
