"""The groups of Warpfield, in their own words."""

from closeknit.demo.loomwick.records import DemoGroup
from closeknit.demo.loomwick.telling import confirmed, monthly, now_and_then, reached, told, weekly

GROUPS: tuple[DemoGroup, ...] = (
    DemoGroup(
        key="friends-of-tenter-meadow",
        name="Friends of Tenter Meadow",
        kind="community_group",
        summary="We mow late, plant hedges and argue kindly about dogs.",
        aims=told("""
            They used to stretch wet cloth on this meadow to dry. Now it dries us out, after a week
            indoors.

            On the first Sunday we meet at the lane gate with gloves and a flask. We lay hedges,
            make hurdles and bird boxes from what we cut, and pick up what the wind left. We mow in
            August and not before, because of the skylarks.

            About dogs: yes, but on a lead from March to July. We have agreed to disagree on the
            pond.
            """),
        since=2006,
        where="tenter-gate",
        covers=("Tenter Meadow", "Teasel Bank"),
        who_for="Anyone with boots. Children with someone bigger",
        themes=("parks", "wildlife", "wood-and-metal"),
        services=(
            monthly(
                "Work morning",
                "1SU",
                "10:00",
                "13:00",
                summary="Tools and gloves lent. Soup after.",
                venue="tenter-gate",
                cost_text="Free. You will be tired.",
            ),
        ),
        speak_to="Winston, who has the shed key",
        **reached("tentermeadow.loomwick", 141),
        **confirmed(2, "Winston, secretary"),
    ),
    DemoGroup(
        key="the-spindle",
        name="The Spindle youth club",
        kind="charity",
        summary="Ages 11 to 18 decide what happens here.",
        aims=told("""
            Grown-ups run the heating. Young people run the rest. There is a council of nine, voted
            in each September, and they hold the budget. Last year they bought a climbing wall and
            a waffle iron.

            You can come and do nothing. You can make music, box, cook, skate, or sit in the dark
            room with the beanbags when it is all too much.

            Nobody is sent home for having a bad day. You may be handed a broom.
            """),
        since=2001,
        where="spindle",
        covers=("Warpfield",),
        who_for="Ages 11 to 18, and up to 25 if you need longer",
        languages=("English", "Polish", "Somali"),
        themes=("youth", "playing-together", "ball-games", "minds"),
        services=(
            weekly(
                "Open nights",
                "MO,WE,TH,FR",
                "17:00",
                "21:00",
                summary="Pool, cooking, studio, wall, sofas.",
                venue="spindle",
                minimum_age=11,
                maximum_age=18,
                audience="Ages 11 to 18",
                schedule_text="Until ten on Fridays, because they asked",
                cost_text="Free. Waffles 50p.",
            ),
        ),
        speak_to="Kemi or anyone with a lanyard",
        identifiers=(("XX-DEMO", "LW-CH-0052"),),
        **reached("thespindle.loomwick", 142),
        **confirmed(7, "Kemi, youth worker"),
    ),
    DemoGroup(
        key="warpfield-larder",
        name="Warpfield Larder",
        kind="charity",
        summary="Food for 140 households on Fridays. No forms, no fuss.",
        aims=told("""
            You come in, take a basket and choose. It looks like a shop because it is nicer to shop
            than to be handed a bag.

            Some weeks you give, some weeks you take. Most of the people on our tills were customers
            first. Nobody needs a letter from anybody.

            We are always short of tinned fish, nappies in size five, and somebody with a van.
            """),
        since=2020,
        where="larder",
        covers=("Warpfield",),
        who_for="Any household that is short this week",
        languages=("English", "Polish", "Bengali", "Romanian"),
        themes=("larders", "surplus", "volunteering"),
        services=(
            weekly(
                "Friday larder",
                "FR",
                "10:00",
                "15:00",
                summary="Fresh, tinned, frozen. Nappies when we have them.",
                venue="larder",
                cost_kind="donation",
                cost_text="Give £1 if you have it. Nobody counts.",
                access_text="Quiet hour from two. We carry bags to the bus stop.",
            ),
        ),
        speak_to="Joyce on the door",
        identifiers=(("XX-DEMO", "LW-CH-0144"),),
        **reached("warpfieldlarder.loomwick", 143),
        **confirmed(16, "Joyce, co-ordinator"),
    ),
    DemoGroup(
        key="grow-loomwick",
        name="Grow Loomwick",
        kind="social_enterprise",
        summary="Vegetables on roofs, verges and one retired bus. More courgettes than plates.",
        aims=told("""
            If it is flat and gets the sun, we will ask to plant beans on it. We look after nineteen
            small plots in Loomwick: school yards, a car-park roof, a bus that will not start again.

            Volunteers take home what they pick. The rest goes in crates to kitchens that cook for
            others. If you run one of those kitchens, please, please take some courgettes.

            We teach seed saving in winter, when there is time to talk.
            """),
        since=2018,
        where="lantern-school",
        covers=("Loomwick",),
        who_for="Anyone who does not mind worms",
        languages=("English", "Turkish"),
        themes=("growing-food", "surplus", "climate", "skills-shared"),
        services=(
            weekly(
                "Plot day",
                "SA",
                "09:30",
                "12:30",
                summary="Dig, sow, water, pick, depending.",
                venue="lantern-school",
                cost_text="Free. Paid in beans.",
            ),
            monthly(
                "Seed evening",
                "3WE",
                "18:30",
                "20:00",
                summary="Save it, label it, swap it.",
                venue="dyehouse-library",
                schedule_text="November to March",
            ),
        ),
        speak_to="Solange, who answers with muddy thumbs",
        **reached("growloomwick.loomwick", 144),
        **confirmed(19, "Solange, head grower"),
    ),
    DemoGroup(
        key="dads-of-warpfield",
        name="Dads of Warpfield",
        kind="community_group",
        summary="Bring the baby, we have the porridge.",
        aims=told("""
            Six of us met at the swings and found that we had each been telling everyone we were
            fine. So now there is a breakfast.

            It is for dads, stepdads, grandads and men who are doing a dad's job. Babies come too.
            Toddlers eat more than we do.

            We talk about sleep, work, courts, nappies and football, in that order. No one gives
            advice unless you ask for it. Then everyone does.
            """),
        since=2025,
        where="spindle",
        covers=("Warpfield",),
        who_for="Fathers and father figures, with or without the child that day",
        themes=("men", "parents", "babies-and-toddlers", "meals"),
        services=(
            weekly(
                "Dads’ breakfast",
                "TH",
                "08:30",
                "10:00",
                summary="Porridge with things in it. A corner of mats for crawling.",
                venue="spindle",
                cost_kind="donation",
                cost_text="A pound in the mug, if you have it",
                access=("baby_change",),
            ),
        ),
        speak_to="Marek or Dwayne",
        **reached("dads.loomwick", 145),
        **confirmed(8, "Marek, porridge"),
    ),
    DemoGroup(
        key="shuttle-street-residents",
        name="Shuttle Street Residents",
        kind="residents_association",
        summary="Asleep since 2023. Wake us for trees, or for the bus.",
        aims=told("""
            We won the zebra crossing, lost the post office, and saved eleven plane trees. Then it
            went quiet and we let it.

            We are not gone. Two of us still have the bank book and the banner. If anybody comes for
            the trees, or tries to move the 12 bus again, ring either number and stand back.
            """),
        since=1979,
        where="street:Shuttle Street",
        covers=("Shuttle Cross", "Teasel Bank"),
        covers_text="Shuttle Street, Jenny Lane and the turnings between",
        who_for="People who live on or near Shuttle Street",
        state="dormant",
        themes=("residents", "streets", "parks"),
        services=(),
        speak_to="Dorothy or Mr Haq",
        **reached("shuttlestreet.loomwick", 146),
        **confirmed(470, "Dorothy, holder of the banner", "phone"),
    ),
    DemoGroup(
        key="treadle-dance",
        name="Treadle Dance",
        kind="community_group",
        summary="Folk dancing for people with two left feet, in pairs, so it evens out.",
        aims=told("""
            We dance in lines, rings and squares to a fiddle and a phone. You do not need a partner,
            a skirt or any idea what is going on.

            We started in a garage and now have studio two at Gig Mill, where the floor bounces. It
            is dear. We look for a hall with a floor that gives, on a Thursday, and a few musicians
            who would like somebody to dance to them.
            """),
        since=2022,
        where="gig-mill",
        covers=("Spinners Gate", "Shuttle Cross"),
        who_for="Anyone over eight who can tell left from right, or is willing to learn",
        themes=("dance", "playing-together"),
        services=(
            weekly(
                "Thursday dance",
                "TH",
                "19:00",
                "21:00",
                summary="Beginners for the first hour. Chairs for sitting one out.",
                venue="gig-mill",
                cost_kind="low_cost",
                cost_text="£3, children free",
                minimum_age=8,
            ),
        ),
        speak_to="Perpetua, who calls the steps",
        **reached("treadledance.loomwick", 147),
        **confirmed(55, "Perpetua, caller"),
    ),
    DemoGroup(
        key="zuraw-saturday-school",
        name="Żuraw – Polska Szkoła Sobotnia",
        kind="charity",
        summary="Polish Saturday school: reading, history, pierogi.",
        aims=told("""
            Żuraw means crane, the bird that comes back every year to the same place. Our children
            were born in Loomwick. On Saturdays they come back to their grandparents' language.

            Lessons are in Polish, playtime is in both, and arguments are in whichever is faster.
            Mothers and fathers drink coffee in the corridor and run half of Warpfield from there.

            Children with no Polish at all may join the small-crane class and learn from songs.
            """),
        since=2008,
        where="dom-polski",
        covers=("Warpfield", "Heddle Hill"),
        who_for="Children from 4 to 15, and their families",
        languages=("Polish", "English", "Ukrainian"),
        themes=("culture", "homework", "parents"),
        services=(
            weekly(
                "Saturday school",
                "SA",
                "09:30",
                "13:00",
                summary="Reading and writing, history, singing, break with doughnuts.",
                venue="dom-polski",
                cost_kind="paid",
                cost_text="£6 a morning, less for brothers and sisters",
                minimum_age=4,
                maximum_age=15,
                schedule_text="In term time",
            ),
        ),
        speak_to="Agnieszka or Łukasz",
        identifiers=(("XX-DEMO", "LW-CH-0088"),),
        **reached("zuraw.loomwick", 148),
        **confirmed(24, "Agnieszka, head teacher"),
    ),
    DemoGroup(
        key="spinners-allotments",
        name="Spinners Allotment Society",
        kind="community_group",
        summary="84 plots, one hosepipe, a waiting list we are ashamed of.",
        aims=told("""
            We rent out plots, share the hosepipe and judge each other's leeks.

            The wait for a full plot is four years. The wait for a shared bed is none: come on
            Sunday and you can start on a square metre the same day. Half of our best growers began
            there and never wanted more.

            In September there is a show. Anyone may enter the ugliest carrot.
            """),
        since=1921,
        where="allotment-hut",
        covers=("Spinners Gate", "Shuttle Cross"),
        who_for="People in Warpfield with more hope than land",
        themes=("growing-food", "gardening", "company"),
        services=(
            weekly(
                "Shared bed Sunday",
                "SU",
                "10:00",
                "12:00",
                summary="Tools from the hut. Advice from everyone.",
                venue="allotment-hut",
                cost_kind="low_cost",
                cost_text="£2 a month for a square metre",
            ),
        ),
        speak_to="Errol, plot 31",
        **reached("spinnersallotments.loomwick", 149),
        **confirmed(120, "Errol, chairman", "phone"),
    ),
    DemoGroup(
        key="lantern-street-families",
        name="Lantern Street Families",
        kind="charity",
        summary="The school’s parents. We raise money for books and hell about the crossing.",
        aims=told("""
            Any grown-up who looks after a child at Lantern Street is a member. Baking is not
            required.

            We have bought 1,100 books, a shed and a trampoline that was a mistake. We pass on
            uniform, no questions, from the blue cupboard on Mondays.

            And we want the 20 signs to mean twenty. Until they do we will stand at the kerb in
            lantern costumes, which we now own forty of.
            """),
        since=1996,
        where="lantern-school",
        covers=("Spinners Gate", "Teasel Bank"),
        who_for="Families of the school, and neighbours who like children",
        languages=("English", "Polish", "Tamil"),
        themes=("parents", "clothes-and-things", "streets"),
        services=(
            weekly(
                "The blue cupboard",
                "MO",
                "15:00",
                "16:00",
                summary="School uniform, coats, shoes. Take what fits.",
                venue="lantern-school",
                schedule_text="In term time",
            ),
        ),
        speak_to="The office will find one of us",
        **reached("lanternfamilies.loomwick", 150),
        **confirmed(70, "Vasanthi, chair"),
    ),
    DemoGroup(
        key="jenny-lane-lunch",
        name="Jenny Lane Lunch Club",
        kind="charity",
        summary="Two courses, real plates, and a lift home if your knees say so.",
        aims=told("""
            Lunch is at half past twelve. By twelve the room is full, because talking is the first
            course.

            We are mostly over seventy. The cook is twenty-three and we have taught her gravy. She
            has taught us jollof.

            If you miss two weeks, somebody rings to see whether you are well. It is not nosiness.
            All right, it is partly nosiness.
            """),
        since=1985,
        where="jenny-lane",
        covers=("Warpfield",),
        who_for="Older people, and anyone who eats lunch alone too often",
        themes=("meals", "ageing-well", "company"),
        services=(
            weekly(
                "Lunch",
                "TU,FR",
                "12:00",
                "14:30",
                summary="Two courses and a pot of tea.",
                venue="jenny-lane",
                cost_kind="paid",
                cost_text="£4.50. Ask about a free week.",
                minimum_age=60,
                audience="Over 60, or thereabouts",
            ),
        ),
        speak_to="Bernadette, before ten in the morning",
        identifiers=(("XX-DEMO", "LW-CH-0020"),),
        **reached("jennylane.loomwick", 151),
        **confirmed(41, "Bernadette, manager"),
    ),
    DemoGroup(
        key="pump-lane-ringers",
        name="Pump Lane Bell Ringers",
        kind="faith_group",
        summary="Six bells, six ropes, and the whole of Warpfield hears your mistakes.",
        aims=told("""
            Ringing is half sport, half sums. It takes about ten lessons before you can stop a bell
            safely and about ten years before you can stop talking about it.

            We ring on Sundays and for weddings. On Mondays we learn, with the bells tied so that
            nobody outside can hear. Faith is up to you. So are the 61 steps.
            """),
        since=1893,
        where="holy-trinity",
        covers=("Tenter Meadow",),
        who_for="Ages 11 and up with steady arms",
        themes=("music", "churches", "history"),
        services=(
            weekly(
                "Learners’ night",
                "MO",
                "19:30",
                "21:00",
                summary="Tied bells and patient people.",
                venue="holy-trinity",
                minimum_age=11,
                access_text="61 narrow steps to the ringing room. Handbells are taught below.",
            ),
        ),
        speak_to="Ambrose, tower captain",
        **reached("pumplanebells.loomwick", 152),
        **confirmed(210, "Ambrose, tower captain"),
    ),
    DemoGroup(
        key="shuttle-rec-walking-football",
        name="Shuttle Rec Walking Football",
        kind="community_group",
        summary="Football with no running. The arguing is at full speed.",
        aims=told("""
            If you run, the other side gets a free kick. That is the only new rule. All the old
            groans are allowed.

            We have three new hips, one lung transplant and a goalkeeper of eighty-one. We play for
            an hour and then put the world right for two.
            """),
        since=2015,
        where="shuttle-pavilion",
        covers=("Warpfield",),
        who_for="Anyone over 50, women as well as men, and anyone with a heart to look after",
        themes=("ball-games", "ageing-well", "men"),
        services=(
            weekly(
                "Tuesday match",
                "TU",
                "11:00",
                "12:00",
                summary="Bibs, balls, defibrillator.",
                venue="shuttle-pavilion",
                cost_kind="low_cost",
                cost_text="£2, tea included",
                minimum_age=50,
            ),
        ),
        speak_to="Big Colin. There is no little Colin",
        **reached("walkingfootball.loomwick", 153),
        **confirmed(35, "Colin, captain", "calendar"),
    ),
    DemoGroup(
        key="gig-mill-print",
        name="Gig Mill Printmakers",
        kind="social_enterprise",
        summary="Ink, rollers and a press older than the borough.",
        aims=told("""
            We saved a printing press from a skip in 2012 and have been paying its rent ever since.

            You can hire a morning on it, or take a class, or send us your poster. Groups of
            Loomwick get theirs printed at cost: half the notices you see in windows were made on
            our floor by people with blue thumbs.
            """),
        since=2012,
        where="gig-mill",
        covers=("Loomwick",),
        who_for="Beginners, artists, and anyone with an event to shout about",
        themes=("clay-and-print", "pictures", "skills-shared"),
        services=(
            weekly(
                "Inky Saturday",
                "SA",
                "10:00",
                "16:00",
                summary="Cut a block in the morning, print it by four.",
                venue="gig-mill",
                cost_kind="paid",
                cost_text="£18 with paper and lunch",
                schedule_text="Not in August",
            ),
        ),
        speak_to="Ottilie or Ray",
        identifiers=(("XX-DEMO", "LW-SE-0012"),),
        **reached("gigmillprint.loomwick", 154),
        **confirmed(90, "Ottilie, director"),
    ),
    DemoGroup(
        key="warpfield-pennies",
        name="Warpfield Pennies",
        kind="social_enterprise",
        summary="Save a pound a week. Borrow without being bitten.",
        aims=told("""
            We are a small savings and loan club. Members put in what they can. Other members borrow
            it, for a washing machine or a school trip, and pay it back with a little extra.

            No adverts, no small print, no men in suits. In nine years three loans have gone wrong,
            and two of those came right in the end.
            """),
        since=2017,
        where="larder",
        covers=("Warpfield",),
        who_for="Anyone who lives or works in Warpfield",
        languages=("English", "Bengali", "Polish"),
        themes=("savings", "advice"),
        services=(
            weekly(
                "Paying-in table",
                "FR",
                "11:00",
                "14:00",
                summary="Next to the bread at the Larder.",
                venue="larder",
            ),
        ),
        speak_to="Nasreen with the green cash box",
        **reached("pennies.loomwick", 155),
        **confirmed(44, "Nasreen, treasurer"),
    ),
    DemoGroup(
        key="cor-teasel",
        name="Côr y Teasel",
        kind="community_group",
        summary="A Welsh choir a long way from home. Mae croeso i bawb: all are welcome.",
        aims=told("""
            Nine homesick people and a tuning fork began this. We sing in Welsh, which is easier
            than it looks, because every letter does the same job each time.

            Half of us have never been to Wales. On the first of March we take over a bus and sing
            on the top deck. The drivers ask for it now.
            """),
        since=2013,
        where="jenny-lane",
        covers=("Loomwick",),
        who_for="Anyone who likes a tune. Tŷ, tân, te: a roof, a fire, a cup of tea",
        languages=("Welsh", "English"),
        themes=("singing", "culture"),
        services=(
            weekly(
                "Rehearsal",
                "MO",
                "19:30",
                "21:00",
                summary="Words are written out as they sound.",
                venue="jenny-lane",
                cost_kind="low_cost",
                cost_text="£2",
                schedule_text="Not on bank holidays",
            ),
        ),
        speak_to="Siân or Gethin",
        **reached("corteasel.loomwick", 156),
        **confirmed(28, "Siân, conductor"),
    ),
    DemoGroup(
        key="carers-kettle",
        name="The Carers’ Kettle",
        kind="charity",
        summary="Two hours off for people who look after somebody.",
        aims=told("""
            You look after your mum, your son, your husband, your friend. Here, for two hours, we
            look after you. You can talk, sleep in a chair, or weep into a custard cream. All have
            been done.

            If the person you care for has to come too, there is a room next door and people who
            know what they are doing.

            Young carers have their own kettle, on Wednesdays after school. Theirs is hot chocolate.
            """),
        since=2010,
        where="jenny-lane",
        covers=("Warpfield", "Weftbridge"),
        who_for="Anyone who looks after somebody, paid or not",
        themes=("carers", "company", "minds"),
        services=(
            weekly(
                "The kettle",
                "TH",
                "10:30",
                "12:30",
                summary="Tea, cake, a quiet corner, a listening one.",
                venue="jenny-lane",
                access=("quiet_space",),
            ),
            weekly(
                "Young carers",
                "WE",
                "16:00",
                "17:30",
                summary="Homework or no homework. Hot chocolate.",
                venue="jenny-lane",
                minimum_age=8,
                maximum_age=17,
                audience="Ages 8 to 17",
                schedule_text="In term time",
            ),
        ),
        speak_to="Philippa, any morning",
        identifiers=(("XX-DEMO", "LW-CH-0073"),),
        **reached("carerskettle.loomwick", 157),
        **confirmed(31, "Philippa, co-ordinator"),
    ),
    DemoGroup(
        key="warpfield-speedwatch",
        name="Shuttle Cross Speed Watchers",
        kind="residents_association",
        summary="Nine neighbours, a radar gun and a thermos.",
        aims=told("""
            We stand where the road bends and write down how fast the cars go. The police write to
            the drivers. Mostly the drivers slow down as soon as they see our hats.

            In our first year the average fell by six miles an hour. We keep going because of the
            nursery on the corner.
            """),
        since=2021,
        where="ward:Shuttle Cross",
        covers=("Shuttle Cross",),
        who_for="Over-18s who can stand still for an hour",
        themes=("streets", "volunteering"),
        state="quiet",
        services=(
            now_and_then("Roadside hour", "One Saturday a month, different each time", summary="Hats supplied."),
        ),
        speak_to="Padma, at the bend",
        **reached("speedwatch.loomwick", 158),
        **confirmed(260, "Padma, chief hat"),
    ),
)
