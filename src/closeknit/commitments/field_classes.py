"""Who may see each field of this room's tables. Of what one may not know of nothing is seen at all."""

from django.utils.translation import gettext_lazy as _

_SAID = (
    "uuid author speaking_as_kind speaking_as_id mandate mandate_on mandate_minute mandate_agreed mandate_of text"
    " due_on areas created_at state "
)
FIELD_CLASSES = {
    "Ask": {
        "public": _SAID + "about_kind about_id guest_name is_to_council asked_kind asked_id asked_person verdict",
        "secret": "guest_email",
        "internal": "id client_id sight",
    },
    "Undertaking": {
        "public": _SAID + "kind owner owner_name is_for_council from_kind from_id ask times_changed",
        "internal": "id client_id sight offer",
    },
    "Step": {
        "public": (
            "uuid ask undertaking to by is_by_guest speaking_as_kind speaking_as_id is_for_council at words verdict"
            " text_before text_after due_before due_after promise"
        ),
        "secret": "person",
        "internal": "id client_id sight",
    },
}
PURPOSES = {
    "Ask": _("So that everyone can see what was asked, of whom, and what came of it."),
    "Undertaking": _("So that everyone can see who promised what, by when, and whether it was done."),
    "Step": _("So that it stays clear who said what, and when."),
}
TITLES = {
    "Ask": _("What people ask for"),
    "Undertaking": _("Promises and agreed work"),
    "Step": _("What happened to an ask or a promise"),
}
WORDS = {
    "about_id": _("which of them"),
    "about_kind": _("what sort of thing it is about"),
    "asked_id": _("which one is asked"),
    "asked_kind": _("what sort of group is asked"),
    "asked_person": _("who is asked in person"),
    "by": _("who did it"),
    "due_after": _("day it was moved to"),
    "due_before": _("day it was due before"),
    "due_on": _("due on"),
    "from_id": _("in which of them it was made"),
    "from_kind": _("what sort of place it was made in"),
    "is_by_guest": _("whether a guest did it"),
    "is_for_council": _("whether it is for the council"),
    "is_to_council": _("whether the council is asked"),
    "owner": _("who does it"),
    "owner_name": _("who does it, by name alone"),
    "person": _("who was asked to take over, or had it before"),
    "promise": _("which promise came of it"),
    "speaking_as_id": _("for which of them"),
    "speaking_as_kind": _("for whom somebody spoke"),
    "text_after": _("words after a change"),
    "text_before": _("words before a change"),
    "times_changed": _("how often it was changed"),
    "to": _("what happened"),
    "undertaking": _("of which promise"),
    "words": _("what was said with it"),
}
