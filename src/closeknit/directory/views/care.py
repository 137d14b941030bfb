"""Finding a group for somebody who wants to look after it."""

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from closeknit.core.errors import NotForYou
from closeknit.core.http import find, go, person_of
from closeknit.core.policy import may
from closeknit.directory.models import Group


def group_in_care(request: HttpRequest, slug: str) -> Group:
    """The group, for those who may change its page; 404 for those who may not know of it, and a
    sentence on who may for all others."""
    person = person_of(request)
    group = find(Group.objects.visible_to(person), slug=slug)
    if not may(person, "directory.edit_group", group):
        raise NotForYou(
            _("Only those who look after %(group)s may do this, and the organisers of its area.")
            % {"group": group.name}
        )
    return group


def you_look_after(group: Group) -> str:
    """What somebody reads who has just become a steward."""
    if Group.objects.public().filter(pk=group.pk).exists():
        return _("You look after this page now.")
    return _("You look after this page now. You can put it right. An organiser looks at it, then all can see it.")


def sign_in_first(request: HttpRequest) -> HttpResponse:
    """A link from a letter was used by somebody else than the one it is for."""
    if person_of(request) is None:
        return go(request, redirect_to_login(request.path).url)
    raise NotForYou(_("This is for somebody else. Sign in as the person it is for."))
