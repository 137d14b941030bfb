"""Decides for a chunk of rows what is to become of each. Reads much, writes nothing: the dry run."""

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from closeknit.directory.dialect import images
from closeknit.directory.dialect.audience import public_views
from closeknit.directory.dialect.records import PLACE, Record, empty_record, record_of
from closeknit.directory.importing import bulk
from closeknit.directory.importing.duplicates import Finder
from closeknit.directory.importing.identity import KeyMaker, Seen
from closeknit.directory.importing.merging import Way, full_service, in_order, merged
from closeknit.directory.importing.options import Options
from closeknit.directory.importing.parsing import Fields, Parser, Reading
from closeknit.directory.importing.placing import Placer, place_fields
from closeknit.directory.importing.plans import Outcome, Plan
from closeknit.directory.importing.readers import RawRow
from closeknit.directory.importing.vocabulary import Vocabulary
from closeknit.directory.models import Group, ImportRow, ImportRun, ListedAs
from closeknit.places.models import Postcode

EDITION = "1"  # of this code: another one might read the same row otherwise
BY_LISTING = """
SELECT external_id, id, changed_at, import_mark FROM directory_group
WHERE source = %s AND NOT (external_id = '') AND {keys}
"""
VENUE_PLACE = tuple(f"venue_{name}" for name in PLACE)


class Known(NamedTuple):
    """A group that a key leads to."""

    group_id: int
    changed_at: datetime
    mark: str
    way: Way


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person said of a row that looked like a group we have."""

    decision: str
    like_id: int | None


class Judge:
    """Judges the rows of one run, chunk by chunk, in the order of the file."""

    def __init__(self, run: ImportRun) -> None:
        self.run = run
        self.options = Options.from_json(run.options)
        self.vocabulary = Vocabulary.read()
        self.parser = Parser(run.columns, run.mapping, self.options, self.vocabulary)
        self.placer = Placer(self.options, self.vocabulary, is_exact=self.parser.is_exact)
        self.seen = Seen()
        self.unknown: Counter[str] = Counter()  # words for themes that the hub does not have
        self._keys = KeyMaker(self.parser, self._context())
        self.make_themes: Callable[[Sequence[str]], dict[str, str]] | None = None  # word → slug
        self._finder: Finder | None = None
        self._parsers: dict[int, Parser] = {}

    def skip(self, rows: Sequence[RawRow]) -> None:
        """Rows that are done already; only their keys still matter."""
        for row in rows:
            if not row.problem:
                self._add_keys(Plan(row))

    def judge(self, rows: Sequence[RawRow], decisions: Mapping[int, Decision]) -> list[Plan]:
        """A plan for each row, in order."""
        return self._decided([self._begin(row) for row in rows], decisions)

    def judge_again(self, row: RawRow, key: str, decision: Decision) -> Plan:
        """A plan for one row whose key is known, by itself."""
        plan = self._begin(row)
        plan.key = key
        return self._decided([plan], {row.number: decision})[0]

    def _decided(self, plans: list[Plan], decisions: Mapping[int, Decision]) -> list[Plan]:
        self._recognise([plan for plan in plans if plan.is_open], decisions)
        open_plans = [plan for plan in plans if plan.is_open]
        self._read(open_plans)
        self._compare([plan for plan in open_plans if plan.is_open and plan.way])
        self._look_for_likenesses([plan for plan in open_plans if plan.is_open and not plan.way], decisions)
        for plan in open_plans:
            if plan.is_open:
                self._create(plan)
        return plans

    def mark(self, plan: Plan, changed_at: datetime) -> str:
        """What a group remembers of the row it was last brought in from. An exact file is also
        compared with what people changed since."""
        if not self.parser.is_exact:
            return plan.fingerprint
        return hashlib.blake2b(f"{plan.fingerprint} {changed_at.isoformat()}".encode(), digest_size=16).hexdigest()

    def _context(self) -> str:
        """All that the meaning of a row depends on besides its cells."""
        run = self.run
        known = (
            EDITION,
            run.mapping,
            run.options,
            run.columns,
            self.vocabulary.fingerprint(),
            Postcode.objects.count(),
        )
        return repr(known)

    def _begin(self, row: RawRow) -> Plan:
        plan = Plan(row)
        if row.problem:
            plan.hold(row.problem)
            plan.name = next((cell.strip() for cell in row.cells if cell.strip()), "")[:200]
        elif self.parser.says_nothing_in("name", row.cells):
            plan.hold(_("It has no name."))
        else:
            self._add_keys(plan)
        return plan

    def _add_keys(self, plan: Plan) -> None:
        keys = self._keys.keys(plan.row.cells)
        number, seen = plan.row.number, self.seen
        plan.fingerprint = keys.fingerprint
        first = seen.row_of(keys.shortest)
        if first is None:
            plan.key = keys.shortest
        elif seen.row_of(keys.fingerprint) is None:
            plan.key = next((key for key in keys.longer() if seen.row_of(key) is None), "")
        seen.add(keys.fingerprint, number)
        if plan.key:
            seen.add(plan.key, number)
        else:
            plan.name = self._name(plan.row)
            plan.hold(_("It repeats row %(number)d.") % {"number": first or 0})

    def _recognise(self, plans: Sequence[Plan], decisions: Mapping[int, Decision]) -> None:
        """Find the groups that the rows are about; rows that are as they were need no more."""
        known = self._known(plans)
        for plan in plans:
            decided = decisions.get(plan.row.number)
            if decided:
                plan.decision, plan.like_id = decided.decision, decided.like_id
            found = known.get(plan.key)
            if found is None:
                if decided and decided.decision == ImportRow.Decision.SAME and decided.like_id:
                    plan.group_id, plan.way = decided.like_id, Way.FILL
                continue
            plan.group_id, plan.way = found.group_id, found.way
            if found.mark == self.mark(plan, found.changed_at):
                plan.outcome = Outcome.UNCHANGED
                plan.name = self._name(plan.row)

    def _known(self, plans: Sequence[Plan]) -> dict[str, Known]:
        keys = bulk.listed(plan.key for plan in plans)
        way = Way.EXACT if self.parser.is_exact else Way.LIST
        found: dict[str, Known] = {}
        if ListedAs.objects.filter(source=self.run.source).exists():
            listings = ListedAs.objects.filter(source=self.run.source, external_id__in=[plan.key for plan in plans])
            for key, pk, moment, mark in listings.values_list("external_id", "group_id", "group__changed_at", "mark"):
                found[key] = Known(pk, moment, mark, Way.FILL)
        for key, pk, moment, mark in bulk.select(
            BY_LISTING.format(keys=bulk.any_of("external_id")), self.run.source, keys
        ):
            found[key] = Known(pk, bulk.as_moment(moment), mark, way)
        if self.parser.is_exact:
            found |= self._known_exactly(plans)
        return found

    def _known_exactly(self, plans: Sequence[Plan]) -> dict[str, Known]:
        """By the hub's own number; failing that, by the list that the row says it came from."""
        columns = ("pk", "changed_at", "import_mark")
        by_uuid = {str(key): Known(*rest, Way.EXACT) for key, *rest in _by_uuid([plan.key for plan in plans], *columns)}
        found = {plan.key: by_uuid[plan.key.lower()] for plan in plans if plan.key.lower() in by_uuid}
        source, number = self.parser.places_of("source"), self.parser.places_of("external_id")
        if not (source and number):
            return found
        told = {
            plan.key: (plan.row.cells[source[0]], plan.row.cells[number[0]]) for plan in plans if plan.key not in found
        }
        names = {pair[0] for pair in told.values() if all(pair)}
        for name in names:
            rows = bulk.select(
                BY_LISTING.format(keys=bulk.any_of("external_id")),
                name,
                bulk.listed(pair[1] for pair in told.values() if pair[0] == name),
            )
            by_number = {row[0]: Known(row[1], bulk.as_moment(row[2]), row[3], Way.EXACT) for row in rows}
            found |= {key: by_number[pair[1]] for key, pair in told.items() if pair[0] == name and pair[1] in by_number}
        return found

    def _read(self, plans: Sequence[Plan]) -> None:
        for plan in plans:
            plan.reading = self.parser.read(plan.row.cells)
            plan.name = (plan.reading.fields.get("name") or self._name(plan.row))[:200]
        self._take_in_new_words([plan.reading for plan in plans])
        places = self.placer.place([plan.reading for plan in plans])
        self._settle_venues([plan.reading for plan in plans])
        for plan, place in zip(plans, places, strict=True):
            plan.place = place
            if plan.reading.problem:
                plan.hold(plan.reading.problem)
            else:
                plan.reason = " ".join(dict.fromkeys(plan.reading.remarks))[:500]

    def _take_in_new_words(self, readings: Sequence[Reading]) -> None:
        """Words that are no themes are told at the end; if it was asked for, they become themes."""
        words = Counter(word for reading in readings for word in reading.unknown)
        if not (self.make_themes and words):
            self.unknown += words
            return
        slugs = self.make_themes(list(words))
        for reading in readings:
            told = {slugs[word] for word in reading.unknown}
            reading.fields["themes"] = sorted({*reading.fields.get("themes", []), *told})

    def _settle_venues(self, readings: Sequence[Reading]) -> None:
        services = [
            s for reading in readings for s in reading.services or () if any(s.get(name) for name in VENUE_PLACE)
        ]
        if not services:
            return
        wanted: list[Fields | None] = [
            {name: service.get(f"venue_{name}", None if name in ("lat", "lng") else "") for name in PLACE}
            for service in services
        ]
        places = self.placer.settle(wanted, [[] for _service in services])
        for service, told, place in zip(services, wanted, places, strict=True):
            if place is None and not self.parser.is_exact and told and told["address"]:
                service["venue_name"] = f"{service['venue_name']}, {told['address']}"[:200]
            service |= {f"venue_{name}": value for name, value in place_fields(place, told or {}).items()}

    def _compare(self, plans: Sequence[Plan]) -> None:
        """With what is stored: a row that changes nothing is unchanged, however it is written."""
        if not plans:
            return
        pictures = images.load([plan.group_id for plan in plans if plan.group_id])
        named = images.names(list(pictures.values()))
        current = {pk: record_of(image, named) for pk, image in pictures.items()}
        shown = public_views(pictures.values(), current) if self.parser.is_public else {}
        earlier = self._earlier([plan for plan in plans if plan.way is Way.LIST])
        self._keep_to_known(plans)
        for plan in plans:
            pk = plan.group_id or 0
            plan.image, plan.current = pictures[pk], current[pk]
            plan.record = merged(plan.current, plan.reading, plan.way or Way.LIST, earlier.get(pk), shown.get(pk))
            plan.record["uuid"] = plan.current["uuid"]
        self._keep_unique([plan for plan in plans if plan.way is Way.EXACT])
        for plan in plans:
            plan.outcome = Outcome.UNCHANGED if plan.record == plan.current else Outcome.UPDATED

    def _earlier(self, plans: Sequence[Plan]) -> dict[int, Reading]:
        """What the list said of these groups when it last changed them."""
        rows = (
            ImportRow.objects.filter(group__in=[plan.group_id for plan in plans], run__source=self.run.source)
            .filter(run__state__in=(ImportRun.State.APPLIED, ImportRun.State.APPLYING, ImportRun.State.STOPPED))
            .filter(outcome__in=(Outcome.CREATED, Outcome.UPDATED))
            .order_by("pk")
            .select_related("run")
        )
        readings = {row.group_id: self._parser_of(row.run).read(row.raw) for row in rows if plans and row.raw}
        self.placer.place(list(readings.values()))
        self._settle_venues(list(readings.values()))
        return readings

    def _parser_of(self, run: ImportRun) -> Parser:
        if run.pk not in self._parsers:
            self._parsers[run.pk] = Parser(run.columns, run.mapping, Options.from_json(run.options), self.vocabulary)
        return self._parsers[run.pk]

    def _keep_to_known(self, plans: Sequence[Plan]) -> None:
        """Ties to groups that are not here (yet) are left to the end of the run."""
        wanted = {tie["to"] for plan in plans for tie in plan.reading.fields.get("relations", ())}
        here = {str(key) for (key,) in _by_uuid(list(wanted))} if wanted else set()
        for plan in plans:
            if "relations" in plan.reading.fields:
                plan.reading.fields["relations"] = [
                    tie for tie in plan.reading.fields["relations"] if tie["to"] in here
                ]

    def _keep_unique(self, plans: Sequence[Plan]) -> None:
        """An address or a listing that another group has, or an earlier row wants, stays with that group."""
        for names in (("slug",), ("source", "external_id")):
            told_by = [(plan, _told(plan.record, names)) for plan in plans]
            moved = [(plan, told) for plan, told in told_by if told != _told(plan.current, names)]
            lookup = {f"{name}__in": {told[place] for _plan, told in moved} for place, name in enumerate(names)}
            taken = set(Group.objects.filter(**lookup).values_list(*names)) if moved else set()
            for plan, told in moved:
                if told in taken:
                    kept = _("Its address or its number in the list stays as it was: another group has that one.")
                    plan.reason = f"{plan.reason} {kept}".strip()
                if plan.record and plan.current and (told in taken or told == ("",)):
                    plan.record |= {name: plan.current[name] for name in names}
                elif told[-1]:
                    taken.add(told)

    def _look_for_likenesses(self, plans: Sequence[Plan], decisions: Mapping[int, Decision]) -> None:
        if self.options.duplicates == "create":
            return
        asked = [
            plan for plan in plans if not (d := decisions.get(plan.row.number)) or d.decision != ImportRow.Decision.NEW
        ]
        if self._finder is None:
            self._finder = Finder(self.run.source, self.run.applied_at or self.run.started_at)
        for number, like in self._finder.likenesses([(plan.reading, plan.place) for plan in asked]).items():
            asked[number].hold(like.reason, like.group_id)

    def _create(self, plan: Plan) -> None:
        fields = plan.reading.fields
        record: Record = empty_record() | {name: value for name, value in fields.items() if value is not None}
        if not (self.parser.is_exact and fields.get("uuid")):
            record |= {"source": self.run.source, "external_id": plan.key}
        record["services"] = in_order(full_service({"uuid": ""} | service) for service in plan.reading.services or ())
        plan.record, plan.outcome = record, Outcome.CREATED

    def _name(self, row: RawRow) -> str:
        return next((row.cells[place].strip() for place in self.parser.places_of("name")), "")[:200]


def _told(record: Record | None, names: Sequence[str]) -> tuple[Any, ...]:
    return tuple((record or {})[name] for name in names)


def _by_uuid(keys: Sequence[str], *columns: str) -> list[tuple[Any, ...]]:
    """The groups of those keys that are uuids."""
    found = []
    for key in keys:
        try:
            found.append(UUID(key))
        except ValueError:
            continue
    return list(Group.objects.filter(uuid__in=found).values_list("uuid", *columns))
