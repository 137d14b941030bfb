"""The groups of Heddle Hill, in their own words. The bus stops at seven; it shows."""

from closeknit.demo.loomwick.records import DemoGroup
from closeknit.demo.loomwick.telling import confirmed, monthly, now_and_then, reached, told, weekly

GROUPS: tuple[DemoGroup, ...] = (
    DemoGroup(
        key="heddle-hill-singers",
        name="Heddle Hill Singers",
        kind="community_group",
        summary="No audition, no solos, plenty of biscuits.",
        aims=told("""
            Forty people who were told at school to mouth the words. We sing them now.

            Folk songs, show tunes, a lullaby in four languages. Everything is taught by ear, line by
            line, so nobody needs to read music. At Christmas we sing outside the flats, from the
            bottom of the hill to the top, stopping for breath and mince pies.

            We would dearly love a room with a floor one can stamp on.
            """),
        since=2011,
        where="carder-hall",
        covers=("Heddle Hill",),
        who_for="Anyone with a voice, however small",
        themes=("singing", "company"),
        services=(
            weekly(
                "Thursday singing",
                "TH",
                "19:30",
                "21:00",
                summary="Warm-up, two old songs, one new one, biscuits in between.",
                venue="carder-hall",
                cost_kind="donation",
                cost_text="£2 is usual. Biscuits are free.",
                access_text="Words in large print. Sitting down is fine.",
            ),
        ),
        speak_to="Josephine, who counts us in",
        **reached("heddlesingers.loomwick", 161),
        **confirmed(3, "Josephine, leader"),
    ),
    DemoGroup(
        key="proving-drawer-bakers",
        name="Proving Drawer Bakers",
        kind="social_enterprise",
        summary="Sourdough by bicycle, and a Saturday class for two pounds.",
        aims=told("""
            We bake in each other's kitchens on Carder Street and carry the loaves up the hill by
            cargo bike. One loaf in five goes to a door where money is tight. Nobody knows which
            doors but the cyclist.

            On Saturdays we teach. You go home with dough under your nails and a jar of something
            alive that needs feeding. It is cheaper than a dog.
            """),
        since=2020,
        where="street:Carder Street",
        covers=("Heddle Hill",),
        covers_text="Doorsteps from Carder Street to the top of the hill",
        who_for="People who eat bread",
        themes=("baking", "skills-shared", "cycling", "food"),
        services=(
            weekly(
                "Saturday class",
                "SA",
                "09:00",
                "11:00",
                summary="One loaf, from flour to crust.",
                venue="penny-loaf",
                cost_kind="low_cost",
                cost_text="£2, flour and all",
                schedule_text="Book by Thursday: eight places, hot oven",
            ),
        ),
        speak_to="Ines, floury but polite",
        **reached("provingdrawer.loomwick", 162),
        **confirmed(22, "Ines, baker"),
    ),
    DemoGroup(
        key="selvedge-wood-keepers",
        name="Selvedge Wood Keepers",
        kind="community_group",
        summary="A wood that belongs to nobody in particular, so we look after it.",
        aims=told("""
            In 1987 the storm took a third of the trees. People came with saws, cleared the paths,
            and never quite stopped coming.

            We coppice hazel, lay hedges and keep the ponds open. What we cut becomes bean poles,
            hurdles and charcoal. Children from five schools have dens here and are very strict
            about them.

            Come to the Ropewalk gate. We lend gloves, tools and the good kind of tiredness.
            """),
        since=1987,
        where="ropewalk-gate",
        covers=("Selvedge Wood", "Ropewalk"),
        who_for="Anyone. Under-16s with a grown-up",
        themes=("parks", "wood-and-metal", "wildlife", "volunteering"),
        services=(
            weekly(
                "Work party",
                "SA",
                "09:30",
                "12:30",
                interval=2,
                summary="Cutting in winter, clearing in summer, looking at things all year.",
                venue="ropewalk-gate",
            ),
        ),
        speak_to="Magnus, in the green hat",
        **reached("selvedgewood.loomwick", 163),
        **confirmed(13, "Magnus, keeper"),
    ),
    DemoGroup(
        key="selvedge-hive",
        name="The Selvedge Hive",
        kind="social_enterprise",
        summary="An ecology hive: sixteen beehives, forty projects, one long honey season.",
        aims=told("""
            It started with bees. Then people asked what the bees were eating, so we planted verges.
            Then they asked about the river, the soil, the bats. Now it is a barn full of people
            measuring things and making them better.

            Anyone in Loomwick can bring an idea for a wilder street. We lend a ladder, a spade, a
            microscope and someone who has tried it before.
            """),
        since=2015,
        where="coppice-barn",
        covers=("Loomwick",),
        who_for="The curious, from seven to ninety",
        themes=("wildlife", "climate", "science", "nature"),
        services=(
            monthly(
                "Hive day",
                "3SA",
                "10:00",
                "15:00",
                summary="Open barn, open hives, veils in all sizes.",
                venue="coppice-barn",
                cost_kind="donation",
                cost_text="Buy a jar if you can",
            ),
            weekly(
                "Young naturalists",
                "WE",
                "16:00",
                "17:30",
                summary="Ponds, moths, mud.",
                venue="coppice-barn",
                minimum_age=7,
                maximum_age=13,
                schedule_text="In term time",
                audience="Ages 7 to 13",
            ),
        ),
        speak_to="Anwen or the answering machine",
        identifiers=(("XX-DEMO", "LW-SE-0009"),),
        **reached("selvedgehive.loomwick", 164),
        **confirmed(40, "Anwen, beekeeper"),
    ),
    DemoGroup(
        key="first-heddle-scouts",
        name="1st Heddle Hill Scouts",
        kind="charity",
        summary="Squirrels, Beavers, Cubs, Scouts. Knots, tents, beans.",
        aims=told("""
            Girls and boys from four to fourteen, in four packs. They learn to cook on a fire, to
            read a map and to lose at games without crying, or to cry and carry on.

            The hut was falling down, so the Beavers wrote to everyone. Now it has a roof and a ramp
            which they planed themselves.

            We are short of grown-ups, not of children. One evening a fortnight would do.
            """),
        since=1932,
        where="scout-hut",
        covers=("Heddle Hill",),
        who_for="Ages 4 to 14",
        themes=("scouts-and-guides", "young", "volunteering"),
        services=(
            weekly(
                "Beavers",
                "TU",
                "17:30",
                "18:45",
                summary="The noisy ones.",
                venue="scout-hut",
                minimum_age=6,
                maximum_age=8,
                cost_kind="low_cost",
                cost_text="£2 a week, or ask us quietly",
            ),
            weekly(
                "Scouts",
                "FR",
                "19:00",
                "21:00",
                summary="The hungry ones.",
                venue="scout-hut",
                minimum_age=10,
                maximum_age=14,
                cost_kind="low_cost",
                cost_text="£3 a week, or ask us quietly",
            ),
        ),
        speak_to="Akela. Her real name is Trish",
        identifiers=(("XX-DEMO", "LW-CH-0006"),),
        **reached("heddlescouts.loomwick", 165),
        **confirmed(75, "Trish, leader"),
    ),
    DemoGroup(
        key="heddle-hill-residents",
        name="Heddle Hill Residents’ Association",
        kind="residents_association",
        summary="The bus stops at seven. We do not.",
        aims=told("""
            We speak for about six hundred homes at the top of a steep road with a bus that goes to
            bed early.

            Our list has three lines: the last bus, the lamps on the steps, and the empty shop. We
            have been promised all three. We keep the letters in date order.
            """),
        since=1968,
        where="scout-hut",
        covers=("Heddle Top",),
        covers_text="Hill Road, Heddle Rise and everything above the Common",
        who_for="Anyone who lives on the hill",
        state="quiet",
        themes=("residents", "streets", "campaigns"),
        services=(
            monthly(
                "Meeting", "2MO", "19:30", "21:00", interval=3, summary="Short. There is a kettle.", venue="scout-hut"
            ),
        ),
        speak_to="Rosalind, at number 91",
        **reached("heddleresidents.loomwick", 166),
        **confirmed(150, "Rosalind, chair"),
    ),
    DemoGroup(
        key="benches-up-the-hill",
        name="Benches Up the Hill",
        kind="community_group",
        summary="One bench, with arms, every 150 steps. We have counted.",
        aims=told("""
            Hill Road is 1,204 steps from the bridge to the top. There is one bench and it faces a
            wall.

            We are walkers with sticks, prams and bad chests. We have marked where eight benches
            should go with chalk buttons. The toolshed will make them. We only need the council to
            say yes, and to stop washing off the chalk.
            """),
        since=2024,
        where="street:Hill Road",
        covers=("Heddle Top", "Carder Street"),
        who_for="Anyone who has ever stopped half-way and pretended to look at the view",
        themes=("loos-and-benches", "streets", "ageing-well", "campaigns"),
        services=(
            monthly(
                "Slow march",
                "1FR",
                "11:00",
                "12:30",
                summary="We walk it, sitting where benches should be.",
                venue="carder-hall",
                schedule_text="Bring a folding chair",
            ),
        ),
        speak_to="Alf and his sister Win",
        **reached("benches.loomwick", 167),
        **confirmed(20, "Win, chalk"),
    ),
    DemoGroup(
        key="almshouse-gardeners",
        name="The Almshouse Gardeners",
        kind="community_group",
        summary="A walled garden from 1702, kept alive by eight people and a robin.",
        aims=told("""
            Seven old cottages, one old wall, and roses nobody remembers planting.

            We meet on Wednesdays to weed, prune and sit. People from the cottages tell us what used
            to grow where. People from the hospital come to get strong again. The garden is good at
            both.
            """),
        since=2003,
        where="almshouse",
        covers=("Carder Street",),
        who_for="Gentle gardeners. You may do all of it sitting down",
        themes=("gardening", "minds", "company", "history"),
        services=(
            weekly(
                "Garden morning",
                "WE",
                "10:00",
                "12:00",
                summary="Raised beds, light tools, long breaks.",
                venue="almshouse",
                access=("quiet_space", "step_free"),
            ),
        ),
        speak_to="Constance, cottage four",
        **reached("almshousegarden.loomwick", 168),
        **confirmed(58, "Constance, gardener", "phone"),
    ),
    DemoGroup(
        key="warm-room-hill-road",
        name="The Warm Room on Hill Road",
        kind="faith_group",
        summary="November to March: heat, soup, sockets, no sermon.",
        aims=told("""
            Heating is dear, so we heat one big room instead of forty small ones. Come in your
            slippers if you like.

            There is soup at noon, cards all day, and plugs for your phone. A man who knows about
            gas bills comes on Thursdays. Children do homework under the big clock.
            """),
        since=2022,
        where="hill-methodist",
        covers=("Heddle Hill",),
        who_for="Anyone who is cold",
        languages=("English", "Twi"),
        themes=("warm-homes", "churches", "meals", "company"),
        services=(
            weekly(
                "Warm room",
                "MO,TU,WE,TH,FR",
                "10:00",
                "16:00",
                summary="Soup at noon.",
                venue="hill-methodist",
                schedule_text="November to March",
            ),
        ),
        speak_to="Kwabena, the steward",
        **reached("warmroom.loomwick", 169),
        **confirmed(12, "Kwabena, steward"),
    ),
    DemoGroup(
        key="bluebell-court",
        name="Bluebell Court Neighbours",
        kind="residents_association",
        summary="Fifty flats, one laundry, a Christmas no one cooks alone.",
        aims=told("""
            We are the people of Bluebell Court. Most of us moved here when the stairs at home got
            too many.

            The common room was locked for two years. We got the key by asking every single day,
            politely, in turn. Now it has bingo, a library, exercise in chairs and one very serious
            domino school.
            """),
        since=2009,
        where="bluebell-court",
        covers=("Heddle Top",),
        covers_text="Bluebell Court",
        who_for="The people of the Court and their guests",
        themes=("residents", "ageing-well", "games", "stretching"),
        services=(
            weekly(
                "Chair exercise",
                "MO,TH",
                "10:30",
                "11:15",
                summary="Arms, ankles, gossip.",
                venue="bluebell-court",
                cost_kind="low_cost",
                cost_text="£1.50",
            ),
            weekly("Dominoes", "FR", "14:00", "17:00", summary="Not for the faint of heart.", venue="bluebell-court"),
        ),
        speak_to="Hyacinth, flat 12",
        **reached("bluebellcourt.loomwick", 170),
        **confirmed(66, "Hyacinth, secretary", "phone"),
    ),
    DemoGroup(
        key="sinker-row-makers",
        name="Sinker Row Makers",
        kind="business",
        summary="Nine small workshops that share a van, a kiln and a grumble.",
        aims=told("""
            A saddler, a sign painter, two potters, a violin mender, a woman who makes only hats. We
            rent the old needle works together because none of us could alone.

            On the last Saturday the doors are open. You can watch, ask, buy, or be shown how. If
            your child wants to know what a job looks like, bring them here before they believe the
            internet.
            """),
        since=2005,
        where="sinker-workshops",
        covers=("Heddle Hill",),
        who_for="Customers, learners and the plain nosy",
        themes=("clay-and-print", "wood-and-metal", "work", "skills-shared"),
        services=(
            monthly(
                "Open doors", "-1SA", "11:00", "16:00", summary="Nine workshops, one kettle.", venue="sinker-workshops"
            ),
        ),
        speak_to="Emeka at the sign shop",
        **reached("sinkerrow.loomwick", 171),
        **confirmed(84, "Emeka, sign painter"),
    ),
    DemoGroup(
        key="remembering-cafe",
        name="The Remembering Café",
        kind="charity",
        summary="Songs, cake and no quizzes, for people who forget and those who love them.",
        aims=told("""
            Nobody here is asked what day it is. We sing what we know, and we know a great deal.

            There are old tools to hold, scarves to fold, a record player and a dog with a very calm
            face. Husbands, wives and children can stay and join in, or sit next door and put their
            feet up.
            """),
        since=2013,
        where="hill-methodist",
        covers=("Loomwick",),
        who_for="People whose memory is failing, and whoever comes with them",
        themes=("memory", "singing", "carers"),
        services=(
            weekly(
                "Café",
                "TU",
                "14:00",
                "16:00",
                summary="Music at two, tea at three.",
                venue="hill-methodist",
                cost_kind="donation",
                cost_text="A coin in the teapot",
                access=("quiet_space",),
                access_text="Signs with pictures. Someone at every door.",
            ),
        ),
        speak_to="Lorna, any day but Tuesday",
        identifiers=(("XX-DEMO", "LW-CH-0102"),),
        **reached("remembering.loomwick", 172),
        **confirmed(27, "Lorna, co-ordinator"),
    ),
    DemoGroup(
        key="ceili-na-gcairde",
        name="Céilí na gCairde",
        kind="community_group",
        summary="Irish set dancing. The name means the friends’ hooley, more or less.",
        aims=told("""
            Once a month we push back the chairs at Carder Street Hall. There is a caller, a box
            player, and a floor full of people going the wrong way.

            Learners come an hour early and are walked through it. Nobody minds mistakes. Fadó,
            fadó, as the stories start, we all made them.
            """),
        since=1982,
        where="carder-hall",
        covers=("Heddle Hill",),
        who_for="Dancers from nine to ninety",
        languages=("English", "Irish"),
        themes=("dance", "culture", "playing-together"),
        services=(
            monthly(
                "Céilí",
                "2SA",
                "19:30",
                "22:30",
                summary="Learners from half past six.",
                venue="carder-hall",
                cost_kind="paid",
                cost_text="£5, children free",
                minimum_age=9,
            ),
        ),
        speak_to="Máire or Pádraig",
        **reached("ceili.loomwick", 173),
        **confirmed(36, "Máire, caller"),
    ),
    DemoGroup(
        key="ropewalk-slow-runners",
        name="The Ropewalk Slow Runners",
        kind="community_group",
        summary="We run so slowly that we have been overtaken by a hearse.",
        aims=told("""
            You start by walking to the third lamp-post. Next week you jog to it. In about ten weeks
            you can go round the wood without stopping, and you will have nine new friends with red
            faces.

            There is always someone at the back, on purpose. Her name is Grietje and she has never
            left anybody behind.
            """),
        since=2018,
        where="street:Ropewalk",
        covers=("Ropewalk", "Selvedge Wood"),
        who_for="Total beginners, and those who mean to stay that way",
        themes=("sport", "company", "minds"),
        services=(
            weekly(
                "Slow run",
                "SU",
                "09:00",
                "10:00",
                summary="Three speeds: slow, slower, talking.",
                venue="ropewalk-gate",
                minimum_age=16,
            ),
        ),
        speak_to="Grietje, at the back",
        **reached("slowrunners.loomwick", 174),
        **confirmed(49, "Grietje, back marker", "calendar"),
    ),
    DemoGroup(
        key="heddle-book-barrow",
        name="The Heddle Book Barrow",
        kind="community_group",
        summary="A library in a wheelbarrow, pushed uphill by volunteers.",
        aims=told("""
            The hill has no library, so we take one up. The barrow stops at the Common, the flats and
            the bus shelter. It holds ninety books and one umbrella.

            No card, no fines, no dates. Bring it back, or pass it on. Large print is on the left,
            murder is on the right.
            """),
        since=2021,
        where="scout-hut",
        covers=("Heddle Top", "Selvedge Wood"),
        who_for="Readers, and people waiting for a bus",
        themes=("reading", "company", "volunteering"),
        services=(
            weekly(
                "The round",
                "WE",
                "13:00",
                "15:30",
                summary="Common at one, flats at two, shelter at three.",
                venue="scout-hut",
                interval=2,
                schedule_text="Not in heavy rain, for the sake of the books",
            ),
        ),
        speak_to="Femi, left handle",
        **reached("bookbarrow.loomwick", 175),
        **confirmed(105, "Femi, left handle"),
    ),
    DemoGroup(
        key="carder-street-elders-tai-chi",
        name="Carder Street Tai Chi",
        kind="community_group",
        summary="Slow hands, steady feet, then dumplings.",
        aims=told("""
            Mr Cheung has taught the same forty moves in the same hall since 1997. Nobody has ever
            fallen over in his class, and several have stopped falling over at home.

            Sitting down counts. So does laughing. On festival days there are dumplings, and he is
            less strict about breathing.
            """),
        since=1997,
        where="carder-hall",
        covers=("Carder Street", "Bobbin Green"),
        who_for="Anyone with a body",
        languages=("English", "Cantonese"),
        themes=("stretching", "ageing-well", "culture"),
        services=(
            weekly(
                "Class",
                "MO,FR",
                "09:30",
                "10:30",
                summary="Standing or in chairs.",
                venue="carder-hall",
                cost_kind="low_cost",
                cost_text="£2.50",
            ),
        ),
        speak_to="Mei, who translates the jokes",
        **reached("cardertaichi.loomwick", 176),
        **confirmed(88, "Mei, assistant", "phone"),
    ),
    DemoGroup(
        key="selvedge-estate-tenants",
        name="Coppice Road Estate Voice",
        kind="residents_association",
        summary="We started over one leaking roof. It is still leaking. We are still here.",
        aims=told("""
            Coppice Road has 340 homes and one damp problem with many addresses. We keep a book of
            every leak: date, photo, who was told. There are 217 lines in it.

            We knock on doors in pairs. If you cannot read the letter from the landlord, bring it on
            Monday and we will read it together. Anger is welcome. So are cushions.
            """),
        since=2019,
        where="coppice-barn",
        covers=("Selvedge Wood",),
        covers_text="The Coppice Road estate",
        who_for="Everyone on the estate",
        languages=("English", "Portuguese", "Tigrinya"),
        themes=("tenants", "residents", "campaigns"),
        services=(
            weekly(
                "Letter night",
                "MO",
                "18:30",
                "20:00",
                summary="Bring the letter. Bring the baby.",
                venue="coppice-barn",
            ),
            now_and_then("Door knocking", "Evenings, in pairs, when the clocks have not gone back"),
        ),
        speak_to="Selam or Fábio",
        **reached("coppicevoice.loomwick", 177),
        **confirmed(17, "Selam, co-chair"),
    ),
)
