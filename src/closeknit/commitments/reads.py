"""What was asked and promised, in the shapes that pages show. Nothing of what the reader may not know of."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F, Max, Model, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.accounts import with_help
from closeknit.commitments import wording
from closeknit.commitments.models import Ask, Step, Undertaking
from closeknit.commitments.vocabulary import OF_AN_ASK, OF_AN_UNDERTAKING, Move, Sight, Verdict
from closeknit.commitments.wording import Badge
from closeknit.conversation.vocabulary import Mandate
from closeknit.core.policy import may
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
class Told:
    """One step of a history. ``words`` is empty where they were hidden or are gone."""

    uuid: Any
    what: str
    who: str
    side: Shown | None
    is_for_council: bool
    at: datetime
    words: str
    is_hidden: bool
    changes: Sequence[tuple[str, str, str]]
    promise: Line | None
    may_report: bool


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


def of(thing: Model, person: Any = None, *, also: Iterable[Model] = (), most: int = NEAR) -> Of:
    """What was promised from or for a thing, and asked about it or of it, as far as this person may read.
    ``also`` names more things, such as the meetings of a network. Two queries, and those of the lines."""
    keys = [key_of(thing), *map(key_of, also)]
    today = timezone.localdate()
    promises = Undertaking.objects.listed_for(person).filter(_touching(keys, "from", "speaking_as"))
    asks = Ask.objects.listed_for(person).filter(_touching(keys, "about", "asked", "speaking_as"))
    counted, asked = promises.counted(today), asks.count()
    return Of(
        promises=lines(person, promises.order_by("state", F("due_on").asc(nulls_last=True), "id")[:most])
        if counted["all"]
        else (),
        asks=lines(person, asks.order_by("-id")[:most]) if asked else (),
        promise_count=counted["all"],
        ask_count=asked,
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
    found = list(rows.select_related("author", *(("owner",) if rows.model is Undertaking else ("asked_person",))))
    names = shown_to(person, {key for row in found for key in _keys_of(row)})
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
            side=_named(names, row.asked_kind, row.asked_id),
            is_for_council=False,
            when=wording.answer_words(row),
            about=_named(names, row.about_kind, row.about_id),
            verdict=row.get_verdict_words(),
        )
    return Line(
        **common,  # type: ignore[arg-type]
        who=owner_words(row),
        side=_named(names, row.speaking_as_kind, row.speaking_as_id),
        is_for_council=row.is_for_council,
        when=wording.due_words(row, news.get(row.pk)),
        about=_named(names, row.from_kind, row.from_id),
        times_changed=row.times_changed,
    )


def owner_words(row: Undertaking) -> str:
    return row.owner.name if row.owner else row.owner_name


def _named(names: Names, kind: str, number: int | None) -> Shown | None:
    return names.get((kind, number)) if number else None


def _keys_of(row: Any) -> Iterator[Key]:
    for column in ("speaking_as", "about", "asked", "from"):
        if number := getattr(row, f"{column}_id", None):
            yield getattr(row, f"{column}_kind"), number


# ── One page ─────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Whole:
    """A promise or an ask with all that happened to it."""

    row: Any
    line: Line
    author: str
    side: Shown | None
    mandate: str
    helped: str
    steps: Sequence[Told]
    moves: Sequence[tuple[str, str]]
    promises: Sequence[Line] = ()
    ask: Line | None = None
    first_due: date | None = None


def whole(row: Ask | Undertaking, person: Any) -> Whole:
    """Costs the same however long the history: at most ten queries, and one for each kind of thing named."""
    steps = list(row.steps.select_related("by", "promise", "promise__owner"))
    others = _others(row, person)
    every = [row, *others, *steps, *(step.promise for step in steps if step.promise)]
    names = shown_to(person, {key for one in every for key in _keys_of(one)})
    seen = {one.pk for one in others if isinstance(one, Undertaking)}
    news = {step.undertaking_id: step.at for step in steps if step.to in (Move.NEWS, Move.CHANGED)}
    kind = "commitments.ask" if isinstance(row, Ask) else "commitments.undertaking"
    is_readable = row.sight != Sight.REMOVED
    return Whole(
        row=row,
        line=line_of(row, names, news),  # type: ignore[arg-type]
        author=row.author.name if row.author else getattr(row, "guest_name", "") or _("someone who left"),
        side=_named(names, row.speaking_as_kind, row.speaking_as_id),
        mandate=_mandate_words(row),
        helped=with_help.words_for(kind, [row.pk]).get(row.pk, ""),
        steps=[_told(step, names, seen, is_readable=is_readable) for step in steps],
        moves=_moves(row, person),
        promises=[line_of(one, names, {}) for one in others if isinstance(one, Undertaking)],
        ask=next((line_of(one, names, {}) for one in others if isinstance(one, Ask)), None),
    )


def _others(row: Ask | Undertaking, person: Any) -> list[Any]:
    """The promises made to an ask, or the ask of a promise, that the person may read."""
    if isinstance(row, Ask):
        return list(Undertaking.objects.listed_for(person).filter(ask=row).select_related("owner", "author"))
    if row.ask_id is None:
        return []
    return list(Ask.objects.listed_for(person).filter(pk=row.ask_id).select_related("author", "asked_person"))


def _told(step: Step, names: Names, seen: Collection[int], *, is_readable: bool) -> Told:
    is_shown = step.is_shown and is_readable
    promise = step.promise if step.promise_id in seen else None
    return Told(
        uuid=step.uuid,
        what=_what(step),
        who=step.by.name if step.by else "",
        side=_named(names, step.speaking_as_kind, step.speaking_as_id),
        is_for_council=step.is_for_council,
        at=step.at,
        words=step.words if is_shown else "",
        is_hidden=not step.is_shown,
        changes=list(_changes(step)) if is_shown else (),
        promise=line_of(promise, names, {}) if promise else None,
        may_report=bool(step.words) and is_shown,
    )


def _what(step: Step) -> str:
    if step.to == Move.VERDICT:
        return str(Verdict(step.verdict).label)
    return str(Move(step.to).label)


def _changes(step: Step) -> Iterator[tuple[str, str, str]]:
    """What, before, after: for what was said and then changed."""
    if step.to in (Move.CHANGED, Move.ACKNOWLEDGED):
        if step.due_before or step.due_after:
            yield _("Day"), _day(step.due_before), _day(step.due_after)
        if step.text_before:
            yield _("Words"), step.text_before, step.text_after


def _day(on: date | None) -> str:
    return wording.day(on) if on else _("none")


def _mandate_words(row: Ask | Undertaking) -> str:
    if row.mandate == Mandate.COMMITTEE and row.mandate_on:
        return _("the committee agreed on %(day)s") % {"day": wording.day(row.mandate_on)}
    if row.mandate == Mandate.MEMBERS and row.mandate_on:
        told = {"some": row.mandate_agreed, "all": row.mandate_of, "day": wording.day(row.mandate_on)}
        return _("%(some)s of %(all)s members agreed on %(day)s") % told
    return ""


# ── What one may do ──────────────────────────────────────────────────────────────────────────────


def all_moves(row: Ask | Undertaking) -> list[tuple[str, str]]:
    """Every step that such a thing has, and what its button says."""
    words = _words_of_ask(row) if isinstance(row, Ask) else _words_of_undertaking(row)
    return [(str(move), said) for move, said in words.items()]


def _moves(row: Ask | Undertaking, person: Any) -> list[tuple[str, str]]:
    """The steps that this person may take now, and what their buttons say."""
    if person is None or row.sight == Sight.REMOVED:
        return []
    words = _words_of_ask(row) if isinstance(row, Ask) else _words_of_undertaking(row)
    return [(str(move), words[move]) for move in words if may_take(person, row, move)]


def may_take(person: Any, row: Ask | Undertaking, move: Move) -> bool:
    """Whether the person may take this step now: the state allows it, and they are who takes it."""
    leads = OF_AN_ASK if isinstance(row, Ask) else OF_AN_UNDERTAKING
    if move not in leads or row.state not in leads[move][0] or move == Move.PROMISED:
        return False
    stands = isinstance(row, Undertaking) and row.offer_id is not None
    if (move == Move.OFFERED and stands) or (move == Move.OFFER_ENDED and not stands):
        return False
    return may_ever_take(person, row, move)


def may_ever_take(person: Any, row: Ask | Undertaking, move: Move) -> bool:
    """Whether this person is one who takes such a step, whether or not it can be taken now."""
    if isinstance(row, Ask):
        return _may_step_ask(person, row, move)
    if move == Move.OFFERED:
        return may(person, "commitments.hand_over", row)
    if move == Move.OFFER_ENDED:
        return may(person, "commitments.hand_over", row) or may(person, "commitments.take_over", row)
    if move == Move.TAKEN_OVER:
        return may(person, "commitments.take_over", row)
    return may(person, "commitments.settle", row)


def _may_step_ask(person: Any, row: Ask, move: Move) -> bool:
    asks, answers = "commitments.give_verdict", "commitments.answer_ask"
    if move in (Move.WITHDRAWN, Move.VERDICT):
        return may(person, asks, row)
    if move == Move.REOPENED:
        return may(person, asks if row.state == "withdrawn" else answers, row)
    if move == Move.CORRECTED:
        return may(person, asks, row) or may(person, answers, row)
    return may(person, answers, row)


def _words_of_ask(row: Ask) -> dict[Move, str]:
    return {
        Move.ACKNOWLEDGED: _("Say that you have it"),
        Move.ANSWERED: _("Answer"),
        Move.VERDICT: _("Say whether it answered you"),
        Move.CHANGED: _("Name another day for the answer"),
        Move.WITHDRAWN: _("Take it back"),
        Move.REOPENED: _("Open it again"),
        Move.CORRECTED: _("Put something right"),
    }


def _words_of_undertaking(row: Undertaking) -> dict[Move, str]:
    return {
        Move.TAKEN_OVER: _("Take it over"),
        Move.KEPT: _("It is done"),
        Move.NEWS: _("Tell how it goes"),
        Move.CHANGED: _("Change it, or its day"),
        Move.OFFERED: _("Hand it over"),
        Move.OFFER_ENDED: _("It stays where it is"),
        Move.WITHDRAWN: _("Take it back"),
        Move.REOPENED: _("It is not done yet"),
        Move.CORRECTED: _("Put something right"),
    }


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
