"""The groups of Weftbridge, in their own words."""

from closeknit.demo.loomwick.records import DemoGroup, DemoService
from closeknit.demo.loomwick.telling import confirmed, monthly, now_and_then, reached, told, weekly

_TRADERS_DAY = DemoService(
    name="Fuller Street market",
    summary="Forty stalls: fruit, fabric by the metre, phones mended while you wait, hot chestnuts.",
    freq="WEEKLY",
    byday="WE,FR,SA",
    opens_at="07:00",
    closes_at="16:00",
    schedule_text="Some of us pack up early when it rains sideways",
    venue="market-hall",
)

GROUPS: tuple[DemoGroup, ...] = (
    DemoGroup(
        key="knit-and-natter",
        name="Knit and Natter",
        kind="community_group",
        summary="Beginners start with a square. The squares become blankets.",
        aims=told("""
            We sit round two tables in the library and knit. Some of us have done it for sixty
            years. Some of us started last Tuesday and are still on the first row.

            If you have never held a needle, somebody will sit next to you and start you on a
            square. When there are forty squares we sew them up. The blankets go to babies who come
            home early from hospital.

            Nattering is not compulsory. One of our best knitters has said eleven words since spring.
            """),
        since=2016,
        where="dyehouse-library",
        covers=("Weftbridge",),
        who_for="Anyone who can sit still, and some who cannot",
        languages=("English", "Punjabi", "Bengali"),
        themes=("textiles", "skills-shared", "company"),
        services=(
            weekly(
                "Tuesday knitting",
                "TU",
                "14:00",
                "16:00",
                summary="Needles, wool and patience are lent. Bring your reading glasses.",
                venue="dyehouse-library",
                cost_text="Free. The library gives the tea.",
                access_text="We keep the table by the window for people who need less noise.",
            ),
        ),
        speak_to="Harbhajan, who counts the squares",
        **reached("knitandnatter.loomwick", 121),
        **confirmed(11, "Harbhajan, counter of squares"),
    ),
    DemoGroup(
        key="long-table-toolshed",
        name="The Long Table Toolshed",
        kind="social_enterprise",
        summary="A shared workshop: benches, lathes and a very patient joiner.",
        aims=told("""
            Most people in Weftbridge live in flats. You cannot saw a plank on a balcony. So we
            share one workshop, and the tools in it.

            Pay what a day is worth to you. A joiner called Desmond is on hand from Wednesday to
            Saturday, and he has never once said "you should not have done that". He says "ah".

            We lend tools to other groups, mend benches for the park, and teach anybody over
            fourteen to use a lathe and still have ten fingers.
            """),
        since=2017,
        where="long-table",
        covers=("Weftbridge", "Bobbin Green"),
        who_for="Anyone over 14. Younger ones with a grown-up who listens too",
        languages=("English", "Portuguese"),
        themes=("wood-and-metal", "repair", "skills-shared", "less-waste"),
        services=(
            weekly(
                "Open workshop",
                "WE,TH,FR,SA",
                "10:00",
                "18:00",
                summary="Bench, tools, dust masks and advice. Bring your own wood, or raid our bin.",
                venue="long-table",
                cost_kind="donation",
                cost_text="£5 a day is usual. Less is fine.",
                minimum_age=14,
            ),
            monthly(
                "First joint",
                "1SA",
                "10:00",
                "13:00",
                summary="Make one good joint from start to finish and take it home.",
                venue="long-table",
                cost_kind="paid",
                cost_text="£8, wood and tea included",
                minimum_age=14,
                schedule_text="Not in August: Desmond fishes",
            ),
        ),
        speak_to="Tom, who keeps the keys, or Desmond at the bench",
        identifiers=(("XX-DEMO", "LW-SE-0017"),),
        **reached("longtable.loomwick", 122),
        **confirmed(33, "Tom, steward"),
    ),
    DemoGroup(
        key="a-loo-for-weftbridge",
        name="A Loo for Weftbridge",
        kind="community_group",
        summary="The last public toilet shut in 2017. We would like one, please, soon.",
        aims=told("""
            Everybody goes. In Weftbridge there is nowhere to. People plan their whole day round a
            café that may say no, and some have stopped coming out at all.

            We asked 212 shoppers. One in three goes home early. Over the age of seventy it is two
            in three. Then we asked the bus drivers, who have eleven minutes and no choice.

            We are twelve people, a clipboard and a costume. You may have seen the costume. We will
            stop when there is an open door, a clean floor and a light that works.
            """),
        since=2023,
        where="street:Market Row",
        covers=("Weftbridge",),
        covers_text="The market and the streets within a brisk walk of it",
        who_for="Anyone who has ever been caught short",
        themes=("loos-and-benches", "campaigns", "high-street", "ageing-well"),
        services=(
            monthly(
                "Committee, with biscuits",
                "2TH",
                "18:00",
                "19:30",
                summary="What we asked, who answered, who has not.",
                venue="buttonhole",
                schedule_text="The café lets us use theirs, which is the point",
            ),
        ),
        speak_to="Ada",
        **reached("aloo.loomwick", 123),
        **confirmed(9, "Ada, for the committee"),
    ),
    DemoGroup(
        key="caring-shops",
        name="Caring Shops of Fuller Street",
        kind="network",
        summary="Eleven shops where you may sit down and nobody hurries you.",
        aims=told("""
            Look for the yellow button in the window. It means three things. There is a chair.
            There is a glass of water. And nobody will sigh while you find your purse.

            It began when the butcher's mother came home in tears from somewhere else. Now we are
            eleven: the butcher, two barbers, the chemist, the sari shop, the café, the key cutter,
            the baker's counter, the bank that is left, the phone stall and the undertaker.

            Our people have all had an afternoon with the memory café and another with the
            Disabled People's Forum. We learnt more from the second cup of tea than from the slides.
            """),
        since=2021,
        where="buttonhole",
        covers=("Weftbridge",),
        covers_text="Fuller Street, from the bridge to the bend",
        who_for="Anyone who needs a minute",
        languages=("English", "Punjabi", "Turkish", "Polish"),
        themes=("high-street", "ageing-well", "disabled-people", "memory"),
        services=(
            now_and_then(
                "A chair and a glass of water",
                "Open daily, as the shops are. The undertaker opens on Sundays too",
                summary="In all eleven shops, whether you buy anything or not.",
                venue="buttonhole",
            ),
        ),
        speak_to="Yusuf at the barber's, number 22",
        **reached("caringshops.loomwick", 124),
        **confirmed(6, "Yusuf, barber"),
    ),
    DemoGroup(
        key="st-blaise-choir",
        name="St Blaise Choir",
        kind="faith_group",
        summary="Four parts on a good night, three and a cough on a bad one.",
        aims=told("""
            We sing in church on most Sundays, and practise on Wednesdays so that it does not show.
            Old tunes, new tunes, and one in Yoruba that makes the windows hum.

            You need not read music. You need not believe. You do need to come back after the tea
            break, because we lose tenors there.
            """),
        since=1974,
        where="st-blaise-hall",
        covers=("Weftbridge",),
        who_for="Grown-ups, and anyone over ten who can keep a straight face",
        languages=("English", "Yoruba"),
        themes=("singing", "churches"),
        services=(
            weekly(
                "Choir practice",
                "WE",
                "19:30",
                "21:00",
                summary="Warm up, sing, stop for tea, sing better.",
                venue="st-blaise-hall",
                schedule_text="Not in August",
                minimum_age=10,
            ),
        ),
        speak_to="Folake at the piano",
        **reached("stblaisechoir.loomwick", 125),
        **confirmed(80, "Folake, organist"),
    ),
    DemoGroup(
        key="disabled-peoples-forum",
        name="Loomwick Disabled People’s Forum",
        kind="charity",
        summary="Run by disabled people. We test what others only promise.",
        aims=told("""
            We are not a service. We are the people who use the kerbs, the buses, the loops and the
            lifts, and we say in public whether they work.

            Ask us before you build it. We will come and look, on wheels, with dogs, with sticks,
            with our ears or without them. Afterwards you get one page that says what to change and
            what it would cost. If you change it, we say so loudly.

            On the last Friday we just meet, eat and complain about nothing in particular.
            """),
        since=1998,
        where="dyehouse-library",
        covers=("Loomwick",),
        who_for="Disabled people of any kind and any age. Friends are welcome to listen",
        languages=("English", "British Sign Language"),
        themes=("disabled-people", "streets", "campaigns", "company"),
        services=(
            monthly(
                "Open forum",
                "1MO",
                "13:00",
                "15:00",
                summary="What works, what does not, who will go and look.",
                venue="dyehouse-library",
                access=("quiet_space",),
                access_text="A sign-language interpreter and notes typed as we talk. Rest when you like.",
            ),
            monthly(
                "Friday lunch",
                "-1FR",
                "12:30",
                "14:30",
                summary="No agenda. Pie.",
                venue="buttonhole",
                cost_kind="paid",
                cost_text="About £6 for a plate",
            ),
        ),
        speak_to="Marguerite, chair, by text if you can",
        identifiers=(("XX-DEMO", "LW-CH-0098"),),
        **reached("dpf.loomwick", 126),
        **confirmed(21, "Marguerite, chair"),
    ),
    DemoGroup(
        key="hymns-and-samosas",
        name="Hymns and Samosas",
        kind="faith_group",
        summary="Four faiths and none, one big table, twice the samosas you planned for.",
        aims=told("""
            Once a month the church and the gurdwara swap guests. The mosque brings dates, the
            mandir brings the sweets, and those with no faith wash up first, as a matter of pride.

            There is a little singing and a lot of eating. Nobody preaches. Children are asked to
            explain their own festival, and do it better than we could.
            """),
        since=2014,
        where="st-blaise-hall",
        covers=("Weftbridge", "Bobbin Green"),
        who_for="All faiths and none",
        languages=("English", "Punjabi", "Gujarati", "Urdu", "Bengali"),
        themes=("between-faiths", "meals", "singing", "culture"),
        services=(
            monthly(
                "Sunday table",
                "-1SU",
                "15:00",
                "17:30",
                summary="Songs at three, food at four, washing-up at five.",
                venue="st-blaise-hall",
                cost_text="Free. Bring a plate if you can, hands if you cannot.",
            ),
        ),
        speak_to="Manjit or the vicar, whoever picks up",
        **reached("hymnsandsamosas.loomwick", 127),
        **confirmed(47, "Manjit, co-host"),
    ),
    DemoGroup(
        key="langar-sewa",
        name="Market Row Langar Sewa (ਲੰਗਰ ਸੇਵਾ)",
        kind="faith_group",
        summary="A hot meal for anyone who comes in. That is the whole rule.",
        aims=told("""
            The kitchen of the gurdwara has fed people every day for thirty years. You take your
            shoes off, cover your head, sit down and eat. Nobody asks who you are.

            Dal, roti, rice pudding. On Thursdays the students do the cooking, so it may be pizza.

            If you would like to help, come at nine and you will be handed an onion.
            """),
        since=1994,
        where="gurdwara-kitchen",
        covers=("Loomwick",),
        who_for="Everyone. Really",
        languages=("Punjabi", "English", "Hindi"),
        themes=("sikh", "meals", "volunteering"),
        services=(
            weekly(
                "Open kitchen",
                "MO,TU,WE,TH,FR,SA,SU",
                "11:30",
                "19:00",
                summary="Vegetarian, filling, free.",
                venue="gurdwara-kitchen",
            ),
        ),
        speak_to="Balwinder in the kitchen, loudly, it is noisy",
        **reached("langar.loomwick", 128),
        **confirmed(15, "Balwinder, head cook", "phone"),
    ),
    DemoGroup(
        key="weftbridge-network",
        name="Weftbridge local area network",
        kind="network",
        summary="71 neighbours and 38 groups who meet over soup, say what matters, and see it through.",
        aims=told("""
            Every two months we fill St Blaise Hall. First soup, then small tables. Each table
            writes down what worries it and what it would do about it. Then everybody gets three
            sticky dots and we count.

            What gets the most dots becomes our list. Each thing on the list has one name and one
            date next to it. Next time, we start by asking how it went.

            Living here is enough. So is working here, or changing buses here every day.
            """),
        since=2022,
        where="st-blaise-hall",
        covers=("Weftbridge",),
        covers_text="Four wards between the market and the Teasel",
        who_for="Anyone who lives, works or learns in Weftbridge",
        languages=("English", "Bengali", "Punjabi", "British Sign Language"),
        themes=("networks", "campaigns"),
        services=(
            monthly(
                "Network meeting",
                "-1WE",
                "18:30",
                "20:30",
                interval=2,
                summary="Soup from six. Tables, dots, names, dates.",
                venue="st-blaise-hall",
                access_text="Loop, interpreter, a corner for children and a quiet room.",
            ),
        ),
        speak_to="Noor, organiser, with Ada",
        **reached("weftbridge.loomwick", 129),
        **confirmed(4, "Noor, organiser"),
    ),
    DemoGroup(
        key="market-traders",
        name="Fuller Street Market Traders",
        kind="business",
        summary="Forty stalls, three mornings, one dog called Invoice.",
        aims=told("""
            There has been a market on this street since the cloth came down the river in carts. We
            still sell cloth. We also sell mangoes, batteries and very good socks.

            The association pays for the lights, the bins and the band at Christmas. We speak to the
            council with one voice, after shouting at each other first.

            New to trading? Take a half stall for four weeks. If it does not work you have lost
            twenty pounds and gained a tan.
            """),
        since=1956,
        where="market-hall",
        covers=("Weftbridge",),
        covers_text="Fuller Street and Market Row",
        who_for="Traders, and the people who feed them",
        languages=("English", "Punjabi", "Urdu", "Turkish", "Cockney"),
        themes=("high-street", "work"),
        services=(_TRADERS_DAY,),
        speak_to="Sheila at the egg stall",
        **reached("fullermarket.loomwick", 130),
        **confirmed(62, "Sheila, treasurer", "phone"),
    ),
    DemoGroup(
        key="vat-street-walkers",
        name="Vat Street Walkers",
        kind="public_body",
        summary="The surgery walks its patients. No lead required.",
        aims=told("""
            The nurses noticed that the people who walked together came back smiling. So now the
            nurses walk too.

            Two walks leave the surgery door: one short and flat, one with a hill in it. We go at
            the pace of the slowest person and pretend to look at birds while they catch up.
            """),
        since=2019,
        where="vat-street-surgery",
        covers=("Dyehouse", "Fuller Street"),
        who_for="Anyone who has been told to get more exercise, and anyone who has not",
        themes=("walking", "ageing-well", "minds"),
        services=(
            weekly(
                "Short flat walk",
                "MO",
                "10:00",
                "10:45",
                summary="To the marsh and back, with three benches.",
                venue="vat-street-surgery",
                access=("step_free",),
            ),
            weekly(
                "Long walk with a hill",
                "TH",
                "10:00",
                "12:00",
                summary="There is cake at the top. That is not a figure of speech.",
                venue="vat-street-surgery",
                schedule_text="Not when it is icy",
            ),
        ),
        speak_to="Nurse Ifeoma at the front desk",
        **reached("vatstreet.loomwick", 131),
        **confirmed(29, "Ifeoma, nurse"),
    ),
    DemoGroup(
        key="madder-lane-mosque",
        name="Madder Lane Muslim Association",
        kind="faith_group",
        summary="Prayers, Saturday school, and a car park full of bicycles.",
        aims=told("""
            We look after the mosque on Madder Lane and the people who come through its doors.

            On Fridays the street is busy and we are sorry about the parking. Come by bicycle and we
            will pump up your tyres: the teenagers run a stand.

            Neighbours are always welcome to look round. In Ramadan we set a long table in the yard
            and the whole street breaks the fast together, hungry or not.
            """),
        since=1983,
        where="madder-mosque",
        covers=("Madder Lane", "Bleachfield"),
        who_for="Muslims of every background, and their neighbours",
        languages=("English", "Urdu", "Bengali", "Somali", "Arabic"),
        themes=("muslim", "homework", "meals"),
        services=(
            weekly(
                "Open door for neighbours",
                "SA",
                "14:00",
                "16:00",
                summary="Tea, a look round, ask anything.",
                venue="madder-mosque",
            ),
            weekly(
                "Homework club",
                "TU,TH",
                "16:00",
                "18:00",
                summary="Quiet tables and two retired teachers.",
                venue="madder-mosque",
                minimum_age=8,
                maximum_age=16,
                schedule_text="In term time",
                audience="Ages 8 to 16, of any faith",
            ),
        ),
        speak_to="The office, mornings",
        identifiers=(("XX-DEMO", "LW-CH-0031"),),
        **reached("madderlane.loomwick", 132),
        **confirmed(102, "Rukhsana, office", "phone"),
    ),
    DemoGroup(
        key="marsh-watchers",
        name="The Marsh Watchers",
        kind="community_group",
        summary="We count birds on Teasel Marsh and argue about ducks.",
        aims=told("""
            A marsh in a borough of traffic, with a kingfisher in it. We think that is worth getting
            up for.

            On the second Saturday we count what we can see and write it in a book that goes back to
            1988. Beginners hold the pencil. Within a year they are telling us we are wrong.

            Bring gloves. We have spare binoculars, and a telescope at sitting height.
            """),
        since=1988,
        where="marsh-hide",
        covers=("Dyehouse",),
        covers_text="Teasel Marsh and the towpath",
        who_for="Early risers of any age",
        themes=("wildlife", "rivers", "science"),
        services=(
            monthly(
                "The count",
                "2SA",
                "08:00",
                "10:00",
                summary="Whatever the weather. Birds go out in it.",
                venue="marsh-hide",
                cost_text="Free. Tea from a flask, 20p.",
            ),
        ),
        speak_to="Clement, who has seen a bittern",
        **reached("marshwatchers.loomwick", 133),
        **confirmed(14, "Clement, keeper of the book", "calendar"),
    ),
    DemoGroup(
        key="riverside-residents",
        name="Dyehouse Riverside Residents",
        kind="residents_association",
        summary="Four blocks, 212 front doors, one lift that sulks.",
        aims=told("""
            We are the people of the four blocks by the river. We meet when something breaks, and
            once a year when nothing has, to say thank you.

            Last year: the lift, the bins, the lamp on the towpath. This year: the damp, and whose
            job it is to cut back the brambles. We think it is theirs. They think it is yours.

            If you have just moved in, somebody will knock with a list of who mends what.
            """),
        since=2004,
        where="street:Indigo Terrace",
        covers=("Dyehouse",),
        covers_text="Indigo Terrace, Library Walk and the four blocks down to the towpath",
        who_for="Everyone who lives in the blocks, renting or not",
        languages=("English", "Lithuanian", "Yoruba"),
        themes=("residents", "tenants", "streets"),
        services=(
            monthly(
                "Residents’ meeting",
                "1TU",
                "19:00",
                "20:30",
                interval=3,
                summary="One page of agenda. We stop on time.",
                venue="dyehouse-library",
            ),
        ),
        speak_to="Eglė, secretary, block C",
        **reached("riverside.loomwick", 134),
        **confirmed(51, "Eglė, secretary"),
    ),
    DemoGroup(
        key="teasel-road-hall-friends",
        name="Five Keys for Teasel Road Hall",
        kind="community_group",
        summary="The hall is shut. Five groups would share the key.",
        aims=told("""
            It was our polling station, our playgroup and our dance floor. In 2023 the roof leaked
            and the doors were locked. The roof still leaks.

            We are five groups who each need a room on a different day. We would share the key, the
            rota and the mop. What we ask for is a lease long enough to be worth mending a roof for.
            """),
        since=2024,
        where="teasel-road-hall",
        covers=("Dyehouse", "Fuller Street"),
        who_for="Groups without a room, and people who remember the floor",
        themes=("halls", "campaigns", "history"),
        services=(
            now_and_then(
                "Planning night",
                "When there is news, at whoever’s kitchen is biggest",
                summary="Last time there was news it was about the roof.",
            ),
        ),
        speak_to="Ada, for now",
        **reached("fivekeys.loomwick", 135),
        **confirmed(26, "Ada, holder of no key"),
    ),
    DemoGroup(
        key="needles-eye-folk",
        name="The Needle’s Eye Session",
        kind="community_group",
        summary="Fiddles, squeeze-boxes, spoons. Play the one you know.",
        aims=told("""
            A pub, a back room, a circle of chairs. Somebody starts a tune. The rest of us join in
            when we have worked out what it is.

            If you only know one tune, play that. We will be polite the first time and delighted the
            second. Listeners get the good chairs.
            """),
        since=2009,
        where="needles-eye",
        covers=("Weftbridge",),
        who_for="Players and listeners. Under-18s until nine, with a grown-up",
        themes=("playing-together", "music"),
        services=(
            weekly(
                "Sunday session",
                "SU",
                "19:30",
                "22:30",
                summary="Irish, English, whatever the accordion wants.",
                venue="needles-eye",
                cost_text="Free. Buy a drink, even a small one.",
            ),
        ),
        speak_to="Niamh with the concertina",
        **reached("needleseye.loomwick", 136),
        **confirmed(140, "Niamh, concertina"),
    ),
    DemoGroup(
        key="shapla-mohila-somiti",
        name="Shapla Mohila Somiti (শাপলা মহিলা সমিতি)",
        kind="charity",
        summary="Bengali women’s group: sewing, English, swimming, a great deal of laughing.",
        aims=told("""
            Eight women began this in 1991, in a kitchen, because none of them knew which bus went
            to the hospital. Now there are ninety of us and we know all the buses.

            We sew, we swim in a women-only hour, we read letters from the school together. Some of
            us teach English to the newest. Some of the newest teach us to use our phones.

            The shapla is a water lily. It grows in muddy water and looks splendid.
            """),
        since=1991,
        where="family-centre",
        covers=("Weftbridge", "Bobbin Green"),
        who_for="Women who speak Bengali or Sylheti, and their daughters",
        languages=("Bengali", "Sylheti", "English"),
        themes=("women", "culture", "english", "textiles"),
        services=(
            weekly(
                "Sewing and English",
                "WE",
                "10:00",
                "12:30",
                summary="Machines on one side, grammar on the other. Swap at eleven.",
                venue="family-centre",
                audience="Women. There is a crèche",
                access=("baby_change",),
            ),
        ),
        speak_to="Rahima, who will ring you back",
        identifiers=(("XX-DEMO", "LW-CH-0047"),),
        **reached("shapla.loomwick", 137),
        **confirmed(38, "Rahima, co-ordinator"),
    ),
    DemoGroup(
        key="bleachfield-rounders",
        name="Bleachfield Rounders",
        kind="community_group",
        summary="Rounders for people who were picked last at school.",
        aims=told("""
            We play in the long evenings, badly and with joy. Teams are drawn from a hat so nobody
            is ever picked last again.

            The rules are read out each week because nobody agrees on them. There is a trophy. It is
            a tin of pineapple and it is from 2011.
            """),
        since=2011,
        where="bleachfield-pavilion",
        covers=("Bleachfield", "Madder Lane"),
        who_for="Ages 12 to 80 so far",
        themes=("ball-games", "company"),
        state="quiet",
        services=(
            weekly(
                "Thursday game",
                "TH",
                "18:30",
                "20:00",
                summary="Bat, balls and hat provided.",
                venue="bleachfield-pavilion",
                schedule_text="May to August, while there is light",
                minimum_age=12,
            ),
        ),
        speak_to="Whoever has the hat. This year it is Prakash",
        **reached("rounders.loomwick", 138),
        **confirmed(96, "Prakash, keeper of the hat", "calendar"),
    ),
    DemoGroup(
        key="weftbridge-film-club",
        name="The Flea Pit Film Club",
        kind="community_group",
        summary="Showed 144 films on a bed sheet. The sheet has retired, and so have we.",
        aims=told("""
            From 1999 to 2022 we hung a bed sheet in the Old Market Hall and showed films that
            nobody else would.

            We shut because the hall got too cold and our projector got too old, like us. The chairs
            went to the Spindle. If you want to start again, we have the list of what we showed and
            a box of very small torches.
            """),
        since=1999,
        where="market-hall",
        covers=("Weftbridge",),
        state="closed",
        themes=("film",),
        speak_to="Gerald, for the torches",
        **confirmed(610, "Gerald, last projectionist", "phone"),
    ),
)
