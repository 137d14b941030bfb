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
    "Work": {"public": "uuid priority group since until", "network": "decided_by", "internal": "id"},
    "Invitation": {
        "network": "uuid network group way words invited_by invited_at answer answered_at answered_by",
        "internal": "id",
    },
    "Mailing": {
        "network": "uuid network subject text author state letters created_at sent_at stopped_at",
        "internal": "id client_id",
    },
    "Told": {"internal": "id interest about_kind about_id at"},
    "Quiet": {"secret": "mark", "internal": "id network at"},
    "Meeting": {
        "public": (
            "uuid network series question state planned_by published_at opened_at closed_at dots_each dots_opened_at"
            " dots_closed_at item_now item_began_at created_at"
        ),
        "network": "join_code",
        "internal": "id version client_id",
    },
    "AgendaItem": {"public": "uuid meeting position minutes title kind", "internal": "id"},
    "Table": {"public": "uuid meeting kind number topic question priority", "network": "code", "internal": "id"},
    "Arrival": {
        "network": (
            "uuid meeting person guest_name group group_name stub does place_words lat lng is_first_time may_be_named"
            " how entered_by at"
        ),
        "internal": "id client_id seq sight",
    },
    "Note": {
        "network": (
            "uuid meeting table kind text author guest_name priority place_words lat lng is_private cluster conflict_of"
            " written_at created_at"
        ),
        "internal": "id client_id device version seq sight",
    },
    "NoteBefore": {"network": "uuid note kind text changed_at", "internal": "id client_id version"},
    "Cluster": {
        "network": "uuid meeting title position priority created_at",
        "internal": "id client_id named_after seq",
    },
    "Dot": {"network": "uuid meeting cluster at", "internal": "id voter client_id"},
    "Hands": {"network": "uuid meeting cluster number counted_by at", "internal": "id"},
    "Minutes": {
        "public": (
            "uuid meeting about said coming figures state approved_by approved_at published_at corrected_at agreed_in"
            " agreed_at"
        ),
        "network": "author published_by feedback_code created_at",
        "internal": "id drafted version sight",
    },
    "MinutesVersion": {"public": "why at", "network": "uuid minutes number about said coming by", "internal": "id"},
    "LateLook": {"network": "uuid note version is_in_minutes by at", "internal": "id"},
    "TakenUp": {"network": "uuid note undertaking by at", "internal": "id"},
    "Feedback": {"network": "words", "internal": "id uuid meeting mark how_was_it was_heard on"},
    "Receipt": {"internal": "id uuid meeting client_id sort outcome version at"},
}
PURPOSES = {
    "Network": _("So that everyone can see which networks there are, and what they are for."),
    "Membership": _("So that a network knows who belongs to it."),
    "Interest": _("So that whoever asked to hear of the next meeting does, for a year, and nobody else."),
    "Priority": _("So that everyone can see what a network agreed matters, and what became of it."),
    "Work": _("So that everyone can see which groups work on what a network agreed matters."),
    "Invitation": _("So that a group is asked once, and organisers see who has answered."),
    "Mailing": _("So that organisers can write to a network, and see what was sent."),
    "Told": _("So that nobody hears twice of the same meeting."),
    "Quiet": _("So that an address that wants no more letters of a network gets none, whoever types it in again."),
    "Meeting": _("So that everyone can see when a network meets, and what about."),
    "Arrival": _("So that the organisers know who came, and name those who agreed to it."),
    "Note": _("So that what was said at a meeting is not lost."),
    "Hands": _("So that raised hands are counted once."),
    "Minutes": _("So that everyone can read the same evening what a meeting agreed."),
    "MinutesVersion": _("So that organisers see what was changed in the minutes, and take it back."),
    "LateLook": _("So that what came in late is looked at, and not written down twice."),
    "TakenUp": _("So that no note of something to do is forgotten, or written down twice."),
    "Feedback": _("So that the next evening goes better. Nobody is asked who they are."),
}
TITLES = {
    "Network": _("Networks"),
    "Membership": _("Who belongs to a network"),
    "Interest": _("Who wants to hear of a network’s next meeting"),
    "Priority": _("What a network agreed matters"),
    "Work": _("Groups that work on it"),
    "Invitation": _("Groups that were asked to join a network"),
    "Mailing": _("Letters to a network"),
    "Told": _("Who was told of which meeting"),
    "Quiet": _("Addresses that want no more letters of a network"),
    "Meeting": _("Meetings of networks"),
    "Arrival": _("Who came to a meeting"),
    "Note": _("Notes of meetings"),
    "Hands": _("Raised hands"),
    "Minutes": _("Minutes of meetings"),
    "MinutesVersion": _("How minutes read before"),
    "LateLook": _("What became of notes that came in late"),
    "TakenUp": _("What became of notes"),
    "Feedback": _("What people say of an evening"),
}
WORDS = {
    "agreed_at": _("when the next meeting agreed to them"),
    "agreed_in": _("the meeting that agreed to them"),
    "approved_at": _("when they were looked through"),
    "approved_by": _("who looked them through"),
    "corrected_at": _("when they were put right"),
    "feedback_code": _("the code of the three questions"),
    "figures": _("how many came, and how it was ranked"),
    "Minutes.published_at": _("when they were published"),
    "published_by": _("who published them"),
    "answer": _("what they said"),
    "answered_at": _("when they answered"),
    "answered_by": _("who answered"),
    "invited_at": _("when they were asked"),
    "invited_by": _("who asked them"),
    "letters": _("how many letters"),
    "way": _("by mail or by letter"),
    "words": _("why they were asked"),
    "agreed_on": _("when they agreed"),
    "Arrival.at": _("when they signed in"),
    "Arrival.guest_name": _("name"),
    "Meeting.closed_at": _("when it was closed"),
    "Meeting.dots_closed_at": _("when the dots were closed"),
    "Meeting.dots_opened_at": _("when the dots were opened"),
    "Meeting.item_began_at": _("when that began"),
    "Meeting.item_now": _("what is on now"),
    "Meeting.opened_at": _("when it was opened"),
    "Meeting.planned_by": _("who planned it"),
    "Meeting.published_at": _("when it was published"),
    "Note.is_private": _("only for the organisers"),
    "Note.written_at": _("when it was written, by the tablet’s clock"),
    "Arrival.how": _("how they were signed in"),
    "LateLook.is_in_minutes": _("put in the minutes, or left with the notes"),
    "Note.guest_name": _("who took the note"),
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
    "stopped_at": _("when it was stopped"),
    "settled_on": _("when it was settled"),
}
