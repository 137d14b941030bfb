"""Who may see each field of this room's tables. A confidential venue's address is the directory's to keep."""

from django.utils.translation import gettext_lazy as _

FIELD_CLASSES = {
    "Series": {
        "public": (
            "uuid slug uid author group feed host_kind host_id title summary text themes has_own_themes rule is_all_day"
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
    "HelpedEdit": {"internal": "id series before sequence at"},
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
    "Feed": {
        "group": (
            "uuid group name state by created_at left_at asked_at read_at whole_at trouble told_at kept_ours_at"
            " oddities"
        ),
        "secret": "address",
        "internal": "id marks digest next_at failures",
    },
    "FeedItem": {"internal": "id feed uid original kept series gone_at"},
    "FeedReading": {
        "group": "uuid feed name oddities reason gone coming read_at",
        "secret": "address",
        "internal": "id events marks digest",
    },
    "PersonalCalendar": {"secret": "uuid person number made_at", "internal": "id"},
}
PURPOSES = {
    "Series": _("So that everyone can see what is on, when and where, and who put it there."),
    "Change": _("So that everyone can see which dates are moved or cancelled."),
    "Answer": _("So that the organisers know how many come, and that you hear if something changes."),
    "NeedsReading": _("So that you can see who read what you need."),
    "Attendance": _("So that the organisers know how many were there, and who."),
    "Feed": _("So that a group’s dates come from its own calendar, and somebody hears when that stops working."),
    "PersonalCalendar": _("So that you can see what you follow in your own calendar."),
}
TITLES = {
    "Series": _("Events"),
    "Change": _("Dates that were moved or cancelled"),
    "Answer": _("Answers to dates"),
    "Needs": _("What people need so that they can come"),
    "NeedsReading": _("Who read what somebody needs"),
    "Attendance": _("Who was there"),
    "Feed": _("Calendars that groups have connected"),
    "FeedReading": _("What was read from a calendar and waits for a look"),
    "PersonalCalendar": _("Calendars that people subscribe to for themselves"),
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
    "changed_at": _("last changed"),
    "closes_minutes_before": _("how long before the start answers close"),
    "entered_by": _("who wrote it down"),
    "cost_kind": _("what it costs, from a list"),
    "first_on": _("first day"),
    "follows": _("which event it goes on from"),
    "has_own_themes": _("whether somebody chose what it is about"),
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
    "Feed.asked_at": _("last asked"),
    "Feed.by": _("who connected it"),
    "Feed.kept_ours_at": _("when somebody said that we should keep ours"),
    "Feed.oddities": _("what was odd about it"),
    "Feed.read_at": _("last read"),
    "Feed.state": _("where it stands"),
    "Feed.whole_at": _("last read whole"),
    "feed": _("calendar it comes from"),
    "FeedReading.coming": _("how many dates were to come"),
    "FeedReading.gone": _("how many of them are gone"),
    "FeedReading.oddities": _("what was odd about it"),
    "FeedReading.read_at": _("read on"),
    "FeedReading.reason": _("why it is in doubt"),
    "PersonalCalendar.made_at": _("made on"),
    "PersonalCalendar.number": _("part of its address"),
    "PersonalCalendar.person": _("whose it is"),
}
