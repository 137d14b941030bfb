"""What of the directory can be talked about, and what can be reported: groups' pages."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from closeknit.conversation.contributions import contribution
from closeknit.conversation.subjects import Voice, subject, voices
from closeknit.directory import indexing
from closeknit.directory.models import Group
from closeknit.directory.policies import area_numbers_of, groups_of, stewards_of
from closeknit.directory.vocabulary import Visibility


def register() -> None:
    """Called once, in ``AppConfig.ready()``."""
    subject("directory.group", title=_("Questions and talk"), hosts=_hosts)
    voices(_voices)
    contribution(
        "directory.group",
        Group,
        visible_to=Group.objects.visible_to,
        authors=_hosts,
        text=_words,
        areas=_areas,
        hide=_hide,
        restore=_restore,
        mend_at=lambda group: reverse("directory:group", args=[group.slug]),
    )


def _hosts(group: Group) -> Sequence[Any]:
    return list(stewards_of(group))


def _voices(person: Any) -> Sequence[Voice]:
    return [Voice("directory.group", group.pk, group.name) for group in groups_of(person).order_by("name", "id")]


def _areas(group: Group) -> Iterable[int]:
    return area_numbers_of(group)


def _words(group: Group) -> str:
    """All that the page says in words; kept as evidence."""
    return "\n\n".join(filter(None, [group.name, group.summary, group.aims, group.who_for, group.covers_text]))


def _hide(group: Group) -> str:
    was = group.visibility
    _put(group, Visibility.HIDDEN)
    return was


def _restore(group: Group, kept: str) -> None:
    _put(group, kept or Visibility.PUBLIC)


def _put(group: Group, visibility: str) -> None:
    group.visibility = visibility
    group.save(update_fields=["visibility"])
    indexing.reindex([group.pk])
