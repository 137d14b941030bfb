"""The groups that belong to the whole borough, in their own words."""

from closeknit.demo.loomwick.records import DemoGroup
from closeknit.demo.loomwick.telling import confirmed, monthly, now_and_then, reached, told, weekly

GROUPS: tuple[DemoGroup, ...] = (
    DemoGroup(
        key="community-forum",
        name="Loomwick Community Forum",
        kind="network",
        summary="The groups of Loomwick, in one room, four times a year.",
        aims=told("""
            We run this hub. The council is one member among many, with one chair like everybody
            else.

            Our job is small and hard: that groups know each other, and that when someone asks for a
            thing, they hear what became of it. We own no building. We have a tea urn, and it goes
            on tour.
            """),
        since=2005,
        where="town-hall",
        covers=("Loomwick",),
        who_for="Every group in Loomwick",
        languages=("English", "British Sign Language"),
        themes=("networks", "volunteering"),
        services=(
            monthly(
                "Forum",
                "1SA",
                "10:00",
                "13:00",
                interval=3,
                summary="Everyone speaks once before anyone speaks twice.",
                venue="town-hall",
            ),
        ),
        speak_to="Kit or Noor",
        identifiers=(("XX-DEMO", "LW-CH-0100"),),
        **reached("forum.loomwick", 114),
        **confirmed(1, "Kit, hub admin"),
    ),
    DemoGroup(
        key="council-neighbourhoods",
        name="Loomwick Council Neighbourhoods Team",
        kind="public_body",
        summary="Five people at the council whose job is to answer you.",
        aims=told("""
            We are the ones you ask when you do not know whom to ask. We find the right desk, and we
            stay until it answers.

            You will see our names next to our replies, and a date next to our promises. When a date
            slips, we say so before you notice.
            """),
        since=2013,
        where="town-hall",
        covers=("Loomwick",),
        who_for="Everyone who lives or works in Loomwick",
        themes=("council", "streets", "parks"),
        services=(
            weekly(
                "Desk in the library",
                "TH",
                "10:00",
                "13:00",
                summary="Come with a problem, leave with a name.",
                venue="dyehouse-library",
            ),
        ),
        speak_to="Lee",
        **reached("neighbourhoods.loomwick", 201),
        **confirmed(6, "Lee, council officer"),
    ),
    DemoGroup(
        key="loomwick-libraries",
        name="Loomwick Libraries",
        kind="public_body",
        summary="Books, warmth, printers, and the last free chair in town.",
        aims=told("""
            We have four libraries, a van, and a rule that nobody is asked why they are here.

            Groups of Loomwick may use our rooms free when we are open. Ask at the desk; we keep a
            diary in pencil. We also lend ukuleles, blood-pressure kits and a telescope.
            """),
        since=1908,
        where="dyehouse-library",
        covers=("Loomwick",),
        who_for="Everyone, from six weeks old",
        languages=("English", "Bengali", "Polish", "Urdu"),
        themes=("reading", "getting-online", "halls", "later-learning"),
        services=(
            now_and_then(
                "Open hours",
                "Monday to Saturday, 9.00 to 18.00, and until eight on Thursdays",
                summary="Come in. Sit down. Read, or do not.",
                venue="dyehouse-library",
            ),
            weekly(
                "Rhyme time",
                "MO",
                "10:30",
                "11:00",
                summary="Songs and wriggling.",
                venue="dyehouse-library",
                maximum_age=3,
                audience="Babies and toddlers",
            ),
            weekly(
                "Phone and form help",
                "WE",
                "14:00",
                "16:00",
                summary="Bring the phone. Bring the form.",
                venue="dyehouse-library",
            ),
        ),
        speak_to="The desk",
        **reached("libraries.loomwick", 202),
        **confirmed(34, "Gwendolen, librarian"),
    ),
    DemoGroup(
        key="it-takes-two",
        name="It Takes Two Loomwick",
        kind="charity",
        summary="Two people, one thing they both love. We introduce them.",
        aims=told("""
            Tell us what you love doing. We find someone else who loves it too, and who is free on
            the same afternoons. You meet first at something that already happens, with us there.

            We never pair people by age, illness or where they come from. You can say no to anybody,
            and nobody is told why.
            """),
        since=2024,
        where="dyehouse-library",
        covers=("Loomwick",),
        who_for="Anyone over 18 who would like company in something",
        themes=("company", "volunteering", "disabled-people"),
        services=(
            weekly(
                "Drop in and tell us",
                "FR",
                "13:00",
                "15:00",
                summary="Ten minutes, no forms unless you like them.",
                venue="dyehouse-library",
                minimum_age=18,
            ),
        ),
        speak_to="Grace",
        **reached("takestwo.loomwick", 118),
        **confirmed(5, "Grace, facilitator"),
    ),
    DemoGroup(
        key="loomwick-advice",
        name="The Advice Shop",
        kind="charity",
        summary="Debt, benefits, forms, rights. Free, private, and we read the small print.",
        aims=told("""
            Bring the brown envelope. You need not have opened it. We will do that together.

            Our advisers are trained and unpaid. Last year they helped 3,900 people and got back
            money that those people were owed. The tissues are on the left.
            """),
        since=1971,
        where="town-hall",
        covers=("Loomwick",),
        who_for="Anyone with a problem and a piece of paper",
        languages=("English", "Bengali", "Polish", "Somali", "Urdu"),
        themes=("advice", "savings", "tenants", "work"),
        services=(
            weekly("Drop-in", "MO,WE,FR", "10:00", "14:00", summary="First come, first heard.", venue="town-hall"),
            weekly("Evening by appointment", "TU", "17:00", "19:30", summary="For people at work.", venue="town-hall"),
        ),
        speak_to="The front desk",
        identifiers=(("XX-DEMO", "LW-CH-0011"),),
        **reached("adviceshop.loomwick", 204),
        **confirmed(42, "Nadia, manager"),
    ),
    DemoGroup(
        key="refugee-welcome",
        name="Loomwick Welcomes",
        kind="charity",
        summary="A friend, a bus map and a winter coat for people who have just arrived.",
        aims=told("""
            You have come a long way. We can show you where the doctor is, how the bins work and
            which shop sells the right bread.

            Each family has two neighbours for the first year. They are not officials. They are
            people who know how to wait on hold.

            Many of us arrived with one bag too. That is why we are good at it.
            """),
        since=2015,
        where="st-blaise-hall",
        covers=("Loomwick",),
        who_for="People seeking safety, and neighbours who would like to help",
        languages=("English", "Arabic", "Dari", "Ukrainian", "Tigrinya", "Kurmanji"),
        themes=("newcomers", "english", "clothes-and-things", "volunteering"),
        services=(
            weekly(
                "Welcome table",
                "SA",
                "11:00",
                "14:00",
                summary="Tea, coats, English, football outside.",
                venue="st-blaise-hall",
            ),
        ),
        speak_to="Samira or Tekle",
        identifiers=(("XX-DEMO", "LW-CH-0115"),),
        **reached("welcomes.loomwick", 205),
        **confirmed(20, "Samira, co-ordinator"),
    ),
    DemoGroup(
        key="rainbow-weft",
        name="Rainbow Weft",
        kind="community_group",
        summary="LGBT+ Loomwick: a quiz, a walk, a shoulder.",
        aims=told("""
            Some of us have been out for fifty years and some for a fortnight. We meet so that
            nobody's first evening is spent looking through the window.

            Somebody with a yellow scarf stands by the door. Say hello to the scarf. Pride is in
            July; the banner takes nine people and a windless day.
            """),
        since=2004,
        where="needles-eye",
        covers=("Loomwick",),
        who_for="LGBT+ people over 18, and friends they bring",
        themes=("lgbt", "company", "walking"),
        services=(
            monthly(
                "Quiz night",
                "3TH",
                "19:30",
                "22:00",
                summary="One round is always about musicals.",
                venue="needles-eye",
                minimum_age=18,
                cost_kind="low_cost",
                cost_text="£2 a head to the hardship pot",
            ),
        ),
        speak_to="Jude, in the scarf",
        **reached("rainbowweft.loomwick", 206),
        **confirmed(46, "Jude, host"),
    ),
    DemoGroup(
        key="spokes",
        name="Spokes of Loomwick",
        kind="social_enterprise",
        summary="Dead bicycles in, live ones out, riders taught in between.",
        aims=told("""
            People give us bicycles that have been in sheds for years. Learners mend them. Then they
            go to somebody who could get to work if only they had one.

            We teach grown-ups to ride. Most of them are over forty and most of them cry a bit when
            it works. So do we.
            """),
        since=2012,
        where="long-table",
        covers=("Loomwick",),
        who_for="Anyone with two wheels, or none yet",
        themes=("cycling", "repair", "work", "skills-shared"),
        services=(
            weekly(
                "Mend and learn",
                "WE",
                "17:00",
                "20:00",
                summary="Stands, tools, a mechanic each.",
                venue="long-table",
                cost_kind="donation",
                cost_text="Pay what you can",
            ),
            weekly(
                "Learn to ride",
                "SU",
                "10:00",
                "11:30",
                summary="In the empty market. No one is watching but pigeons.",
                venue="market-hall",
                schedule_text="April to September",
            ),
        ),
        speak_to="Roza or Callum",
        identifiers=(("XX-DEMO", "LW-SE-0021"),),
        **reached("spokes.loomwick", 207),
        **confirmed(53, "Roza, mechanic"),
    ),
    DemoGroup(
        key="teasel-keepers",
        name="The Teasel Keepers",
        kind="charity",
        summary="A river runs through us. We take the trolleys out of it.",
        aims=told("""
            The Teasel once ran red on Mondays and blue on Thursdays, with the dyes. Fish came back
            in 1996. Otters came back in 2019 and have eaten some of the fish.

            We test the water each month at nine bridges and put the numbers where all can see. On
            clean-up days we wade. We have found a safe (empty), a piano (not), and love letters.
            """),
        since=1993,
        where="boathouse",
        covers=("Loomwick",),
        covers_text="The Teasel and its banks, from Spinners Gate to the last bend",
        who_for="Waders, watchers and people good with numbers",
        themes=("rivers", "wildlife", "less-waste", "science"),
        services=(
            monthly(
                "River day",
                "4SA",
                "10:00",
                "13:00",
                summary="Waders lent up to size 13.",
                venue="boathouse",
                minimum_age=12,
            ),
        ),
        speak_to="Hugh, wet",
        identifiers=(("XX-DEMO", "LW-CH-0040"),),
        **reached("teaselkeepers.loomwick", 208),
        **confirmed(50, "Hugh, river warden"),
    ),
    DemoGroup(
        key="story-box",
        name="The Loomwick Story Box",
        kind="community_group",
        summary="We record what people remember before the kettle goes cold.",
        aims=told("""
            The mills had no diary. The people in them did, in their heads. Since 1990 we have sat in
            kitchens with a recorder and asked, what did your hands do all day?

            There are 612 voices in the box. Anybody can listen in the library. If yours is not in
            it, we would like to come round.
            """),
        since=1990,
        where="dyehouse-library",
        covers=("Loomwick",),
        who_for="Tellers and listeners",
        themes=("history", "film", "ageing-well"),
        services=(
            monthly(
                "Listening hour", "3TU", "17:00", "18:30", summary="Three voices, then talk.", venue="dyehouse-library"
            ),
        ),
        speak_to="Beryl or young Isaac",
        **reached("storybox.loomwick", 209),
        **confirmed(115, "Isaac, archivist"),
    ),
    DemoGroup(
        key="stargazers",
        name="Loomwick Stargazers",
        kind="community_group",
        summary="Looking up, from the darkest bit of a bright borough.",
        aims=told("""
            Selvedge Wood has one clearing where you can see the Milky Way if the football ground is
            off. We carry telescopes there by wheelbarrow.

            Cloudy? We go anyway and talk about time. Bring a red torch, a hat and a question that
            has kept you awake.
            """),
        since=2008,
        where="coppice-barn",
        covers=("Loomwick",),
        who_for="Ages 7 and up who can stay awake",
        themes=("science", "parks"),
        services=(
            monthly(
                "Dark night",
                "2FR",
                "20:30",
                "23:00",
                summary="Moon permitting.",
                venue="coppice-barn",
                minimum_age=7,
                schedule_text="September to April",
                access=("parking",),
            ),
        ),
        speak_to="Vikram, after dusk",
        **reached("stargazers.loomwick", 210),
        **confirmed(61, "Vikram, telescope three", "calendar"),
    ),
    DemoGroup(
        key="the-loomwick-thread",
        name="The Loomwick Thread",
        kind="social_enterprise",
        summary="A local paper, four sheets, every other Friday, all true.",
        aims=told("""
            The last newspaper left in 2014. For two years nobody knew what was being built until it
            was. So we started one.

            Our reporters are a bus driver, two students and a retired judge. We go to the meetings
            so that you do not have to. If we get it wrong, the correction goes on the front.
            """),
        since=2016,
        where="street:Needle’s Eye",
        covers=("Loomwick",),
        who_for="Readers, writers, and those with something to own up to",
        themes=("local-news", "writing", "council"),
        services=(
            weekly(
                "Newsroom",
                "TU",
                "18:00",
                "20:00",
                interval=2,
                summary="Bring a story. Leave with a deadline.",
                venue="buttonhole",
            ),
        ),
        speak_to="Omolara, editor",
        identifiers=(("XX-DEMO", "LW-SE-0016"),),
        **reached("thread.loomwick", 211),
        **confirmed(9, "Omolara, editor"),
    ),
    DemoGroup(
        key="library-of-things",
        name="The Lending Cupboard",
        kind="social_enterprise",
        summary="Why own a drill? Borrow ours. Also a tent, a cot, a gazebo, a fondue set.",
        aims=told("""
            The average drill is used for thirteen minutes in its life. Ours has done four years.

            Join for a pound. Borrow for a week. We have 800 things, washed, tested and labelled by
            people who enjoy labelling. Street parties get the bunting free.
            """),
        since=2019,
        where="st-annes",
        covers=("Loomwick",),
        who_for="Anyone with a shelf to put up and no drill",
        themes=("clothes-and-things", "less-waste", "repair", "parties"),
        services=(
            weekly(
                "Open cupboard",
                "SA",
                "10:00",
                "13:00",
                summary="Borrow, return, browse the odd shelf.",
                venue="st-annes",
                cost_kind="low_cost",
                cost_text="£1 to join, then £1 to £3 a week",
            ),
        ),
        speak_to="Thaddeus, among the labels",
        **reached("cupboard.loomwick", 212),
        **confirmed(43, "Thaddeus, manager"),
    ),
    DemoGroup(
        key="grief-walk",
        name="Walking with Loss",
        kind="community_group",
        summary="A slow walk round the meadow for people who miss someone.",
        aims=told("""
            It is easier to talk side by side. It is also easier not to.

            We walk for an hour. You may say a name, or nothing. Afterwards there is tea from a
            flask. Some people come once. One has come for eleven years.
            """),
        since=2014,
        where="tenter-gate",
        covers=("Loomwick",),
        who_for="Anyone grieving, however long ago it was",
        themes=("loss", "walking", "company"),
        services=(
            monthly(
                "The walk",
                "3SU",
                "14:00",
                "15:30",
                summary="Flat paths, no hurry.",
                venue="tenter-gate",
                access=("step_free",),
            ),
        ),
        speak_to="Olwen",
        **reached("walkingwithloss.loomwick", 213),
        **confirmed(48, "Olwen, walk leader"),
    ),
    DemoGroup(
        key="sober-breakfast",
        name="Dry Toast",
        kind="community_group",
        summary="A sober breakfast on Saturdays, when the night before is hardest.",
        aims=told("""
            Some of us stopped drinking last week. Some stopped when phones had wires. Saturday
            mornings are good now, and we would like to show you one.

            Eggs, toast, no speeches. First names only. What is said over the marmalade stays there.
            """),
        since=2017,
        covers=("Loomwick",),
        covers_text="All of Loomwick. Ask and we will say where",
        who_for="Anyone who wants to stop, or has",
        themes=("recovery", "meals", "company"),
        is_sensitive=True,
        services=(
            weekly(
                "Breakfast",
                "SA",
                "09:00",
                "10:30",
                summary="Eggs and company.",
                cost_kind="low_cost",
                cost_text="£2",
                schedule_text="Write to us for the place",
                minimum_age=18,
            ),
        ),
        speak_to="First names only: ask for Del",
        **reached("drytoast.loomwick", 214),
        **confirmed(33, "Del"),
    ),
    DemoGroup(
        key="sickle-cell-circle",
        name="The Sickle Cell Circle",
        kind="charity",
        summary="Families who know what a bad night is, and which ward sister to ask for.",
        aims=told("""
            Sickle cell does not show. So people think you are fine, or lazy, or making it up. Here
            nobody thinks that.

            We give each family a folder, a warm blanket and a phone number that is answered at three
            in the morning. We go into schools and tell teachers why a jumper matters.
            """),
        since=2006,
        where="vat-street-surgery",
        covers=("Loomwick",),
        who_for="People with sickle cell, and their families",
        languages=("English", "Yoruba", "Twi"),
        themes=("long-illness", "parents", "campaigns"),
        services=(
            monthly(
                "Family Saturday",
                "2SA",
                "11:00",
                "14:00",
                summary="Lunch, blankets, a nurse to ask.",
                venue="vat-street-surgery",
            ),
        ),
        speak_to="Blessing, at any hour",
        identifiers=(("XX-DEMO", "LW-CH-0059"),),
        **reached("sicklecell.loomwick", 215),
        **confirmed(59, "Blessing, founder"),
    ),
    DemoGroup(
        key="poets-launderette",
        name="The Launderette Poets",
        kind="community_group",
        summary="Poems read aloud over the spin cycle.",
        aims=told("""
            It is warm, it is open late, and everyone is waiting anyway. We read between washes: our
            own poems, other people's, the label on the soap.

            The owner asks only that we fold. One of us has a book out now. It is called Forty
            Degrees.
            """),
        since=2021,
        where="street:Lantern Street",
        covers=("Warpfield",),
        who_for="Anyone with a poem, or a bag of sheets",
        themes=("writing", "company"),
        services=(
            monthly(
                "Spin cycle",
                "4WE",
                "20:00",
                "21:30",
                summary="Two machines, eight poets.",
                cost_text="Free. Your wash is £4.",
                schedule_text="The launderette on Lantern Street",
            ),
        ),
        speak_to="Thandiwe, machine six",
        **reached("launderettepoets.loomwick", 216),
        **confirmed(99, "Thandiwe, reader"),
    ),
    DemoGroup(
        key="draught-busters",
        name="Loomwick Draught Busters",
        kind="community_group",
        summary="We come round with foam strip and a candle and find where the cold gets in.",
        aims=told("""
            Hold a candle near a window and it tells you the truth. We seal what it finds, for free,
            and show you how to do the rest.

            In three winters we have done 460 homes. People save about a fortnight's heating. It is
            not glamorous. It is very good.
            """),
        since=2023,
        where="ward:Woolpack",
        covers=("Bobbin Green", "Heddle Hill"),
        who_for="Anyone with a cold home, renting or not",
        themes=("warm-homes", "climate", "skills-shared"),
        services=(
            now_and_then(
                "Home visits",
                "Evenings and Saturdays, October to March: ring and we will come",
                summary="Two people, one hour, one candle.",
            ),
        ),
        speak_to="Bartek, candle",
        **reached("draughts.loomwick", 217),
        **confirmed(28, "Bartek, candle"),
    ),
)
