"""The outbox: what is posted is kept in the transaction that decides on it, and leaves soon after.

A letter is claimed before it is sent, so several workers may deliver at once and none holds a lock
while the mail server thinks. A worker killed between sending and remembering sends that one letter
again, under the same Message-ID.
"""

import hashlib
import smtplib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from django.core.mail import get_connection
from django.utils import timezone

from closeknit.core.mail import Letter, foot, message_of, written
from closeknit.journal import troubles, unsubscribing
from closeknit.journal.models import OutgoingLetter
from closeknit.journal.stopping import stopped_among
from closeknit.journal.troubles import Verdict
from closeknit.journal.vocabulary import Trouble

AT_A_TIME = 20  # so few that an urgent letter waits for no more than these
LONGEST_NAME = 200


def post_letter(letter: Letter) -> None:
    """Keep the letter until it has left. One of this name that was posted before stays the only one."""
    post_all([letter])


def post_all(letters: Iterable[Letter]) -> None:
    """Many letters in one statement, and one for what stands below them."""
    OutgoingLetter.objects.bulk_create(_rows(letters), ignore_conflicts=True)


def deliver(is_over: Callable[[], bool] = lambda: False) -> int:
    """Send what is due over one connection; returns how many letters were dealt with for good.

    Ends when nothing is due, when the mail server is in no state to take more, or when ``is_over``.
    """
    done = 0
    with _line() as line:
        while not is_over() and (letters := list(OutgoingLetter.objects.due(timezone.now())[:AT_A_TIME])):
            for letter in _still_wanted(letters):
                if is_over():
                    break
                if not letter.claim(timezone.now()):
                    continue
                verdict = _send(letter, line)
                done += verdict is None or verdict.is_final
                if verdict and verdict.is_for_all:
                    return done
    return done


def _rows(letters: Iterable[Letter]) -> Iterator[OutgoingLetter]:
    below = None
    for letter in letters:
        below = foot() if below is None else below
        yield _row(letter, below)


def _row(letter: Letter, below: str) -> OutgoingLetter:
    if not letter.once:
        raise ValueError("A posted letter needs a name: say `once`.")
    words = written(letter, below=below)
    return OutgoingLetter(
        once=_short(letter.once),
        to=words.to,
        subject=words.subject[:500],
        text=words.text,
        html=words.html,
        headers=words.headers,
        is_urgent=letter.urgent,
        is_by_list=bool(letter.unsubscribe),
        next_attempt_at=letter.not_before or timezone.now(),
    )


def _short(name: str) -> str:
    if len(name) <= LONGEST_NAME:
        return name
    return f"{name[:100]} {hashlib.sha256(name.encode()).hexdigest()}"


@contextmanager
def _line() -> Iterator[Any]:
    """A connection to the mail server, opened by the first letter, closed at the end."""
    line = get_connection()
    try:
        yield line
    finally:
        with suppress(smtplib.SMTPException, OSError):
            line.close()


def _send(letter: OutgoingLetter, line: Any) -> Verdict | None:
    """Send the claimed letter and write down how it went; None when it has left."""
    verdict = _hand_over(letter, line)
    now = timezone.now()
    if verdict is None:
        letter.mark_sent(now)
    elif verdict.is_final:
        letter.give_up(now, verdict.trouble)
    else:
        letter.put_off(now, verdict.trouble)
    return verdict


def _hand_over(letter: OutgoingLetter, line: Any) -> Verdict | None:
    if not letter.to:
        return troubles.BAD_ADDRESS
    try:
        is_new = line.open()
    except (smtplib.SMTPException, OSError) as error:
        return troubles.of_the_line(error)
    if is_new:
        _bring_forward()
    try:
        line.send_messages([message_of(letter.in_words())])
    except (smtplib.SMTPException, OSError, ValueError) as error:
        return troubles.of_the_letter(error)
    return None


def _bring_forward() -> None:
    """The server is back: what waits only because it was away need wait no longer."""
    now = timezone.now()
    away = OutgoingLetter.objects.waiting().filter(trouble__in=(Trouble.AWAY, Trouble.UNPROTECTED, Trouble.LOGIN))
    away.filter(next_attempt_at__gt=now).update(next_attempt_at=now)


def _still_wanted(letters: Sequence[OutgoingLetter]) -> list[OutgoingLetter]:
    """All but those by the list to somebody who wants no more of them, or has muted what they are about
    while they waited; these are forgotten."""
    by_list = [letter for letter in letters if letter.is_by_list]
    stopped, muted = stopped_among(letter.to for letter in by_list), unsubscribing.muted_among(by_list)
    unwanted = [letter for letter in by_list if letter.to in stopped or letter.pk in muted]
    if not unwanted:
        return list(letters)
    OutgoingLetter.objects.waiting().filter(pk__in=[letter.pk for letter in unwanted]).forget(
        given_up_at=timezone.now(), trouble=Trouble.STOPPED
    )
    return [letter for letter in letters if letter not in unwanted]
