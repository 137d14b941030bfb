"""An evening in a hall whose wifi comes and goes: three tablets, and every note is there in the end, in order, once."""

import os
import random
import time

import pytest

from tests.browser.hall import Hall, Tablet, cut_off, lost_answer

pytestmark = pytest.mark.browser
OFF = 0.4  # of the time
PARTS = 4  # the evenings are dealt out, so that helpers of a parallel run share them
MINUTES = float(os.environ.get("EVENINGS_MINUTES", "8"))  # of each part, after which no further evening begins


def evening(visit, hub, seed, minutes):
    """A minute is a turn: each tablet may write, and its wifi may go or come back."""
    dice, hall = random.Random(seed), Hall.opened(hub)
    tablets = [Tablet.on(visit("/offline/").context, hub.url, hall.code(number)) for number in (1, 2, 3)]
    written = [[] for _tablet in tablets]
    for minute in range(minutes):
        for place, tablet in enumerate(tablets):
            tablet.wifi(dice.random() > OFF)
            tablet.spoil(dice.choice([None, None, None, lost_answer, cut_off]))
            if dice.random() < 0.8:
                text = f"Table {place + 1}, minute {minute}"
                tablet.write(text, name=f"Writer {place + 1}" if minute == 0 or not written[place] else "")
                written[place].append(text)
            if dice.random() < 0.1:
                tablet.spoil(None)
                tablet.wifi(True)
                tablet.page.reload()
                tablet.is_ready()
    for tablet in tablets:
        tablet.spoil(None)
        tablet.wifi(True)
    for tablet in tablets:
        tablet.all_is_sent(within=60_000)
    all_is_there(hall, written)
    for tablet in tablets:
        tablet.context.close()


def all_is_there(hall, written):
    """By each tablet what it wrote, in order, once."""
    by_device = {}
    for device, text in hall.rows("SELECT device, text FROM networks_note WHERE meeting_id = :meeting ORDER BY id"):
        by_device.setdefault(device, []).append(text)
    assert sorted(by_device.values()) == sorted(filter(None, written))


@pytest.mark.parametrize("seed", range(2))
def test_a_short_evening(visit, hub, seed):
    evening(visit, hub, seed, minutes=8)


@pytest.mark.deep
@pytest.mark.parametrize("part", range(PARTS))
def test_a_hundred_evenings_of_an_hour(visit, hub, part, record_property):
    """So many of the hundred as there is time for; the last lines of the run say how many that was."""
    end, done = time.monotonic() + MINUTES * 60, 0
    for seed in range(100 + part, 200, PARTS):
        evening(visit, hub, seed, minutes=60)
        done += 1
        if time.monotonic() > end:
            break
    record_property("evenings", done)
