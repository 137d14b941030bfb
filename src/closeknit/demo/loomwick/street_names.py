"""Names for the streets that grew: some asked for near a spot of the drawing, the rest dealt
from the trades and things of a cloth town, so that no two in the borough are alike."""

import math
import random
from collections.abc import Sequence

from closeknit.demo.loomwick.plane import Point, from_paper

# Streets that the stories speak of, and where on the paper they run.
ASKED_FOR: dict[str, Point] = {
    "Market Row": (366, 222), "Bridge Foot": (362, 262), "Library Walk": (432, 284),
    "Hook Yard": (320, 246), "Jenny Lane": (196, 148), "Lantern Street": (176, 218),
    "Gig Mill Lane": (118, 232), "Larder Street": (236, 204), "Pump Lane": (262, 78),
    "Kersey Street": (410, 92), "Vat Street": (512, 262), "Indigo Terrace": (470, 276),
    "Bluebell Rise": (244, 428), "Sinker Row": (190, 366), "Gatehouse Lane": (124, 404),
    "Coppice Road": (196, 500), "Teapot Row": (334, 388), "Buttonhole Close": (372, 372),
    "Penny Loaf Lane": (282, 326), "Linsey Street": (372, 428), "Foundry Walk": (470, 398),
    "Pattern Street": (316, 500), "Wherry Street": (540, 352), "Ribbon Street": (384, 482),
    "Needle’s Eye": (398, 236), "Almshouse Lane": (242, 300), "Quiet Street": (300, 430),
}  # fmt: skip

_STEMS = (
    "Alder", "Anvil", "Apron", "Baize", "Barge", "Barley", "Batten", "Beamer", "Bellwether",
    "Binder", "Blanket", "Blossom", "Bodkin", "Bonnet", "Bramble", "Broadcloth", "Brook", "Buckram",
    "Bunting", "Calico", "Cambric", "Candle", "Canvas", "Carder’s", "Chalk", "Chandler", "Cheviot",
    "Clapper", "Cloth Hall", "Cobbler", "Comb", "Copper", "Corduroy", "Cotton", "Cropper", "Damask",
    "Damson", "Distaff", "Dobby", "Draper", "Drover", "Drugget", "Dyer’s", "Elder", "Ewe", "Felt",
    "Felloe", "Ferret", "Finisher", "Flannel", "Flax", "Fleece", "Fustian", "Gable", "Garter",
    "Gauze", "Gimp", "Ginger", "Glover", "Godet", "Gorse", "Gusset", "Haberdasher", "Hackle", "Hank",
    "Harness", "Hatter", "Hawthorn", "Hemp", "Herringbone", "Hopsack", "Hosier", "Houndstooth",
    "Jacquard", "Jersey", "Kestrel", "Kilt", "Knapsack", "Lace", "Lamb", "Lark", "Lawn", "Leasow",
    "Linen", "Lint", "Loom", "Lustre", "Mercer", "Merino", "Milliner", "Mordant", "Mulberry",
    "Muslin", "Nankeen", "Napper", "Oakum", "Organdie", "Orchard", "Osier", "Oxford", "Packhorse",
    "Paisley", "Pelmet", "Percale", "Pinfold", "Pinmaker’s", "Pleat", "Plough", "Poplin", "Quill",
    "Quilter", "Raddle", "Ratchet", "Reed", "Reeling", "Roving", "Rushlight", "Saffron", "Sarsen",
    "Sateen", "Saxony", "Scarlet", "Scutcher", "Seamer", "Serge", "Sexton", "Shearer", "Shepherd",
    "Shears", "Silk", "Sizing", "Skep", "Slubber", "Smock", "Spooler", "Sprig", "Staple", "Starch",
    "Stitch", "Swift", "Tabby", "Taffeta", "Tailor", "Tallow", "Tapestry", "Tassel", "Thimble",
    "Thread", "Throstle", "Ticking", "Tow", "Towpath", "Tucker", "Turnstile", "Tweed", "Twill",
    "Umber", "Velvet", "Vicarage", "Waller", "Warper", "Weaver", "Weir", "Weld", "Wether", "Wheel",
    "Whin", "Willow", "Winder", "Woad", "Woolcomb", "Worsted", "Yarn",
)  # fmt: skip
_ENDINGS = (
    "Street", "Road", "Lane", "Row", "Street", "Close", "Way", "Street", "Terrace", "Walk", "Street",
    "Gardens", "Road", "Court", "Place", "Avenue", "Rise", "Yard", "Drive", "Mews",
)  # fmt: skip


def given_to(middles: Sequence[Point]) -> list[str]:
    """A name for each street, by its middle."""
    names: dict[int, str] = {}
    for name, spot in ASKED_FOR.items():
        free = (i for i in range(len(middles)) if i not in names)
        names[min(free, key=lambda i: math.dist(middles[i], from_paper(*spot)))] = name
    pool = _dealt()
    return [names.get(i) or next(pool) for i in range(len(middles))]


def _dealt():
    """Every stem once before any comes twice, never twice with the same ending."""
    dice = random.Random("loomwick:street-names")  # noqa: S311 - a drawing, not a secret
    stems, endings = list(_STEMS), list(dict.fromkeys(_ENDINGS))
    dice.shuffle(stems)
    first = {stem: dice.choice(_ENDINGS) for stem in stems}
    for shift in range(len(endings)):
        for stem in stems:
            ending = endings[(endings.index(first[stem]) + 3 * shift) % len(endings)]
            yield f"{stem} {ending}"
