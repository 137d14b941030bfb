"""Who may see each field of this room's tables. A confidential venue's address is the directory's to keep."""

from django.utils.translation import gettext_lazy as _

FIELD_CLASSES = {
    "Series": {
        "public": (
            "uuid slug uid author group host_kind host_id title summary text themes rule is_all_day"
            " skips_school_holidays first_on last_on venue place_words online_link areas cost_kind cost_text audience"
            " access access_text takes_answers capacity closes_minutes_before most_guests state note sequence follows"
            " created_at changed_at"
        ),
        "internal": "id client_id sight",
    },
    "Change": {
        "public": "uuid series original starts minutes title venue place_words is_cancelled note sequence at",
        "internal": "id by",
    },
    "FormerDate": {"public": "uuid series original to_series to_original", "internal": "id"},
    "SchoolHoliday": {"public": "uuid name first last", "internal": "id"},
    "Upcoming": {"public": "series original starts ends is_cancelled is_moved", "internal": "id"},
}
PURPOSES = {
    "Series": _("So that everyone can see what is on, when and where, and who put it there."),
    "Change": _("So that everyone can see which dates are moved or cancelled."),
}
TITLES = {
    "Series": _("Events"),
    "Change": _("Dates that were moved or cancelled"),
}
WORDS = {
    "closes_minutes_before": _("how long before the start answers close"),
    "first_on": _("first day"),
    "follows": _("which event it goes on from"),
    "host_id": _("which of them holds it"),
    "host_kind": _("what sort of thing holds it"),
    "is_all_day": _("all day long"),
    "is_cancelled": _("cancelled or not"),
    "last_on": _("last day"),
    "most_guests": _("how many may be brought along"),
    "note": _("why it was changed"),
    "original": _("which date it is"),
    "place_words": _("place in words"),
    "rule": _("when it happens"),
    "sequence": _("how often it was changed"),
    "skips_school_holidays": _("not in school holidays"),
    "starts": _("new start"),
    "takes_answers": _("people can say that they come"),
    "uid": _("name in calendars"),
}
