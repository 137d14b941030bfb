"""Adding a picture. Changing and removing one is a change of the group like any other."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from django.db.models import Max
from django.utils.translation import gettext as _

from closeknit.accounts.models import Person
from closeknit.core.errors import Refused
from closeknit.core.images import Rendition
from closeknit.directory.editing.actions.changing import change_group, held
from closeknit.directory.editing.pictures import new_key, store
from closeknit.directory.models import Group, Photo

MOST = 12


def add_photo(
    *, group: Group, number: UUID | None, made: Sequence[Rendition], alt: str, credit: str, by: Person | None
) -> None:
    """Keep the picture's files and put it last on the page. A ``number`` that is there already was
    sent twice. ``Refused`` when the page is full."""
    with held(group) as row:
        if number and Photo.objects.filter(uuid=number).exists():
            return
        shown = Photo.objects.filter(group=row).shown()
        if shown.count() >= MOST:
            raise Refused(_("There is room for 12 pictures. Remove one first."))
        last = shown.aggregate(last=Max("position"))["last"]
        position = 0 if last is None else last + 1
        largest = max(made, key=lambda rendition: rendition.width)
        photo: Photo = Photo(
            uuid=number or uuid4(),
            group=row,
            key=new_key(),
            widths=sorted(rendition.width for rendition in made if rendition.kind == "webp"),
            width=largest.width,
            height=largest.height,
            alt=alt,
            credit=credit,
            position=position,
            added_by=by,
        )
        store(photo, made)
        photo.removed_at = photo.added_at  # until the change below puts it on the page
        photo.save()
        change_group(
            group=row, changes={f"photo:{photo.uuid}": {"alt": alt, "credit": credit, "position": position}}, by=by
        )
