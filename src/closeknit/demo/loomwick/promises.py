"""What was asked and promised in Loomwick, and what became of it. Days count back from the day of the demo;
negative ones are still to come. Some is kept, some late, some changed or taken back, as in life."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DemoStep:
    """``move`` as the commitments call it; ``due`` and ``text`` of a change, ``verdict`` of the asker."""

    days_ago: int
    move: str
    by: str
    words: str = ""
    due: int | None = None
    text: str = ""
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class DemoPromise:
    key: str
    text: str
    by: str  # of the cast, or a name on paper if they are not in it
    days_ago: int
    due: int
    group: str = ""  # for which group, or "council"
    place: str = ""  # the group where it was made, or "area:NAME"
    kind: str = "promise"
    steps: tuple[DemoStep, ...] = ()


@dataclass(frozen=True, slots=True)
class DemoAsk:
    """``before`` are the steps up to the promise, ``after`` those that follow it."""

    key: str
    text: str
    by: str
    of: str  # a group, or "council"
    about: str  # a group, or "area:NAME"
    days_ago: int
    due: int | None = None
    for_group: str = ""
    before: tuple[DemoStep, ...] = ()
    promise: DemoPromise | None = None
    after: tuple[DemoStep, ...] = ()


ASKS = (
    DemoAsk(
        "toilet", "A public toilet near Weftbridge market. The last one closed in 2017, and people who need one plan "
        "their day around a café that may say no.",
        "ada", "council", "a-loo-for-weftbridge", 233, due=191, for_group="a-loo-for-weftbridge",
        before=(
            DemoStep(228, "acknowledged", "lee", "I have walked the market with the group."),
            DemoStep(196, "answered", "lee", "A full building is beyond this year’s money. We can open the toilet in the "
                     "old ticket office from Tuesday to Saturday, if a group holds the keys before nine."),
        ),
        promise=DemoPromise(
            "toilet-open", "The toilet in the old ticket office is open from Tuesday to Saturday, 7 in the morning to 6.",
            "lee", 196, 20, group="council",
            steps=(DemoStep(40, "changed", "lee", "The boiler failed its test. A new one comes in December.", due=-21),),
        ),
        after=(DemoStep(190, "verdict", "ada", "A start. A toilet that closes at six is no help on a Friday night.", verdict="partly"),),
    ),
    DemoAsk(
        "kerb", "A dropped kerb at the library crossing. With a wheelchair or a pram one has to go round by the road.",
        "sam", "council", "area:Weftbridge", 120, due=100,
        before=(DemoStep(112, "acknowledged", "lee"), DemoStep(104, "answered", "lee", "You are right. It is on the list for October.")),
        promise=DemoPromise(
            "kerb-drop", "We drop the kerb at the library crossing.", "lee", 104, 22, group="council",
            steps=(DemoStep(25, "kept", "lee", "Done three days early."),),
        ),
        after=(DemoStep(20, "verdict", "sam", "It works, for the pram too.", verdict="yes"),),
    ),
    DemoAsk(
        "hall-keys", "Keys for the hall on Teasel Road. We stood before a locked door three Mondays in a row.",
        "tom", "council", "teasel-road-hall-friends", 30, due=9,
        before=(DemoStep(17, "acknowledged", "lee", "I am asking the caretaker."),),
    ),
    DemoAsk(
        "bins", "Two more bins on the towpath by the bridge. On Sundays they are full by noon.",
        "sam", "council", "area:Bobbin Green", 64, due=40,
        before=(DemoStep(60, "acknowledged", "lee"), DemoStep(41, "answered", "lee", "There is no money for bins this year. "
                "The path is swept on Sunday evening from now on.")),
        after=(DemoStep(38, "verdict", "sam", "Swept is not emptied.", verdict="no"),),
    ),
    DemoAsk(
        "sewing", "Could you show us how to mend coats? Winter is near, and ours have lost their buttons.",
        "ada", "bobbin-green-repair-cafe", "bobbin-green-repair-cafe", 45, due=30, for_group="a-loo-for-weftbridge",
        before=(DemoStep(43, "answered", "priya", "With pleasure. Bring the coats, we have the buttons."),),
        promise=DemoPromise(
            "coats", "An evening on mending coats, with two machines and all our buttons.", "priya", 43, 10,
            group="bobbin-green-repair-cafe",
            steps=(DemoStep(10, "kept", "priya", "Eleven coats, nine of them warm again."),),
        ),
        after=(DemoStep(9, "verdict", "ada", "All of us went home buttoned.", verdict="yes"),),
    ),
    DemoAsk(
        "crossing", "A longer green light at the school crossing. The little ones only reach the middle.",
        "noor", "council", "area:Warpfield", 6, due=-15,
    ),
)  # fmt: skip
PROMISES = (
    DemoPromise("door-closer", "We mend the door closer of the old ticket office.", "priya", 190, 150,
                group="bobbin-green-repair-cafe", place="a-loo-for-weftbridge",
                steps=(DemoStep(152, "kept", "priya", "A spring for four pounds."),)),
    DemoPromise("market-key", "One of us holds the key on market days.", "tom", 190, 12,
                place="a-loo-for-weftbridge",
                steps=(DemoStep(80, "news", "tom", "Four traders said yes. We wait for the door."),)),
    DemoPromise("benches", "Eight benches for the way up the hill.", "tom", 150, 35, group="long-table-toolshed",
                place="benches-up-the-hill",
                steps=(DemoStep(60, "changed", "tom", "The wood came late, and two are enough at the top.", due=-50,
                                text="Six benches for the way up the hill."),
                       DemoStep(12, "news", "tom", "Four stand. Please sit on them."))),
    DemoPromise("fridges", "We mend both fridges of the Larder.", "priya", 80, 60, group="bobbin-green-repair-cafe",
                place="warpfield-larder",
                steps=(DemoStep(61, "withdrawn", "priya", "One is past mending, and we must not touch the gas of the other. "
                                "Loomwick Advice found money for a new one."),)),
    DemoPromise("forum-minutes", "The minutes stand on the hub two days after each meeting.", "noor", 100, -30,
                place="weftbridge-network", kind="action"),
    DemoPromise("plain-letter", "One letter to all shops in plain words: what helps somebody who forgets.", "Mrs Calder",
                75, 5, place="caring-shops", kind="action"),
    DemoPromise("lights", "New lamps on the path behind the library.", "lee", 70, -9, group="council",
                place="area:Weftbridge",
                steps=(DemoStep(20, "news", "lee", "The lamps are here. They are put up in the first week of December."),)),
    DemoPromise("seeds", "Seeds for every school garden by spring.", "noor", 14, -100, place="grow-loomwick"),
)  # fmt: skip
