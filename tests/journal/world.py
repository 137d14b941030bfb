"""Verbs of our own, and a group that can be spoken of."""

from closeknit.directory.models import Group
from closeknit.journal.things import form_name, thing_kind
from closeknit.journal.verbs import verb
from closeknit.journal.vocabulary import Importance

CHANGED = verb("test.changed", "%(who)s changed the page of %(what)s")
MOVED = verb("test.moved", "%(what)s has moved to %(place)s", Importance.IMPORTANT)
KEPT = verb("test.kept", "%(who)s looked at %(what)s", Importance.QUIET)
ANSWERED = verb("test.answered", "%(who)s answered you about %(what)s", Importance.PERSONAL)
HIDDEN = verb("test.hidden", "What you wrote about %(what)s was hidden", Importance.PERSONAL, must_know=True)


def know_groups():
    thing_kind("directory.group", Group, visible_to=Group.objects.visible_to)


def named(group):
    return form_name(group)
