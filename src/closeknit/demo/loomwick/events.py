"""What is on in Loomwick, as its groups would type it. Days of single events count from the day of the demo;
regular ones have been going for half a year. Some dates are moved or cancelled, as in life."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DemoChange:
    """The date so many dates from now: cancelled, or moved by so many days to an hour."""

    nth: int
    note: str
    moved_days: int | None = None  # empty: cancelled
    hour: int = 0


@dataclass(frozen=True, slots=True)
class DemoEvent:
    """``when`` as people type it; for a single one the hours alone, on the day ``in_days`` from now."""

    key: str
    group: str
    title: str
    when: str
    summary: str
    venue: str = ""
    in_days: int | None = None
    place_words: str = ""
    text: str = ""
    cost_kind: str = "free"
    cost_text: str = ""
    audience: str = ""
    capacity: int | None = None
    most_guests: int = 0
    rests: bool = False  # in school holidays
    online: str = ""
    changes: tuple[DemoChange, ...] = ()


HOLIDAYS = (  # name, first and last day as month and day, each year
    ("Christmas holidays", (12, 21), (1, 1)),
    ("February half term", (2, 15), (2, 19)),
    ("Easter holidays", (3, 29), (4, 9)),
    ("May half term", (5, 31), (6, 4)),
    ("Summer holidays", (7, 22), (8, 31)),
    ("October half term", (10, 25), (10, 29)),
)

EVENTS = (
    # ── Every week ───────────────────────────────────────────────────────────────────────────────
    DemoEvent("singers", "heddle-hill-singers", "Open rehearsal", "every tuesday 7pm to 9pm",
              "Come and sing one evening, without a test and without a word afterwards.", "carder-hall",
              cost_text="£3, or what you can", cost_kind="low_cost", most_guests=3, rests=True,
              changes=(DemoChange(2, "The hall is let for a wedding.", moved_days=1, hour=19),)),
    DemoEvent("knit", "knit-and-natter", "Knit and Natter", "every thursday 2pm to 4pm",
              "Needles and wool are there. So is the kettle.", "dyehouse-library", most_guests=2),
    DemoEvent("dance", "treadle-dance", "Beginners’ evening", "every wednesday 6.30pm to 8pm",
              "Steps for two left feet. No partner needed.", "gig-mill", cost_kind="low_cost", cost_text="£3",
              capacity=24, rests=True),
    DemoEvent("football", "shuttle-rec-walking-football", "Walking football", "every monday and friday 10am to 11am",
              "Nobody runs. Somebody always scores.", "shuttle-pavilion", cost_kind="donation"),
    DemoEvent("lunch", "jenny-lane-lunch", "Lunch together", "every wednesday 12 noon to 2pm",
              "Two courses and a raffle. Tell us what you cannot eat.", "jenny-lane", cost_kind="low_cost",
              cost_text="£3", capacity=40, most_guests=1, changes=(DemoChange(1, "The cooker is being mended."),)),
    DemoEvent("taichi", "carder-street-elders-tai-chi", "Tai chi, sitting or standing", "every friday 10am to 11am",
              "Slow on purpose.", "carder-hall", cost_kind="donation", rests=True),
    DemoEvent("bells", "pump-lane-ringers", "Learn to ring", "every thursday 7.30pm to 9pm",
              "Six bells and eleven ringers. You would be the twelfth.", "holy-trinity"),
    DemoEvent("code", "foundry-code-club", "Code and radio club", "every saturday 10am to 12 noon",
              "Make something blink, then make it talk.", "", audience="From the age of 9, with somebody bigger",
              place_words="Foundry Yard, the blue door", capacity=16, rests=True),
    DemoEvent("warm", "warm-room-hill-road", "The Warm Room", "every tuesday and thursday 10am to 4pm",
              "Soup at one. Stay as long as you like.", "hill-methodist"),
    DemoEvent("runners", "ropewalk-slow-runners", "Slow run through the wood", "every sunday 9am to 10am",
              "As slow as the slowest.", "ropewalk-gate"),
    # ── Every month ──────────────────────────────────────────────────────────────────────────────
    DemoEvent("repair", "bobbin-green-repair-cafe", "Repair café", "second saturday of the month 10am to 1pm",
              "Bring what is broken. We mend it together, or say why not.", "tea-hut", cost_kind="donation",
              text="Lamps, toasters, coats, toys and bicycles. No microwaves and no gas.", most_guests=1),
    DemoEvent("meadow", "friends-of-tenter-meadow", "Work morning", "first sunday of the month 10am to 1pm",
              "Tools and gloves lent. Soup after.", "tenter-gate"),
    DemoEvent("wood", "selvedge-wood-keepers", "Coppice day", "third saturday of the month 9.30am to 3pm",
              "Saws, tea and a fire. Learn to lay a hedge.", "coppice-barn", capacity=15),
    DemoEvent("hive", "selvedge-hive", "Open hive", "last saturday of the month 11am to 1pm",
              "Look in, if the bees agree.", "ropewalk-gate", capacity=10),
    DemoEvent("growers", "grow-loomwick", "Seed swap and planning", "first wednesday of the month 7pm to 8.30pm",
              "What shall we grow where? Bring seeds or take some.", "long-table"),
    DemoEvent("forum", "disabled-peoples-forum", "Open forum", "last thursday of the month 2pm to 4pm",
              "What gets in the way, and who is asked to change it.", "town-hall",
              online="https://meet.loomwick.example/forum"),
    DemoEvent("tenants", "loomwick-tenants-union", "Evening for renters", "second tuesday of the month 6.30pm to 8pm",
              "Bring the letter. We read it together.", "dyehouse-library"),
    DemoEvent("stars", "stargazers", "Under the stars", "third friday of the month 8pm to 10pm",
              "If there are clouds, we tell stories.", "bleachfield-pavilion", cost_kind="donation",
              changes=(DemoChange(0, "Too many clouds. We try again a week later.", moved_days=7, hour=20),)),
    DemoEvent("cafe", "remembering-cafe", "Remembering café", "second and fourth monday of the month 2pm to 4pm",
              "For people who forget, and those who remember for them.", "hill-methodist", most_guests=2),
    DemoEvent("poets", "poets-launderette", "Poems between washes", "first friday of the month 6pm to 7.30pm",
              "Read one, or fold a sheet.", "", place_words="The launderette on Ribbon Street"),
    # ── Once ─────────────────────────────────────────────────────────────────────────────────────
    DemoEvent("residents", "heddle-hill-residents", "Yearly meeting", "7.30pm to 9pm",
              "Who does what next year, and what about the buses.", "hill-methodist", in_days=9),
    DemoEvent("loo", "a-loo-for-weftbridge", "Walk of the toilets", "11am to 12.30pm",
              "We walk from one locked door to the next, and to the one that is open.", "ticket-office", in_days=5),
    DemoEvent("fair", "green-fair", "The Winter Fair", "11am to 5pm",
              "Stalls, drums, a lantern walk at four.", "tea-hut", in_days=20,
              text="Groups of Bobbin Green have their stalls around the Tea Hut. The drums start at two."),
    DemoEvent("film", "weftbridge-film-club", "A film about the river", "7pm to 9.15pm",
              "Old reels of the Skein, with a piano.", "market-hall", cost_kind="low_cost", cost_text="£2",
              in_days=12, capacity=60, most_guests=3),
    DemoEvent("coats", "long-table-toolshed", "Mend your own chair", "10am to 3pm",
              "One day, one chair. Wood and glue are there.", "long-table", cost_kind="paid", cost_text="£5 for the wood",
              in_days=16, capacity=8),
    DemoEvent("story", "story-box", "Tell us a street", "2pm to 4pm",
              "Bring a picture of a street that has changed.", "dyehouse-library", in_days=3),
    DemoEvent("street", "wherry-street-play", "The street plays out", "2pm to 5pm",
              "No cars from two to five. Chalk for all.", "", place_words="Wherry Street, by the bend", in_days=7,
              changes=(DemoChange(0, "Rain from all sides. We say here when we try again."),)),
    DemoEvent("advice", "loomwick-advice", "Help with heating bills", "10am to 12 noon",
              "Bring the bill. One talks to one.", "vat-street-surgery", in_days=10, capacity=12),
    DemoEvent("books", "heddle-book-barrow", "Books on wheels, a reading", "3pm to 4pm",
              "Short things, read aloud.", "almshouse", in_days=-6),
    DemoEvent("shops", "caring-shops", "What helps somebody who forgets", "6pm to 7.30pm",
              "For everyone behind a counter.", "buttonhole", in_days=-20),
)  # fmt: skip
