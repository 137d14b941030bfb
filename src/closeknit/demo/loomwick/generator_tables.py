"""Tables that the generator deals from: sentences already joined, services already made, shares
already summed. Built once for a seed, so that making a group is only looking up and joining."""

import random
from dataclasses import dataclass
from functools import cache

import numpy as np

from closeknit.demo.loomwick import areas
from closeknit.demo.loomwick import generator_words as words
from closeknit.demo.loomwick.records import GeneratedService

DAYS = {
    "MO": "Monday", "TU": "Tuesday", "WE": "Wednesday", "TH": "Thursday", "FR": "Friday",
    "SA": "Saturday", "SU": "Sunday",
}  # fmt: skip
_DAY_SHARES = (14, 18, 18, 17, 10, 14, 9)
_TIMES = (
    ("09:30", "11:00"), ("10:00", "12:00"), ("10:30", "12:30"), ("12:00", "14:00"),
    ("13:30", "15:30"), ("14:00", "16:00"), ("15:30", "17:30"), ("17:00", "19:00"),
    ("18:00", "20:00"), ("18:30", "20:30"), ("19:00", "21:00"), ("19:30", "21:30"),
)  # fmt: skip
_WHEN = ("", "", "", "", "", "Not in August", "In term time", "Not on bank holidays", "September to June")
_COSTS = (
    *[("free", "Free")] * 3, ("free", "Free. There is a jar."), ("free", "Free, and so is the tea."),
    ("donation", "Give what you can"), ("donation", "A coin in the tin, if you have one"),
    ("low_cost", "£1"), ("low_cost", "£2"), ("low_cost", "£3, first time free"),
    ("paid", "£5"), ("paid", "£8, less if money is tight"),
)  # fmt: skip
_ACCESS = (
    (), (), ("step_free",), ("step_free", "accessible_toilet"), ("step_free", "accessible_toilet"),
    ("step_free", "accessible_toilet", "hearing_loop"), ("bus_near",), ("step_free", "bus_near"),
    ("step_free", "accessible_toilet", "parking"), ("step_free", "quiet_space"),
    ("step_free", "accessible_toilet", "bus_near", "guide_dogs"), ("parking",),
    ("step_free", "accessible_toilet", "hearing_loop", "parking", "baby_change", "guide_dogs"),
    ("step_free", "accessible_toilet", "changing_place", "parking", "quiet_space"),
)  # fmt: skip
_SUMMARIES = (
    "Come when you can, leave when you must.", "All that you need is lent.", "Tea half-way through.",
    "Beginners first, everyone after.", "We start on time, more or less.", "Bring a friend.",
    "Slow, friendly and dry.", "A bit of everything.",
)  # fmt: skip
_AGES = {"young": (5, 18), "babies-and-toddlers": (None, 4), "youth": (11, 18), "homework": (7, 16),
         "scouts-and-guides": (4, 14), "play": (None, 14), "ageing-well": (60, None)}  # fmt: skip
SERVICES_EACH = 192  # distinct services dealt for each activity
_LIGHT_KINDS = frozenset({"community_group", "social_enterprise", "other", "business"})


@dataclass(frozen=True, slots=True)
class Activity:
    """A line of the vocabulary with its sentences, by opener and ward."""

    themes: tuple[str, ...]
    kind: str
    forms: tuple[str, ...]
    is_light: bool  # may be called merry or left-handed
    openers: tuple[tuple[str, ...], ...]
    summaries: tuple[tuple[str, ...], ...]
    services: tuple[GeneratedService, ...]


@cache
def activities(seed: int) -> tuple[Activity, ...]:
    dice = random.Random(f"loomwick:services:{seed}")  # noqa: S311 - a demo, not a secret
    lines = words.ACTIVITIES.strip().splitlines()
    return tuple(_activity([cell.strip() for cell in line.split("|")], dice) for line in lines)


def _activity(cells: list[str], dice: random.Random) -> Activity:
    themes, kind, forms, does, _ = cells
    slugs, names = _listed(themes), _listed(forms)
    return Activity(
        slugs,
        kind,
        names,
        kind in _LIGHT_KINDS,
        tuple(_for_wards(text, does) for text in words.OPENERS),
        tuple(_for_wards(text, does) for text in words.SUMMARIES),
        tuple(_service(names, slugs[0], dice) for _ in range(SERVICES_EACH)),
    )


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in cell.split(","))


def _for_wards(text: str, does: str) -> tuple[str, ...]:
    return tuple(text.format(do=does, ward=ward) for ward in areas.CURRENT)


def _service(forms: tuple[str, ...], theme: str, dice: random.Random) -> GeneratedService:
    day = dice.choices(list(DAYS), _DAY_SHARES)[0]
    is_weekly = dice.random() < 0.75
    byday = _two_days(day, dice) if is_weekly else f"{dice.choice(('1', '2', '3', '-1'))}{day}"
    opens, closes = dice.choice(_TIMES)
    cost_kind, cost_text = dice.choice(_COSTS)
    least, most = _AGES.get(theme, (None, None))
    return GeneratedService(
        f"{DAYS[day]} {dice.choice(forms)}", dice.choice(_SUMMARIES),
        "WEEKLY" if is_weekly else "MONTHLY", byday, opens, closes, dice.choice(_WHEN),
        cost_kind, cost_text, dice.choice(words.WHO_FOR) if dice.random() < 0.4 else "",
        least, most, dice.choice(_ACCESS),
    )  # fmt: skip


def _two_days(day: str, dice: random.Random) -> str:
    other = dice.choice(list(DAYS))
    return day if other == day or dice.random() < 0.8 else f"{day},{other}"


@cache
def details() -> tuple[tuple[tuple[str, str], ...], ...]:
    """For each way of saying it and each thing: what comes before the invented name, and after."""
    return tuple(tuple(_split(text, thing) for thing in words.THINGS) for text in words.DETAILS)


def _split(text: str, thing: str) -> tuple[str, str]:
    article = "an" if thing[0] in "aeiou" and not thing.startswith("eu") else "a"
    before, _, after = text.format(a=f"{article} {thing}", thing=thing, name="\0").partition("\0")
    return before, after


@cache
def confirmers() -> tuple[str, ...]:
    return tuple(f"{name}, {role}" for role in words.ROLES for name in words.FIRST_NAMES)


def zipf(n: int, power: float) -> np.ndarray:
    """Running shares of n words, the first the commonest."""
    weight = 1 / (np.arange(n) + 1.5) ** power
    return np.cumsum(weight) / weight.sum()


def shares(*parts: float) -> np.ndarray:
    """Running shares of a few choices."""
    return np.cumsum(parts) / sum(parts)
