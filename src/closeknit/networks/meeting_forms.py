"""The forms by which a meeting is planned: when and where, its agenda, its tables."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from closeknit.algorithms.schedule.recurrence import Recurrence
from closeknit.commitments.forms import Day
from closeknit.directory.models import Venue
from closeknit.networks import agenda_times
from closeknit.networks.actions.meetings import MOST_TABLES, Topic
from closeknit.networks.meeting_vocabulary import item_kinds
from closeknit.networks.models import AgendaItem, Meeting, Network

LONGEST_HOURS = 12


def agendas() -> list[tuple[str, Any]]:
    return [(one.key, f"{one.name} ({one.minutes} min). {one.words}") for one in agenda_times.READY]


class PlanForm(forms.Form):
    """When and where, and which ready agenda it begins from."""

    title = forms.CharField(
        label=_("What is it called?"), max_length=200, error_messages={"required": _("Give it a name.")}
    )
    question = forms.CharField(
        label=_("What is it about, as a question?"),
        help_text=_("It stands on the screen, such as “What should we press for this winter?”"),
        max_length=200,
        required=False,
    )
    day = Day(label=_("On which day?"))
    begins = forms.TimeField(
        label=_("When does it begin?"),
        widget=forms.TimeInput({"type": "time"}),
        error_messages={"required": _("Say when it begins.")},
    )
    ends = forms.TimeField(
        label=_("When does it end?"),
        widget=forms.TimeInput({"type": "time"}),
        error_messages={"required": _("Say when it ends.")},
    )
    venue = forms.ModelChoiceField(
        Venue.objects.none(), label=_("In which venue?"), required=False, empty_label=_("None of these")
    )
    place_words = forms.CharField(label=_("Where, in words"), max_length=300, required=False)
    agenda = forms.ChoiceField(label=_("How shall the agenda begin?"), choices=agendas, widget=forms.RadioSelect)
    tables = forms.CharField(
        label=_("Topics of the tables"),
        help_text=_("One in a line. You can change them until the evening begins."),
        max_length=5000,
        required=False,
        widget=forms.Textarea({"rows": 5}),
    )
    client_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, network: Network, **more: Any) -> None:
        self.network = network
        open_ones = network.priorities.open().filter(sight="shown")[:6]
        initial = {
            "client_id": uuid4(),
            "agenda": "usual" if network.meetings.exists() else "first",
            "tables": "\n".join(priority.title for priority in open_ones),
            "title": _now("Meeting of %(network)s") % {"network": network.name},
            **more.pop("initial", {}),
        }
        super().__init__(*args, initial=initial, **more)
        self.fields["venue"].queryset = Venue.objects.filter(is_confidential=False).order_by("name", "pk")

    def clean_day(self) -> Any:
        day = self.cleaned_data["day"]
        if day < timezone.localdate():
            raise forms.ValidationError(_now("This day is over. Choose one to come."))
        return day

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("begins") and said.get("ends") and said["begins"] == said["ends"]:
            self.add_error("ends", _now("It ends when it begins. Choose a later time."))
        elif said.get("begins") and said.get("ends") and self.minutes > LONGEST_HOURS * 60:
            self.add_error("ends", _now("It ends before it begins. Choose a later time."))
        if len(self.topics) > MOST_TABLES:
            self.add_error("tables", _now("At most 30 tables. Larger rooms are better as two meetings."))
        return said

    @property
    def minutes(self) -> int:
        """Past midnight it is the next day's time."""
        said, day = self.cleaned_data, timezone.localdate()
        begins, ends = datetime.combine(day, said["begins"]), datetime.combine(day, said["ends"])
        return int(((ends - begins) % timedelta(days=1)).total_seconds() // 60)

    @property
    def topics(self) -> list[Topic]:
        """Each under the priority of the same name, if the network has one."""
        lines = [line.strip()[:160] for line in self.cleaned_data.get("tables", "").splitlines() if line.strip()]
        known = {priority.title: priority for priority in self.network.priorities.open()} if lines else {}
        return [Topic(line, priority=known.get(line)) for line in lines]

    @property
    def plan(self) -> dict[str, Any]:
        """As ``actions.meetings.plan_meeting`` takes it."""
        said = self.cleaned_data
        starts = datetime.combine(said["day"], said["begins"])
        return {
            "rule": Recurrence(start=starts, minutes=self.minutes, zone=str(timezone.get_current_timezone())),
            "details": {name: said[name] for name in ("title", "venue", "place_words")},
            "question": said["question"],
            "agenda": said["agenda"],
            "tables": self.topics,
            "client_id": said["client_id"],
        }


class ItemForm(forms.Form):
    """One item of the agenda, in a row."""

    id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    minutes = forms.IntegerField(
        label=_("Minutes"), min_value=1, max_value=600, error_messages={"required": _("Say how many minutes.")}
    )
    title = forms.CharField(
        label=_("What happens"), max_length=200, error_messages={"required": _("Say what happens.")}
    )
    kind = forms.ChoiceField(label=_("What is it for?"), choices=item_kinds)


AgendaForms = forms.formset_factory(ItemForm, extra=2, can_delete=True, can_order=True, max_num=40, absolute_max=60)


def agenda_forms(meeting: Meeting, said: Any = None) -> Any:
    rows = [{"id": one.pk, "minutes": one.minutes, "title": one.title, "kind": one.kind} for one in meeting.items.all()]
    return AgendaForms(said, initial=rows, prefix="agenda")


def items_of(meeting: Meeting, filled: Any) -> list[AgendaItem]:
    """In the order that was typed; rows left empty and those taken away are none."""
    known = {one.pk: one for one in meeting.items.all()}
    found = []
    for form in filled.ordered_forms:
        said = form.cleaned_data
        if said.get("title"):
            item = known.get(said.get("id")) or AgendaItem()
            item.minutes, item.title, item.kind = said["minutes"], said["title"], said["kind"]
            found.append(item)
    return found


class TableForm(forms.Form):
    topic = forms.CharField(label=_("Topic"), max_length=160, required=False)
    question = forms.CharField(label=_("What to ask the table"), max_length=300, required=False)
    priority = forms.ModelChoiceField(None, label=_("Priority"), required=False, empty_label=_("None"))

    def __init__(self, *args: Any, network: Network, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["priority"].queryset = network.priorities.open()


TableForms = forms.formset_factory(TableForm, extra=2, max_num=MOST_TABLES, absolute_max=MOST_TABLES + 2)


def table_forms(meeting: Meeting, said: Any = None) -> Any:
    rows = meeting.tables.exclude(number=0)
    initial = [{"topic": one.topic, "question": one.question, "priority": one.priority_id} for one in rows]
    return TableForms(said, initial=initial, prefix="tables", form_kwargs={"network": meeting.network})


def topics_of(filled: Any) -> list[Topic]:
    return list(_topics(filled.cleaned_data))


def _topics(rows: Sequence[dict[str, Any]]) -> Iterator[Topic]:
    for said in rows:
        if said.get("topic"):
            yield Topic(said["topic"], said.get("question", ""), said.get("priority"))


class ClusterForm(forms.Form):
    """A new cluster, or another name for one."""

    title = forms.CharField(
        label=_("In a few words"), max_length=160, error_messages={"required": _("Name it in a few words.")}
    )
    note = forms.UUIDField(required=False, widget=forms.HiddenInput)
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
