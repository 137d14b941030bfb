"""What people say yes to, word for word. Change a wording and its version changes: who agreed to the old one
agreed to the old one."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from closeknit.accounts.vocabulary import Purpose


@dataclass(frozen=True, slots=True)
class Wording:
    version: str
    text: Promise


WORDINGS = {
    Purpose.HOUSE_RULES: Wording(
        "2026-11",
        _(
            "I am kind to others here. I write only what I believe is true. I do not tell private things about "
            "other people. I know that a moderator may hide what breaks these rules, and will tell me why."
        ),
    ),
    Purpose.KEPT_FOR_ME: Wording(
        "2026-11",
        _(
            "The hub may keep my name and my telephone number, so that people who look after my neighbourhood can "
            "reach me. I may ask at any time to see what is kept, to change it, or to have it taken away."
        ),
    ),
    Purpose.HELP: Wording(
        "2026-11",
        _(
            "This person may help me on the hub and see what I share with them. What they do for me is marked "
            "“with help from”. I can stop this at any time."
        ),
    ),
}
