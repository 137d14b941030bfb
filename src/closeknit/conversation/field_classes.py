"""Who may see each field of this room's tables. ``moderation`` data is for moderators: class ``group``
is not used here, for no group sees more of a talk than anyone else."""

from django.utils.translation import gettext_lazy as _

FIELD_CLASSES = {
    "Thread": {"public": "uuid about_kind about_id talking begun_at", "internal": "id"},
    "ThreadChange": {"public": "uuid thread to at", "internal": "id by"},
    "ThreadRule": {"public": "uuid kind is_read_first", "internal": "id"},
    "Comment": {
        "public": (
            "uuid thread parent author speaking_as_kind speaking_as_id mandate mandate_on mandate_minute"
            " mandate_agreed mandate_of text state created_at edited_at"
        ),
        "internal": "id client_id",
    },
    "CommentVersion": {"public": "uuid comment text until", "internal": "id"},
    "HouseRule": {"public": "uuid code title words position since until", "internal": "id by"},
    "Case": {
        "secret": "kind thing_id state question desk pending_since claimed_by kept",
        "internal": "id uuid version round",
    },
    "CaseArea": {"secret": "case area", "internal": "id"},
    "Report": {
        "secret": "uuid case round rule words reporter guest_email at withdrawn_at",
        "internal": "id sender",
    },
    "Decision": {"secret": "case step state at by rule words evidence", "internal": "id uuid"},
    "Complaint": {
        "secret": "guest_name guest_email contact words came_how entered_by received_at due_at answered_at",
        "internal": "id uuid client_id",
    },
    "ComplaintEntry": {"secret": "complaint step at by words days_left", "internal": "id uuid"},
}
PURPOSES = {
    "Comment": _("To show what people say to each other about a group."),
    "CommentVersion": _("So that everyone can see what somebody said before they changed it."),
    "ThreadChange": _("To know who opened or closed a talk, and when."),
    "HouseRule": _("So that everyone knows which rules were in force, and since when."),
    "Case": _("To look at what was reported, and to decide on it once."),
    "Report": _("To look at what you reported, and to tell you what came of it."),
    "Decision": _("So that a decision has reasons, and can be looked at again by somebody else."),
    "Complaint": _("To answer you within 30 days, if you complain about how we treat people’s data."),
    "ComplaintEntry": _("To show that your complaint was dealt with, and when."),
}
TITLES = {
    "Comment": _("What people say"),
    "CommentVersion": _("What people said before"),
    "ThreadChange": _("Talks that were opened or closed"),
    "HouseRule": _("House rules"),
    "Case": _("Cases for the moderators"),
    "Report": _("Reports"),
    "Decision": _("Decisions of the moderators"),
    "Complaint": _("Complaints about data"),
    "ComplaintEntry": _("What was done about a complaint"),
}
WORDS = {
    "days_left": _("days that were left"),
    "due_at": _("to be answered by"),
    "edited_at": _("changed on"),
    "pending_since": _("waits since"),
    "received_at": _("came in on"),
    "speaking_as_id": _("for which of them"),
    "speaking_as_kind": _("for whom somebody spoke"),
    "thing_id": _("which one"),
    "withdrawn_at": _("taken back on"),
}
