"""Changing a group's page, and taking a change back."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from closeknit.accounts.models import Person
from closeknit.core.errors import Refused
from closeknit.directory import verbs
from closeknit.directory.editing.naming import Namer
from closeknit.directory.editing.portrait import portrait, write
from closeknit.directory.indexing import reindex
from closeknit.directory.keeping_safe import forget_whereabouts, keep_safe
from closeknit.directory.models import Group, Revision
from closeknit.journal.recording import record

How = Revision.How


@contextmanager
def held(group: Group) -> Iterator[Group]:
    """The group as it is now, in a transaction in which nobody else can change it."""
    with transaction.atomic():
        yield Group.objects.select_for_update(of=("self",)).select_related("point").get(pk=group.pk)


def change_group(
    *,
    group: Group,
    changes: Mapping[str, Any],
    by: Person | None,
    guest: str = "",
    how: str = How.EDIT,
    undoes: Revision | None = None,
) -> Revision | None:
    """Write these parts of the portrait, keep what they were, and tell those who follow the group.

    What is so already is no change; None when nothing is.
    """
    with held(group) as row:
        before = portrait(row)
        wanted = {key: value for key, value in changes.items() if before.get(key) != value}
        if not wanted:
            return None
        write(row, wanted)
        stored = Group.objects.select_related("point").get(pk=row.pk)
        after = portrait(stored)  # a rough place is stored somewhere else than it was given
        differing = [key for key in wanted if before.get(key) != after.get(key)]
        if not differing:
            return None
        revision = Revision.objects.create(
            group=stored,
            group_name=stored.name,
            by=by,
            guest=guest[:120],
            how=how,
            undoes=undoes,
            before={key: before.get(key) for key in differing},
            after={key: after.get(key) for key in differing},
        )
        if after["is_sensitive"]:
            (forget_whereabouts if before["is_sensitive"] else keep_safe)([stored.pk])
        _tell(stored, revision, by)
    return revision


def undo_change(*, revision: Revision, by: Person) -> Revision:
    """Make what one revision changed as it was before. A new revision; ``Refused`` where it was
    changed again since, or where there is nothing left to undo."""
    group = revision.group
    if group is None:
        raise Refused(_("This group is no longer here, so nothing of it can be changed."))
    with held(group) as row:
        now = portrait(row)
        clashing = [key for key in revision.after if now.get(key) not in (revision.after[key], revision.before[key])]
        if clashing:
            raise Refused(
                _("We cannot undo this by itself: %(what)s has been changed again since. Undo the later change first.")
                % {"what": _named(clashing, revision)}
            )
        if unknown := [key for key in revision.before if key not in now and ":" not in key]:
            raise Refused(
                _("We no longer know what stood there before: %(what)s.") % {"what": _named(unknown, revision)}
            )
        done = change_group(group=row, changes=revision.before, by=by, how=How.UNDO, undoes=revision)
        if done is None:
            raise Refused(_("This is undone already."))
    return done


def _named(keys: list[str], revision: Revision) -> str:
    namer = Namer()
    return ", ".join(namer.label(key, revision.after.get(key), revision.before.get(key)) for key in keys)


def _tell(group: Group, revision: Revision, by: Person | None) -> None:
    reindex([group.pk])
    state = revision.after.get("state")
    verb = {"dormant": verbs.FELL_ASLEEP, "closed": verbs.CLOSED}.get(str(state), verbs.EDITED)
    record(verb, by=by, guest=revision.guest, about=group, data={"revision": str(revision.uuid)})
