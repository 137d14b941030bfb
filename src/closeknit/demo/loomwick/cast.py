"""The people of the stories. In a test, "as Tom" says the point: Tom is a steward, but of another
group. None of them is anybody."""

from closeknit.demo.loomwick.records import CastMember

CAST: tuple[CastMember, ...] = (
    CastMember("ada", "Ada", "resident", "Lives by the market; speaks for A Loo for Weftbridge.",
               "ada@people.loomwick.example"),
    CastMember("sam", "Sam", "newcomer", "Moved in last month and knows nobody yet.",
               "sam@people.loomwick.example"),
    CastMember("priya", "Priya", "group secretary", "Secretary of Bobbin Green Repair Café.",
               "priya@people.loomwick.example"),
    CastMember("tom", "Tom", "steward of another group", "Keeps the keys of The Long Table Toolshed.",
               "tom@people.loomwick.example"),
    CastMember("noor", "Noor", "community organiser", "Organises the Weftbridge network.",
               "noor@people.loomwick.example"),
    CastMember("grace", "Grace", "pairing facilitator", "Introduces people for It Takes Two.",
               "grace@people.loomwick.example"),
    CastMember("bea", "Bea", "councillor", "Sits for Fuller Street, and listens.",
               "bea@council.loomwick.example"),
    CastMember("lee", "Lee", "council officer", "Answers for the Neighbourhoods Team.",
               "lee@council.loomwick.example"),
    CastMember("max", "Max", "moderator", "Reads what was reported, and gives reasons.",
               "max@people.loomwick.example"),
    CastMember("ruth", "Ruth", "safeguarding lead", "The one to tell when something is wrong.",
               "ruth@people.loomwick.example"),
    CastMember("omar", "Omar", "evaluator", "Asks what changed, and for whom.",
               "omar@people.loomwick.example"),
    CastMember("kit", "Kit", "hub admin", "Keeps the hub running.", "kit@people.loomwick.example"),
    CastMember("nobody", "Nobody", "visitor", "Is not signed in."),
)  # fmt: skip

BY_KEY = {member.key: member for member in CAST}
