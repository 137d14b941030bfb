"""Who works with whom in Loomwick. Each line: the group that offered the tie, its kind, the group
that confirmed it, since when, and a note in plain words. Some groups know nobody yet, on purpose."""

from datetime import date

from closeknit.demo.loomwick.records import DemoRelation

# offered by | kind | offered to | since (year or year-month) | note
_TIES = """
bobbin-green-repair-cafe | shares_place | knit-and-natter | 2021 | shares a room
long-table-toolshed | lends_to | bobbin-green-repair-cafe | 2023 | lends tools
bobbin-green-repair-cafe | supports | warpfield-larder | 2026-06 | mends their fridges
bobbin-green-repair-cafe | works_with | spokes | 2022 | bicycle day together
bobbin-green-repair-cafe | works_with | loomwick-libraries | 2019 | the room, and the north cupboard soon
bobbin-green-repair-cafe | supports | a-loo-for-weftbridge | 2026 | will mend the door closer
foundry-code-club | grew_from | bobbin-green-repair-cafe | 2021 | the children stayed at the radio table
grow-loomwick | supports | warpfield-larder | 2026-11 | two crates a week, since Noor introduced them
grow-loomwick | works_with | spinners-allotments | 2019 | seeds one way, manure the other
grow-loomwick | supports | langar-sewa | 2020 | spinach, by the armful
grow-loomwick | works_with | lantern-street-families | 2018 | beans in the school yard
proving-drawer-bakers | supports | warpfield-larder | 2021 | one loaf in five
proving-drawer-bakers | works_with | spokes | 2021 | the cargo bike
warpfield-pennies | shares_place | warpfield-larder | 2020 | the table by the bread
warpfield-pennies | works_with | loomwick-advice | 2019 | debt on one side, savings on the other
warpfield-larder | works_with | langar-sewa | 2020 | hot meals when the freezer is full
warpfield-larder | works_with | loomwick-tenants-union | 2022 | a leaflet in every basket
weftbridge-network | part_of | community-forum | 2022 | one seat, taken in turn
knit-and-natter | part_of | weftbridge-network | 2022 | brings the blankets
a-loo-for-weftbridge | part_of | weftbridge-network | 2023 | priority one
a-loo-for-weftbridge | grew_from | caring-shops | 2023 | eleven shops were not enough
a-loo-for-weftbridge | works_with | disabled-peoples-forum | 2024 | co-signed, with one reservation
a-loo-for-weftbridge | works_with | market-traders | 2026 | holding the key on market days
caring-shops | part_of | weftbridge-network | 2022 | hosts the tables for the young
caring-shops | works_with | remembering-cafe | 2021 | an afternoon for shop staff
caring-shops | works_with | disabled-peoples-forum | 2021 | taught us where to put the chairs
disabled-peoples-forum | part_of | community-forum | 2005 | tests the minutes as well
disabled-peoples-forum | works_with | skein-rowing | 2010 | chose the hoist
disabled-peoples-forum | works_with | the-quiet-table | 2020 | the quiet hour list
long-table-toolshed | part_of | weftbridge-network | 2022 | hosts in July
long-table-toolshed | supports | benches-up-the-hill | 2024 | will make eight benches
long-table-toolshed | shares_place | spokes | 2018 | Wednesdays after hours
long-table-toolshed | works_with | selvedge-wood-keepers | 2019 | hazel in, hurdles out
sinker-row-makers | lends_to | long-table-toolshed | 2020 | the kiln, on Mondays
st-blaise-choir | works_with | heddle-hill-singers | 2015 | carols, both sides of the river
heddle-hill-singers | works_with | remembering-cafe | 2014 | sing with, not to
heddle-hill-singers | shares_place | ceili-na-gcairde | 2012 | the same hall, the same biscuits
heddle-hill-singers | shares_place | carder-street-elders-tai-chi | 2012 | we fold their chairs
heddle-hill-singers | works_with | cor-teasel | 2016 | swap a song each spring
heddle-hill-singers | supports | bluebell-court | 2018 | lullabies at the Christmas lunch
heddle-hill-singers | works_with | first-heddle-scouts | 2019 | camp fire songs
heddle-hill-singers | supports | warm-room-hill-road | 2022 | an hour of warmth, sung
heddle-hill-singers | works_with | hymns-and-samosas | 2023 | Sunday table, twice a year
hymns-and-samosas | grew_from | st-blaise-choir | 2014 | the choir stayed for food
hymns-and-samosas | works_with | langar-sewa | 2014 | who brings the rice
hymns-and-samosas | works_with | madder-lane-mosque | 2016 | dates
hymns-and-samosas | works_with | ribbon-street-seva | 2017 | sweets
madder-lane-mosque | supports | st-annes-night-shelter | 2012 | Tuesday nights
ribbon-street-seva | supports | st-annes-night-shelter | 2015 | Saturday breakfasts
st-annes-night-shelter | works_with | loomwick-advice | 2009 | the one phone call
refugee-welcome | works_with | loomwick-advice | 2016 | forms
refugee-welcome | works_with | shapla-mohila-somiti | 2017 | English, and which bus
refugee-welcome | works_with | cay-saati | 2017 | tea first, then everything else
shapla-mohila-somiti | shares_place | cafe-bebe | 2018 | one crèche, two rotas
cafe-bebe | works_with | dads-of-warpfield | 2025 | they sent us the porridge recipe
dads-of-warpfield | shares_place | the-spindle | 2025 | Thursday mornings, before the young are up
the-spindle | works_with | foundry-drummers | 2019 | carnival
the-spindle | works_with | woolpack-wanderers | 2021 | Friday five-a-side
weftbridge-film-club | lends_to | the-spindle | 2022 | sixty folding chairs, for good
zuraw-saturday-school | works_with | lantern-street-families | 2012 | uniform, in two languages
carers-kettle | shares_place | jenny-lane-lunch | 2011 | Thursday is ours, Tuesday theirs
carers-kettle | works_with | remembering-cafe | 2014 | one place to sit, one to rest
jenny-lane-lunch | supports | it-takes-two | 2024 | a table for first meetings
it-takes-two | works_with | almshouse-gardeners | 2025 | pairs who dig
it-takes-two | works_with | loomwick-libraries | 2024 | Friday drop-in
friends-of-tenter-meadow | works_with | selvedge-wood-keepers | 2009 | hedge-laying teams
friends-of-tenter-meadow | lends_to | grief-walk | 2014 | the shed, the flask, the bench
selvedge-hive | grew_from | selvedge-wood-keepers | 2015 | somebody found a swarm
selvedge-hive | works_with | grow-loomwick | 2018 | bees for beans
selvedge-hive | shares_place | stargazers | 2015 | the barn, after dark
teasel-keepers | works_with | marsh-watchers | 1995 | the same herons
teasel-keepers | works_with | skein-rowing | 2008 | boats on river days
benches-up-the-hill | grew_from | heddle-hill-residents | 2024 | line two of the list
heddle-book-barrow | supports | bluebell-court | 2021 | flats at two
heddle-book-barrow | works_with | loomwick-libraries | 2021 | ninety books at a time
selvedge-estate-tenants | works_with | loomwick-tenants-union | 2020 | the book of leaks
loomwick-tenants-union | works_with | loomwick-advice | 2017 | we go along, they know the law
teasel-road-hall-friends | part_of | weftbridge-network | 2024 | priority three
riverside-residents | works_with | council-neighbourhoods | 2021 | the lift
council-neighbourhoods | part_of | community-forum | 2013 | one member among many
loomwick-libraries | part_of | community-forum | 2006 | the diary in pencil
library-of-things | lends_to | wherry-street-play | 2022 | cones, whistle, chalk
library-of-things | lends_to | green-fair | 2019 | bunting, 400 metres
story-box | works_with | the-loomwick-thread | 2018 | Then and Now, page three
gig-mill-print | supports | the-loomwick-thread | 2016 | the first issue, by hand
draught-busters | works_with | warm-room-hill-road | 2023 | gas bills on Thursdays
vat-street-walkers | works_with | sickle-cell-circle | 2020 | the nurse to ask
"""

# Offered, and not confirmed by the other group yet: no page may show them as ties.
_OFFERED = """
rainbow-weft | works_with | needles-eye-folk | 2026 | music after the quiz
poets-launderette | works_with | the-loomwick-thread | 2026 | a poem a fortnight
story-box | works_with | jenny-lane-lunch | 2026 | voices over pudding
"""


def _ties(lines: str, *, is_confirmed: bool) -> tuple[DemoRelation, ...]:
    rows = ([cell.strip() for cell in line.split("|")] for line in lines.strip().splitlines())
    return tuple(DemoRelation(by, to, kind, note, _day(since), is_confirmed) for by, kind, to, since, note in rows)


def _day(since: str) -> date:
    """The first day of a year or of a month, as closely as people remember."""
    year, _, month = since.partition("-")
    return date(int(year), int(month or 1), 1)


RELATIONS = (*_ties(_TIES, is_confirmed=True), *_ties(_OFFERED, is_confirmed=False))
