"""When something is on, as people say it: every week, every month, on some dates, once, or in their own words."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from closeknit.algorithms.schedule.expansion import rule_days
from closeknit.algorithms.schedule.recurrence import Recurrence, problems
from closeknit.algorithms.schedule.recurrence_reading import read
from closeknit.algorithms.schedule.rule import DAYS
from closeknit.algorithms.schedule.tokens import NotUnderstood
from closeknit.calendar.dates import Holidays
from closeknit.commitments.forms import FURTHEST
from closeknit.directory.editing.forms.fields import LineField
from closeknit.directory.vocabulary import Weekday

KEPT, WEEKLY, MONTHLY, DATES, ONCE, TYPED = "kept", "weekly", "monthly", "dates", "once", "typed"
WAYS = (
    (WEEKLY, _("Every week, or every few weeks")),
    (MONTHLY, _("Every month, such as the first Tuesday")),
    (DATES, _("On these dates")),
    (ONCE, _("Just once")),
    (TYPED, _("In my own words")),
)
EVERY = ((1, _("Every week")), (2, _("Every second week")), (3, _("Every third week")), (4, _("Every fourth week")))
NTH = (("1", _("First")), ("2", _("Second")), ("3", _("Third")), ("4", _("Fourth")), ("-1", _("Last")))
MOST_DATES = 100
DAYS_AHEAD = 400  # in which a first date is looked for


class DayField(forms.DateField):
    """A day of the next or the last ten years."""

    def __init__(self, **more: Any) -> None:
        widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
        said = {"invalid": _("Write the day like 2027-05-04."), **more.pop("error_messages", {})}
        super().__init__(widget=widget, error_messages=said, **more)

    def clean(self, value: Any) -> date | None:
        on: date | None = super().clean(value)
        if on and abs(on - timezone.localdate()) > FURTHEST:
            raise forms.ValidationError(_("This day is too far away."))
        return on


class HourField(forms.TimeField):
    """An hour by the clock on the wall."""

    def __init__(self, **more: Any) -> None:
        widget = forms.TimeInput({"type": "time"}, format="%H:%M")
        said = {"invalid": _("Write the hour like 19:30."), **more.pop("error_messages", {})}
        super().__init__(widget=widget, error_messages=said, **more)


class WhenForm(forms.Form):
    """``rule`` is what it says, once it is valid. ``kept`` is the rule as it stands, which may stay."""

    how = forms.ChoiceField(label=_("How often is it on?"), choices=WAYS, widget=forms.RadioSelect, initial=WEEKLY)
    every = forms.TypedChoiceField(label=_("How often?"), choices=EVERY, coerce=int, required=False, initial=1)
    weekdays = forms.MultipleChoiceField(
        label=_("On which days?"), choices=Weekday.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    nth = forms.MultipleChoiceField(
        label=_("Which of the month?"), choices=NTH, widget=forms.CheckboxSelectMultiple, required=False
    )
    weekday = forms.ChoiceField(label=_("Which day of the week?"), choices=Weekday.choices, required=False)
    dates = forms.CharField(
        label=_("Which dates?"),
        help_text=_("One in each line, or with commas: 12 January, 9 February, 9 March."),
        widget=forms.Textarea({"rows": 4}),
        required=False,
        max_length=2000,
    )
    on = DayField(label=_("Which day?"), required=False)
    typed = LineField(
        label=_("When is it?"),
        help_text=_("Such as: every other Friday 10am to 12 noon until June, not in August."),
        max_length=600,
        required=False,
    )
    begins = DayField(label=_("From which day on?"), required=False, help_text=_("Leave it empty to begin soon."))
    until = DayField(label=_("Until which day?"), required=False, help_text=_("Leave it empty if there is no end."))
    opens = HourField(label=_("From what time?"), required=False)
    closes = HourField(label=_("Until what time?"), required=False)
    without = forms.CharField(
        label=_("Not on these days"),
        help_text=_("Such as: 25 December, 1 January."),
        required=False,
        max_length=1000,
    )
    skips_school_holidays = forms.BooleanField(label=_("Not in school holidays"), required=False)

    def __init__(
        self, *args: Any, kept: Recurrence | None = None, holidays: Holidays = (), zone: Any = None, **more: Any
    ) -> None:
        self.kept, self.holidays = kept, holidays
        self.zone = zone or timezone.get_current_timezone()
        self.rule: Recurrence | None = None
        more["initial"] = {**(_initial_of(kept) if kept else {}), **more.get("initial", {})}
        super().__init__(*args, **more)
        if kept is not None:
            self.fields["how"].choices = [(KEPT, _("As it is now")), *WAYS]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        how = told.get("how", "")
        if how and not self.is_unclear:
            self.rule = getattr(self, f"_{how}")(told)
        if self.rule is not None:
            self._say_problems(self.rule)
        return told

    @property
    def is_unclear(self) -> bool:
        """Whether something about when it is on is wrong, whatever else may be."""
        return not WhenForm.base_fields.keys().isdisjoint(self.errors)

    @property
    def shown_rule(self) -> Recurrence | None:
        """The rule with the holidays in which it rests: what its dates really are."""
        if self.rule is None or not self.cleaned_data.get("skips_school_holidays"):
            return self.rule
        return replace(self.rule, skipped=self.holidays)

    def _kept(self, _told: Mapping[str, Any]) -> Recurrence | None:
        return self.kept

    def _weekly(self, told: Mapping[str, Any]) -> Recurrence | None:
        days = tuple(told["weekdays"])
        if not days:
            self.add_error("weekdays", _("Tick at least one day."))
        return self._repeated(told, "WEEKLY", days, interval=told["every"] or 1)

    def _monthly(self, told: Mapping[str, Any]) -> Recurrence | None:
        days = tuple(f"{nth}{told['weekday']}" for nth in told["nth"])
        if not days:
            self.add_error("nth", _("Tick at least one: the first, the second …"))
        return self._repeated(told, "MONTHLY", days)

    def _repeated(self, told: Mapping[str, Any], freq: str, byday: tuple[str, ...], interval: int = 1) -> Any:
        opens, minutes = self._hours(told)
        begins = told["begins"] or timezone.localdate(timezone=self.zone)
        if self.is_unclear or opens is None:
            return None
        from_ = Recurrence(
            start=datetime.combine(begins, opens), minutes=minutes, zone=self.zone, freq=freq, interval=interval,
            byday=byday,
        )  # fmt: skip
        return self._finished(_on_its_first_day(from_), told)

    def _once(self, told: Mapping[str, Any]) -> Recurrence | None:
        day = told["on"]
        if day is None:
            self.add_error("on", _("Say on which day."))
        opens, minutes = self._hours(told)
        if self.is_unclear or opens is None:
            return None
        return Recurrence(start=datetime.combine(day, opens), minutes=minutes, zone=self.zone)

    def _dates(self, told: Mapping[str, Any]) -> Recurrence | None:
        days = self._days("dates", told)
        if not days and not self.is_unclear:
            self.add_error("dates", _("Write at least one date."))
        opens, minutes = self._hours(told)
        if self.is_unclear or opens is None:
            return None
        first, *others = (datetime.combine(day, opens) for day in days)
        return Recurrence(start=first, minutes=minutes, zone=self.zone, dates=tuple(others))

    def _typed(self, told: Mapping[str, Any]) -> Recurrence | None:
        today = told["begins"] or timezone.localdate(timezone=self.zone)
        rule = self._understood("typed", told["typed"] or "", today)
        return self._finished(rule, told) if rule else None

    def _finished(self, rule: Recurrence, told: Mapping[str, Any]) -> Recurrence | None:
        """With its end and the days it is not on."""
        if told["until"]:
            rule = replace(rule, until=told["until"])
        hours = {rule.start.time(), *(wall.time() for wall in rule.dates)}
        days = self._days("without", told)
        without = rule.without | {datetime.combine(day, hour) for day in days for hour in hours}
        return None if self.is_unclear else replace(rule, without=frozenset(without))

    def _hours(self, told: Mapping[str, Any]) -> tuple[time | None, int]:
        """When it begins, and for how many minutes: past midnight if it ends earlier than it begins."""
        opens, closes = told["opens"], told["closes"]
        if opens is None:
            self.add_error("opens", _("Say when it begins."))
            return None, 0
        if closes is None:
            return opens, 0
        span = datetime.combine(date.min, closes) - datetime.combine(date.min, opens)
        return opens, int(span / timedelta(minutes=1)) % (24 * 60)

    def _days(self, name: str, told: Mapping[str, Any]) -> list[date]:
        """The days that somebody has listed in a field."""
        text = ", ".join(line.strip(" ,") for line in (told[name] or "").splitlines() if line.strip(" ,"))
        if not text:
            return []
        begins = told["begins"] or timezone.localdate(timezone=self.zone)
        rule = self._understood(name, f"{text} 12 noon", begins)
        if rule is None or rule.freq:
            if rule is not None:
                self.add_error(name, _("Write single days here, such as 12 January."))
            return []
        days = sorted({rule.start.date(), *(wall.date() for wall in rule.dates)})
        if len(days) > MOST_DATES:
            self.add_error(name, _("These are too many dates."))
        return days

    def _understood(self, name: str, text: str, today: date) -> Recurrence | None:
        try:
            return read(text, today, self.zone)
        except NotUnderstood as odd:
            said = [odd.sentence.said(gettext)]
            if odd.instead:
                said.append(gettext("Did you mean: %(these)s?") % {"these": " / ".join(odd.instead)})
            self.add_error(name, " ".join(said))
            return None

    def _say_problems(self, rule: Recurrence) -> None:
        field = {WEEKLY: "weekdays", MONTHLY: "nth", DATES: "dates", ONCE: "on", TYPED: "typed"}
        for sentence in problems(rule):
            self.add_error(field.get(self.cleaned_data["how"], "how"), sentence.said(gettext))


def _on_its_first_day(rule: Recurrence) -> Recurrence:
    """The start always counts as a date, so it must be one of its days: the first, whatever weeks it leaves out."""
    begins = rule.start.toordinal()
    first = next(iter(rule_days(replace(rule, interval=1), begins, begins + DAYS_AHEAD)), begins)
    return replace(rule, start=datetime.combine(date.fromordinal(first), rule.start.time()))


def _initial_of(rule: Recurrence) -> dict[str, Any]:
    """The fields that say the rule as it is; it stays by itself."""
    ends = (datetime.combine(date.min, rule.start.time()) + timedelta(minutes=rule.minutes)).time()
    told: dict[str, Any] = {
        "how": KEPT, "opens": rule.start.time(), "closes": ends if rule.minutes else None, "on": rule.start.date(),
        "until": rule.until,
    }  # fmt: skip
    if rule.freq == "WEEKLY":
        told |= {"every": rule.interval, "weekdays": list(rule.byday) or [DAYS[rule.start.weekday()]]}
    if rule.freq == "MONTHLY" and rule.byday and len({code[-2:] for code in rule.byday}) == 1:
        told |= {"nth": [code[:-2].lstrip("+") for code in rule.byday], "weekday": rule.byday[0][-2:]}
    return told
