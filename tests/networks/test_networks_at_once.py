"""The same wish many times at the same moment has one effect, on whichever database."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from closeknit.algorithms.schedule.recurrence import Recurrence
from closeknit.calendar.actions.publishing import publish_series
from closeknit.journal.models import Notice, OutgoingLetter
from closeknit.networks.actions import founding, interests, joining, mailing, tell_interested
from closeknit.networks.models import Interest, Membership, Network, Told
from tests.support import factories as make
from tests.support.together import together

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 12 if connection.vendor == "postgresql" else 4
WREN = "wren@loomwick.example"


@pytest.fixture
def network():
    make.make_hub()
    kit = make.make_person("Kit", "hub_admin")
    return founding.found_network(by=kit, client_id=uuid4(), name="Warpfield network", area=make.make_area())


def fresh():
    return Network.objects.select_related("area").get()


def test_one_address_is_one_interest(network):
    told = {"guest_name": "Wren", "guest_email": WREN, "how": "web"}
    answers = together(TIMES, lambda: interests.ask_by_mail(fresh(), client_id=uuid4(), **told))
    assert answers == [None] * TIMES
    assert Interest.objects.count() == 1


def test_belonging_once(network):
    ada, group = make.make_person("Ada"), make.make_group()
    assert len({member.pk for member in together(TIMES, lambda: joining.join(fresh(), by=ada))}) == 1
    assert len({member.pk for member in together(TIMES, lambda: joining.join_group(fresh(), group, by=ada))}) == 1
    assert Membership.objects.count() == 2


def test_told_once_and_written_to_once(network):
    ada = make.make_person("Ada")
    interests.show_interest(network, by=ada)
    interests.confirm_interest(Interest.objects.create(network=network, guest_name="Wren", guest_email=WREN))
    on = timezone.localdate() + timedelta(days=9)
    rule = Recurrence(start=datetime(on.year, on.month, on.day, 18, 30), minutes=120)
    series = publish_series(by=None, host=network, rule=rule, title="Soup")
    assert sorted(together(TIMES, lambda: tell_interested(fresh(), series))) == [0] * (TIMES - 1) + [2]
    assert (Told.objects.count(), Notice.objects.filter(person=ada).count()) == (2, 1)
    assert OutgoingLetter.objects.filter(to=WREN).count() == 1
    kit = network.author
    letter = mailing.write_mailing(network, by=kit, subject="Soup", text="A bowl", client_id=uuid4())
    together(TIMES, lambda: mailing.send_mailing(letter, number=2))
    assert OutgoingLetter.objects.filter(once__startswith=letter.post_name).count() == 2
