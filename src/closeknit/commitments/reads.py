"""What was asked and promised, in the shapes that pages show. Nothing of what the reader may not know of."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F, Max, Model, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.commitments import wording
from closeknit.commitments.models import Ask, Step, Undertaking
from closeknit.commitments.vocabulary import Move
from closeknit.commitments.wording import Badge
from closeknit.core.prepared import Prepared
from closeknit.journal.things import Shown, key_of, shown_to

ON_A_PAGE = 20
NEAR = 5
Key = tuple[str, int]
Names = Mapping[Key, Shown]


@dataclass(frozen=True, slots=True)
class Line:
    """One ask or promise in a list."""

    title: str
    address: str
    badge: Badge
    who: str
    side: Shown | None
    is_for_council: bool
    when: str
    about: Shown | None
    times_changed: int = 0
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class Of:
    """What was asked and promised about a thing: the newest of each, and how many there are."""

    promises: Sequence[Line]
    asks: Sequence[Line]
    promise_count: int
    ask_count: int
    late_count: int

    @property
    def count(self) -> int:
        return self.promise_count + self.ask_count


# ── Lists ────────────────────────────────────────────────────────────────────────────────────────


def has_any(kind: str, number: int) -> bool:
    """Whether anything at all was asked or promised there, told to this reader or not. At most two queries
    that cost next to nothing: most things have none."""
    return any(question(number) for question in _any_of(kind))


@cache
def _any_of(kind: str) -> tuple[Prepared, ...]:
    return (
        Prepared(lambda number: touching(Undertaking.objects.order_by(), (kind, number)).values_list("pk")[:1]),
        Prepared(lambda number: touching(Ask.objects.order_by(), (kind, number)).values_list("pk")[:1]),
    )


def of(thing: Model, person: Any = None, *, also: Iterable[Model] = (), most: int = NEAR) -> Of:
    """What was promised from or for a thing, and asked about it or of it, as far as this person may read.
    ``also`` names more things, such as the meetings of a network. Two queries, and those of the lines; one more
    for each sort of which there is more than is shown."""
    keys = [key_of(thing), *map(key_of, also)]
    promises = Undertaking.objects.listed_for(person).filter(_touching(keys, "from", "speaking_as"))
    asks = Ask.objects.listed_for(person).filter(_touching(keys, "about", "asked", "speaking_as"))
    promised = list(_with_names(promises.nearest_first())[: most + 1])
    asked = list(_with_names(asks.order_by("-id"))[: most + 1])
    counted = {"all": len(promised), "late": sum(map(wording.is_late, promised))}
    if len(promised) > most:
        counted = promises.counted(timezone.localdate())
    told = _lines(person, [*promised[:most], *asked[:most]])
    return Of(
        promises=told[: len(promised[:most])],
        asks=told[len(promised[:most]) :],
        promise_count=counted["all"],
        ask_count=asks.count() if len(asked) > most else len(asked),
        late_count=counted["late"],
    )


def of_network(network: Model, person: Any = None, *, also: Iterable[Model] = (), most: int = NEAR) -> Of:
    """The same of a network and, ``also``, of its meetings and priorities."""
    return of(network, person, also=also, most=most)


def touching(rows: Any, key: Key) -> Any:
    """Those that were made from this thing, are about it, asked of it or said for it."""
    columns = ("about", "asked", "speaking_as") if rows.model is Ask else ("from", "speaking_as")
    return rows.filter(_touching([key], *columns))


def _touching(keys: Collection[Key], *columns: str) -> Q:
    wanted = Q(pk__in=())
    for kind, number in keys:
        for column in columns:
            wanted |= Q(**{f"{column}_kind": kind, f"{column}_id": number})
    return wanted


def page_of(rows: Any, person: Any, number: Any) -> tuple[Page[Any], Sequence[Line]]:
    """A page of a list of asks or promises. Two queries, and those of the lines."""
    page = Paginator(rows, ON_A_PAGE).get_page(number)
    return page, lines(person, page.object_list)  # type: ignore[arg-type]


def lines(person: Any, rows: QuerySet[Any, Any]) -> list[Line]:
    """One query for the rows, one for each kind of thing they name, one for news of what is late."""
    return _lines(person, list(_with_names(rows)))


def _with_names(rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    return rows.select_related("author", "owner" if rows.model is Undertaking else "asked_person")


def _lines(person: Any, found: Sequence[Any]) -> list[Line]:
    names = shown_to(person, {key for row in found for key in keys_of(row)})
    late = [row.pk for row in found if isinstance(row, Undertaking) and wording.is_late(row)]
    news = _news(late) if late else {}
    return [line_of(row, names, news) for row in found]


def _news(numbers: Collection[int]) -> dict[int, datetime]:
    told = Step.objects.filter(undertaking__in=numbers, to__in=(Move.NEWS, Move.CHANGED)).order_by()
    return dict(told.values("undertaking").annotate(last=Max("at")).values_list("undertaking", "last"))


def line_of(row: Ask | Undertaking, names: Names, news: Mapping[int, datetime]) -> Line:
    common = {"title": wording.title_of(row), "address": row.get_absolute_url(), "badge": wording.badge_of(row)}
    if isinstance(row, Ask):
        return Line(
            **common,  # type: ignore[arg-type]
            who=_("the council") if row.is_to_council else row.asked_person.name if row.asked_person else "",
            side=named(names, row.asked_kind, row.asked_id),
            is_for_council=False,
            when=wording.answer_words(row),
            about=named(names, row.about_kind, row.about_id),
            verdict=row.get_verdict_words(),
        )
    return Line(
        **common,  # type: ignore[arg-type]
        who=owner_words(row),
        side=named(names, row.speaking_as_kind, row.speaking_as_id),
        is_for_council=row.is_for_council,
        when=wording.due_words(row, news.get(row.pk)),
        about=named(names, row.from_kind, row.from_id),
        times_changed=row.times_changed,
    )


def owner_words(row: Undertaking) -> str:
    return row.owner.name if row.owner else row.owner_name


def named(names: Names, kind: str, number: int | None) -> Shown | None:
    return names.get((kind, number)) if number else None


def keys_of(row: Any) -> Iterator[Key]:
    for column in ("speaking_as", "about", "asked", "from"):
        if number := getattr(row, f"{column}_id", None):
            yield getattr(row, f"{column}_kind"), number


# ── Mine, and the council's ──────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Mine:
    owed: Sequence[Line]
    offered: Sequence[Line]
    asked: Sequence[Line]
    settled: Sequence[Line]


def mine(person: Any) -> Mine:
    """What this person owes, the nearest day first; what they are asked to take over; what they asked."""
    owned = Undertaking.objects.visible_to(person).filter(owner=person)
    nearest = F("due_on").asc(nulls_last=True)
    return Mine(
        owed=lines(person, owned.open().order_by(nearest, "id")),
        offered=lines(person, Undertaking.objects.visible_to(person).open().filter(offer__person=person)),
        asked=lines(person, Ask.objects.visible_to(person).filter(author=person).order_by("-id")[:ON_A_PAGE]),
        settled=lines(person, owned.exclude(state="open").order_by("-id")[:ON_A_PAGE]),
    )


@dataclass(frozen=True, slots=True)
class Council:
    asks: Sequence[Line]
    promises: Sequence[Line]
    late_asks: int
    late_promises: int


def council(person: Any) -> Council:
    """What waits for the council in this officer's areas, the nearest day first."""
    today, nearest = timezone.localdate(), F("due_on").asc(nulls_last=True)
    asks = Ask.objects.listed_for(person).answered_by(person).open().filter(is_to_council=True)
    promises = Undertaking.objects.listed_for(person).of_council_for(person).open()
    return Council(
        asks=lines(person, asks.order_by(nearest, "id")),
        promises=lines(person, promises.order_by(nearest, "id")),
        late_asks=asks.late(today).count(),
        late_promises=promises.late(today).count(),
    )
