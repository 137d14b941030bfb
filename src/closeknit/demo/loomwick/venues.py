"""Where Loomwick meets. Each venue stands beside a named street of the drawing, so its pin, its
ward and its postcode agree by construction."""

import math
from functools import cache

from closeknit.demo.loomwick.plane import (
    Point,
    from_paper,
    point_along,
    to_lng_lat,
)
from closeknit.demo.loomwick.postcodes import serving
from closeknit.demo.loomwick.records import DemoPlace, DemoVenue
from closeknit.demo.loomwick.streets import streets_by_name, ward_at

ASIDE = 0.022  # km from the middle of the street to the door

# key, name, number and street, near (on paper), access codes, access in words
_ROWS: tuple[tuple[str, str, str, Point, str, str], ...] = (
    # Weftbridge
    ("dyehouse-library", "Dyehouse Library", "1 Teasel Road", (424, 292),
     "step_free accessible_toilet hearing_loop parking quiet_space bus_near baby_change guide_dogs",
     "Automatic doors. The lift is slow but honest. Quiet tables by the east window."),
    ("st-blaise-hall", "St Blaise Hall", "40 Fuller Street", (352, 214),
     "step_free accessible_toilet hearing_loop bus_near baby_change guide_dogs",
     "Level from the street by the side door. Ask for the loop to be switched on."),
    ("gurdwara-kitchen", "The Gurdwara kitchen", "12 Market Row", (372, 224),
     "step_free accessible_toilet parking bus_near",
     "Chairs as well as floor seats. Please cover your head; scarves are in a basket by the door."),
    ("long-table", "The Long Table", "Unit 3, Indigo Terrace", (470, 276),
     "step_free accessible_toilet parking guide_dogs",
     "Wide bay door. Two benches at sitting height. It is loud when the lathe runs."),
    ("market-hall", "The Old Market Hall", "2 Market Row", (356, 220),
     "step_free bus_near guide_dogs", "Level, draughty, with pigeons. No toilet."),
    ("ticket-office", "The old ticket office", "1 Bridge Foot", (350, 256), "step_free bus_near", ""),
    ("town-hall", "Loomwick Town Hall", "5 Bridge Foot", (362, 264),
     "step_free accessible_toilet changing_place hearing_loop parking bus_near baby_change guide_dogs",
     "Ramp to the left of the lions. Lift to all floors. Ring the bell after five."),
    ("buttonhole", "The Buttonhole café", "14 Fuller Street", (345, 236),
     "step_free accessible_toilet baby_change guide_dogs", "Chairs with arms. Music goes off if you ask."),
    ("teasel-road-hall", "Teasel Road Hall", "88 Teasel Road", (500, 292), "bus_near",
     "Shut since 2023. Three steps at the front; the side door could take a ramp."),
    ("bleachfield-pavilion", "Bleachfield Pavilion", "70 Bleachfield Road", (450, 208),
     "step_free accessible_toilet parking guide_dogs", "Level path from the car park. Mud in winter."),
    ("kersey-chapel", "Kersey Street Chapel", "9 Kersey Street", (412, 92),
     "step_free accessible_toilet hearing_loop", "Ramp at the back. The hall is warm, the chapel is not."),
    ("madder-mosque", "Madder Lane Mosque", "101 Madder Lane", (350, 114),
     "step_free accessible_toilet parking bus_near baby_change", "Separate entrances, one welcome."),
    ("needles-eye", "The Needle’s Eye", "3 Needle’s Eye", (398, 236), "bus_near guide_dogs",
     "A pub. The back room is up two steps; there is a portable ramp behind the bar."),
    ("marsh-hide", "The bird hide on Teasel Marsh", "By the towpath, off Teasel Road", (583, 318),
     "step_free", "Boardwalk all the way, with a low window for wheelchairs and children."),
    ("vat-street-surgery", "Vat Street Surgery", "20 Vat Street", (512, 262),
     "step_free accessible_toilet hearing_loop parking quiet_space bus_near baby_change guide_dogs", ""),
    # Warpfield
    ("spindle", "The Spindle", "60 Shuttle Street", (262, 203),
     "step_free accessible_toilet changing_place parking quiet_space bus_near guide_dogs",
     "Level throughout. A small dark room with beanbags for when it is all too much."),
    ("larder", "The Larder", "31 Larder Street", (236, 204), "step_free parking bus_near guide_dogs",
     "Wide aisles. We carry bags to the bus stop."),
    ("lantern-school", "Lantern Street School", "Lantern Street", (176, 218),
     "step_free accessible_toilet parking", "Use the hall gate. No dogs but assistance dogs."),
    ("tenter-gate", "Tenter Meadow, lane gate", "Tenter Lane", (226, 106), "parking guide_dogs",
     "Firm path for the first 300 metres, then grass."),
    ("jenny-lane", "Jenny Lane Centre", "18 Jenny Lane", (196, 148),
     "step_free accessible_toilet hearing_loop parking baby_change guide_dogs", "Automatic door, low counter."),
    ("gig-mill", "Gig Mill Studios", "Gig Mill Lane", (118, 232), "step_free accessible_toilet",
     "Goods lift to the second floor. Sprung floor in studio two."),
    ("shuttle-pavilion", "Shuttle Rec pavilion", "Off Shuttle Street", (166, 108), "parking", "Two steps."),
    ("holy-trinity", "Holy Trinity", "Pump Lane", (262, 78),
     "step_free hearing_loop guide_dogs", "Ramp at the north door. Toilet in the hall next door, one step."),
    ("allotment-hut", "The hut on Spinners Allotments", "Spinners Way", (118, 190), "", "Grass paths. Compost loo."),
    ("dom-polski", "Dom Polski", "44 Spinners Way", (150, 186),
     "accessible_toilet hearing_loop bus_near", "Two steps, with a ramp we put down in a minute."),
    # Heddle Hill
    ("carder-hall", "Carder Street Hall", "27 Carder Street", (268, 314),
     "step_free accessible_toilet hearing_loop bus_near baby_change guide_dogs", "Level. Bus 12 stops outside."),
    ("penny-loaf", "The Penny Loaf bakehouse", "8 Penny Loaf Lane", (282, 326), "guide_dogs",
     "One step. Hot in summer, heaven in January."),
    ("ropewalk-gate", "Ropewalk gate, Selvedge Wood", "Gatehouse Lane", (124, 404), "parking",
     "Kissing gate, with a wide one beside it for wheels (radar key)."),
    ("scout-hut", "The scout hut on Heddle Common", "Heddle Rise", (240, 388), "step_free",
     "Ramp built by the Beavers. It is a good ramp."),
    ("almshouse", "The Almshouse garden room", "2 Almshouse Lane", (242, 300),
     "step_free accessible_toilet quiet_space", "Slow doors, warm room, robins."),
    ("hill-methodist", "Hill Road Methodist Church", "150 Hill Road", (228, 434),
     "step_free accessible_toilet hearing_loop parking baby_change guide_dogs", "Level from the car park."),
    ("bluebell-court", "Bluebell Court common room", "Bluebell Court, Bluebell Rise", (244, 428),
     "step_free accessible_toilet hearing_loop parking", "Buzz number 1 and someone’s nan will let you in."),
    ("coppice-barn", "The Coppice Barn", "Coppice Road", (196, 500), "step_free accessible_toilet parking",
     "Gravel car park, level barn, composting toilet with a rail."),
    ("sinker-workshops", "Sinker Row Workshops", "6 Sinker Row", (190, 366), "step_free parking", ""),
    # Bobbin Green
    ("tea-hut", "The Tea Hut on the Green", "Teapot Row", (330, 396), "step_free guide_dogs",
     "Hatch at two heights. Benches with arms."),
    ("family-centre", "Buttonhole Close Family Centre", "Buttonhole Close", (372, 372),
     "step_free accessible_toilet changing_place parking quiet_space baby_change guide_dogs", "Everything on one floor."),
    ("foundry", "The Foundry", "11 Foundry Walk", (470, 398),
     "step_free accessible_toilet hearing_loop parking bus_near", "Level, echoing, with good acoustics for drums."),
    ("pattern-room", "The Pattern Room", "77 Pattern Street", (316, 500),
     "step_free accessible_toilet quiet_space guide_dogs", "Small, soft lights. No strip lamps."),
    ("boathouse", "Skein Boathouse", "Wherry Street", (540, 352), "accessible_toilet parking",
     "Slipway is steep. A hoist lifts rowers from chair to boat."),
    ("mandir", "Ribbon Street Mandir", "19 Ribbon Street", (384, 482),
     "step_free accessible_toilet parking baby_change", "Shoes off; chairs by the shelves."),
    ("linsey-hall", "Linsey Street Tenants’ Hall", "50 Linsey Street", (372, 428),
     "step_free accessible_toilet bus_near guide_dogs", "Level. The key is at number 48."),
    ("st-annes", "St Anne’s", "120 Bobbin Road", (352, 370),
     "step_free accessible_toilet hearing_loop parking bus_near guide_dogs", "Glass doors, level floor."),
    ("skein-kiosk", "The kiosk in Skein Park", "Woolpack Road", (540, 390), "step_free bus_near", ""),
    ("woolpack-fields", "Woolpack Fields changing rooms", "Woolpack Fields, north gate", (456, 446), "parking accessible_toilet",
     "Level to the touchline on the clubhouse side."),
    # Never printed on any page: a place of safety. Its own words to those who are told are elsewhere.
    ("sanctuary", "The Sanctuary", "21 Quiet Street", (300, 430),
     "step_free accessible_toilet quiet_space baby_change", ""),
)  # fmt: skip

CONFIDENTIAL = frozenset({"sanctuary"})


@cache
def venues() -> tuple[DemoVenue, ...]:
    return tuple(_venue(*row) for row in _ROWS)


@cache
def venues_by_key() -> dict[str, DemoVenue]:
    return {venue.key: venue for venue in venues()}


def _venue(key: str, name: str, address: str, near: Point, access: str, words: str) -> DemoVenue:
    place = beside(_street_in(address, near), near, address)
    return DemoVenue(key, name, place, tuple(access.split()), words, key in CONFIDENTIAL)


def _street_in(address: str, near: Point) -> str:
    """The street that the address names; where it names none, the nearest one."""
    named = [name for name in streets_by_name() if name in address]
    return max(named, key=len) if named else _nearest_street(near)


def _nearest_street(near: Point) -> str:
    spot = from_paper(*near)
    return min(streets_by_name().values(), key=lambda s: min(math.dist(spot, p) for p in s.line)).name


def beside(street: str, near: Point, address: str) -> DemoPlace:
    """A door on this street, as near to the spot of the drawing as the street runs."""
    line = streets_by_name()[street].line
    spot = from_paper(*near)
    shares = [i / 200 for i in range(4, 197)]
    share = min(shares, key=lambda s: math.dist(spot, point_along(line, s)))
    side = min((ASIDE, -ASIDE), key=lambda a: math.dist(spot, point_along(line, share, a)))
    return _place(point_along(line, share, side), street, address)


def _place(at: Point, street: str, address: str) -> DemoPlace:
    lng, lat = to_lng_lat(at)
    ward = ward_at(at)
    return DemoPlace("exact", lat, lng, ward, address, serving(street, ward, lat, lng).code)
