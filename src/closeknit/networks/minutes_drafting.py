"""The first words of minutes, made from what was planned and noted. Pure: what comes in has been asked for and may
be read by everybody, but for names, which are taken out here."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from closeknit.networks.meeting_vocabulary import NoteKind

HEADINGS = {
    NoteKind.CONCERN: gettext_lazy("What worries people"),
    NoteKind.IDEA: gettext_lazy("Ideas"),
    NoteKind.NEED: gettext_lazy("What is needed"),
    NoteKind.OFFER: gettext_lazy("What is offered"),
    NoteKind.ACTION: gettext_lazy("Something to do"),
    NoteKind.SAID: gettext_lazy("Also said"),
}
_MARKUP_FIRST = re.compile(r"^([#>*+=~`|-]|\d+[.)])")
_SPACE = r"\s+"
SHORTEST = 3  # letters of a name that is looked for


@dataclass(frozen=True, slots=True)
class Noted:
    """A note that may leave the room."""

    kind: str
    text: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Heap:
    """Notes that belong together, under the name of their cluster, priority or table."""

    title: str
    notes: Sequence[Noted]


@dataclass(frozen=True, slots=True)
class Evening:
    """All that the texts are drafted from. ``unnamed`` are people who did not agree to be named, and
    ``discreet`` groups that must be kept safe."""

    question: str = ""
    items: Sequence[str] = ()
    heaps: Sequence[Heap] = ()
    next_words: str = ""
    unnamed: Collection[str] = ()
    discreet: Collection[str] = ()


def drafts(evening: Evening) -> dict[str, str]:
    """The three texts, under the names of their fields."""
    told = {"about": _about(evening), "said": _said(evening.heaps), "coming": _coming(evening)}
    return {name: without_names(text, evening.unnamed, evening.discreet) for name, text in told.items()}


def without_names(text: str, people: Iterable[str], groups: Iterable[str] = ()) -> str:
    """These names, whole and however written, said in other words."""
    text = replaced(text, people, _("somebody"))
    return replaced(text, groups, _("a group"))


def named_in(text: str, people: Iterable[str]) -> list[str]:
    """Which of these people may be named there: by their whole name, or by a part of it with a capital."""
    return sorted({name for name in people if any(_stands_in(part, text) for part in _parts(name))})


def redrafted(
    now: Mapping[str, str], drafted: Mapping[str, str], fresh: Mapping[str, str]
) -> tuple[dict[str, str], list[str]]:
    """The texts after drafting again, and those that were kept because somebody had edited them."""
    kept = [name for name in fresh if name in drafted and now[name] != drafted[name] and now[name] != fresh[name]]
    return {name: now[name] if name in kept else text for name, text in fresh.items()}, kept


def _about(evening: Evening) -> str:
    lines = [f"- {_one_line(item)}" for item in evening.items]
    parts = [_one_line(evening.question)] if evening.question else []
    return "\n\n".join([*parts, "\n".join(lines)] if lines else parts)


def _said(heaps: Sequence[Heap]) -> str:
    return "\n\n".join(part for heap in heaps if heap.notes for part in _of_heap(heap))


def _of_heap(heap: Heap) -> Iterator[str]:
    yield f"### {_one_line(heap.title)}"
    for kind, heading in HEADINGS.items():
        told = list(dict.fromkeys(line_of(note) for note in heap.notes if note.kind == kind))
        if told:
            yield f"**{heading}**"
            yield "\n".join(told)


def line_of(note: Noted) -> str:
    """As one line of a list."""
    place = f" ({_one_line(note.place)})" if note.place else ""
    return f"- {_one_line(note.text)}{place}"


def _coming(evening: Evening) -> str:
    asked_after = _("What was promised is asked after at the next meeting.")
    return "\n\n".join(filter(None, [evening.next_words, asked_after]))


def _one_line(text: str) -> str:
    """What somebody typed, so that nothing in it is taken for a heading or a list."""
    return _MARKUP_FIRST.sub(_escaped, " ".join(text.split()))


def _escaped(found: re.Match[str]) -> str:
    return f"{found[0][:-1]}\\{found[0][-1]}"


def replaced(text: str, names: Iterable[str], by: str) -> str:
    """A name of one word only with its capital: “Rose” is not “rose”."""
    wanted = sorted({" ".join(name.split()) for name in names if len(name.strip()) >= SHORTEST}, key=len, reverse=True)
    if not wanted or not text:
        return text
    pattern = "|".join(map(_pattern_of, wanted))
    return re.sub(rf"(?<!\w)(?:{pattern})(?!\w)", lambda _found: by, text)


def _pattern_of(name: str) -> str:
    words = [re.escape(word) for word in name.split()]
    return rf"(?i:{_SPACE.join(words)})" if len(words) > 1 else words[0]


def _parts(name: str) -> list[str]:
    words = [word for word in name.split() if len(word) >= SHORTEST and word[:1].isupper()]
    return [" ".join(name.split()), *words] if name.strip() else []


def _stands_in(part: str, text: str) -> bool:
    return bool(len(part) >= SHORTEST and re.search(rf"(?<!\w){re.escape(part)}(?!\w)", text))
