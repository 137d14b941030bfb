"""Groups as files and feeds. What leaves here is what a visitor may see, and no more."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time

from django.utils import feedgenerator
from django.utils.translation import gettext as _

from closeknit.algorithms.text import clean_line
from closeknit.directory.dialect.audience import Audience
from closeknit.directory.dialect.fields import columns
from closeknit.directory.dialect.records import Record
from closeknit.directory.exporting import geojson, tables
from closeknit.directory.exporting.reading import groups_for, most_services, records
from closeknit.directory.search.cards import Card
from closeknit.website.addresses import public

CHUNK = 1000
NOON = time(12, tzinfo=UTC)


def as_csv(ids: Sequence[int]) -> Iterator[bytes]:
    services = max((most_services(groups_for(Audience.PUBLIC, part)) for part in _parts(ids)), default=1)
    return tables.as_csv(_records(ids), columns(services=services, is_public=True))


def as_geojson(ids: Sequence[int]) -> Iterator[bytes]:
    return geojson.as_geojson(_records(ids))


def _records(ids: Sequence[int]) -> Iterator[Record]:
    """Costs twelve queries for each thousand, and memory for one thousand."""
    for part in _parts(ids):
        yield from records(groups_for(Audience.PUBLIC, part), Audience.PUBLIC)


def _parts(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))


def as_rss(title: str, address: str, cards: Sequence[Card]) -> str:
    """RSS 2.0. An item's date is the day on which the group was last confirmed. XML takes no control
    characters, which a file in our own dialect may bring in."""
    feed = feedgenerator.Rss201rev2Feed(title, address, _("Groups, the most lately confirmed first."), "en-GB")
    for card in cards:
        feed.add_item(
            clean_line(card.name),
            public(card.url),
            clean_line(" · ".join(filter(None, [card.summary, card.when, card.area_name]))),
            unique_id=public(card.url),
            pubdate=datetime.combine(card.confirmed_on, NOON) if card.confirmed_on else None,
        )
    return feed.writeString("utf-8")
