"""The words that lists use for our codes, folded. A code itself and its label are always understood."""

from django.db.models import TextChoices
from django.utils import translation

from closeknit.algorithms.text import fold
from closeknit.directory.vocabulary import Access, ConfirmedHow, CostKind, GroupKind, GroupState, Visibility
from closeknit.places.vocabulary import Precision


def _codes(choices: type[TextChoices], more: dict[str, str] | None = None) -> dict[str, str]:
    with translation.override("en-gb"):
        known = {" ".join(fold(str(label)).replace("’", "'").split()): code for code, label in choices.choices}
    return known | {code.replace("_", " "): code for code in choices.values} | (more or {})


KINDS = _codes(
    GroupKind,
    {
        "residents association": "residents_association",
        "tenants association": "residents_association",
        "tenants and residents association": "residents_association",
        "neighbourhood watch": "residents_association",
        "charitable company": "charity",
        "charitable incorporated organisation": "charity",
        "cio": "charity",
        "trust": "charity",
        "registered charity": "charity",
        "place of worship": "faith_group",
        "religious buildings": "faith_group",
        "church": "faith_group",
        "mosque": "faith_group",
        "synagogue": "faith_group",
        "temple": "faith_group",
        "gurdwara": "faith_group",
        "cic": "social_enterprise",
        "community interest company": "social_enterprise",
        "co operative": "social_enterprise",
        "cooperative": "social_enterprise",
        "company": "business",
        "shop": "business",
        "council": "public_body",
        "nhs": "public_body",
        "school": "public_body",
        "library": "public_body",
        "local authority": "public_body",
        "forum": "network",
        "partnership": "network",
        "voluntary organisation": "community_group",
        "club": "community_group",
        "association": "community_group",
        "society": "community_group",
        "friends of": "community_group",
        "unincorporated association": "community_group",
    },
)
STATES = _codes(
    GroupState,
    {
        "open": "active",
        "current": "active",
        "registered": "active",
        "live": "active",
        "inactive": "dormant",
        "asleep": "dormant",
        "temporarily closed": "dormant",
        "defunct": "closed",
        "removed": "closed",
        "dissolved": "closed",
        "ceased": "closed",
    },
)
VISIBILITIES = {said: code for said, code in _codes(Visibility).items() if code != Visibility.MERGED}
PRECISIONS = _codes(Precision)
CONFIRMED_HOW = _codes(ConfirmedHow)
COST = _codes(CostKind, {"no charge": "free", "none": "free", "voluntary": "donation"})
ACCESS = _codes(
    Access,
    {
        "wheelchair": "step_free",
        "wheelchair access": "step_free",
        "wheelchair accessible": "step_free",
        "disabled access": "step_free",
        "level access": "step_free",
        "ramp": "step_free",
        "disabled toilet": "accessible_toilet",
        "induction loop": "hearing_loop",
        "loop": "hearing_loop",
        "disabled parking": "parking",
        "blue badge": "parking",
        "baby changing": "baby_change",
        "assistance dogs": "guide_dogs",
    },
)
FLAGS = {
    **dict.fromkeys(("yes", "y", "true", "t", "1", "x"), True),
    **dict.fromkeys(("no", "n", "false", "f", "0"), False),
}
