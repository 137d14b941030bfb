"""An evening that is over: who came, what was noted, how it was voted; and its minutes."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

from django.utils import timezone

from closeknit.networks import output_letters
from closeknit.networks.actions import minutes as act
from closeknit.networks.actions.output import publish_output
from closeknit.networks.models import Arrival, Cluster, Dot, Feedback, LateLook, Meeting, Minutes, Note, TakenUp
from tests.support import factories as make
from tests.support import meeting_things as made

NOTHING = ("over", "note_to_do")
NO_CODES = ("feedback_code", "feedback_token")


def make_arrival(meeting: Meeting, name: str = "Ada", **fields: Any) -> Arrival:
    return Arrival.objects.create(meeting=meeting, client_id=uuid4(), guest_name=name, **fields)


def make_note(meeting: Meeting, text: str = "Benches with arms", kind: str = "idea", **fields: Any) -> Note:
    return Note.objects.create(meeting=meeting, client_id=uuid4(), text=text, kind=kind, **fields)


def make_dots(cluster: Cluster, *voters: Arrival) -> None:
    Dot.objects.bulk_create(
        Dot(meeting=cluster.meeting, cluster=cluster, voter=voter, client_id=uuid4()) for voter in voters
    )


def make_evening(network: Any = None, **fields: Any) -> SimpleNamespace:
    """Seven came: Wren Fuller agreed to be named, the others did not say so. Two clusters, benches before the toilet;
    one private note, one hidden, one of something to do."""
    meeting = made.make_meeting(network, state="closed", closed_at=timezone.now(), question="What now?", **fields)
    singers = make.make_group("Heddle Hill Singers")
    wren = make_arrival(meeting, "Wren Fuller", group=singers, may_be_named=True, is_first_time=True)
    ida = make_arrival(meeting, "Ida Marsh", group_name="The Tuesday Knitters")
    others = [make_arrival(meeting, f"Guest {letter}ast") for letter in "ABCDE"]
    benches, toilet = (Cluster.objects.create(meeting=meeting, title=title) for title in ("Benches", "A toilet"))
    idea = make_note(meeting, "Benches with arms", cluster=benches, place_words="Dye Street", lat=51.6012, lng=1.5034)
    concern = make_note(meeting, "Ida Marsh cannot sit down anywhere", "concern", cluster=benches)
    to_do = make_note(meeting, "Write to the council about the toilet", "action", cluster=toilet)
    make_note(meeting, "A private worry of the Marsh family", "concern", is_private=True)
    make_note(meeting, "Something rude", "said", sight="hidden")
    make_dots(benches, wren, ida, *others[:3])
    make_dots(toilet, wren, ida)
    return SimpleNamespace(
        meeting=meeting, network=meeting.network, singers=singers, wren=wren, ida=ida, benches=benches, toilet=toilet,
        idea=idea, concern=concern, to_do=to_do, others=others,
    )  # fmt: skip


def make_minutes(evening: SimpleNamespace, by: Any, *, state: str = "draft") -> Minutes:
    row, _kept = act.draft_minutes(evening.meeting, by=by)
    if state != "draft":
        row = act.approve_minutes(row, by=by, version=row.version)
    if state == "published":
        row = publish_output(row, by=by, number=len(output_letters.readers_for(row).gets))
    return row


def later(days: int = 30) -> date:
    return timezone.localdate() + timedelta(days=days)


def next_meeting(network: Any) -> Meeting:
    """The one after an evening, in six weeks."""
    starts = (timezone.localtime() + timedelta(days=42)).replace(tzinfo=None, microsecond=0)
    series = made.make_series("The next one", host_kind="networks.network", host_id=network.pk, starts=starts)
    return made.make_meeting(network, state="published", series=series)


def world_things(area: Any, organiser: Any) -> dict[str, str]:
    """Names for addresses: a meeting that is over, what came of it, and something of each kind."""
    network = made.make_network("Warpfield evenings", area=area, author=organiser)
    evening = make_evening(network)
    row = make_minutes(evening, organiser, state="published")
    left = make_note(evening.meeting, "A van", "need")
    TakenUp.objects.create(note=left, by=organiser)
    LateLook.objects.create(note=left, by=organiser)
    Feedback.objects.create(meeting=evening.meeting, mark="m", how_was_it="good", words="More soup")
    link = output_letters.feedback_link(row, "wren@loomwick.example")
    return {
        "over": str(evening.meeting.uuid),
        "note_to_do": str(evening.to_do.uuid),
        "feedback_code": row.feedback_code,
        "feedback_token": link.split("/")[-2],
    }


def hidden_world_things(area: Any) -> dict[str, str]:
    """Minutes that are published, of a meeting whose network moderators have hidden."""
    network = made.make_network("Hidden evenings", area=area, sight="hidden")
    now = timezone.now()
    meeting = made.make_meeting(network, state="closed", closed_at=now)
    row = Minutes.objects.create(
        meeting=meeting, state="published", approved_at=now, published_at=now, said="A secret evening"
    )
    return {
        "over": str(meeting.uuid),
        "note_to_do": str(make_note(meeting, kind="action").uuid),
        "feedback_code": row.feedback_code,
        "feedback_token": output_letters.feedback_link(row, "wren@loomwick.example").split("/")[-2],
    }


def hidden_minutes_rows() -> dict[str, set[int]]:
    hidden = Minutes.objects.filter(meeting__network__sight="hidden")
    return {"networks.Minutes": set(hidden.values_list("pk", flat=True))}
