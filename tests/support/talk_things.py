"""A talk, cases, a report and a complaint, for tests that ask every address."""

from typing import Any
from uuid import uuid4

from closeknit.conversation import actions
from closeknit.conversation.models import Case, HouseRule
from closeknit.conversation.routing import sender_of
from closeknit.conversation.subjects import subjects
from closeknit.conversation.threads import Place
from closeknit.directory.models import Group
from closeknit.journal.contributions import link_to

NOTHING = ("talk", "comment", "case", "own_case", "report", "house_rule", "complaint", "brought")
KIND = "conversation.comment"


def talk_things(group: Group, author: Any, moderator: Any) -> dict[str, str]:
    """Names for addresses: the author's comment is reported, and another of theirs is hidden."""
    place = Place(subjects()["directory.group"], group)
    comment, hidden = (
        actions.say(author=author, place=place, text=text, client_id=uuid4()) for text in ("A question", "An insult")
    )
    rule = HouseRule.objects.in_force()[0]
    said = {"rule": rule, "words": "", "reporter": None, "guest_email": ""}
    made, other = (
        actions.report(kind=KIND, thing=thing, sender=sender_of(form=str(thing.pk)), **said)
        for thing in (comment, hidden)
    )
    actions.hide(Case.objects.get(pk=other.case_id), by=moderator, version=0, rule=rule, words="No insults.")
    complaint = actions.complain(
        client_id=uuid4(), guest_name="Wren", guest_email="wren@loomwick.example", words="I was written to."
    )
    return {
        "talk": str(group.uuid),
        "comment": str(comment.uuid),
        "case": str(made.case.uuid),
        "own_case": str(other.case.uuid),
        "report": str(made.uuid),
        "house_rule": str(rule.uuid),
        "complaint": str(complaint.uuid),
        "brought": link_to("conversation.complaint", complaint.pk).split("/")[-2],
    }


def hidden_talk_things(group: Group, author: Any) -> dict[str, str]:
    """What was said about a group that nobody may know of."""
    place = Place(subjects()["directory.group"], group)
    comment = actions.say(author=author, place=place, text="A secret", client_id=uuid4())
    return {"talk": str(group.uuid), "comment": str(comment.uuid)}
