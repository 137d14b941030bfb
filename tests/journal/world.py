"""Verbs of our own, and a group that can be spoken of."""

from closeknit.directory import things
from closeknit.journal.things import form_name
from closeknit.journal.verbs import verb
from closeknit.journal.vocabulary import Importance

CHANGED = verb("test.changed", "%(who)s changed the page of %(what)s")
MOVED = verb("test.moved", "%(what)s has moved to %(place)s", Importance.IMPORTANT)
KEPT = verb("test.kept", "%(who)s looked at %(what)s", Importance.QUIET)
ANSWERED = verb("test.answered", "%(who)s answered you about %(what)s", Importance.PERSONAL)
HIDDEN = verb("test.hidden", "What you wrote about %(what)s was hidden", Importance.PERSONAL, must_know=True)


def know_groups():
    """As the directory does it: what is registered here stays for the tests that come after."""
    things.register()


def named(group):
    return form_name(group)
