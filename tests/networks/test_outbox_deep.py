"""The outbox of the tablets, tried out ten thousand ways. The ordinary run, with the other scripts, tries fewer."""

import os
import shutil
import subprocess

import pytest

from tests.house.rooms import ROOT
from tests.support.databases import once_is_enough

pytestmark = [pytest.mark.deep, once_is_enough]


def test_ten_thousand_interleavings():
    path = f"{os.environ['PATH']}:{ROOT / '.make/node/bin'}"
    node = shutil.which("node", path=path)
    done = subprocess.run(
        [node, "--test", "tests/networks/outbox.test.js"],
        cwd=ROOT,
        env={**os.environ, "OUTBOX_RUNS": "10000"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-5000:]
