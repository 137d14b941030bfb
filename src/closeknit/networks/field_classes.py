"""Who may see each field of this room's tables. Of what one may not know of nothing is seen at all."""

from django.utils.translation import gettext_lazy as _

FIELD_CLASSES = {
    "Network": {
        "public": "uuid slug name kind area theme summary purpose contact_words state author created_at",
        "internal": "id sight client_id",
    },
    "Membership": {
        "public": "uuid network group since until",
        "network": "person decided_by ended_by",
        "internal": "id",
    },
    "Interest": {
        "network": (
            "uuid network person guest_name guest_email phone post_note how agreed_on agreed_words entered_by"
            " created_at confirmed_at ended_at"
        ),
        "internal": "id client_id",
    },
    "Priority": {
        "public": "uuid network title text position raised_on state became settled_on author created_at",
        "internal": "id sight client_id",
    },
}
PURPOSES = {
    "Network": _("So that everyone can see which networks there are, and what they are for."),
    "Membership": _("So that a network knows who belongs to it."),
    "Interest": _("So that whoever asked to hear of the next meeting does, for a year, and nobody else."),
    "Priority": _("So that everyone can see what a network agreed matters, and what became of it."),
}
TITLES = {
    "Network": _("Networks"),
    "Membership": _("Who belongs to a network"),
    "Interest": _("Who wants to hear of a network’s next meeting"),
    "Priority": _("What a network agreed matters"),
}
WORDS = {
    "agreed_on": _("when they agreed"),
    "agreed_words": _("how they agreed"),
    "became": _("what became of it"),
    "confirmed_at": _("when it was confirmed"),
    "contact_words": _("how to reach the organisers"),
    "decided_by": _("who decided it"),
    "ended_at": _("when it ended"),
    "ended_by": _("who ended it"),
    "entered_by": _("who typed it in"),
    "how": _("how it reached us"),
    "network": _("which network"),
    "phone": _("telephone"),
    "position": _("its place in the list"),
    "post_note": _("where a letter reaches them"),
    "purpose": _("what it is for"),
    "raised_on": _("when it was agreed"),
    "settled_on": _("when it was settled"),
}
