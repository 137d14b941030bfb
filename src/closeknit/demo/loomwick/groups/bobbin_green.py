"""The groups of Bobbin Green, in their own words."""

from closeknit.demo.loomwick.records import DemoGroup
from closeknit.demo.loomwick.telling import confirmed, monthly, now_and_then, reached, told, weekly

GROUPS: tuple[DemoGroup, ...] = (
    DemoGroup(
        key="bobbin-green-repair-cafe",
        name="Bobbin Green Repair Café",
        kind="community_group",
        summary="Bring what broke. We mend it with you, so next time you can.",
        aims=told("""
            Every Tuesday about nine of us, some retired fitters and some who learnt last month, sit
            behind tables with screwdrivers and a soldering iron. You sit beside us. Three things in
            four go home working; the fourth we take apart to see why.

            We keep a count of what was saved (1.9 tonnes since we began) and of who came back to
            help, which pleases us more: 31 people.
            """),
        since=2019,
        where="dyehouse-library",
        covers=("Bobbin Green",),
        covers_text="Bobbin Green and the streets down to the Teasel",
        who_for="Anyone. Children with a grown-up",
        languages=("English", "Bengali", "Polish", "some British Sign Language"),
        themes=("repair", "skills-shared", "less-waste"),
        services=(
            weekly(
                "Repair café",
                "TU",
                "10:00",
                "13:00",
                summary="Lamps, zips, toasters, toys. One thing each, please, then go round again.",
                venue="dyehouse-library",
                cost_text="Free. There is a jar.",
                access=("step_free", "accessible_toilet", "hearing_loop", "quiet_space"),
                access_text="A quiet table by the window.",
            ),
            monthly(
                "Bicycle day",
                "1TU",
                "10:00",
                "13:00",
                summary="Punctures, brakes, that clicking noise.",
                venue="dyehouse-library",
                cost_text="Free. New parts at cost.",
                schedule_text="On the forecourt, if dry",
            ),
        ),
        speak_to="Priya, secretary, or Idris at the benches",
        **reached("repair.loomwick", 181),
        **confirmed(18, "Priya, secretary"),
    ),
    DemoGroup(
        key="tuesday-remnants",
        name="Tuesday Remnants",
        kind="community_group",
        summary="Quilting from offcuts. Somewhere quiet, tea included.",
        aims=told("""
            The factory gives us its ends of rolls. We give them to each other as quilts.

            We meet in one another's front rooms, so write first and we will say whose it is. There
            is no radio and nobody minds a silence. If you have had a loud week, come.
            """),
        since=2014,
        where="ward:Bobbin Green",
        covers=("Bobbin Green",),
        covers_text="Bobbin Green ward",
        who_for="Up to ten at a time, because of the chairs",
        themes=("textiles", "less-waste", "minds"),
        services=(
            weekly(
                "Quilting",
                "TU",
                "13:30",
                "16:00",
                interval=2,
                summary="Cutting, piecing, tea.",
                cost_text="Free. The cloth is too.",
                schedule_text="Every other Tuesday, in somebody’s front room",
            ),
        ),
        speak_to="Edith, by letter or e-mail",
        **reached("remnants.loomwick", 182),
        **confirmed(560, "Edith, founder"),
    ),
    DemoGroup(
        key="loomwick-tenants-union",
        name="Loomwick Tenants’ Union",
        kind="community_group",
        summary="Damp, repairs, rent: nobody should face a landlord alone.",
        aims=told("""
            We are people who rent. Some from the council, some from a company, some from a man with
            a van.

            If you are told to go, or told to wait, come to us before you sign anything. Someone who
            has been through it will sit with you, read the letter and go along to the meeting. We
            win more than we lose. When we lose, we help you move.

            Members pay a pound a month. It buys stamps, biscuits and, once, a very good barrister.
            """),
        since=2016,
        where="linsey-hall",
        covers=("Loomwick",),
        who_for="Anyone who rents a home in Loomwick",
        languages=("English", "Spanish", "Bengali", "Somali"),
        themes=("tenants", "advice", "campaigns"),
        services=(
            weekly(
                "Open night",
                "MO",
                "18:00",
                "20:00",
                summary="Bring the letter, the photos of the mould, and a friend.",
                venue="linsey-hall",
                cost_text="Free. Membership is £1 a month.",
            ),
        ),
        speak_to="Abena or Luis",
        **reached("tenants.loomwick", 183),
        **confirmed(5, "Abena, organiser"),
    ),
    DemoGroup(
        key="skein-rowing",
        name="Skein Rowing for All",
        kind="charity",
        summary="Wide boats, strong arms, and a hoist for those who come on wheels.",
        aims=told("""
            A river does not ask how you got to it. We have two wide boats that cannot tip, eight
            seats that fix to them in any way you need, and a hoist from chair to water.

            Some of us row to race. Most of us row to see the herons from underneath. School on
            Tuesday, hospital on Thursday, everybody on Sunday.
            """),
        since=2007,
        where="boathouse",
        covers=("Skein Park", "Woolpack"),
        who_for="Anyone over ten, disabled or not",
        themes=("swimming-and-rowing", "disabled-people", "rivers"),
        services=(
            weekly(
                "Sunday row",
                "SU",
                "09:30",
                "12:00",
                summary="First time? Come at half past nine and stay dry.",
                venue="boathouse",
                cost_kind="low_cost",
                cost_text="£3, first row free",
                minimum_age=10,
                schedule_text="March to October, not when the river is up",
            ),
        ),
        speak_to="Mallory, boatswain",
        identifiers=(("XX-DEMO", "LW-CH-0061"),),
        **reached("skeinrowing.loomwick", 184),
        **confirmed(45, "Mallory, boatswain"),
    ),
    DemoGroup(
        key="foundry-drummers",
        name="The Foundry Drummers",
        kind="community_group",
        summary="Forty drums, a tin roof, forgiving neighbours.",
        aims=told("""
            Samba on Mondays, dhol on Wednesdays, and on carnival day both at once, down Woolpack
            Road, with the traffic stopped behind us.

            Drums are lent. Ear plugs are free. If you think you have no rhythm, walk across the room
            and listen to your feet.
            """),
        since=2010,
        where="foundry",
        covers=("Bobbin Green",),
        who_for="Anyone tall enough to see over a drum",
        languages=("English", "Punjabi", "Portuguese"),
        themes=("playing-together", "parties", "culture"),
        services=(
            weekly(
                "Samba",
                "MO",
                "18:30",
                "20:00",
                summary="Loud.",
                venue="foundry",
                cost_kind="low_cost",
                cost_text="£3 or less",
            ),
            weekly(
                "Dhol",
                "WE",
                "18:30",
                "20:00",
                summary="Louder.",
                venue="foundry",
                cost_kind="low_cost",
                cost_text="£3 or less",
            ),
        ),
        speak_to="Jasvir. Text, he will not hear it ring",
        **reached("foundrydrummers.loomwick", 185),
        **confirmed(32, "Jasvir, band leader"),
    ),
    DemoGroup(
        key="the-quiet-table",
        name="The Quiet Table",
        kind="community_group",
        summary="Run by autistic adults. Come, do your own thing, near others.",
        aims=told("""
            You can draw, read, build, sort, rock, or look out of the window. You do not have to
            talk, or explain, or shake hands.

            Lights are low. The list of what will happen is on the wall, and then it happens. If
            anything must change, we write to you before, not on the day.

            Sometimes people find they like the same thing. Then there is a good deal of talking.
            """),
        since=2020,
        where="pattern-room",
        covers=("Loomwick",),
        who_for="Autistic adults. You need no letter from a doctor",
        themes=("disabled-people", "minds", "games", "company"),
        services=(
            weekly(
                "Quiet table",
                "TH",
                "17:30",
                "19:30",
                summary="Soft lamps, big tables, clear exits.",
                venue="pattern-room",
                access=("quiet_space",),
                minimum_age=18,
                access_text="No strip lights, no scent, no clapping. A map and photos are sent before.",
            ),
        ),
        speak_to="Robin, by e-mail",
        **reached("quiettable.loomwick", 186),
        **confirmed(23, "Robin, organiser"),
    ),
    DemoGroup(
        key="cafe-bebe",
        name="Café Bébé",
        kind="community_group",
        summary="Babies on the floor, hot tea at a safe height.",
        aims=told("""
            The first weeks are long. Here is a room where crying is normal, whoever is doing it.

            We are parents with babies under one. A health visitor looks in with her scales. Someone
            will hold the small one while you drink a whole cup of something hot.

            Once you have come three times, you are the welcome committee.
            """),
        since=2018,
        where="family-centre",
        covers=("Bobbin Green",),
        who_for="Mums, dads and anyone raising a baby",
        languages=("English", "French", "Lingala"),
        themes=("babies-and-toddlers", "parents", "company"),
        services=(
            weekly(
                "Café",
                "FR",
                "10:00",
                "12:00",
                summary="Mats, scales, toast.",
                venue="family-centre",
                maximum_age=1,
                audience="Babies under one and their people",
                access=("baby_change",),
            ),
        ),
        speak_to="Clémence",
        **reached("cafebebe.loomwick", 187),
        **confirmed(30, "Clémence, host"),
    ),
    DemoGroup(
        key="ribbon-street-seva",
        name="Ribbon Street Mandir Seva",
        kind="faith_group",
        summary="The temple’s helping hands: meals, lifts to hospital, Diwali lamps.",
        aims=told("""
            Seva means service. We do it with saucepans and with car keys.

            On Saturdays we cook for a hundred. On weekdays our drivers take people to hospital and,
            more important, wait and bring them home. At Diwali the whole street puts out lamps,
            whatever they believe, because it looks so fine.
            """),
        since=2002,
        where="mandir",
        covers=("Bobbin Green",),
        who_for="Neighbours of every faith",
        languages=("Gujarati", "Hindi", "Tamil", "English"),
        themes=("hindu", "meals", "volunteering", "parties"),
        services=(
            weekly(
                "Saturday lunch", "SA", "12:00", "14:30", summary="Rice, dal, two vegetables, a sweet.", venue="mandir"
            ),
        ),
        speak_to="Hansa in the office",
        **reached("ribbonseva.loomwick", 188),
        **confirmed(52, "Hansa, secretary"),
    ),
    DemoGroup(
        key="woolpack-wanderers",
        name="Woolpack Wanderers Girls’ Football",
        kind="community_group",
        summary="Five teams, no trials, a bench that is only for sitting.",
        aims=told("""
            Every girl who comes plays half the match. That is in our rules, in capital letters. We
            have lost cups because of it and kept every player.

            Boots are passed down from the cupboard. The under-nines have a song. We need a second
            changing room and would settle for a door that shuts.
            """),
        since=2012,
        where="woolpack-fields",
        covers=("Woolpack", "Skein Park", "Treadle End"),
        who_for="Girls from 6 to 16",
        themes=("ball-games", "young", "women"),
        services=(
            weekly(
                "Training",
                "WE",
                "17:00",
                "18:30",
                summary="All ages, three pitches.",
                venue="woolpack-fields",
                minimum_age=6,
                maximum_age=16,
                audience="Girls from 6 to 16",
                cost_kind="low_cost",
                cost_text="£2, boots from the cupboard are free",
                schedule_text="In term time",
            ),
        ),
        speak_to="Coach Danielle",
        **reached("woolpackwanderers.loomwick", 189),
        **confirmed(37, "Danielle, coach", "calendar"),
    ),
    DemoGroup(
        key="green-fair",
        name="Bobbin Green Fair Committee",
        kind="community_group",
        summary="One day in June. The other 364 are meetings.",
        aims=told("""
            Since 1951 there has been a fair on the Green: tug of war, dog show, a band, and a cake
            table with rules.

            We sleep from July to January. From February we need marshals, a rope, and someone who
            can tell the mayor when to stop speaking.
            """),
        since=1951,
        where="tea-hut",
        covers=("Bobbin Green",),
        who_for="All of Bobbin Green, and guests who behave",
        state="quiet",
        themes=("parties", "neighbours", "volunteering"),
        services=(
            now_and_then("The fair", "Third Saturday in June, noon to dusk", summary="Wet or fine.", venue="tea-hut"),
        ),
        speak_to="Maureen, rope; Deepak, everything else",
        **reached("greenfair.loomwick", 190),
        **confirmed(170, "Deepak, everything else"),
    ),
    DemoGroup(
        key="st-annes-night-shelter",
        name="St Anne’s Night Shelter",
        kind="charity",
        summary="Twelve beds, a hot supper, breakfast, and your name remembered.",
        aims=told("""
            From October to April, seven churches and the mosque take a night each. Guests stay in
            one place: we move round them, not the other way about.

            Supper is at seven. People eat together, helpers too. In the morning somebody sits down
            with you and makes one phone call about somewhere to live. One call a day adds up.
            """),
        since=2008,
        where="st-annes",
        covers=("Loomwick",),
        who_for="Grown-ups with nowhere to sleep tonight. Ring first",
        languages=("English", "Polish", "Romanian"),
        themes=("homelessness", "churches", "volunteering", "meals"),
        services=(
            weekly(
                "Night shelter",
                "MO,TU,WE,TH,FR,SA,SU",
                "19:00",
                "08:00",
                summary="Ring by four o’clock.",
                venue="st-annes",
                minimum_age=18,
                schedule_text="October to April",
            ),
        ),
        speak_to="The duty phone, from noon",
        identifiers=(("XX-DEMO", "LW-CH-0066"),),
        **reached("nightshelter.loomwick", 191),
        **confirmed(10, "Father Tobias, trustee"),
    ),
    DemoGroup(
        key="survivors-sanctuary",
        name="Survivors’ Sanctuary",
        kind="charity",
        summary="A safe place for people who have been hurt. We never say where it is.",
        aims=told("""
            If somebody at home has hurt you, or frightens you, you can talk to us. You do not have
            to be sure. You do not have to leave. You do not have to give your name.

            We listen first. If you would like to come, we will tell you how, when it is safe to.

            We keep no list of who comes. Please do not write about meeting anyone here, even kindly.
            """),
        since=1999,
        covers=("Loomwick",),
        covers_text="All of Loomwick",
        who_for="Anyone who has lived through abuse",
        languages=("English", "Bengali", "Polish", "Punjabi", "Somali"),
        themes=("health", "women", "minds"),
        services=(
            now_and_then(
                "Listening line",
                "Every day, from 8 in the morning to 10 at night",
                summary="Ring, or send one word. We ring back only if you say it is safe.",
                venue="sanctuary",
                access=("quiet_space",),
            ),
        ),
        speak_to="Whoever answers. They are all kind",
        identifiers=(("XX-DEMO", "LW-CH-0070"),),
        is_sensitive=True,
        **reached("sanctuary.loomwick", 192),
        **confirmed(25, "The duty worker", "phone"),
    ),
    DemoGroup(
        key="treadle-end-residents",
        name="Treadle End Residents’ Group",
        kind="residents_association",
        summary="Resting. We stopped the lorries in 2018 and have been asleep since 2021.",
        aims=told("""
            For three years we counted lorries from an upstairs window. 4,116 of them. Then the
            council put in the width posts and we all went on holiday.

            Wake us if the posts come out, or if anyone wants to know how it was done. The lorry
            book is in the library.
            """),
        since=2015,
        where="street:Pattern Street",
        covers=("Treadle End",),
        covers_text="Pattern Street, Ribbon Street and the foot of Bobbin Road",
        who_for="The people of Treadle End",
        state="dormant",
        themes=("residents", "streets"),
        speak_to="Jean-Baptiste, upstairs window",
        **reached("treadleend.loomwick", 193),
        **confirmed(690, "Jean-Baptiste", "phone"),
    ),
    DemoGroup(
        key="wherry-street-play",
        name="Wherry Street Plays Out",
        kind="residents_association",
        summary="Once a month the cars stay away and the street belongs to chalk.",
        aims=told("""
            Two hours, two cones at each end, one grown-up with a whistle and a deckchair. Cars that
            live here may creep in behind a walking steward.

            The children did not know each other before. Nor, to be honest, did we.
            """),
        since=2022,
        where="street:Wherry Street",
        covers=("Skein Park",),
        covers_text="Wherry Street",
        who_for="Children of the street and their friends",
        languages=("English", "Greek"),
        themes=("play", "streets", "neighbours"),
        services=(
            monthly(
                "Playing out",
                "2SU",
                "14:00",
                "16:00",
                summary="Chalk, scooters, skipping, nothing planned.",
                schedule_text="On Wherry Street itself, March to October",
            ),
        ),
        speak_to="Eleni at number 9",
        **reached("wherryplays.loomwick", 194),
        **confirmed(57, "Eleni, whistle"),
    ),
    DemoGroup(
        key="skein-park-dogs",
        name="The Skein Park Dogs",
        kind="other",
        summary="A group of dogs who bring their people for a walk.",
        aims=told("""
            At seven each morning there are about fifteen of us by the kiosk, of all sizes. The
            people talk. It is said that they have raised money for lamps and a water bowl.

            We have found two lost children, one lost wallet and a great many tennis balls. Cats may
            apply in writing.
            """),
        since=2017,
        where="skein-kiosk",
        covers=("Skein Park",),
        who_for="Dogs, and people on a lead",
        themes=("animals", "walking", "company"),
        services=(
            now_and_then(
                "Morning walk",
                "Every morning at seven, rain or shine",
                summary="Once round, twice if frosty.",
                venue="skein-kiosk",
            ),
        ),
        speak_to="Biscuit, or her person, Hamish",
        **reached("skeindogs.loomwick", 195),
        **confirmed(63, "Hamish, on behalf of Biscuit", "calendar"),
    ),
    DemoGroup(
        key="foundry-code-club",
        name="Foundry Code and Radio",
        kind="community_group",
        summary="Robots, radios and things that were not meant to light up.",
        aims=told("""
            On Saturdays the back room at the Foundry smells of solder. Children build robots that
            fall off tables. Grown-ups talk to Brazil on a home-made radio.

            No one here minds being asked the same thing twice. Bring a dead laptop and it may go
            home alive.
            """),
        since=2021,
        where="foundry",
        covers=("Woolpack", "Bobbin Green"),
        who_for="Ages 9 and up. Girls asked for their own hour and got it",
        themes=("computers-and-radio", "science", "repair", "getting-online"),
        services=(
            weekly(
                "Workshop",
                "SA",
                "10:00",
                "13:00",
                summary="Girls’ hour from ten.",
                venue="foundry",
                minimum_age=9,
                cost_kind="donation",
                cost_text="A pound for parts",
            ),
        ),
        speak_to="Uche, call sign on request",
        **reached("foundrycode.loomwick", 196),
        **confirmed(39, "Uche, workshop leader"),
    ),
    DemoGroup(
        key="cay-saati",
        name="Çay Saati",
        kind="community_group",
        summary="Tea hour, in small glasses, for Turkish and Kurdish families and their neighbours.",
        aims=told("""
            The samovar is on from three. Grandmothers play cards for matches. Daughters fill in
            forms for everyone, because they are good at it and cannot escape.

            If you are new to Loomwick and miss being shouted at with love, come and sit down.
            """),
        since=2011,
        where="st-annes",
        covers=("Bobbin Green",),
        who_for="Women and children of any language",
        languages=("Turkish", "Kurmanji", "English"),
        themes=("culture", "women", "newcomers", "company"),
        services=(weekly("Tea hour", "WE", "15:00", "17:00", summary="Tea, cards, forms.", venue="st-annes"),),
        speak_to="Gülşen",
        **reached("caysaati.loomwick", 197),
        **confirmed(71, "Gülşen, host", "phone"),
    ),
)
