"""Who may see what of the journal."""

from django.utils.translation import gettext_lazy as _

FIELD_CLASSES = {
    "Entry": {
        "public": "uuid at verb importance about_kind about_id about_name speaking_as_kind speaking_as_id",
        "members": "actor guest",
        "group": "data",
        "internal": "around",
    },
    "Follow": {"secret": "person kind thing_id level since"},
    "Notice": {"secret": "uuid person entry at_once read_at via_kind via_id", "internal": "mailed_at is_addressed"},
    "OutgoingLetter": {
        "secret": "to subject text html headers",
        "internal": ("uuid once is_urgent is_by_list posted_at attempts next_attempt_at sent_at given_up_at trouble"),
    },
    "StoppedAddress": {"internal": "mark since"},
    "Digest": {"secret": "person week posted_at", "internal": "run"},
    "Reminder": {"secret": "uuid person verb about_kind about_id data due_at sent_at", "internal": "once"},
}
PURPOSES = {
    "Entry": _("So that everyone can see later what happened, and who did it."),
    "Follow": _("So that you hear of what you want to hear of, and of nothing else."),
    "Notice": _("So that you are told once, not twice and not never."),
    "OutgoingLetter": _("So that a letter reaches you even if the mail does not work for a while."),
    "StoppedAddress": _("So that nobody writes to you again when you wanted no more letters."),
    "Digest": _("So that you get one weekly letter a week, and not two."),
    "Reminder": _("So that you are reminded in time, once."),
}
TITLES = {
    "Entry": _("What happened"),
    "Follow": _("What people follow"),
    "Notice": _("What people were told"),
    "OutgoingLetter": _("Letters on their way"),
    "StoppedAddress": _("Addresses that want no letters"),
    "Digest": _("Weekly letters"),
    "Reminder": _("Reminders"),
}
WORDS = {
    "about_kind": _("the sort of thing"),
    "about_id": _("which one"),
    "about_name": _("what it is about"),
    "at_once": _("at once, not once a week"),
    "due_at": _("due on"),
    "read_at": _("read on"),
    "speaking_as_kind": _("for whom somebody spoke"),
    "speaking_as_id": _("for which of them"),
    "thing_id": _("which one"),
    "via_kind": _("because of what you heard of it"),
    "via_id": _("because of which of them"),
    "level": _("how much you hear"),
}
