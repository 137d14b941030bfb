"""As many believable groups as asked, in a stream. Group ``i`` of a seed is the same whatever the
count: each block of groups has its own dice. Cost O(count), memory one block."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import islice
from typing import NamedTuple

import numpy as np

from closeknit.demo.loomwick import areas
from closeknit.demo.loomwick import generator_tables as tables
from closeknit.demo.loomwick import generator_words as words
from closeknit.demo.loomwick.generator_places import Places, placed
from closeknit.demo.loomwick.records import GeneratedGroup

BLOCK = 4096
_NAMES = (
    "square precision venue which_venue door north east activity kind name form adjective invented "
    "opener detail thing rare closing summary since state who_for language other_language covers "
    "age confirmer how services first_service second_service contact"
)
_COLUMNS = _NAMES.split()
_STATES = ("active", "quiet", "dormant", "closed")
_STATE_SHARES = tables.shares(84, 7, 6, 3)
_HOW = ("steward", "steward", "steward", "phone", "calendar", "import")
_OLDEST = 1500  # days since the longest unconfirmed group last said that all is right


def generate_groups(count: int, seed: int = 7, today: date = date(2026, 11, 21)) -> Iterator[GeneratedGroup]:
    """The first ``count`` groups of a seed; confirmed dates count back from ``today``."""
    blocks = (_block(first, seed, today) for first in range(0, count, BLOCK))
    return islice((group for block in blocks for group in block), count)


def _dice(first: int, seed: int) -> dict[str, np.ndarray]:
    source = np.random.PCG64(np.random.SeedSequence([seed, first // BLOCK]))
    return dict(zip(_COLUMNS, np.random.Generator(source).random((len(_COLUMNS), BLOCK)), strict=True))


def _block(first: int, seed: int, today: date) -> list[GeneratedGroup]:
    dice = _dice(first, seed)
    kinds = tables.activities(seed)
    chosen = [kinds[i] for i in _pick(dice["activity"], len(kinds))]
    places = placed(dice, first)
    wordings = _wordings(dice)
    facts = _facts(dice, today)
    rows = zip(range(first, first + BLOCK), chosen, zip(*places, strict=True), wordings, facts, strict=True)
    return [_group(*row) for row in rows]


def _pick(dice: np.ndarray, n: int) -> list[int]:
    """An even choice among n, for each number between 0 and 1."""
    return (dice * n).astype(int).tolist()


def _zipf(dice: np.ndarray, n: int, power: float) -> list[int]:
    return np.searchsorted(_zipf_table(n, power), dice).clip(max=n - 1).tolist()


@cache
def _zipf_table(n: int, power: float) -> np.ndarray:
    return tables.zipf(n, power)


class Wording(NamedTuple):
    """Which sentences and words to use: positions in the tables."""

    name: float
    form: float
    adjective: int
    invented: int
    opener: int
    detail: float
    thing: int
    rare: int
    closing: int
    summary: int


def _wordings(dice: dict[str, np.ndarray]) -> Iterator[Wording]:
    columns = (
        dice["name"].tolist(),
        dice["form"].tolist(),
        _pick(dice["adjective"], len(words.ADJECTIVES)),
        _pick(dice["invented"], len(words.INVENTED)),
        _zipf(dice["opener"], len(words.OPENERS), 0.4),
        dice["detail"].tolist(),
        _zipf(dice["thing"], len(words.THINGS), 1.0),
        _zipf(dice["rare"], len(words.INVENTED), 1.0),
        _zipf(dice["closing"], len(words.CLOSINGS), 0.3),
        _pick(dice["summary"], len(words.SUMMARIES)),
    )
    return map(Wording._make, zip(*columns, strict=True))


class Facts(NamedTuple):
    since: int
    state: str
    who_for: str
    languages: tuple[str, ...]
    covers: float
    confirmed_on: date | None
    confirmed_by: str
    confirmed_how: str
    kind: float
    services: float
    first_service: int
    second_service: int
    contact: float


def _facts(dice: dict[str, np.ndarray], today: date) -> Iterator[Facts]:
    states = np.searchsorted(_STATE_SHARES, dice["state"]).clip(max=3)
    days = _days_ago(dice["age"], states)
    calendar = [*(today - timedelta(days=i) for i in range(_OLDEST + 1)), None]
    on = [calendar[i] for i in days]
    by = _pick(dice["confirmer"], len(tables.confirmers()))
    how = _pick(dice["how"], len(_HOW))
    columns = (
        (today.year - (dice["since"] ** 2.5 * 60).astype(int)).tolist(),
        [_STATES[i] for i in states.tolist()],
        [words.WHO_FOR[i] for i in _pick(dice["who_for"], len(words.WHO_FOR))],
        _languages(dice),
        dice["covers"].tolist(),
        on,
        [tables.confirmers()[i] if day else "" for i, day in zip(by, on, strict=True)],
        [_HOW[i] if day else "" for i, day in zip(how, on, strict=True)],
        dice["kind"].tolist(),
        dice["services"].tolist(),
        _pick(dice["first_service"], tables.SERVICES_EACH),
        _pick(dice["second_service"], tables.SERVICES_EACH),
        dice["contact"].tolist(),
    )
    return map(Facts._make, zip(*columns, strict=True))


def _days_ago(dice: np.ndarray, states: np.ndarray) -> list[int]:
    """Days since confirmed: mostly within the year, longer for the sleepy; one in twenty never was."""
    scale = np.where(states >= 2, 520.0, 150.0)
    days = (-np.log(1 - dice * 0.999) * scale).astype(int).clip(max=_OLDEST)
    return np.where((dice * 1000).astype(int) % 20 == 7, _OLDEST + 1, days).tolist()


def _languages(dice: dict[str, np.ndarray]) -> list[tuple[str, ...]]:
    others = _zipf(dice["other_language"], len(words.LANGUAGES), 0.8)
    return [
        ("English", words.LANGUAGES[other]) if speaks < 0.28 else ("English",)
        for speaks, other in zip(dice["language"].tolist(), others, strict=True)
    ]


def _group(number: int, activity: tables.Activity, place: Places, say: Wording, facts: Facts) -> GeneratedGroup:
    ward, precision, lat, lng, address, postcode, street, venue = place
    ward_name = _WARDS[ward]
    covers, covers_text = _coverage(facts.covers, ward)
    has_contact = facts.contact
    return GeneratedGroup(
        number,
        _name(number, activity, say, street, ward_name),
        _kind(activity.kind, facts.kind),
        activity.summaries[say.summary][ward],
        _aims(activity, say, ward),
        facts.since,
        facts.state,
        facts.who_for,
        facts.languages,
        activity.themes,
        ward_name,
        covers,
        covers_text,
        precision,
        lat,
        lng,
        address,
        postcode,
        venue,
        _services(activity, facts),
        facts.confirmed_on,
        facts.confirmed_by,
        facts.confirmed_how,
        f"group{number}@groups.loomwick.example",
        f"01632 960 {number % 1000:03d}" if has_contact < 0.6 else "",
        f"https://group{number}.loomwick.example/" if has_contact > 0.55 else "",
    )


_WARDS = tuple(areas.CURRENT)


def _name(number: int, activity: tables.Activity, say: Wording, street: str, ward: str) -> str:
    """Plain names first; as the plain ones run out, rarer patterns that hardly ever collide."""
    form = activity.forms[int(say.form * len(activity.forms))]
    plain = 0.6 * 3000 / (3000 + number)
    if say.name < plain * 0.75:
        return f"{street} {form}"
    if say.name < plain and activity.is_light:
        return f"{ward} {words.ADJECTIVES[say.adjective]} {form}"
    if say.adjective & 1 and activity.is_light:
        return f"The {words.ADJECTIVES[say.adjective]} {form} of {street}"
    return f"{words.INVENTED[say.invented]} {form}, {ward}"


def _kind(usual: str, dice: float) -> str:
    if usual != "community_group" or dice < 0.86:
        return usual
    return "charity" if dice < 0.95 else "social_enterprise"


def _aims(activity: tables.Activity, say: Wording, ward: int) -> str:
    """Three sentences or so: what we do, something only we would say, and come."""
    opener, detail, closing = say.opener, int(say.detail * _DETAILS_AND_PLAIN), say.closing
    if not activity.is_light:
        opener %= words.SOBER_OPENERS
        detail %= words.SOBER_DETAILS
        closing %= words.SOBER_CLOSINGS
    said = activity.openers[opener][ward]
    if detail >= _DETAILS:
        return f"{said}\n\n{words.PLAIN_DETAILS[detail - _DETAILS]} {words.CLOSINGS[closing]}"
    before, after = tables.details()[detail][say.thing]
    return f"{said}\n\n{before}{words.INVENTED[say.rare]}{after} {words.CLOSINGS[closing]}"


_DETAILS = len(words.DETAILS)
_DETAILS_AND_PLAIN = _DETAILS + len(words.PLAIN_DETAILS)


def _coverage(dice: float, ward: int) -> tuple[tuple[str, ...], str]:
    name = _WARDS[ward]
    home = areas.neighbourhood_of(name)
    if dice < 0.55:
        return (name,), f"{name} and the streets around"
    if dice < 0.8:
        return (home,), f"All of {home}"
    if dice < 0.92:
        return (name, _BESIDE[name]), f"{name} and {_BESIDE[name]}"
    return (areas.BOROUGH,), "All of Loomwick"


def _beside() -> dict[str, str]:
    """Another ward of the same neighbourhood."""
    homes = {home: [w for w in _WARDS if areas.neighbourhood_of(w) == home] for home in areas.NEIGHBOURHOODS}
    return {w: own[(own.index(w) + 1) % len(own)] for own in homes.values() for w in own}


_BESIDE = _beside()


def _services(activity: tables.Activity, facts: Facts) -> tuple:
    if facts.state == "closed" or facts.services < 0.22:
        return ()
    first = activity.services[facts.first_service]
    if facts.services < 0.75 or facts.second_service == facts.first_service:
        return (first,)
    return first, activity.services[facts.second_service]
