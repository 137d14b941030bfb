"""What follows when dates of a feed change: whoever answered is told, old names lead where they should."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from closeknit.calendar import aftermath
from closeknit.calendar.aftermath import What
from closeknit.calendar.models import Answer, FormerDate, Series


@dataclass(slots=True)
class Ripples:
    """Gathered while series are being changed, and spread once all is written down."""

    dates: list[tuple[Series, str, What]] = field(default_factory=list)
    whole: list[Series] = field(default_factory=list)
    lost: list[tuple[Series, str]] = field(default_factory=list)

    def date_changed(
        self, series: Series, original: str, was_cancelled: bool = False, *, is_cancelled: bool = False
    ) -> None:
        what = What.CANCELLED if is_cancelled else What.RESTORED if was_cancelled else What.MOVED
        self.dates.append((series, original, what))

    def series_changed(self, series: Series) -> None:
        self.whole.append(series)

    def gone(self, series: Series, originals: Iterable[str]) -> None:
        self.lost += [(series, original) for original in originals]

    def spread(self, now: datetime) -> None:
        """Costs a few queries for each date that somebody has answered to, and three besides."""
        FormerDate.objects.bulk_create(
            [FormerDate(series=series, original=name, to_series=series) for series, name in self.lost],
            batch_size=500,
            ignore_conflicts=True,
        )
        answered = self._answered(now)
        for series, original in self.lost:
            if (series.pk, original) in answered:
                aftermath.date_renamed(series, original, (series, ""))
        for series, original, what in self.dates:
            if (series.pk, original) in answered:
                aftermath.date_changed(series, original, what)
        for series in self.whole:
            if any(number == series.pk for number, _original in answered):
                aftermath.series_changed(series, What.CANCELLED if series.is_cancelled else What.RESTORED)

    def _answered(self, now: datetime) -> set[tuple[int, str]]:
        series = {one.pk for one in self.whole} | {row[0].pk for row in (*self.dates, *self.lost)}
        rows = Answer.objects.filter(series__in=series, starts__gt=now).order_by()
        return set(rows.values_list("series_id", "original").distinct())
