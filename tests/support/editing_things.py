"""What the house tests need of editing: a thing behind each of its addresses."""

from io import BytesIO
from typing import Any

from PIL import Image

from closeknit.core.images import Rendition, renditions
from closeknit.directory.editing.actions import change_group
from closeknit.directory.editing.pictures import store
from closeknit.directory.models import Group, Photo, Suggestion
from tests.support import factories as make

NOTHING = ("service", "photo", "revision", "suggestion", "tie")


def picture_file(width: int = 32, height: int = 24, kind: str = "PNG") -> BytesIO:
    """A small picture, as somebody might send it."""
    out = BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, kind)
    out.seek(0)
    out.name = f"picture.{kind.lower()}"
    return out


def make_photo(group: Group, **fields: Any) -> Photo:
    made: list[Rendition] = renditions(picture_file())
    fields = {"alt": "Six people round a table", "width": 32, "height": 24, "widths": [32], **fields}
    photo = Photo.objects.create(group=group, key=f"key{Photo.objects.count():029}", **fields)
    store(photo, made)
    return photo


def make_suggestion(group: Group, **wanted: Any) -> Suggestion:
    wanted = wanted or {"summary": "Audition, solos, no biscuits."}
    before = {key: getattr(group, key) for key in wanted}
    return Suggestion.objects.create(group=group, before=before, wanted=wanted, reason="I was there.")


def editing_things(group: Group) -> dict[str, str]:
    revision = change_group(group=group, changes={"who_for": "Anyone who can hum"}, by=None)
    assert revision
    return {
        "service": str(group.services.get().uuid),
        "photo": str(make_photo(group).uuid),
        "revision": str(revision.uuid),
        "suggestion": str(make_suggestion(group).uuid),
        "tie": str(make.make_tie(make.make_group("Weft Weavers"), group, confirmed=False).uuid),
    }
