"""Twenty identical posts at the same moment have one effect, on whichever database."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connection, connections

from closeknit.conversation import actions
from closeknit.conversation.models import Case, Comment, Decision, HouseRule, Report
from closeknit.conversation.routing import sender_of
from closeknit.conversation.threads import place_for
from closeknit.journal.models import Entry
from tests.support import factories as make

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 20


def at_once(act):
    """How each of twenty ended: what it gave, or the error's name."""

    def one(_number):
        try:
            return act()
        except actions.Overtaken as error:
            return type(error).__name__
        finally:
            connections.close_all()

    with ThreadPoolExecutor(TIMES if connection.vendor == "postgresql" else 4) as pool:
        return list(pool.map(one, range(TIMES)))


@pytest.fixture
def group():
    make.make_hub()
    return make.make_group()


def test_a_comment_a_report_and_a_decision(group):
    ada, sam, kind = make.make_person("Ada"), make.make_person("Sam"), "conversation.comment"
    moderator, once = make.make_person("Max", "moderator"), uuid4()

    def say():
        place = place_for(None, "directory.group", group.uuid)
        return actions.say(author=ada, place=place, text="Once", client_id=once).pk

    assert len(set(at_once(say))) == 1
    comment = Comment.objects.get()
    assert Entry.objects.filter(verb="conversation.commented").count() == 1

    rule = HouseRule.objects.in_force()[0]
    said = {"rule": rule, "words": "", "reporter": sam, "guest_email": "", "sender": sender_of(person=sam)}
    assert len(set(at_once(lambda: actions.report(kind=kind, thing=comment, **said).pk))) == 1
    assert (Report.objects.count(), Decision.objects.count()) == (1, 1)

    case = Case.objects.get()
    hide = {"by": moderator, "version": case.version, "rule": rule, "words": "No."}
    ended = at_once(lambda: actions.hide(Case.objects.get(pk=case.pk), **hide).pk)
    assert ended.count("Overtaken") == TIMES - 1
    assert Decision.objects.filter(step="hidden").count() == 1
