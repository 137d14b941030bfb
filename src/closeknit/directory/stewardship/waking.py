"""Waking groups that are asleep: a neighbour asks, or something comes up in their streets or topics.

``touched`` is the one door for what comes up. Whatever a room has that may wake a group, it says here;
``look_round`` does so for what the directory knows of: groups that are new, and what is said about groups.
"""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from closeknit.accounts.models import Person
from closeknit.conversation.models import Comment
from closeknit.conversation.vocabulary import CommentState
from closeknit.core.errors import Refused
from closeknit.directory import policies, verbs
from closeknit.directory.models import Group, Rest, Theme, Waking
from closeknit.directory.stewardship import keeping_fresh, mails
from closeknit.directory.stewardship.yearly_links import mark_of, readers_of
from closeknit.directory.vocabulary import GroupState, WakingOutcome
from closeknit.journal.models import Entry
from closeknit.journal.recording import record

SALT = "directory.waking"
ANSWERED_WITHIN = timedelta(days=30)
PAUSE = timedelta(days=14)  # between two letters about what came up
LATELY = timedelta(days=2)
SHORTEST = 4  # letters of a street
TOLD = {
    WakingOutcome.WOKEN: verbs.WOKE_UP,
    WakingOutcome.PASSED: verbs.SLEEPS_ON,
    WakingOutcome.UNANSWERED: verbs.WAKE_UNANSWERED,
}
NEW = (verbs.ADDED, verbs.SHOWN, verbs.VOUCHED)


@transaction.atomic
def ask_to_wake(
    *, group: Group, words: str, by: Person | None = None, guest_name: str = "", guest_email: str = ""
) -> Waking:
    """A neighbour asks. If nobody of the group can be reached by letter, its organisers hear of it."""
    Group.objects.select_for_update().get(pk=group.pk)
    if waiting := open_waking(group):
        day = date_format(timezone.localtime(waiting.asked_at), "j F Y")
        raise Refused(_("They were asked on %(day)s, and have not answered yet.") % {"day": day})
    waking = _open(group, words=words[:500], by=by, guest_name=guest_name, guest_email=guest_email)
    is_reached = _write(waking, {})
    told = [] if is_reached else list(policies.organisers_of(group))
    record(verbs.WAKE_ASKED, guest=str(_("Somebody")), about=group, to=told)  # who asked is forgotten, also here
    return waking


def open_waking(group: Group) -> Waking | None:
    """The question that waits for the group's answer."""
    return group.wakings.filter(decided_at=None, asked_at__gt=timezone.now() - ANSWERED_WITHIN).first()


def touched(*, kind: str, number: int, name: str, address: str, words: str = "", themes: Iterable[int] = ()) -> int:
    """Something came up: ``kind`` and ``number`` as the journal knows it, its ``words``, its ``themes``.

    Each group that asked to be woken for a street in those words, or for one of those themes or one
    above it, gets one letter: once for each thing, and at most one in 14 days. Returns how many were asked.
    """
    sleepers = Rest.objects.filter(group__state=GroupState.DORMANT, group__visibility="public")
    near = _with_those_above(themes)
    asked = 0
    for rest in sleepers.select_related("group").prefetch_related("topics"):
        wanted = {theme.pk for theme in rest.topics.all()}
        itself = kind == "directory.group" and number == rest.group_id
        if not itself and (wanted & near or names_a_street(words, rest.streets)):
            asked += _because(rest.group, kind, number, {"name": name, "address": f"{settings.PUBLIC_URL}{address}"})
    return asked


def names_a_street(words: str, streets: str) -> bool:
    """Whether one of these streets, with commas between them, is named in the words."""
    named = [" ".join(street.split()) for street in streets.split(",")]
    return any(
        re.search(rf"\b{re.escape(street)}\b", words, re.IGNORECASE) for street in named if len(street) >= SHORTEST
    )


def look_round(now: datetime) -> int:
    """Tell the sleeping groups what came up in the last two days. Running it twice writes once."""
    if not Rest.objects.filter(group__state=GroupState.DORMANT).exists():
        return 0
    return sum(_tell_of_group(group) for group in _new_groups(now)) + sum(_tell_of_talk(*talk) for talk in _talks(now))


def _new_groups(now: datetime) -> Iterable[Group]:
    new = Entry.objects.filter(verb__in=NEW, at__gt=now - LATELY, about_kind="directory.group")
    shown = Group.objects.public().filter(pk__in=new.values("about_id"), is_sensitive=False)
    return shown.prefetch_related("themes").order_by("pk")


def _tell_of_group(group: Group) -> int:
    words = f"{group.name}\n{group.summary}\n{group.aims}\n{group.covers_text}"
    return touched(
        kind="directory.group",
        number=group.pk,
        name=group.name,
        address=group.get_absolute_url(),
        words=words,
        themes=[theme.pk for theme in group.themes.all()],
    )


def _talks(now: datetime) -> Iterable[tuple[Comment, Group]]:
    """What was said lately about groups that anyone may know of, first words only."""
    lately = Comment.objects.filter(state=CommentState.SHOWN, parent=None, created_at__gt=now - LATELY)
    said = list(lately.filter(thread__about_kind="directory.group").select_related("thread").order_by("pk"))
    numbers = {comment.thread.about_id for comment in said}
    groups = Group.objects.public().filter(is_sensitive=False).prefetch_related("themes").in_bulk(numbers)
    return [(comment, groups[comment.thread.about_id]) for comment in said if comment.thread.about_id in groups]


def _tell_of_talk(comment: Comment, group: Group) -> int:
    return touched(
        kind="conversation.comment",
        number=comment.pk,
        name=_("the talk about %(name)s") % {"name": group.name},
        address=group.get_absolute_url(),
        words=comment.text,
        themes=[theme.pk for theme in group.themes.all()],
    )


@transaction.atomic
def _because(group: Group, kind: str, number: int, came_up: dict[str, str]) -> bool:
    Group.objects.select_for_update().get(pk=group.pk)
    asked = group.wakings.filter(asked_at__gt=timezone.now() - PAUSE).exists()
    if asked or open_waking(group) or group.wakings.filter(about_kind=kind, about_id=number).exists():
        return False
    return _write(_open(group, about_kind=kind, about_id=number), came_up)


def _open(group: Group, **fields: object) -> Waking:
    for old in group.wakings.filter(decided_at=None):
        _decide(old, WakingOutcome.UNANSWERED)
    waking: Waking = Waking.objects.create(group=group, **fields)
    return waking


def _write(waking: Waking, came_up: dict[str, str]) -> bool:
    """One letter to each who looks after the group, or to its own address. False if there is nobody."""
    readers = {number: email for number, email in readers_of(waking.group).items() if email}
    for number, email in readers.items():
        mails.send_waking(waking, email, number, link=link_of(waking, number, email), came_up=came_up)
    return bool(readers)


def link_of(waking: Waking, number: int, email: str) -> str:
    """The link in the letter to this one of the readers."""
    return mails.address("waking", signing.dumps([waking.uuid.hex, mark_of(number, email)], salt=SALT))


def waking_of(token: str) -> Waking | None:
    """The open question that this link is for, while the group is shown and has not closed, and its reader is
    one of those who are asked."""
    try:
        number, reader = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    shown = Waking.objects.filter(group__visibility="public").exclude(group__state=GroupState.CLOSED)
    waking = shown.filter(uuid=number, decided_at=None).select_related("group", "by").first()
    if waking is None or reader not in {mark_of(pk, email) for pk, email in readers_of(waking.group).items()}:
        return None
    return waking


@transaction.atomic
def answer(waking: Waking, *, wakes: bool, by: Person | None) -> None:
    """What the group says; whoever asked hears it."""
    waking = Waking.objects.select_for_update(of=("self",)).select_related("group", "by").get(pk=waking.pk)
    if waking.decided_at:
        raise Refused(_("Somebody of your group has answered this already."))
    if wakes:
        keeping_fresh.wake_up(waking.group, by=by)
    _decide(waking, WakingOutcome.WOKEN if wakes else WakingOutcome.PASSED)


def give_up(now: datetime) -> int:
    """Questions that nobody answered in 30 days are over: whoever asked hears it, and is forgotten."""
    old = Waking.objects.filter(decided_at=None, asked_at__lte=now - ANSWERED_WITHIN)
    return sum(_give_up(number) for number in list(old.values_list("pk", flat=True)))


@transaction.atomic
def _give_up(number: int) -> bool:
    waiting = Waking.objects.select_for_update(of=("self",)).filter(pk=number, decided_at=None)
    waking = waiting.select_related("group", "by").first()
    if waking:
        _decide(waking, WakingOutcome.UNANSWERED)
    return waking is not None


def _decide(waking: Waking, outcome: WakingOutcome) -> None:
    """Tell whoever asked what became of it, then forget them."""
    asker = waking.by
    if waking.guest_email:
        mails.send_waking_answer(waking, outcome)
    waking.decide(outcome, timezone.now())
    if asker:
        record(TOLD[outcome], about=waking.group, to=[asker])


def _with_those_above(themes: Iterable[int]) -> set[int]:
    paths = Theme.objects.filter(pk__in=list(themes)).values_list("path", flat=True)
    return {int(part) for path in paths for part in path.strip("/").split("/") if part}
