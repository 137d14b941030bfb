"""The words from which the generator makes groups: what they do, how they say it, and a long tail
of things and invented names, so that a search finds common words and rare ones."""

# theme and further themes | kind | forms of the name | what they do | their things
ACTIVITIES = """
singing, music | community_group | Choir, Singers, Voices, Chorus | sing old songs and new ones | songs
singing, churches | faith_group | Gospel Choir, Hymn Circle, Carol Band | sing until the windows hum | hymns
playing-together, music | community_group | Ukulele Club, Brass Band, Strings, Jam | play tunes by ear and by luck | tunes
dance | community_group | Dancers, Dance Circle, Ceilidh, Steppers | dance in lines and rings | steps
theatre | community_group | Players, Story Circle, Panto Company | put on plays with wobbly scenery | plays
pictures | community_group | Sketchers, Painters, Drawing Club | draw whatever sits still | sketches
film | community_group | Film Nights, Camera Club | show films and talk afterwards | films
writing | community_group | Writers, Poetry Table, Scribblers | write and read it out loud | stories
textiles, skills-shared | community_group | Knitters, Stitchers, Quilters, Crochet Circle | knit, sew and unpick together | blankets
repair, less-waste | community_group | Menders, Fixers, Repair Table | mend what others would throw out | toasters
wood-and-metal, men | community_group | Shed, Woodworkers, Bench | saw, plane and glue things | benches
clay-and-print | social_enterprise | Potters, Printers, Bookbinders | make pots and prints by hand | pots
computers-and-radio, science | community_group | Code Club, Radio Club, Tinkerers | take machines apart and learn from them | radios
larders, volunteering | charity | Larder, Food Bank, Pantry | share food with any home that runs short | parcels
meals, company | charity | Lunch Club, Soup Table, Supper Club | cook for whoever comes through the door | soups
baking | social_enterprise | Bakers, Bread Club, Cake Table | bake early and share it warm | loaves
cooking, culture | community_group | Cooks, Kitchen, Curry Club | learn each other’s dishes | recipes
growing-food | community_group | Growers, Allotments, Plot | grow beans, leeks and hope | vegetables
surplus, less-waste | social_enterprise | Food Savers, Gleaners, Community Fridge | save good food from the bin | crates
parks, volunteering | community_group | Friends of the Green, Park Friends, Tree Keepers | look after a small green place | hedges
gardening | community_group | Gardeners, In Bloom, Tub Planters | plant tubs, beds and odd corners | roses
wildlife | community_group | Bird Watchers, Bat Group, Hedgehog Watch | count what flies, creeps and sings | birds
rivers | community_group | Towpath Wardens, River Group, Anglers | keep the water clean and the path open | otters
less-waste | community_group | Litter Pickers, Tidy Team, Swap Shop | pick up, sort out and pass on | bags
climate, warm-homes | community_group | Climate Group, Solar Club, Energy Circle | find ways to use less heat and power | panels
animals | other | Dog Walkers, Cat Circle, Hen Keepers | walk, feed and talk about animals | dogs
minds, company | charity | Talking Circle, Listening Ear, Calm Hour | listen without trying to fix anyone | feelings
ageing-well, company | charity | Over Sixties, Pensioners’ Club, Evergreens | keep good company as the years go by | memories
carers | charity | Carers’ Group, Carers’ Tea, Respite Club | give a rest to people who look after others | cushions
long-illness | charity | Health Circle, Support Group, Breathers | share what helps with people who know | tips
memory, singing | charity | Memory Café, Forget-me-nots | sing and sit with people who forget | photographs
loss | charity | Grief Café, Walk and Talk | make room for people who miss someone | names
recovery | charity | Fresh Start, Sober Saturday | stay sober one day at a time | mornings
walking | community_group | Walkers, Ramblers, Strollers | walk at the pace of the slowest | maps
cycling | community_group | Cyclists, Pedallers, Bike Bus | ride together and stop for cake | bicycles
ball-games | community_group | Football Club, Cricket Club, Netball, Rounders | play hard and shake hands after | goals
swimming-and-rowing | community_group | Swimmers, Rowers, Paddlers | get wet on purpose, most weeks | boats
stretching | community_group | Yoga, Tai Chi, Chair Exercise | stretch slowly and breathe out | mats
games | community_group | Chess Club, Domino School, Board Gamers | play games with loud opinions | dominoes
babies-and-toddlers, parents | community_group | Stay and Play, Toddlers, Baby Café | let babies crawl while grown-ups drink tea | toys
play | residents_association | Plays Out, Den Builders, Play Street | close the road so that children can play | chalk
youth | charity | Youth Club, Young Crew, Junior Club | run a warm place that belongs to the young | sofas
scouts-and-guides | charity | Scouts, Guides, Cubs and Brownies | learn knots, fires and fair play | tents
homework | charity | Homework Club, Reading Friends, Study Hall | help with school work and never sigh | books
parents | community_group | Parents’ Group, Family Circle, Grandparents | share the hard bits of bringing up children | prams
residents | residents_association | Residents, Residents’ Association, Neighbours, Tenants and Residents | speak up for the people of these streets | minutes
streets | residents_association | Safer Streets, Speed Watch, Crossing Campaign | ask for slower cars and safer crossings | kerbs
high-street, work | business | Traders, Shops Together, Market Stalls | keep the shops friendly and the lights on | stalls
loos-and-benches, campaigns | community_group | Bench Group, Toilet Campaign | ask for somewhere to sit and somewhere to go | benches
history | community_group | History Circle, Archive, Memory Box | collect what people remember of this place | photographs
parties | community_group | Street Party, Fair Committee, Carnival Club | put up bunting and close the road | lanterns
halls | charity | Hall Trust, Village Hall, Rooms for All | look after a hall that anyone may use | chairs
tenants, campaigns | community_group | Tenants, Renters’ Circle, Damp Busters | help each other with rent, damp and repairs | letters
advice | charity | Advice Desk, Form Fillers, Money Help | read the small print together | forms
warm-homes | charity | Warm Room, Draught Stoppers | share heat, soup and plugs in winter | blankets
homelessness | charity | Night Shelter, Breakfast Run | give a bed, a breakfast and a listening ear | beds
savings | social_enterprise | Credit Union, Savings Club, Penny Bank | save a little and lend it fairly | pennies
clothes-and-things | charity | Baby Bank, Uniform Swap, Toy Library, Tool Library | pass on coats, prams and tools | coats
newcomers, english | charity | Welcome Group, New Neighbours, Friendship Table | welcome people who have just arrived | keys
culture | community_group | Cultural Circle, Mother Tongue School, Heritage Group | keep languages, feasts and songs alive | stories
disabled-people | charity | Access Group, Wheels and Sticks, Deaf Club | speak up as disabled people | ramps
lgbt, company | community_group | Rainbow Group, Pride Circle | make a safe and merry evening for LGBT+ people | quizzes
women | community_group | Women’s Circle, Sisters, Women’s Institute | meet as women and get things done | jam
men | community_group | Men’s Group, Dads’ Club, Men Who Talk | talk as men and mostly side by side | breakfasts
company | community_group | Coffee Morning, Company Club, Knock and Natter | sit together so nobody has to sit alone | biscuits
churches | faith_group | Church, Chapel, Methodist Fellowship, Church Hall | worship together and keep the doors open | candles
muslim | faith_group | Mosque, Muslim Association, Muslim Welcome | pray, teach and feed the street | dates
sikh | faith_group | Gurdwara, Sewa Group | serve a meal to anyone who sits down | rotis
hindu | faith_group | Mandir, Temple Trust | gather for prayer, feasts and lamps | lamps
between-faiths | faith_group | Faiths Together, Interfaith Table | eat and talk across all faiths and none | questions
quiet | faith_group | Meditation Group, Quiet Hour, Quaker Meeting | sit in silence together | cushions
reading | community_group | Book Club, Readers, Book Swap | read the same book and disagree about it | chapters
english, newcomers | charity | English Café, Conversation Club | practise English over tea | verbs
getting-online | charity | Computer Club, Digital Friends, Silver Surfers | help with phones, forms and passwords | passwords
work | charity | Job Club, Work Club, Training Kitchen | help each other to find work and keep it | letters
science | community_group | Star Gazers, Science Circle, Fossil Club | look closely and look up | telescopes
later-learning | community_group | Evening Classes, Learners, Third Age | learn things for the love of it | notebooks
campaigns | community_group | Action Group, Campaign, Voice | ask for one thing until we get it | banners
networks | network | Network, Forum, Together | bring the groups of this corner together | lists
council | public_body | Health Centre, Children’s Centre, Library, Ward Team | answer questions face to face | leaflets
local-news | social_enterprise | News, Radio, Noticeboard | tell people what is going on and why | pages
volunteering | charity | Volunteers, Helping Hands, Good Neighbours | find people who can spare an hour | hours
"""

SOBER_OPENERS, SOBER_DETAILS, SOBER_CLOSINGS = 11, 6, 15  # the first so many suit any group
OPENERS = (
    "We {do}, and anyone from {ward} or round about is welcome to join in.",
    "A few of us in {ward} began to {do} one wet spring, and we have not stopped.",
    "We {do}. You will find people of every age from all over {ward}.",
    "We {do}, and we have done so in {ward} for longer than most can remember.",
    "If you are neighbours of ours in {ward} and would like to {do}, there is a chair for you.",
    "We {do} in {ward}, run by the people who come and paid for by a raffle.",
    "Our neighbours asked for somewhere to meet. So we {do}, right here in {ward}.",
    "We {do}, and on the way we have got to know our neighbours in {ward}.",
    "We are small, stubborn and friendly. We {do} for the good of {ward}.",
    "We {do}, and we would like more young people from {ward} to come along.",
    "People travel to {ward} to {do} with us, though most of us are neighbours.",
    "We {do} with neighbours from {ward}, whatever the weather thinks about it.",
    "Most weeks we {do}. It started in a front room in {ward} and grew.",
    "We are neighbours in {ward} who {do} because it is better than the telly.",
    "Some of us are shy and some are not. Together we {do}, here in {ward}.",
    "In {ward} we {do}, slowly and with a good deal of laughing.",
    "There are about twenty of us. We {do}, then put {ward} to rights over tea.",
    "We {do}. Nobody has to be good at it, as half of {ward} can tell you.",
    "It began as a notice in a shop window. Now we {do} all over {ward}.",
    "Three friends from {ward} thought it would be good to {do}. They were right.",
)

# A thing from the long tail and an invented name, which comes last.
DETAILS = (
    "Look for the door with {a} on it, next to {name} House.",
    "The oldest thing we own is {a}, given by old Mrs {name}.",
    "We share a cupboard, a kettle, one {thing} and a dog named {name}.",
    "In winter we raffle {a} in aid of the {name} fund.",
    "Newcomers are shown the {thing} and told about {name} Day.",
    "We owe our {thing} to the late Mr {name}, who could not say no.",
    "Somebody always brings {a}, and there is a prize called the {name} Cup.",
    "We keep {a} in a tin marked {name}. Do not ask why.",
    "Our banner shows {a}. It was sewn by the {name} sisters.",
    "We learnt a great deal from the year of the {thing} and the {name} fire.",
    "Last summer we made a giant {thing} and carried it round {name} Corner.",
    "Once {a} changed our minds. The minutes call it the {name} affair.",
    "There is a story about {a} and a teacher called {name}. Ask for it.",
    "Our motto has {a} in it, thanks to the poet {name}.",
    "The children call it the {thing} club, and {name} is their captain.",
    "With {a} in a wheelbarrow we once walked as far as {name}.",
    "Every June the {thing} comes out and we sing the {name} song.",
    "The cup for the best {thing} has gone to {name} two years running.",
)
PLAIN_DETAILS = (
    "We share the work with our neighbours, and the washing-up too.",
    "Tea is at half-time and the biscuits go round twice.",
    "You can come once, come often, or just come for the company.",
    "Our rule is short: be kind, be curious and put the chairs back.",
    "We have no money to speak of, and a very good kettle.",
    "We get by on raffles, small gifts and other people’s jam jars.",
    "It is easier than it looks, and somebody will show you how.",
    "We stop for the summer, start again in September and never hurry.",
)

CLOSINGS = (
    "Come as you are. The first time is always free.",
    "No forms and no fuss. Just turn up and say hello.",
    "Write to us first if stairs or noise are a worry.",
    "We would love help with lifts, leaflets and lighting.",
    "Beginners sit in the middle, where it is warmest.",
    "If it is your first time, tell us and we will meet you at the door.",
    "We speak several languages and listen in a few more.",
    "Good neighbours make it work, and you may be one of them.",
    "Tell your neighbours. We put a poster up, but it blew away.",
    "We lend whatever you need to begin.",
    "There is always tea, and often cake.",
    "We keep a quiet corner for anyone who needs one.",
    "If you cannot come to us, we may be able to come to you.",
    "Neighbours look after each other here, and nobody is turned away.",
    "We end on time, so that everyone can catch the bus.",
    "Bring a friend, or come alone and leave with two.",
    "Children are welcome with a grown-up who can keep up.",
    "Ask for whoever is holding the key. They know everything.",
    "You will be put to work, gently, by about the second visit.",
    "Neighbours who only want to watch are welcome too.",
    "Most of our neighbours found us by following the noise.",
    "Come early for a good seat, or late for the gossip.",
    "People who come three times tend to stay for years.",
    "It costs little and it mends a bad week.",
)

SUMMARIES = (
    "We {do}, in and around {ward}.",
    "In {ward} we {do}. Come and try.",
    "We {do}. All of {ward} is welcome.",
    "Neighbours from {ward} who {do}.",
    "We {do}, most weeks, near {ward}.",
    "For people in {ward} who like to {do}.",
)

ADJECTIVES = (
    "Patient", "Merry", "Stubborn", "Early", "Quiet", "Hopeful", "Rainy Day", "Wandering", "Plain",
    "Second", "Little", "Great", "Honest", "Sunday", "Midweek", "Left-handed", "Late", "Curious",
    "Steady", "Cheerful", "Thursday", "Brave", "Slow", "Back Garden", "Kitchen Table", "Open Door",
    "Old", "New", "Upstairs", "Corner", "Half-past", "Tidy", "Muddy", "Bold", "Gentle", "Spare",
)  # fmt: skip

# The long tail: plain things first, rarer ones later; the generator draws them by Zipf's law.
_THINGS = """
kettle ladder lantern teapot bicycle drum banner blanket spade basket trumpet umbrella clock quilt
wheelbarrow piano bucket whistle pumpkin scarf marrow mirror kite candle hammer trolley compass
button tent hat map wagon carrot feather pigeon saucepan bell guitar jam acorn rope onion goose
hedge owl tractor jigsaw melon pocket cushion fiddle barrel walnut thimble penguin apron cabbage
radio starling magnet leek hedgehog domino pebble camera parsnip badger otter anchor violin tulip
nettle heron saddle turnip walrus bramble cello ferret fern trombone beetroot lobster mandolin
gherkin oboe puffin radish tambourine sundial kingfisher rhubarb accordion periscope hazelnut
telescope damson newt bassoon elderflower snowdrop wren quince marmalade didgeridoo gooseberry
clarinet foxglove concertina medlar dragonfly harmonica pomegranate salamander glockenspiel kumquat
lapwing zither artichoke tortoise sousaphone cormorant harmonium persimmon hurdy-gurdy celeriac
weathervane kohlrabi bittern euphonium samovar aubergine abacus celandine gramophone sextant
nuthatch pinecone theremin fieldfare mangel-wurzel astrolabe xylophone tamarind woodpecker
marjoram crumhorn sackbut velocipede nightjar loganberry barometer psaltery goldfinch hurdle
damselfly cuttlefish trebuchet ocarina whimbrel pennyfarthing gyroscope theodolite fritillary
bombazine spinet stickleback metronome mulberry kaleidoscope spoonbill chrysalis dulcimer galosh
marquetry pangolin clavichord zoetrope quagga borage yaffle wimberry
"""
THINGS = tuple(_THINGS.split())

_FRONTS = (
    "Winter", "Thistle", "Barley", "Otter", "Hazel", "Marrow", "Copper", "Fenny", "Gossamer", "Larks",
    "Mill", "Nettle", "Osier", "Pepper", "Quince", "Rush", "Saffron", "Tarn", "Umber", "Velvet",
    "Whistle", "Yarrow", "Amber", "Bramble", "Cinder", "Damson", "Elder", "Flax", "Goose", "Hollow",
    "Indigo", "Juniper", "Kestrel", "Linnet", "Mallow", "Nutmeg", "Oaken", "Pippin", "Quill", "Raven",
    "Sorrel", "Teasel", "Thimble", "Tumble", "Wicker", "Willow", "Wren", "Wool", "Bobbin", "Candle",
)  # fmt: skip
_BACKS = (
    "bottom", "brook", "by", "combe", "cote", "croft", "dale", "den", "dyke", "fell", "field", "ford",
    "garth", "gate", "ham", "hay", "holt", "hurst", "keld", "ley", "low", "mere", "mount", "nook",
    "over", "pike", "quarry", "ridge", "rigg", "royd", "shaw", "side", "slack", "stead", "stile",
    "stock", "stone", "thorpe", "thwaite", "toft", "ton", "tree", "wath", "wade", "weir", "well",
    "wick", "wold", "worth", "yard",
)  # fmt: skip
# Every front with every back, ordered so that the commonest names are not alike.
INVENTED = tuple(
    f"{front}{_BACKS[(place + turn) % len(_BACKS)]}"
    for turn in range(len(_BACKS))
    for place, front in enumerate(_FRONTS)
)

FIRST_NAMES = (
    "Abiola", "Agnes", "Aisha", "Alan", "Amina", "Anjali", "Arthur", "Asha", "Barbara", "Bilal",
    "Brendan", "Carmen", "Chidi", "Daisy", "Daniel", "Deepa", "Delroy", "Ewa", "Fatima", "Femi",
    "Gloria", "Grażyna", "Hamza", "Hannah", "Ibrahim", "Irena", "Jaswinder", "Jin", "Joan", "Kofi",
    "Leila", "Luca", "Malcolm", "Marta", "Mehmet", "Mo", "Nadia", "Ngozi", "Olga", "Parveen", "Pat",
    "Petra", "Rajesh", "Ranjit", "Rita", "Rosa", "Saira", "Seán", "Simon", "Sunita", "Tanya",
    "Terry", "Tunde", "Uma", "Vera", "Wei", "Xavier", "Yasmin", "Zainab", "Zoe",
)  # fmt: skip
ROLES = ("secretary", "chair", "treasurer", "organiser", "host", "leader", "volunteer", "founder")

LANGUAGES = (
    "Bengali", "Polish", "Punjabi", "Urdu", "Somali", "Turkish", "Romanian", "Arabic", "Gujarati",
    "Portuguese", "Spanish", "Tamil", "Yoruba", "French", "Ukrainian", "British Sign Language",
    "Lithuanian", "Welsh", "Twi", "Cantonese",
)  # fmt: skip
WHO_FOR = (
    "Everyone", "Anyone who lives near", "Anyone over 18", "Families", "People over 60", "Women",
    "Beginners above all", "Anyone who is new here", "Children and their grown-ups",
    "Neighbours and their friends", "Anyone, and it is free to look", "People who like company",
)  # fmt: skip
