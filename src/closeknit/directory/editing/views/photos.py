"""Pictures of a group: added, described, put in order, removed, and given out."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from closeknit.core.http import done, find, person_of, show
from closeknit.core.policy import may
from closeknit.core.rate_limit import limited
from closeknit.directory.editing.actions import add_photo, change_group, held
from closeknit.directory.editing.forms.photos import PhotoForm, PhotoWordsForm
from closeknit.directory.editing.merging import meet
from closeknit.directory.editing.pictures import ENDINGS, path_of
from closeknit.directory.editing.portrait import portrait
from closeknit.directory.editing.views.doors import crumbs, for_editors
from closeknit.directory.editing.views.saving import CLASH, WRONG
from closeknit.directory.models import Group, Photo

KEPT_FOR = 3600  # seconds that a browser may keep a picture without asking


@require_http_methods(["GET", "HEAD", "POST"])
@limited("photos", per_minute=10, per_hour=60)
@for_editors
def photos(request: HttpRequest, group: Group) -> HttpResponse:
    """All pictures of the page, and a form for one more."""
    form = PhotoForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid():
        told = form.cleaned_data
        add_photo(
            group=group,
            number=told["number"],
            made=told["picture"],
            alt=told["alt"],
            credit=told["credit"],
            by=person_of(request),
        )
        return done(request, to=_list_of(group), said=_("The picture is on your page."))
    return _page(request, group, form)


@require_POST
@for_editors
def photo_words(request: HttpRequest, group: Group, uuid: UUID) -> HttpResponse:
    """What the picture shows, and who took it."""
    with held(group) as row:
        photo = _photo(row, uuid)
        now = _words_of(photo)
        meeting = meet(PhotoWordsForm(prefix=str(uuid), initial=now), request.POST, now)
        form = PhotoWordsForm(meeting.typed, prefix=str(uuid), initial=now)
        form.clashes = meeting.clashes
        if not form.is_valid() or form.clashes:
            return _page(request, group, PhotoForm(), form)
        change = {f"photo:{uuid}": {**form.cleaned_data, "position": photo.position}}
        change_group(group=row, changes=change, by=person_of(request))
    return done(request, to=_list_of(group), said=_("Saved."))


@require_POST
@for_editors
def photo_order(request: HttpRequest, group: Group, uuid: UUID) -> HttpResponse:
    """One place further up."""
    _photo(group, uuid)
    with held(group) as row:
        keys = [f"photo:{photo.uuid}" for photo in Photo.objects.filter(group=row).shown()]
        place = keys.index(f"photo:{uuid}") if f"photo:{uuid}" in keys else 0
        if place:
            keys[place - 1], keys[place] = keys[place], keys[place - 1]
        now = portrait(row)
        changes = {key: {**now[key], "position": position} for position, key in enumerate(keys)}
        change_group(group=row, changes=changes, by=person_of(request))
    return done(request, to=_list_of(group))


@require_POST
@for_editors
def photo_removal(request: HttpRequest, group: Group, uuid: UUID) -> HttpResponse:
    """Off the page. It can be brought back in the history."""
    _photo(group, uuid)
    change_group(group=group, changes={f"photo:{uuid}": None}, by=person_of(request))
    return done(request, to=_list_of(group), said=_("Removed. The history of the page can bring it back."))


@require_safe
def photo(request: HttpRequest, uuid: UUID, width: int, ending: str) -> HttpResponse:
    """A rendition of a picture that stands on a page, for those who may see the page."""
    found = find(Photo.objects.filter(removed_at=None).select_related("group"), uuid=uuid)
    is_public = found.group.visibility == "public"
    if width not in found.widths or ending not in ENDINGS or not (is_public or _may_see(request, found)):
        raise Http404
    file = path_of(found, width, ending)
    if not file.is_file():
        raise Http404
    answer = HttpResponse(file.read_bytes(), content_type=ENDINGS[ending])
    answer["Cache-Control"] = f"public, max-age={KEPT_FOR}" if is_public else "private, no-store"
    return answer


def _may_see(request: HttpRequest, photo: Photo) -> bool:
    return may(person_of(request), "directory.see_group", photo.group)


def _photo(group: Group, uuid: UUID) -> Photo:
    return find(Photo.objects.filter(group=group, removed_at=None), uuid=uuid)


def _page(request: HttpRequest, group: Group, form: PhotoForm, wrong: PhotoWordsForm | None = None) -> HttpResponse:
    rows = []
    for shown in Photo.objects.filter(group=group).shown():
        prefix = str(shown.uuid)
        is_wrong = wrong and wrong.prefix == prefix
        rows.append((shown, wrong if is_wrong else PhotoWordsForm(prefix=prefix, initial=_words_of(shown))))
    context = {"group": group, "form": form, "photos": rows, "crumbs": crumbs(group)}
    status = CLASH if wrong and wrong.clashes else WRONG if form.errors or wrong else 200
    return show(request, "directory/editing/photos_page.html", context, status)


def _words_of(photo: Photo) -> dict[str, str]:
    return {"alt": photo.alt, "credit": photo.credit}


def _list_of(group: Group) -> str:
    return reverse("directory:edit-photos", args=[group.slug])
