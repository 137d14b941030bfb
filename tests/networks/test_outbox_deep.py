"""The outbox of the tablets, tried out ten thousand ways. The ordinary run, with the other scripts, tries fewer."""

import os
import re
import shutil
import subprocess

import pytest

from tests.house.rooms import ROOT
from tests.support.databases import once_is_enough

pytestmark = [pytest.mark.deep, once_is_enough]


LONGEST = 300  # seconds for those in memory, and as many for those in the browser's own database; two are usual


def test_ten_thousand_interleavings(record_property):
    path = f"{os.environ['PATH']}:{ROOT / '.make/node/bin'}"
    node = shutil.which("node", path=path)
    done = subprocess.run(
        [node, "--test", "tests/networks/outbox.test.js"],
        cwd=ROOT,
        env={**os.environ, "OUTBOX_RUNS": "10000", "OUTBOX_SECONDS": str(LONGEST)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-5000:]
    tried = [int(number) for number in re.findall(r"interleavings: (\d+)", done.stdout)]
    assert len(tried) == 2, done.stdout[-5000:]
    record_property("interleavings", sum(tried))
