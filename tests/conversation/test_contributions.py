"""Whatever people write can be reported: a model with an author or a guest is registered, or says why not."""

from django.apps import apps

from closeknit.conversation.contributions import contributions
from closeknit.conversation.subjects import subjects
from closeknit.journal.things import kinds

NOT_SHOWN_TO_OTHERS = {
    "calendar.Answer": "read by the organisers of its date only",
    "conversation.Report": "read by moderators only",
    "conversation.Complaint": "read by the hub's administrators only",
    "directory.ContactMessage": "a letter from one to one, not kept",
    "networks.Interest": "who wants to hear, read by those who run the network only",
    "networks.Mailing": "a letter to those who want it, on no page",
    "directory.Waking": "a letter to the people of one group",
}
WRITTEN_BY = {"author", "added_by", "guest_name", "guest_email"}


def written_models():
    return {
        model._meta.label: model
        for model in apps.get_models()
        if model.__module__.startswith("closeknit.") and WRITTEN_BY & {field.name for field in model._meta.fields}
    }


def test_every_contribution_can_be_reported():
    registered = {known.model._meta.label for known in contributions().values()}
    private = {label for label in written_models() if label.split(".")[1] in {"Asking", "Claim", "Telling", "Merge"}}
    assert set(written_models()) - registered - set(NOT_SHOWN_TO_OTHERS) - private == set()


def test_what_can_be_talked_about_is_known_to_the_journal_and_can_be_reported():
    for kind in subjects():
        assert kind in kinds()
        assert kind in contributions()
