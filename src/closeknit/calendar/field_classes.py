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
    "Answer": {
        "group": (
            "uuid series original person guest_name says heads is_in at how entered_by confirmed_at starts to_tell"
            " created_at"
        ),
        "secret": "guest_email",
        "internal": "id client_id remind_at reminded_at",
    },
    "Needs": {"group": "answer sealed changed_at", "internal": "id"},
    "NeedsReading": {"secret": "needs reader on", "internal": "id"},
    "Attendance": {
        "group": "uuid series original answer person name group heads starts entered_by at",
        "internal": "id client_id",
    },
}
PURPOSES = {
    "Series": _("So that everyone can see what is on, when and where, and who put it there."),
    "Change": _("So that everyone can see which dates are moved or cancelled."),
    "Answer": _("So that the organisers know how many come, and that you hear if something changes."),
    "NeedsReading": _("So that you can see who read what you need."),
    "Attendance": _("So that the organisers know how many were there, and who."),
}
TITLES = {
    "Series": _("Events"),
    "Change": _("Dates that were moved or cancelled"),
    "Answer": _("Answers to dates"),
    "Needs": _("What people need so that they can come"),
    "NeedsReading": _("Who read what somebody needs"),
    "Attendance": _("Who was there"),
}
WORDS = {
    "Answer.at": _("in line since"),
    "Answer.confirmed_at": _("confirmed on"),
    "Answer.heads": _("for how many people"),
    "Answer.how": _("how it reached us"),
    "Answer.is_in": _("whether there is a place"),
    "Answer.person": _("who answered"),
    "Answer.says": _("what was said"),
    "Answer.starts": _("when the date is"),
    "Answer.to_tell": _("what an organiser still has to tell"),
    "Attendance.answer": _("which answer it belongs to"),
    "Attendance.group": _("which group they came from"),
    "Attendance.heads": _("how many came"),
    "Attendance.person": _("who was there"),
    "Attendance.starts": _("when the date was"),
    "closes_minutes_before": _("how long before the start answers close"),
    "entered_by": _("who wrote it down"),
    "first_on": _("first day"),
    "follows": _("which event it goes on from"),
    "host_id": _("which of them holds it"),
    "host_kind": _("what sort of thing holds it"),
    "is_all_day": _("all day long"),
    "is_cancelled": _("cancelled or not"),
    "last_on": _("last day"),
    "most_guests": _("how many may be brought along"),
    "needs": _("which words"),
    "note": _("why it was changed"),
    "on": _("on which day"),
    "original": _("which date it is"),
    "place_words": _("place in words"),
    "reader": _("who read it"),
    "rule": _("when it happens"),
    "sealed": _("what somebody needs"),
    "sequence": _("how often it was changed"),
    "skips_school_holidays": _("not in school holidays"),
    "starts": _("new start"),
    "takes_answers": _("people can say that they come"),
    "uid": _("name in calendars"),
}
