"""What happened, in one sentence; and many happenings in few."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from closeknit.journal.models import Entry, Notice
from closeknit.journal.things import Shown, bunch_of
from closeknit.journal.verbs import Verb, verbs
from closeknit.journal.vocabulary import Importance

Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Line:
    """``earlier`` counts those of the same sort that it stands for too."""

    words: str
    at: datetime
    earlier: int = 0

    @property
    def earlier_words(self) -> str:
        if not self.earlier:
            return ""
        return ngettext("and once before", "and %(count)s times before", self.earlier) % {"count": self.earlier}


class _Gaps(dict[str, Any]):
    """An entry of long ago may lack a word that the sentence has learnt since."""

    def __missing__(self, _key: str) -> str:
        return ""


def about_of(entry: Entry) -> Key:
    return entry.about_kind, entry.about_id


def spoken_for(entry: Entry) -> Key:
    """The group in whose name it was done; ``("", 0)`` for none."""
    return entry.speaking_as_kind, entry.speaking_as_id or 0


def keys_of(entries: Iterable[Entry]) -> set[Key]:
    """All things that the sentences about these entries name."""
    entries = list(entries)
    return {about_of(entry) for entry in entries} | {spoken_for(entry) for entry in entries if entry.speaking_as_id}


def sentence(entry: Entry, shown: Mapping[Key, Shown]) -> str:
    """“Priya, for the Singers, changed the page of …”; empty if the reader may not know of the thing.

    Of a discreet thing only those who are spoken to themselves read who it was, unless it was a host.
    """
    declared, what = verbs().get(entry.verb), shown.get(about_of(entry))
    if declared is None or what is None:
        return ""
    who = _("Somebody") if _is_kept_back(declared, what) else _who(entry, shown)
    return str(declared.words) % _Gaps(entry.data, who=who, what=what.name)


def _is_kept_back(declared: Verb, what: Shown) -> bool:
    """Whether this reader must not learn who it was."""
    return what.is_discreet and (declared.importance != Importance.PERSONAL or declared.is_by_host)


def _who(entry: Entry, shown: Mapping[Key, Shown]) -> str:
    name = entry.actor.name if entry.actor else entry.guest or _("The hub")
    if entry.data.get("with_help"):
        return _("%(name)s, with help,") % {"name": name}
    group = shown.get(spoken_for(entry))
    return _("%(name)s, for %(group)s,") % {"name": name, "group": group.name} if group else name


def gathered(notices: Iterable[Notice], shown: Mapping[Key, Shown]) -> list[Line]:
    """The last of each sort of happening by each person, oldest first; the earlier ones are only counted.
    Parts of the same thing are one here: three comments about a group are one line. Where nobody may
    learn who it was, nor may they learn how many."""
    last: dict[Hashable, Notice] = {}
    counts: dict[Hashable, int] = {}
    for notice in sorted(notices, key=lambda notice: notice.entry_id):
        sort = _sort_of(notice.entry, shown)
        last.pop(sort, None)  # what happened again moves to the end
        last[sort] = notice
        counts[sort] = counts.get(sort, 0) + 1
    lines = [Line(sentence(notice.entry, shown), notice.entry.at, counts[sort] - 1) for sort, notice in last.items()]
    return [line for line in lines if line.words]


def _sort_of(entry: Entry, shown: Mapping[Key, Shown]) -> Hashable:
    declared, what = verbs().get(entry.verb), shown.get(about_of(entry))
    if declared is None or what is None:
        return about_of(entry)
    who = None if _is_kept_back(declared, what) else (entry.actor_id, entry.guest)
    return entry.verb, who, bunch_of(about_of(entry), what.name)
