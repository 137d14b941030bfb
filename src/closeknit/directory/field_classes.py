"""Who may see what of groups, of the people who look after them, and of those who write to them."""

from django.utils.translation import gettext_lazy as _

_GROUPS_OWN = {
    "Group": {
        "public": (
            "uuid slug name kind summary aims who_for languages since state visibility is_sensitive covers_text"
            " drawn_area point themes covers speak_to contact_phone website confirmed_on confirmed_by confirmed_how"
            " created_at changed_at source external_id"
        ),
        "group": "contact_email",
        "internal": "import_mark",
    },
    "Coverage": {"public": "group area is_drawn"},
    "GroupIdentifier": {"public": "uuid group scheme identifier"},
    "GroupTheme": {"public": "group theme"},
    "Relation": {"public": "uuid offered_by offered_to kind note since until confirmed_at"},
    "Rest": {"public": "group since streets topics"},
    "Theme": {"public": "uuid parent path name slug description synonyms crosswalk"},
    "Venue": {
        "public": "uuid name slug point access access_text is_confidential source external_id",
    },
    "Service": {
        "public": (
            "uuid group name summary venue schedule_text cost_kind cost_text audience minimum_age maximum_age access"
            " access_text online_link is_running external_id"
        ),
    },
    "Schedule": {
        "public": "uuid service freq interval byday opens_at closes_at valid_from valid_to description",
    },
    "Photo": {
        "public": "uuid group key widths width height alt credit position added_at",
        "group": "added_by removed_at",
    },
}
_TOLD_BY_PEOPLE = {
    "ContactMessage": {
        "group": "uuid group name email text created_at",
        "internal": "sent_at given_up_at",
    },
    "Revision": {"group": "uuid group group_name at how by guest before after undoes"},
    "Suggestion": {
        "group": (
            "uuid group by guest_name before wanted reason created_at handed_on_at decided_at decided_by taken answer"
            " revision wants_to_be_named"
        ),
        "secret": "guest_email",
    },
    "Waking": {
        "group": "uuid group about_kind about_id words by guest_name asked_at outcome decided_at",
        "secret": "guest_email",
    },
    "Telling": {"group": "uuid group guest_name told_at outcome decided_at", "secret": "guest_email"},
}
_LOOKED_AFTER = {
    "Claim": {
        "group": "uuid group person words asked_at outcome decided_at decided_by reason",
        "internal": "key key_sent_at",
    },
    "Invitation": {
        "group": "uuid group email is_hand_over invited_by invited_at accepted_by reassignment ended_at",
        "internal": "key",
    },
    "Reassignment": {
        "group": "uuid group reason asked_by asked_at agreed_by agreed_at stopped_by stopped_at done_at",
        "network": "email",
    },
    "Asking": {"group": "uuid group asked_at reminded_at went_stale_at organisers_told_at closed_at answer"},
    "Call": {"network": "uuid group by at answer note"},
    "Pair": {"network": "uuid one other likeness score is_reported found_at are_same decided_at decided_by"},
    "Merge": {"network": "uuid kept gone at by steps pictures parted_at parted_by"},
    "Look": {"internal": "changed_at group_number"},
}
_IMPORTS = {
    "ImportRun": {
        "network": (
            "uuid source file_name file_format sha256 columns mapping options state message notes made_themes position"
            " rows created updated unchanged held started_by started_at touched_at applied_at undone_at undone_by"
        )
    },
    "ImportFile": {"network": "run content"},
    "ImportRow": {"network": "run number key name outcome reason is_broken raw before group like decision"},
    "ListedAs": {"network": "uuid group source external_id run", "internal": "mark"},
}
_FOR_SEARCH = {
    "SearchEntry": {"public": "group_id sort_name words facets card"},
    "Word": {"public": "word stem documents", "internal": "version"},
    "FacetBitmap": {"internal": "token segment version data"},
    "ColumnSegment": {"internal": "segment version data"},
}
FIELD_CLASSES = _GROUPS_OWN | _TOLD_BY_PEOPLE | _LOOKED_AFTER | _IMPORTS | _FOR_SEARCH
PURPOSES = {
    "Photo": _("To show what the group does. We note who put the picture there."),
    "ContactMessage": _("To send your note on to the group."),
    "Revision": _("So that those who look after a page see how it came to say what it says, and can undo a mistake."),
    "Suggestion": _("To pass on what you think should be changed, and to tell you what came of it."),
    "Waking": _("To ask a sleeping group to wake up, and to tell you what it said."),
    "Telling": _("To tell you what came of the group that you told us about."),
    "Claim": _("To find out who may look after the page of a group."),
    "Invitation": _("To ask somebody to help look after the page of a group."),
    "Reassignment": _("To find new people for a page that nobody looks after."),
    "Call": _("To remember who rang a group, when, and what the group said."),
    "Pair": _("To remember who looked at two pages and said whether they are about one group."),
    "Merge": _("To know who made two pages one, and to part them again if it was wrong."),
    "ImportRun": _("To know who brought a list in, and to take it back if it was wrong."),
}
TITLES = {
    "Photo": _("Pictures"),
    "ContactMessage": _("Notes to groups"),
    "Revision": _("Changes of pages"),
    "Suggestion": _("Suggested changes"),
    "Waking": _("Groups that were asked to wake up"),
    "Telling": _("Groups that somebody told us about"),
    "Claim": _("Requests to look after a group"),
    "Invitation": _("Invitations to look after a group"),
    "Reassignment": _("Groups that get new people"),
    "Call": _("Calls to groups"),
    "ImportRun": _("Lists that were brought in"),
}
WORDS = {
    "Merge.gone": _("the page that became part of it"),
    "Merge.kept": _("the page that stayed"),
    "Pair.one": _("the first page"),
    "Pair.other": _("the second page"),
    "about_id": _("which one"),
    "about_kind": _("what came up"),
    "accepted_by": _("taken up by"),
    "added_by": _("added by"),
    "agreed_at": _("agreed on"),
    "agreed_by": _("agreed by"),
    "applied_at": _("brought in on"),
    "are_same": _("they are the same"),
    "asked_by": _("asked by"),
    "done_at": _("done on"),
    "external_id": _("its number there"),
    "file_format": _("kind of file"),
    "file_name": _("file"),
    "found_at": _("found on"),
    "group_name": _("the group’s name then"),
    "handed_on_at": _("handed on"),
    "invited_by": _("asked by"),
    "is_hand_over": _("to take the page over"),
    "is_reported": _("somebody told us of it"),
    "made_themes": _("themes that came with it"),
    "parted_at": _("parted again on"),
    "parted_by": _("parted again by"),
    "reason": _("why"),
    "removed_at": _("taken off on"),
    "sha256": _("mark of the file"),
    "started_at": _("begun on"),
    "started_by": _("begun by"),
    "stopped_at": _("stopped on"),
    "stopped_by": _("stopped by"),
    "told_at": _("told on"),
    "touched_at": _("last worked on"),
    "undone_at": _("taken back on"),
    "undone_by": _("taken back by"),
    "wants_to_be_named": _("to be named with it"),
    "words": _("what you wrote"),
}
