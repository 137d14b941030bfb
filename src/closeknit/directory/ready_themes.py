"""A vocabulary to begin with: thirteen aims and, beneath each, the interests that serve it.
The crosswalk names the nearest UK-CAT tag (charityclassification.org.uk) where one truly fits."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ReadyTheme:
    """A theme as it is taken into a hub, which may then call it something else."""

    slug: str
    name: str
    description: str
    parent: str = ""  # the slug of the theme above
    synonyms: tuple[str, ...] = ()
    crosswalk: dict[str, str] = field(default_factory=dict)


def _theme(
    slug: str, name: str, description: str, synonyms: str = "", *, under: str = "", ukcat: str = ""
) -> ReadyTheme:
    words = tuple(word.strip() for word in synonyms.split(",") if word.strip())
    return ReadyTheme(slug, name, description, under, words, {"ukcat": ukcat} if ukcat else {})


def _family(top: ReadyTheme, *rows: tuple[str, ...]) -> tuple[ReadyTheme, ...]:
    """A top theme and those beneath it: (slug, name, description, synonyms, UK-CAT code)."""
    return (top, *(_theme(*row[:4], under=top.slug, ukcat=row[4] if row[4:] else "") for row in rows))


THEMES: tuple[ReadyTheme, ...] = (
    *_family(
        _theme("arts", "Arts", "Making and sharing what is lovely, loud or strange.",
               "culture, creative, performing", ukcat="AR"),
        ("music", "Music", "Playing, listening and making a noise together.",
         "band, orchestra, instruments", "AR303"),
        ("dance", "Dance", "Moving to music, with or without steps to learn.",
         "dancing, ballroom, bhangra, ceilidh, tango", "AR302"),
        ("theatre", "Theatre and stories", "Plays, pantomimes, puppets and tales well told.",
         "drama, acting, storytelling, pantomime", "AR307"),
        ("pictures", "Drawing and painting", "Pictures made by hand, by beginners and others.",
         "art class, sketching, watercolour", "AR104"),
        ("film", "Film and photographs", "Watching, making and talking about pictures that move.",
         "cinema, photography, camera", "AR201"),
        ("writing", "Writing and poetry", "Words put down and read aloud.",
         "poems, creative writing, spoken word", "AR202"),
    ),
    *(
        _theme(slug, name, description, synonyms, under="music", ukcat=code)
        for slug, name, description, synonyms, code in (
            ("singing", "Singing", "Choirs, shanties, carols and songs in the kitchen.",
             "choir, sing, chorus, vocal", "AR301"),
            ("playing-together", "Playing together", "Bands, jams and first scales.",
             "band, jam, ukulele, brass, orchestra", "AR306"),
        )
    ),
    *_family(
        _theme("making", "Making and mending", "Things made by hand, and things given a second go.",
               "craft, crafts, making, mending, handmade, diy"),
        ("repair", "Repair and reuse", "Broken things mended beside the person who broke them.",
         "repair café, fixing, mend, fix, broken", "EN103"),
        ("textiles", "Textiles", "Knitting, quilting, weaving, sewing and darning.",
         "knitting, crochet, quilting, sewing, weaving, wool, fabric", "LE103"),
        ("wood-and-metal", "Wood and metal", "Benches, lathes, vices and patient teachers.",
         "woodwork, carpentry, welding, workshop, men’s shed", "LE103"),
        ("clay-and-print", "Clay, print and paper", "Pots, prints, books bound by hand.",
         "pottery, ceramics, printing, bookbinding", "AR104"),
        ("skills-shared", "Skills shared", "You show me that, I show you this.",
         "skill swap, teaching, workshop, learn to", "ED306"),
        ("computers-and-radio", "Computers and radio", "Wires, code and voices from far away.",
         "coding, electronics, ham radio, tech", "ED304"),
    ),
    *_family(
        _theme("food", "Food", "Growing it, cooking it, sharing it.", "eating, meals", ukcat="SW300"),
        ("larders", "Food banks and larders", "Food for any household that is short this week.",
         "food bank, foodbank, pantry, larder, food parcels, hungry", "SW301"),
        ("meals", "Meals together", "A table, a pot and room for one more.",
         "lunch club, community meal, soup, langar, supper", "SW107"),
        ("baking", "Baking", "Bread, buns and the smell of both.", "bread, cakes, sourdough, bakers"),
        ("cooking", "Cooking", "Learning dishes from each other.", "cookery, recipes, cook"),
        ("growing-food", "Growing food", "Allotments, shared plots and window boxes.",
         "allotment, vegetables, growing, orchard, plot", "LE102"),
        ("surplus", "Food saved", "Good food that would have been thrown away.",
         "food waste, surplus, gleaning, community fridge", "EN103"),
    ),
    *_family(
        _theme("nature", "Nature and green places", "Parks, woods, water and what lives there.",
               "environment, green, outdoors", ukcat="EN102"),
        ("parks", "Parks and woods", "Friends of a green place who look after it.",
         "friends of, park, wood, woodland, meadow, trees", "FA104"),
        ("gardening", "Gardening", "Flowers, tubs, borders and shared beds.",
         "garden, gardens, plants, in bloom", "LE102"),
        ("wildlife", "Wildlife", "Birds, bats, bees and counting them.",
         "birds, bees, hedgehogs, bats, nature", "EN104"),
        ("rivers", "Rivers and water", "The Teasel, its banks, boats and fish.",
         "river, towpath, canal, pond, boats", "EC202"),
        ("less-waste", "Less waste", "Using less, wasting less, picking up the rest.",
         "recycling, zero waste, litter, litter pick", "EN103"),
        ("climate", "Climate and energy", "Warmer homes, cleaner air and cooler summers.",
         "climate change, energy, solar, carbon, green", "EN101"),
        ("animals", "Animals", "Dogs, cats, hens and those who love them.", "pets, dogs, cats", "AN"),
    ),
    *_family(
        _theme("health", "Health and wellbeing", "Feeling better, or not being alone with feeling bad.",
               "wellbeing, wellness, healthy", ukcat="HE305"),
        ("minds", "Minds and feelings", "Talking, listening, being quiet together.",
         "mental health, anxiety, depression, wellbeing", "HE210"),
        ("ageing-well", "Ageing well", "Good company and stout shoes at any age.",
         "older people, pensioners, elderly, over 60, retired", "BE108"),
        ("carers", "Carers", "For those who look after somebody.", "caring, carer, respite", "SC102"),
        ("long-illness", "Living with illness", "Others who know what it is like.",
         "illness, diabetes, cancer, sickle cell, long covid", "HE200"),
        ("memory", "Memory", "Music, walks and patience when memory fails.",
         "dementia, alzheimer’s, forgetting", "HE205"),
        ("loss", "Loss", "Grief has no timetable. Neither do these groups.",
         "bereavement, grief, death, widow", "SW102"),
        ("recovery", "Recovery", "One day at a time, with other people.",
         "addiction, alcohol, drugs, sober", "HE201"),
    ),
    *_family(
        _theme("sport", "Sport and moving", "Running about, gently or not.", "exercise, fitness, active",
               ukcat="LE106"),
        ("walking", "Walking", "On foot, at the pace of the slowest.", "walk, rambling, hike, stroll",
         "LE104"),
        ("cycling", "Cycling", "Bicycles, tricycles, trailers.", "bike, bikes, bicycle", "LE104"),
        ("ball-games", "Ball games", "Football, cricket, kabaddi, and the walking versions.",
         "football, cricket, netball, basketball, rounders", "LE106"),
        ("swimming-and-rowing", "Swimming and rowing", "In the water, or nearly.",
         "swim, row, canoe, kayak", "LE106"),
        ("stretching", "Stretching and balance", "Yoga, tai chi and chairs.",
         "yoga, tai chi, pilates, chair exercise", "LE101"),
        ("games", "Board games and cards", "Chess, dominoes, carrom and loud opinions.",
         "chess, dominoes, bridge, carrom, board games", "LE103"),
    ),
    *_family(
        _theme("young", "Children and young people", "From first teeth to first wages.",
               "kids, children, youth, family", ukcat="BE102"),
        ("babies-and-toddlers", "Babies and toddlers", "Somewhere to crawl, and tea for the crawler’s grown-up.",
         "playgroup, baby group, parent and toddler, stay and play", "CC104"),
        ("play", "Play", "Dens, mud, streets shut to cars.", "playground, playing out, adventure",
         "CC103"),
        ("youth", "Youth clubs", "A warm place that belongs to them.", "teenagers, youth club, young people",
         "FA108"),
        ("scouts-and-guides", "Scouts, guides and cadets", "Knots, badges and camp.",
         "scouting, brownies, cubs, guides", "AS303"),
        ("homework", "Help with school", "Homework clubs, reading friends, a quiet table.",
         "homework club, tutoring, mentoring, study", "ED305"),
        ("parents", "Parents and families", "Advice, company and a sit-down.",
         "mums, dads, parenting, families", "BE109"),
    ),
    *_family(
        _theme("neighbours", "Neighbours and streets", "Looking after the bit outside the door.",
               "community, local, street", ukcat="EC101"),
        ("residents", "Residents’ associations", "The people of a street or estate, speaking up together.",
         "residents association, tenants association, estate", "AS101"),
        ("streets", "Safer, calmer streets", "Crossings, kerbs, speed and air.",
         "traffic, road safety, crossings, pavement, 20mph", "CJ103"),
        ("high-street", "High street", "Shops, markets and those who keep them.",
         "shops, traders, market, town centre", "EC102"),
        ("loos-and-benches", "Toilets and benches", "Somewhere to go, somewhere to sit.",
         "public toilet, loo, toilets, bench, benches"),
        ("history", "Local history", "What stood here, who lived in it.",
         "heritage, archive, old photographs, history", "HR103"),
        ("parties", "Street parties and fairs", "Bunting, cake and a road with no cars.",
         "festival, fair, carnival, fête", "AR102"),
        ("halls", "Halls and shared rooms", "The roof over everybody else.",
         "community centre, hall hire, room", "FA103"),
    ),
    *_family(
        _theme("homes", "Homes and money", "A dry roof and enough to live on.", "housing, money, bills",
               ukcat="HO"),
        ("tenants", "Renting and repairs", "Damp, repairs, rent and rights.",
         "tenants, landlord, damp, mould, rent, council housing", "CA101"),
        ("advice", "Advice", "Forms, benefits, debt, and someone who reads the small print.",
         "citizens advice, benefits, debt, legal, form filling", "CA101"),
        ("warm-homes", "Warm homes and bills", "Draughts stopped and bills understood.",
         "energy bills, insulation, fuel, heating", "EC201"),
        ("homelessness", "Homelessness", "A bed, a breakfast, a person who remembers your name.",
         "homeless, rough sleeping, shelter", "HO103"),
        ("savings", "Saving and lending", "Credit unions, clubs and pots.", "credit union, savings, loans",
         "SW105"),
        ("clothes-and-things", "Clothes and things", "Uniforms, prams, tools and toys passed on.",
         "clothing bank, uniform, baby bank, library of things, toy library", "SW103"),
    ),
    *_family(
        _theme("welcome", "Welcome and belonging", "Being known, as yourself, where you live.",
               "inclusion, equality, belonging, friendship", ukcat="SO104"),
        ("newcomers", "Newcomers", "For anyone who has just arrived, from near or far.",
         "refugees, asylum, migrants, new arrivals", "BE101"),
        ("culture", "Cultures and languages", "Mother tongues, feasts and festivals.",
         "bengali, polish, punjabi, irish, caribbean, heritage", "AR101"),
        ("disabled-people", "Disabled people", "Run by disabled people, about what matters to them.",
         "disability, access, wheelchair, deaf, blind", "BE200"),
        ("lgbt", "LGBT+ people", "Company, safety and a good quiz.", "lgbtq, gay, lesbian, trans, queer",
         "BE105"),
        ("women", "Women", "Groups by women, for women.", "women’s group, sisters, girls", "BE113"),
        ("men", "Men and dads", "Groups where men talk, or at least make things.",
         "men’s group, dads, fathers", "BE106"),
        ("company", "Company and friendship", "Somebody to sit with.",
         "loneliness, befriending, friendship, social club", "SW106"),
    ),
    *_family(
        _theme("faith", "Faith and meaning", "Prayer, quiet and doing good because of it.",
               "religion, worship, belief", ukcat="RL300"),
        ("churches", "Christian", "Churches and chapels.", "church, chapel, christian, methodist, catholic",
         "RL200"),
        ("muslim", "Muslim", "Mosques and Muslim groups.", "mosque, islam, muslim", "RL104"),
        ("sikh", "Sikh", "Gurdwaras and Sikh groups.", "gurdwara, sikh, langar", "RL107"),
        ("hindu", "Hindu", "Temples and Hindu groups.", "mandir, temple, hindu", "RL103"),
        ("between-faiths", "Between faiths", "People of all faiths and none, at one table.",
         "interfaith, multifaith, all faiths", "SO107"),
        ("quiet", "Quiet and meditation", "Sitting still, with or without a reason.",
         "meditation, buddhist, mindfulness, quakers", "RL102"),
    ),
    *_family(
        _theme("learning", "Learning and work", "Finding things out, and finding work.",
               "education, classes, courses, jobs", ukcat="ED"),
        ("reading", "Reading and books", "Libraries, book clubs and reading aloud.",
         "book club, library, books, literacy", "AR202"),
        ("english", "Learning English", "Talking, patiently, over tea.", "esol, english class, conversation",
         "ED303"),
        ("getting-online", "Getting online", "Phones, forms and passwords, without sighing.",
         "computers, digital, internet, tablet, phone help", "ED304"),
        ("work", "Finding work", "Letters, interviews and a suit to borrow.",
         "jobs, cv, employment, job club, careers", "ED302"),
        ("science", "Science and stars", "Looking closely, and looking up.",
         "astronomy, science, stars, geology", "RS103"),
        ("later-learning", "Learning later on", "Classes with no exam at the end.",
         "u3a, evening class, adult education", "ED101"),
    ),
    *_family(
        _theme("say", "Having a say", "Being heard, and seeing what came of it.",
               "democracy, voice, power, campaign", ukcat="SO103"),
        ("campaigns", "Campaigns", "People who want one thing and will not go away.",
         "campaign, petition, action", "CA103"),
        ("networks", "Networks and forums", "Groups of groups.", "network, forum, umbrella, partnership",
         "CV103"),
        ("council", "Council and services", "Public bodies that answer here.", "council, local authority, police, nhs"),
        ("local-news", "Local news", "Who said what, and where the bus went.",
         "newspaper, radio, news, newsletter", "AR203"),
        ("volunteering", "Volunteering", "Places that need your Thursday.", "volunteer, helping, volunteers",
         "CV104"),
    ),
)  # fmt: skip

BY_SLUG = {theme.slug: theme for theme in THEMES}
TOP = tuple(theme for theme in THEMES if not theme.parent)


def family(top: str) -> tuple[ReadyTheme, ...]:
    """The theme of this slug and all beneath it, those above first."""
    inside = {top}
    found = [BY_SLUG[top]]
    for theme in THEMES:
        if theme.parent in inside:
            inside.add(theme.slug)
            found.append(theme)
    return tuple(found)
