"""School holidays: one at a time, or pasted from the council's page."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from closeknit.algorithms.schedule.recurrence_reading import read
from closeknit.algorithms.schedule.tokens import NotUnderstood
from closeknit.calendar.forms.when import DayField
from closeknit.directory.editing.forms.fields import LineField

Rows = list[tuple[str, date, date]]
MOST_LINES, LONGEST = 200, 10_000
LONGEST_HOLIDAY = 100  # days


class HolidayForm(forms.Form):
    name = LineField(
        label=_("What is it called?"),
        help_text=_("Such as: Easter holidays."),
        max_length=120,
        error_messages={"required": _("Give it a name.")},
    )
    first = DayField(label=_("First day"), error_messages={"required": _("Say on which day it begins.")})
    last = DayField(label=_("Last day"), error_messages={"required": _("Say on which day it ends.")})

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        first, last = told.get("first"), told.get("last")
        if first and last and (problem := _problem(first, last)):
            self.add_error("last", problem)
        return told

    @property
    def rows(self) -> Rows:
        told = self.cleaned_data
        return [(told["name"], told["first"], told["last"])]


class PasteForm(forms.Form):
    """One holiday in each line: a name, the first day and the last."""

    lines = forms.CharField(
        label=_("One holiday in each line"),
        help_text=_("Such as: Easter holidays: 30 March 2026 to 10 April 2026. One day alone is right, too."),
        widget=forms.Textarea({"rows": 8}),
        max_length=LONGEST,
        error_messages={"required": _("Paste at least one line.")},
    )

    def clean_lines(self) -> str:
        text: str = self.cleaned_data["lines"]
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        if len(lines) > MOST_LINES:
            raise forms.ValidationError(_("These are too many lines."))
        self.rows, odd = [], []
        for number, line in enumerate(lines, start=1):
            try:
                self.rows.append(_read(line))
            except NotUnderstood:
                odd.append(gettext("We cannot read line %(number)d: %(line)s") % {"number": number, "line": line[:80]})
        if odd:
            raise forms.ValidationError(odd)
        return text


def _read(line: str) -> tuple[str, date, date]:
    """“Easter holidays: 30 March to 10 April 2026”, also with tabs or a dash."""
    name, _colon, days = line.replace("\t", ": ", 1).partition(":")
    if not days:
        raise NotUnderstood
    for between in (" to ", " until ", " – ", " - ", "–", "\t", " — "):
        first, found, last = days.partition(between)
        if found:
            break
    else:
        first = last = days
    ends = _day(last, None)
    begins = _day(first, ends)
    if begins > ends or (ends - begins).days > LONGEST_HOLIDAY or not name.strip():
        raise NotUnderstood
    return name.strip()[:120], begins, ends


def _day(text: str, ends: date | None) -> date:
    """One day; without a year it is that of the last day, or the year before where it would come after it."""
    text = text.strip(" .,\t")
    for shape in ("%d %B %Y", "%d %b %Y", "%d/%m/%Y", "%Y-%m-%d", "%A %d %B %Y", "%a %d %b %Y"):
        try:
            return datetime.strptime(text.replace(",", ""), shape).date()  # noqa: DTZ007 - a day, not a moment
        except ValueError:
            continue
    if ends is None:
        return _alone(text, timezone.localdate())
    found = _alone(text, date(ends.year - 1, 1, 1))
    same = [found.replace(year=year) for year in (ends.year, ends.year - 1) if _is_day(found, year)]
    return next((day for day in same if day <= ends), found)


def _alone(text: str, today: date) -> date:
    rule = read(f"{text} 12 noon", today)
    if rule.freq or rule.dates:
        raise NotUnderstood
    return rule.start.date()


def _is_day(day: date, year: int) -> bool:
    try:
        day.replace(year=year)
    except ValueError:
        return False
    return True


def _problem(first: date, last: date) -> Any:
    if last < first:
        return _("It ends before it begins.")
    return _("This is longer than any holiday.") if (last - first).days > LONGEST_HOLIDAY else None
