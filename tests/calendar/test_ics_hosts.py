"""What a room above has made known as a host has a calendar too: here a network."""

from datetime import datetime

import pytest

from closeknit.algorithms.ics.reading import read
from closeknit.algorithms.schedule import LONDON
from closeknit.algorithms.schedule.recurrence import Recurrence
from closeknit.calendar import actions, ics_wanted
from closeknit.journal.following import follow
from tests.support import meeting_things


@pytest.fixture
def network(scene):
    found = meeting_things.make_network(area=scene.area)
    rule = Recurrence(datetime(2026, 3, 26, 19, 0), 120)
    actions.publish_series(by=scene.kit, host=found, rule=rule, title="The spring meeting")
    return found


def titles(client, address):
    return [event.summary for event in read(client.get(address).content, zone=LONDON, now=datetime.now(LONDON)).events]


def test_a_network_has_one(client, network):
    address = ics_wanted.address_of(network)
    assert address == f"/calendar/networks-network/{network.uuid}.ics"
    assert titles(client, address) == ["The spring meeting"]
    assert client.get(address.replace(str(network.uuid), "nothing")).status_code == 404


def test_and_who_follows_it_has_its_meetings(client, network, scene):
    ics_wanted.make_own(scene.ada)
    follow(scene.ada, network)
    assert titles(client, ics_wanted.own_address(scene.ada)) == ["The spring meeting"]


def test_its_page_says_so(client, network):
    assert ics_wanted.address_of(network) in client.get(network.get_absolute_url()).content.decode()
