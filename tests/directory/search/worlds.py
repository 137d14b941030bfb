"""Groups to look for: a few by hand, and as many as wanted by dice."""

import random
from datetime import date, datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from closeknit.directory.indexing import reindex
from closeknit.directory.models import Coverage, Group
from closeknit.directory.search import GroupQuery, search
from closeknit.directory.vocabulary import Access, CostKind, GroupKind, GroupState, Weekday
from closeknit.places.models import Postcode
from tests.support.factories import (
    make_area,
    make_group,
    make_hub,
    make_point,
    make_service,
    make_theme,
)

NOW = datetime(2026, 6, 15, 12, tzinfo=ZoneInfo("Europe/London"))
MILE = 1609.344 / 111_195  # degrees of latitude


def find(q="", **fields):
    """The results of a query at noon on a day in June."""
    return search(GroupQuery(q=q, **fields), now=NOW)


def names(results):
    return [card.name for card in results.cards]


def square(west, south, side):
    """A square as GeoJSON, ``side`` degrees wide."""
    east, north = west + side, south + side
    return {
        "type": "Polygon",
        "coordinates": [[[west, south], [east, south], [east, north], [west, north], [west, south]]],
    }


def make_places():
    """A borough with two neighbourhoods of two wards each, side by side along a latitude."""
    make_hub()
    borough = make_area("Loomwick", kind="borough", slug="loomwick", boundary=square(1.4, 51.5, 0.4))
    areas = {"loomwick": borough}
    for number, (hood, wards) in enumerate(
        {"Warpfield": ("Fullers", "Dyers"), "Bobbin Green": ("Spindle", "Carder")}.items()
    ):
        west = 1.4 + number * 0.2
        parent = make_area(
            hood,
            kind="neighbourhood",
            parent=borough,
            slug=hood.lower().replace(" ", "-"),
            pattern=number + 1,
            boundary=square(west, 51.5, 0.2),
        )
        areas[parent.slug] = parent
        for place, ward in enumerate(wards):
            slug = ward.lower()
            areas[slug] = make_area(ward, parent=parent, slug=slug, boundary=square(west + place * 0.1, 51.5, 0.1))
    Postcode.objects.create(code="LW1 4TT", lat=51.55, lng=1.45)
    Postcode.objects.create(code="LW1", lat=51.56, lng=1.46)
    return areas


def make_themes():
    arts = make_theme("Arts")
    singing = make_theme("Singing & choirs", parent=arts, synonyms=["vocal group"])
    painting = make_theme("Painting", parent=arts)
    food = make_theme("Food", synonyms=["food bank"])
    return SimpleNamespace(arts=arts, singing=singing, painting=painting, food=food)


def make_at(area, lat=51.55, lng=None, **fields):
    """A point in an area and those above it; its ward is the one it lies in."""
    line = [area]
    while line[0].parent:
        line.insert(0, line[0].parent)
    return make_point(lat, lng if lng is not None else (area.west + area.east) / 2, *line, **fields)


def hand_world():
    """Six groups of Loomwick, one of them closed."""
    areas, themes = make_places(), make_themes()
    fullers, carder = areas["fullers"], areas["carder"]
    choir = make_group(
        "Fullers Choir", themes=(themes.singing,), point=make_at(fullers), summary="We meet on Thursdays.",
        confirmed_on=date(2026, 5, 1), kind="community_group",
    )  # fmt: skip
    make_service(choir, "Choir", cost_kind="free", access=["step_free"])
    bakers = make_group(
        "Carder Bakers", themes=(themes.food,), point=make_at(carder), summary="Bread, and singing while it rises.",
        confirmed_on=date(2026, 6, 1), kind="charity",
    )  # fmt: skip
    make_service(bakers, "Bake day", byday="SA", cost_kind="paid", access=["step_free", "hearing_loop"])
    painters = make_group(
        "Sunday Painters", themes=(themes.painting,), point=make_at(fullers, 51.551), confirmed_on=date(2026, 1, 1)
    )
    walkers = make_group("Warpfield Walkers", summary="All over the neighbourhood.", confirmed_on=date(2026, 3, 1))
    Coverage.objects.create(group=walkers, area=areas["warpfield"])
    asleep = make_group("Sleeping Singers", themes=(themes.singing,), state="dormant", confirmed_on=date(2026, 6, 14))
    closed = make_group("Closed Choir", themes=(themes.singing,), state="closed", point=make_at(fullers))
    world = SimpleNamespace(
        choir=choir, bakers=bakers, painters=painters, walkers=walkers, asleep=asleep, closed=closed
    )
    reindex([group.pk for group in vars(world).values()])
    world.areas, world.themes = areas, themes
    return world


WORDS = [
    "singing",
    "choir",
    "bread",
    "garden",
    "walking",
    "repair",
    "football",
    "knitting",
    "music",
    "meeting",
    "children",
    "older",
    "people",
    "friends",
]


def dice_world(seed, count):
    """``count`` groups by dice: many alike, so that every facet and every tie is met."""
    dice = random.Random(seed)
    areas, themes = make_places(), make_themes()
    wards = [areas[name] for name in ("fullers", "dyers", "spindle", "carder")]
    spots = [
        make_at(
            dice.choice(wards),
            51.5 + dice.random() * 0.1,
            precision=dice.choice(["exact", "exact", "street", "postcode", "ward"]),
        )
        for _ in range(count // 2 + 1)
    ]
    groups = [
        _dice_group(dice, number, spots, list(areas.values()), list(vars(themes).values())) for number in range(count)
    ]
    reindex([group.pk for group in groups])
    return SimpleNamespace(groups=groups, areas=areas, themes=themes, dice=dice)


def _dice_group(dice, number, spots, areas, themes):
    group = make_group(
        " ".join(dice.sample(WORDS, 2)).title() + f" {number}",
        summary=" ".join(dice.sample(WORDS, 4)),
        themes=tuple(dice.sample(themes, dice.randint(0, 2))),
        point=dice.choice([None, *spots]),
        kind=dice.choice(GroupKind.values[:4]),
        state=dice.choice([*["active"] * 6, *GroupState.values]),
        is_sensitive=dice.random() < 0.1,
        confirmed_on=dice.choice([None, date(2026, dice.randint(1, 6), dice.randint(1, 28))]),
    )
    for area in dice.sample(areas, dice.choice([0, 0, 1, 2])):
        Coverage.objects.create(group=group, area=area)
    for _ in range(dice.randint(0, 2)):
        make_service(
            group,
            byday=dice.choice(Weekday.values),
            cost_kind=dice.choice(CostKind.values),
            access=dice.sample(Access.values, 2),
        )
    return group


def index_of(model, *fields):
    """All rows of a table of the index, but for versions."""
    return sorted(model.objects.values_list(*fields), key=repr)


def all_ids():
    return set(Group.objects.values_list("pk", flat=True))
