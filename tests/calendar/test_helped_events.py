"""Events written and changed by somebody for a person whom they help: by that person's right, marked, taken back."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from closeknit.accounts import with_help
from closeknit.accounts.models import HelpedAct, Support
from closeknit.calendar import actions
from closeknit.calendar.models import Answer, Series
from closeknit.core.errors import Refused
from closeknit.journal.models import Notice
from tests.calendar.test_answers import TENTH
from tests.calendar.test_pages import WEEKLY, new
from tests.support import factories as make

EDIT = "/events/choir-practice/edit/"


@pytest.fixture
def helper(scene):
    """Grace looks after nothing herself; she helps Priya, who looks after the Singers."""
    grace = make.make_person("Grace")
    Support.objects.create(person=scene.priya, supporter=grace, accepted_at=timezone.now())
    client = Client()
    client.force_login(grace)
    return client


def said(scene, **more):
    return {
        **WEEKLY,
        "title": "Choir practice",
        "venue_name": scene.venue.name,
        "from_whom": str(scene.priya.uuid),
        **more,
    }


def test_it_is_written_for_somebody_by_their_right_and_says_so(scene, helper):
    chooser = helper.get(reverse("calendar:new"))
    assert scene.group.name in chooser.text
    assert "Priya, with my help" in helper.get(new(scene)).text
    assert helper.post(new(scene), said(scene, from_whom="")).status_code == 422
    assert helper.post(new(scene), said(scene)).status_code == 303
    series = Series.objects.get()
    assert series.author == scene.priya
    page = Client().get(series.get_absolute_url()).text
    assert "with help" in page
    assert "Grace" not in page
    assert "with help" in Client().get(f"{series.get_absolute_url()}{TENTH}/").text
    assert Notice.objects.filter(person=scene.priya, entry__verb="accounts.helped").exists()


def test_nobody_writes_for_a_group_that_those_they_help_do_not_look_after(scene, helper, publish):
    publish()
    other = f"{reverse('calendar:new')}?for=directory.group:{scene.other.uuid}"
    assert helper.get(other).status_code == 403
    assert helper.get("/events/choir-practice/cancel/").status_code == 403
    scene.group.is_sensitive = True
    scene.group.save(update_fields=["is_sensitive"])
    assert helper.get(new(scene)).status_code == 403
    assert helper.get(EDIT).status_code == 403
    Support.objects.update(ended_at=timezone.now())
    scene.group.is_sensitive = False
    scene.group.save(update_fields=["is_sensitive"])
    assert helper.post(EDIT, said(scene)).status_code == 403


def test_it_is_taken_back_or_called_off_where_somebody_comes(scene, helper):
    helper.post(new(scene), said(scene, takes_answers="on"))
    series, act = Series.objects.get(), HelpedAct.objects.get()
    actions.answer(series=series, original=TENTH, by=scene.ada, says="yes")
    with_help.undo(act)
    series.refresh_from_db()
    assert (series.state, series.sight) == ("cancelled", "shown")
    Answer.objects.all().delete()
    HelpedAct.objects.update(undone_at=None)
    with_help.undo(HelpedAct.objects.get())
    assert Client().get(series.get_absolute_url()).status_code == 404


def test_a_change_is_taken_back_unless_it_was_changed_again(scene, helper, publish):
    series = publish(text="As it was")
    assert "Change this event for somebody you help" in helper.get(series.get_absolute_url()).text
    kept = {"how": "kept", "title": "Choir evening", "venue_name": "The park", "venue_postcode": ""}
    assert helper.post(EDIT, said(scene, **kept)).status_code == 303
    act = HelpedAct.objects.get()
    assert act.name == "Choir evening"
    assert with_help.told([act])[0][1] == series.get_absolute_url()
    with_help.undo(act)
    series.refresh_from_db()
    assert (series.title, series.text, series.venue) == ("Choir practice", "As it was", scene.venue)
    helper.post(EDIT, said(scene, **kept))
    series.refresh_from_db()
    actions.edit_all(series, by=scene.priya, title="Choir night")
    with pytest.raises(Refused):
        with_help.undo(HelpedAct.objects.get(undone_at=None))


def test_an_answer_given_twice_with_help_is_one(scene, publish, client):
    series = publish()
    Support.objects.create(person=scene.sam, supporter=scene.ada, accepted_at=timezone.now())
    for words in ("yes", "no"):
        actions.answer(series=series, original=TENTH, by=scene.sam, helper=scene.ada, says=words)
    assert HelpedAct.objects.get(person=scene.sam).undone_at is None
