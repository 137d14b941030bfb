"""A year of evenings of Loomwick's four local area networks: who came, what was noted, how it was voted, what was
promised. Days count back from the day of the demo; a due day counts from the evening on."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DemoNote:
    """``at`` is a venue where it is; somebody does it if there is an ``owner``: ``after`` so many days, and ``kept``
    so many days after the evening, or not yet."""

    kind: str
    text: str
    at: str = ""
    owner: str = ""
    after: int = 0
    kept: int | None = None


@dataclass(frozen=True, slots=True)
class DemoHeap:
    """A cluster, what it was given, and whether it became what the network works on."""

    title: str
    votes: int
    notes: tuple[DemoNote, ...]
    is_priority: bool = False


@dataclass(frozen=True, slots=True)
class DemoEvening:
    """``good`` and ``middling`` are how many found it so. Negative days are still to come."""

    key: str
    network: str  # the neighbourhood
    days_ago: int
    title: str
    question: str
    venue: str
    agenda: str
    came: int
    new: int
    groups: tuple[str, ...]
    heaps: tuple[DemoHeap, ...] = ()
    topics: tuple[str, ...] = ()
    good: int = 0
    middling: int = 0


N, H = DemoNote, DemoHeap

EVENINGS: tuple[DemoEvening, ...] = (
    DemoEvening(
        "weftbridge-1",
        "Weftbridge",
        178,
        "The first soup",
        "What matters most to us between the market and the river?",
        "st-blaise-hall",
        "first",
        44,
        44,
        (
            "a-loo-for-weftbridge",
            "caring-shops",
            "st-blaise-choir",
            "disabled-peoples-forum",
            "market-traders",
            "langar-sewa",
            "vat-street-walkers",
            "riverside-residents",
        ),
        (
            H(
                "A public toilet near the market",
                31,
                (
                    N("concern", "People plan their day around a café that may say no.", "market-hall"),
                    N("idea", "The old ticket office has pipes and a door.", "ticket-office"),
                    N(
                        "action",
                        "Count how many shops lend their key, and put it in the window.",
                        "buttonhole",
                        "ada",
                        30,
                        24,
                    ),
                ),
                is_priority=True,
            ),
            H(
                "Somewhere warm to sit",
                19,
                (
                    N("need", "Benches with arms along Fuller Street.", "buttonhole"),
                    N("offer", "The library keeps two tables free after four.", "dyehouse-library", "Wilf", 14, 12),
                ),
                is_priority=True,
            ),
            H(
                "Knowing who does what",
                19,
                (
                    N("said", "Three groups collect coats and none knew of the others."),
                    N("action", "A list of who collects what, by the urn.", "", "noor", 21, 30),
                ),
            ),
        ),
        good=29,
        middling=8,
    ),
    DemoEvening(
        "weftbridge-2",
        "Weftbridge",
        122,
        "Soup and a plan",
        "What can we do by the autumn?",
        "long-table",
        "usual",
        37,
        6,
        (
            "a-loo-for-weftbridge",
            "long-table-toolshed",
            "caring-shops",
            "hymns-and-samosas",
            "madder-lane-mosque",
            "market-traders",
            "needles-eye-folk",
        ),
        (
            H(
                "Keys for the ticket office",
                24,
                (
                    N("offer", "We can hold the keys before nine, six days a week.", "market-hall"),
                    N("need", "Somebody who knows about insurance.", ""),
                    N(
                        "action",
                        "Ask the council who insures a toilet that a group opens.",
                        "ticket-office",
                        "tom",
                        40,
                        58,
                    ),
                ),
            ),
            H(
                "Benches with arms",
                22,
                (
                    N("idea", "Two by the library, two by the bridge.", "dyehouse-library"),
                    N("action", "Build the first bench from the old market stalls.", "long-table", "tom", 60, 55),
                ),
            ),
            H("Lamps on the towpath", 9, (N("concern", "After five nobody walks there alone.", "marsh-hide"),)),
        ),
        good=22,
        middling=9,
    ),
    DemoEvening(
        "weftbridge-3",
        "Weftbridge",
        52,
        "The harvest meeting",
        "What is still waiting, and for whom?",
        "dyehouse-library",
        "guest",
        52,
        11,
        (
            "a-loo-for-weftbridge",
            "caring-shops",
            "disabled-peoples-forum",
            "shapla-mohila-somiti",
            "st-blaise-choir",
            "vat-street-walkers",
            "riverside-residents",
            "teasel-road-hall-friends",
            "knit-and-natter",
        ),
        (
            H(
                "A public toilet near the market",
                38,
                (
                    N("said", "The officer has read the letter and answers by the middle of November."),
                    N("action", "Go to the council’s meeting in December, all together.", "town-hall", "ada", 75),
                    N("offer", "Caring Shops lend their toilets until then; look for the sign.", "buttonhole"),
                ),
                is_priority=True,
            ),
            H(
                "Open Teasel Road Hall again",
                30,
                (
                    N("need", "A ramp at the side door, and five people with a key.", "teasel-road-hall"),
                    N("action", "Find out what a ramp costs.", "teasel-road-hall", "Dilys", 28),
                    N("idea", "The film club shows a film there on the first night.", "teasel-road-hall"),
                ),
                is_priority=True,
            ),
            H(
                "Lamps on the towpath",
                30,
                (
                    N("concern", "The gap is between the bird hide and the bridge.", "marsh-hide"),
                    N("action", "Walk it at dusk and write down where it is dark.", "marsh-hide", "noor", 35, 33),
                ),
                is_priority=True,
            ),
        ),
        good=37,
        middling=7,
    ),
    DemoEvening(
        "weftbridge-4",
        "Weftbridge",
        -4,
        "The winter meeting",
        "What should we press for this winter?",
        "st-blaise-hall",
        "usual",
        0,
        0,
        (),
        topics=(
            "A public toilet near the market",
            "Open Teasel Road Hall again",
            "Lamps on the towpath",
            "Somewhere warm to sit",
        ),
    ),
    DemoEvening(
        "warpfield-1",
        "Warpfield",
        205,
        "Who lives here?",
        "Who lives here, and what do we need from each other?",
        "spindle",
        "first",
        31,
        31,
        (
            "the-spindle",
            "warpfield-larder",
            "dads-of-warpfield",
            "shuttle-street-residents",
            "lantern-street-families",
            "zuraw-saturday-school",
        ),
        (
            H(
                "Slower cars on Shuttle Street",
                22,
                (
                    N("concern", "Children cross by the rec where nobody stops.", "shuttle-pavilion"),
                    N("action", "Count cars for one week, with the speed watch.", "shuttle-pavilion", "Maeve", 30, 41),
                ),
                is_priority=True,
            ),
            H(
                "Food at the end of the month",
                18,
                (
                    N("need", "A second freezer for the Larder.", "larder"),
                    N("offer", "The allotments have more beans than people.", "allotment-hut", "Bertil", 20, 18),
                ),
                is_priority=True,
            ),
        ),
        good=19,
        middling=6,
    ),
    DemoEvening(
        "warpfield-2",
        "Warpfield",
        94,
        "Cars and beans",
        "What did the counting tell us?",
        "jenny-lane",
        "usual",
        26,
        5,
        (
            "warpfield-speedwatch",
            "shuttle-street-residents",
            "spinners-allotments",
            "warpfield-larder",
            "jenny-lane-lunch",
            "grow-loomwick",
        ),
        (
            H(
                "Slower cars on Shuttle Street",
                20,
                (
                    N("said", "One car in four went faster than thirty."),
                    N("action", "Send the numbers to the councillor, with a map.", "shuttle-pavilion", "Maeve", 20, 20),
                ),
            ),
            H(
                "A crossing by the school gate",
                14,
                (
                    N("idea", "Paint a shadow of a zebra and see what happens.", "lantern-school"),
                    N("need", "Four people for half past three.", "lantern-school", "sam", 45),
                ),
                is_priority=True,
            ),
        ),
        good=16,
        middling=5,
    ),
    DemoEvening(
        "heddle-hill-1",
        "Heddle Hill",
        190,
        "Up the hill",
        "What would make the hill easier?",
        "carder-hall",
        "first",
        28,
        28,
        (
            "heddle-hill-singers",
            "benches-up-the-hill",
            "heddle-hill-residents",
            "selvedge-wood-keepers",
            "remembering-cafe",
            "bluebell-court",
        ),
        (
            H(
                "A bench every two hundred steps",
                25,
                (
                    N("concern", "From the bus to Bluebell Court there is nowhere to rest.", "bluebell-court"),
                    N("offer", "The wood keepers have oak that fell in the storm.", "ropewalk-gate", "Osric", 50, 47),
                    N("action", "Mark with chalk where people stop.", "carder-hall", "Hetty", 14, 13),
                ),
                is_priority=True,
            ),
            H(
                "Bus 12 in the evening",
                16,
                (
                    N("need", "A way home from choir after nine.", "carder-hall"),
                    N("action", "Ask those who come by bus, and write to the bus company.", "", "Hetty", 40, 66),
                ),
                is_priority=True,
            ),
        ),
        good=20,
        middling=4,
    ),
    DemoEvening(
        "heddle-hill-2",
        "Heddle Hill",
        80,
        "Three benches later",
        "Where do the next ones stand?",
        "hill-methodist",
        "usual",
        24,
        3,
        (
            "benches-up-the-hill",
            "heddle-hill-singers",
            "warm-room-hill-road",
            "almshouse-gardeners",
            "selvedge-estate-tenants",
        ),
        (
            H(
                "A bench every two hundred steps",
                21,
                (
                    N("said", "Three stand. The fourth waits for the owner of the wall."),
                    N("action", "Talk to the owner of the wall.", "almshouse", "Osric", 30),
                ),
            ),
            H(
                "A warm room that is open on Sundays",
                12,
                (N("offer", "The chapel is warm anyway after the service.", "hill-methodist", "Cerys", 21, 21),),
                is_priority=True,
            ),
        ),
        good=18,
        middling=3,
    ),
    DemoEvening(
        "bobbin-green-1",
        "Bobbin Green",
        160,
        "On the Green",
        "What do we mend first?",
        "st-annes",
        "first",
        33,
        33,
        (
            "bobbin-green-repair-cafe",
            "loomwick-tenants-union",
            "cafe-bebe",
            "foundry-drummers",
            "treadle-end-residents",
            "wherry-street-play",
        ),
        (
            H(
                "Damp in the flats on Linsey Street",
                27,
                (
                    N("concern", "Mould comes back two weeks after it was painted.", "linsey-hall"),
                    N("action", "Measure twelve flats with the same meter.", "linsey-hall", "priya", 42, 40),
                    N("offer", "The repair café lends three meters.", "tea-hut", "priya", 7, 7),
                ),
                is_priority=True,
            ),
            H(
                "Somewhere for teenagers to be loud",
                20,
                (
                    N("idea", "The Foundry on Friday nights.", "foundry"),
                    N("need", "Two grown-ups who like drums.", "foundry", "Jarek", 30),
                ),
                is_priority=True,
            ),
        ),
        good=23,
        middling=6,
    ),
    DemoEvening(
        "bobbin-green-2",
        "Bobbin Green",
        66,
        "What the meters said",
        "What do we do with the numbers?",
        "linsey-hall",
        "guest",
        29,
        7,
        ("loomwick-tenants-union", "bobbin-green-repair-cafe", "ribbon-street-seva", "cay-saati", "green-fair"),
        (
            H(
                "Damp in the flats on Linsey Street",
                26,
                (
                    N("said", "Nine of twelve were wetter than they should be."),
                    N(
                        "action",
                        "Take the numbers to the landlord, with the council there.",
                        "linsey-hall",
                        "priya",
                        60,
                    ),
                ),
            ),
            H(
                "The Green in winter",
                11,
                (N("idea", "Soup from the tea hut on Saturdays.", "tea-hut", "Jarek", 35, 28),),
                is_priority=True,
            ),
        ),
        good=21,
        middling=5,
    ),
)

# Who comes, beside the cast. All invented, and by their first names alone.
GUESTS = (
    "Wilf", "Dilys", "Maeve", "Bertil", "Osric", "Hetty", "Cerys", "Jarek", "Amina", "Bram", "Chike", "Dorte", "Esme",
    "Farid", "Gwen", "Hamza", "Ines", "Jonas", "Kaja", "Leila", "Mabel", "Nils", "Oona", "Pavel", "Quill", "Rosa",
    "Selim", "Tilda", "Uma", "Vesna", "Winnie", "Xavi", "Yusuf", "Zofia", "Arlo", "Bronwen", "Cleo", "Dara",
    "Emre", "Fay", "Gil", "Hana", "Idris", "Jo", "Kofi", "Liv", "Milo", "Noa", "Otis", "Petra", "Rafi", "Sol",
)  # fmt: skip
