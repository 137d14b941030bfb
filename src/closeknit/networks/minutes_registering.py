"""What the rooms below learn of minutes: how they are named and reported, what is held about a person, for how long;
and what other pages show of them."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from closeknit.commitments.vocabulary import Sight
from closeknit.conversation.contributions import contribution
from closeknit.core import thing_sections
from closeknit.core.personal_data import SOMEONE_WHO_LEFT, Section
from closeknit.core.policy import may
from closeknit.core.retention import rule
from closeknit.directory.models import Group
from closeknit.journal import contributions
from closeknit.journal.contributions import Contribution, Stage, Step
from closeknit.journal.things import thing_kind
from closeknit.networks import after_reads, minutes_reads
from closeknit.networks.actions.feedback import OPEN_FOR
from closeknit.networks.actions.founding import put_sight
from closeknit.networks.minutes_drafting import replaced
from closeknit.networks.minutes_vocabulary import MinutesState
from closeknit.networks.models import Feedback, LateLook, Meeting, Minutes, MinutesVersion, TakenUp
from closeknit.networks.models.minutes import TEXTS
from closeknit.networks.things import areas_of
from closeknit.places import versions

MINUTES = "networks.minutes"
MODELS = (Minutes, MinutesVersion, TakenUp, LateLook, Feedback)
A_YEAR, A_WEEK = timedelta(days=365), timedelta(days=7)


def register() -> None:
    """Called once, in ``AppConfig.ready()``."""
    thing_kind(
        MINUTES,
        Minutes,
        visible_to=lambda person: Minutes.objects.visible_to(person).select_related("meeting__series"),
        label=_label,
        part_of=lambda minutes: minutes.meeting.network,
    )
    contribution(
        MINUTES,
        Minutes,
        visible_to=Minutes.objects.visible_to,
        authors=lambda minutes: [minutes.author] if minutes.author else [],
        text=lambda minutes: "\n\n".join(filter(None, minutes.texts.values())),
        areas=lambda minutes: areas_of(minutes.meeting.network),
        label=_label,
        related=("author", "meeting__series", "meeting__network__area"),
        hide=lambda minutes: put_sight(minutes, Sight.HIDDEN),
        restore=_restore,
        mend_at=lambda minutes: f"{minutes.meeting.get_absolute_url()}minutes/edit/",
        written_by=lambda number: Q(author=number),
    )
    contributions.register(
        MINUTES,
        Minutes,
        title=gettext_lazy("Minutes that I drafted"),
        mine=lambda person: Q(author=person),
        began="created_at",
        waits=~Q(state=MinutesState.PUBLISHED),
        tell=_chain,
        related=("meeting__series",),
    )
    thing_sections.register_thing_section("networks.after", draw)


def _label(minutes: Minutes) -> str:
    return _("What came of %(title)s") % {"title": minutes.meeting.series.title}


def _restore(minutes: Minutes, kept: str) -> None:
    put_sight(minutes, Sight.REMOVED if kept == Sight.REMOVED else Sight.SHOWN)


def _chain(rows: Sequence[Minutes]) -> Any:
    for row in rows:
        steps = [Step(Stage.RECEIVED, row.created_at)]
        if row.published_at:
            stage = Stage.PUBLISHED if row.is_shown else Stage.NOT_PUBLISHED
            steps.append(Step(stage, row.published_at))
        address = row.get_absolute_url() if row.is_published else f"{row.meeting.get_absolute_url()}minutes/"
        yield Contribution(_label(row), address, steps, None)


# ── On other pages ───────────────────────────────────────────────────────────────────────────────


def draw(page: Mapping[str, Any], thing: Any) -> str:
    """On a meeting's page what was promised last time and what came of this one; on a group's page the meetings
    that somebody was at for it. Nothing of a group that must be kept safe."""
    if isinstance(thing, Meeting):
        return _of_meeting(page, thing)
    if isinstance(thing, Group) and not thing.is_sensitive:
        found = minutes_reads.attended_by(thing)
        return render_to_string("networks/_was_there.html", {"meetings": found}) if found else ""
    return ""


def _of_meeting(page: Mapping[str, Any], meeting: Meeting) -> str:
    person = page.get("person")
    is_over = meeting.state == "closed"
    context = {
        "meeting": meeting,
        "minutes": Minutes.objects.visible_to(person).published().filter(meeting=meeting).first() if is_over else None,
        "last": None if is_over else after_reads.last_time(meeting, person),
        "may_run": may(person, "networks.run", meeting.network),
        "is_over": is_over,
        "csrf_token": page.get("csrf_token", ""),
    }
    return render_to_string("networks/_after_section.html", context)


# ── What is held about a person ──────────────────────────────────────────────────────────────────


def export(person: Any) -> list[Section]:
    """Minutes they worked on, and notes they went through."""
    parts = (
        (_("Minutes that you drafted"), Minutes.objects.filter(author=person), "created_at"),
        (_("Minutes that you looked through"), Minutes.objects.filter(approved_by=person), "approved_at"),
        (_("Minutes that you published"), Minutes.objects.filter(published_by=person), "published_at"),
    )
    changed = MinutesVersion.objects.filter(by=person).select_related("minutes__meeting__series")
    return [
        *(
            Section(title, [{_("Minutes"): _label(row), _("When"): getattr(row, at)} for row in rows.for_pages()])
            for title, rows, at in parts
        ),
        Section(
            _("What you changed in minutes"),
            [
                {_("Minutes"): _label(row.minutes), _("When"): row.at, _("What you put right"): row.why}
                for row in changed
            ],
        ),
        Section(
            _("Notes of meetings that you went through"),
            [{_("When"): row.at} for rows in (TakenUp, LateLook) for row in rows.objects.filter(by=person)],
        ),
    ]


def erase(person: Any) -> Sequence[str]:
    """Minutes are what others rely on: they stay, and the person stands in none of the meetings they were at by name.
    To be called before it is forgotten at which they were."""
    versions.bump_pages()
    said = [_("Minutes of meetings that you were at stay, without your name.")] if _unname(person) else []
    for model, column in (
        (Minutes, "author"),
        (Minutes, "approved_by"),
        (Minutes, "published_by"),
        (MinutesVersion, "by"),
        (TakenUp, "by"),
        (LateLook, "by"),
    ):
        model._default_manager.filter(**{column: person}).update(**{column: None})
    return said


def _unname(person: Any) -> bool:
    """Their name goes from the texts of the meetings they were at, and from how these read before. A name of two
    words or more is looked for everywhere: after a year it is forgotten who was where."""
    rows = (Minutes.objects.filter(_may_name(person)), MinutesVersion.objects.filter(_may_name(person, "minutes__")))
    told = [_without(row, person.name) for some in rows for row in some.distinct()] if person.name else []
    return any(told)


def _may_name(person: Any, way: str = "") -> Q:
    said = Q(**{f"{way}meeting__arrivals__person": person})
    for field in TEXTS if " " in person.name.strip() else ():
        said |= Q(**{f"{field}__icontains": person.name.strip()})
    return said


def _without(row: Any, name: str) -> bool:
    columns = {field: replaced(text, [name], str(SOMEONE_WHO_LEFT)) for field, text in row.texts.items()}
    if isinstance(row, Minutes):
        drafted = row.drafted.items()
        columns["drafted"] = {field: replaced(text, [name], str(SOMEONE_WHO_LEFT)) for field, text in drafted}
    if all(getattr(row, field) == value for field, value in columns.items()):
        return False
    for field, value in columns.items():
        setattr(row, field, value)
    row.save(update_fields=list(columns))
    return True


# ── How long ─────────────────────────────────────────────────────────────────────────────────────


@rule(
    "networks.feedback_marks",
    what=gettext_lazy("By which link or device somebody said how a meeting was"),
    kept=gettext_lazy("4 weeks after the meeting"),
)
def forget_marks(now: datetime) -> int:
    """Once nobody can answer any more, nothing ties an answer to a link."""
    over = Feedback.objects.filter(meeting__closed_at__lte=now - OPEN_FOR - A_WEEK)
    return int(over.exclude(mark="").update(mark=""))


@rule(
    "networks.feedback_words",
    what=gettext_lazy("What somebody wrote about a meeting, without their name"),
    kept=gettext_lazy("12 months"),
)
def forget_words(now: datetime) -> int:
    return int(Feedback.objects.filter(on__lte=(now - A_YEAR).date()).exclude(words="").update(words=""))
