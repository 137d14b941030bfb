"""Who may come in: a visitor signs in first; who may not change this group is told who may."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from closeknit.core.http import find, person_of, show, signed_in
from closeknit.core.policy import may
from closeknit.directory.models import Group


def visible_group(request: HttpRequest, slug: str) -> Group:
    return find(Group.objects.visible_to(person_of(request)).for_page(), slug=slug)


def for_editors(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view gets the group itself, once the person may change it."""

    @signed_in
    @wraps(view)
    def guarded(request: HttpRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponse:
        group = visible_group(request, slug)
        if not may(person_of(request), "directory.edit_group", group):
            return not_yours(request, group)
        return view(request, group, *args, **kwargs)

    return guarded


def not_yours(request: HttpRequest, group: Group) -> HttpResponse:
    """A “no” that says who may, and what one can do instead."""
    return show(request, "directory/editing/not_yours_page.html", {"group": group}, 403)


def crumbs(group: Group, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way to a page of editing: the group, its editing, and what lies between."""
    editing = (reverse("directory:edit", args=[group.slug]), _("Edit this page"))
    return [(group.get_absolute_url(), group.name), editing, *more]
