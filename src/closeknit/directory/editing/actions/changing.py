"""Changing a group's page, and taking a change back."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from closeknit.accounts.models import Person
from closeknit.conversation.models import Case
from closeknit.core.errors import Refused
from closeknit.directory import verbs
from closeknit.directory.editing import telling
from closeknit.directory.editing.naming import Namer
from closeknit.directory.editing.portrait import others_tied, portrait, tie_keys_of, write
from closeknit.directory.indexing import reindex
from closeknit.directory.keeping_safe import forget_whereabouts, keep_safe
from closeknit.directory.models import Group, Photo, Revision
from closeknit.journal.recording import record

How = Revision.How


@contextmanager
def held(group: Group, *others: Group) -> Iterator[Group]:
    """The group as it is now, in a transaction in which nobody else can change it, nor the others."""
    with transaction.atomic():
        rows = Group.objects.select_for_update(of=("self",)).select_related("point")
        if others:
            list(rows.filter(pk__in=[one.pk for one in (group, *others)]).order_by("pk"))  # all in one order
        yield rows.get(pk=group.pk)


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

    What is so already is no change; None when nothing is. A link stands in the history of both groups.
    """
    with held(group) as row:
        before = portrait(row)
        wanted = {key: value for key, value in changes.items() if before.get(key) != value}
        if not wanted:
            return None
        went = telling.ties_named(wanted)
        write(row, wanted)
        stored = Group.objects.select_related("point").get(pk=row.pk)
        after = portrait(stored)  # a rough place is stored somewhere else than it was given
        differing = [key for key in wanted if before.get(key) != after.get(key)]
        if not differing:
            return None
        told = {
            "before": {key: before.get(key) for key in differing},
            "after": {key: after.get(key) for key in differing},
        }
        who = {"by": by, "guest": guest[:120], "how": how, "undoes": undoes}
        revision = Revision.objects.create(group=stored, group_name=stored.name, **who, **told)
        others = others_tied(stored, told["before"]) + others_tied(stored, told["after"])
        others = list({other.pk: other for other in others}.values())
        _keep_with_others(others, told)
        if after["is_sensitive"] and not before["is_sensitive"]:
            keep_safe([stored.pk])
        forget_whereabouts([one.pk for one in (stored, *others) if one.is_sensitive])
        reindex([stored.pk, *(other.pk for other in others)])
        _tell(stored, revision, by)
        telling.of_ties(stored, told, went | telling.ties_named(wanted), by=by)
    return revision


def undo_change(*, revision: Revision, by: Person) -> Revision:
    """Make what one revision changed as it was before. A new revision; ``Refused`` where it was
    changed again since, or where there is nothing left to undo."""
    group = revision.group
    if group is None:
        raise Refused(_("This group is no longer here, so nothing of it can be changed."))
    if revision.how == How.OTHER:
        raise Refused(_("The other group has done this. You can end the link, or offer it anew."))
    with held(group, *others_tied(group, revision.before), *others_tied(group, revision.after)) as row:
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
            raise Refused(_why_not(revision, now))
    return done


def _why_not(revision: Revision, now: Mapping[str, Any]) -> str:
    """Why nothing was undone."""
    if not revision.before:
        return _("What stood there was forgotten, to keep the group safe. It cannot be brought back.")
    missing = [key for key, value in revision.before.items() if now.get(key) != value]
    if not missing:
        return _("This is undone already.")
    numbers = [key.partition(":")[2] for key in missing if key.startswith("photo:")]
    hidden = Case.objects.hiding("directory.photo").values("thing_id")
    if Photo.objects.filter(uuid__in=numbers, pk__in=hidden).exists():
        return _("Moderators have hidden this picture, so it cannot be brought back here.")
    return _("This cannot be brought back: %(what)s. What it belongs to is gone.") % {"what": _named(missing, revision)}


def _named(keys: Iterable[str], revision: Revision) -> str:
    namer = Namer()
    return ", ".join(namer.label(key, revision.after.get(key), revision.before.get(key)) for key in keys)


def _keep_with_others(others: Iterable[Group], told: Mapping[str, Mapping[str, Any]]) -> None:
    """The same in the history of each group at the other end; not who did it."""
    for other in others:
        keys = [key for key in told["after"] if key in tie_keys_of(other, told["before"], told["after"])]
        theirs = {name: {key: values[key] for key in keys} for name, values in told.items()}
        Revision.objects.create(group=other, group_name=other.name, how=How.OTHER, **theirs)


def _tell(group: Group, revision: Revision, by: Person | None) -> None:
    """Of links only those who look after the two groups hear."""
    if all(key.startswith("tie:") for key in revision.after):
        return
    state = revision.after.get("state")
    verb = {"dormant": verbs.FELL_ASLEEP, "closed": verbs.CLOSED}.get(str(state), verbs.EDITED)
    record(verb, by=by, guest=revision.guest, about=group, data={"revision": str(revision.uuid)})
