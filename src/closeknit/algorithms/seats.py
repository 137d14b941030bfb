"""Who has a place at one date, and who waits for one, in the order of asking (docs/decisions says why).

Whoever was given places keeps them until they give them up; free ones go to the first in line, and
nobody overtakes. The same answers give the same seats in whatever order they are read. O(n log n).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from closeknit.algorithms.sentences import Sentence, gettext_noop

YES, MAYBE, NO = "yes", "maybe", "no"

Key = int | str


class NotPossible(Exception):
    """An answer that cannot be taken; the sentence says why, and what can be."""

    def __init__(self, words: str, **values: object) -> None:
        self.sentence = Sentence(words, values)
        super().__init__(str(self.sentence))


@dataclass(frozen=True, slots=True)
class Answer:
    key: Key
    says: str
    heads: int  # the person, and whom they bring
    at: datetime  # when they asked for so many
    is_in: bool = False  # was given places, and keeps them

    @property
    def turn(self) -> tuple[datetime, bool, Key]:
        """The place in line. Of two who asked in the same moment it is always the same one."""
        return self.at, isinstance(self.key, str), self.key


@dataclass(frozen=True)
class Seats:
    going: tuple[Answer, ...]
    waiting: tuple[Answer, ...]
    free: int | None  # places that nobody has; None if there is no limit

    @cached_property
    def heads(self) -> int:
        return sum(answer.heads for answer in self.going)

    @property
    def open_to_more(self) -> int | None:
        """How many more could come now without overtaking anybody; None if there is no limit."""
        return 0 if self.free and self.waiting else self.free

    def turn_of(self, key: Key) -> int | None:
        """Third in line is 3; None for whoever does not wait."""
        return next((turn for turn, answer in enumerate(self.waiting, 1) if answer.key == key), None)


def seats(capacity: int | None, answers: Iterable[Answer], *, promotes: bool = True) -> Seats:
    """Places for those who have them, then for the line as far as it fits.

    A party larger than all the places together holds nobody up. Without ``promotes`` the line stands.
    """
    coming = sorted((answer for answer in answers if answer.says == YES), key=lambda answer: answer.turn)
    going = [answer for answer in coming if answer.is_in]
    waiting = []
    taken, is_held_up = sum(answer.heads for answer in going), not promotes
    for answer in coming:
        if answer.is_in:
            continue
        if not is_held_up and (capacity is None or taken + answer.heads <= capacity):
            going.append(replace(answer, is_in=True))
            taken += answer.heads
            continue
        waiting.append(answer)
        is_held_up = is_held_up or capacity is None or answer.heads <= capacity
    going.sort(key=lambda answer: answer.turn)
    return Seats(tuple(going), tuple(waiting), None if capacity is None else max(0, capacity - taken))


def promoted(before: Seats, after: Seats) -> tuple[Answer, ...]:
    """Who waited before and has places now: those to write to, in their order."""
    waited = {answer.key for answer in before.waiting}
    return tuple(answer for answer in after.going if answer.key in waited)


@dataclass(frozen=True, slots=True)
class Date:
    """One date with its answers. Each verb gives the date as it is afterwards, or says NotPossible."""

    capacity: int | None = None
    answers: tuple[Answer, ...] = ()  # one for each key
    closes_at: datetime | None = None
    most_heads: int | None = None
    is_cancelled: bool = False

    def seats(self) -> Seats:
        """As they are, nobody moved up."""
        if self.is_cancelled:
            return Seats((), (), 0)
        return seats(self.capacity, self.answers, promotes=False)

    def is_closed(self, now: datetime) -> bool:
        return self.closes_at is not None and now >= self.closes_at

    def answer(self, key: Key, says: str, heads: int, now: datetime) -> "Date":
        """Yes, maybe or no, for the first time or anew. Fewer heads keep their place in line, more
        go to its end; who is in may bring more if there is room, and else keeps what they have.
        """
        if self.is_cancelled:
            raise NotPossible(gettext_noop("This date is cancelled."))
        old = self._of(key)
        had = old if old and old.says == YES else None
        asks_for_more = says == YES and (not had or heads > had.heads)
        if asks_for_more:
            self._check(heads, had, now)
        if had and says == YES:
            new = replace(had, heads=heads, at=now if asks_for_more and not had.is_in else had.at)
        else:
            new = Answer(key, says, heads, now)
        return _moved_up(self._with(new), now)

    def admit(self, key: Key) -> "Date":
        """The organiser lets somebody in who waits, whoever else does and however full it is."""
        old = self._of(key)
        if self.is_cancelled or not old or old.says != YES:
            raise NotPossible(gettext_noop("Only those who said yes to this date can be let in."))
        return self._with(replace(old, is_in=True))

    def resize(self, capacity: int | None) -> "Date":
        """More places go to the line, also after answers closed; fewer throw nobody out."""
        return _filled(replace(self, capacity=capacity))

    def cancel(self) -> "Date":
        """Nobody goes and nobody waits. The answers are kept, for there are people to be told."""
        return replace(self, is_cancelled=True)

    def restore(self, now: datetime) -> "Date":
        """It happens after all, with the places that everybody had."""
        return _moved_up(replace(self, is_cancelled=False), now)

    def _check(self, heads: int, had: Answer | None, now: datetime) -> None:
        if self.is_closed(now):
            raise NotPossible(gettext_noop("It is too late to ask for a place. You can still give yours up."))
        if heads < 1 or (self.most_heads is not None and heads > self.most_heads):
            raise NotPossible(gettext_noop("One answer can be for 1 to %(most)s people."), most=self.most_heads or 1)
        if had and had.is_in:
            room = self.seats().open_to_more
            if room is not None and heads - had.heads > room:
                raise NotPossible(gettext_noop("There is room for %(room)s more. You keep what you have."), room=room)
        elif self.capacity is not None and heads > self.capacity:
            raise NotPossible(gettext_noop("There are only %(places)s places in all."), places=self.capacity)

    def _of(self, key: Key) -> Answer | None:
        return next((answer for answer in self.answers if answer.key == key), None)

    def _with(self, new: Answer) -> "Date":
        others = tuple(answer for answer in self.answers if answer.key != new.key)
        return replace(self, answers=(*others, new))


def _moved_up(date: Date, now: datetime) -> Date:
    """The line moves up until answers close; then the organiser alone lets people in."""
    return date if date.is_closed(now) else _filled(date)


def _filled(date: Date) -> Date:
    if date.is_cancelled:
        return date
    going = {answer.key: answer for answer in seats(date.capacity, date.answers).going}
    return replace(date, answers=tuple(going.get(answer.key, answer) for answer in date.answers))
