"""The drill with a whole hub: it is served, it is written to, it is backed up; the copy is served in its place."""

import re
import threading
import urllib.request
from dataclasses import replace

import pytest

from tests.support.databases import once_is_enough
from tests.support.hub import environment, filled, serving

pytestmark = [pytest.mark.deep, once_is_enough]


def page(hub, path):
    with urllib.request.urlopen(hub.url + path, timeout=20) as answer:
        return answer.read().decode()


def test_a_hub_comes_back_as_it_was(tmp_path):
    copy = tmp_path / "copy"
    with filled(groups=300) as hub:
        with serving(hub):
            group = re.search(r'href="(/groups/[^"/]+/)"', page(hub, "/find/"))[1]
            before = {path: page(hub, path) for path in (group, "/areas/", "/find.geojson")}
            writing = threading.Thread(target=lambda: [hub.run("reindex") for _ in range(3)])
            writing.start()
            hub.run("backup", str(tmp_path / "backups"))
            writing.join()
        archive = next((tmp_path / "backups").glob("*.tar.gz"))
        refused = hub.run("restore", str(archive), check=False)
        assert refused.returncode != 0
        assert "There is a hub already" in refused.stderr
        hub.run("restore", str(archive), "--into", str(copy))
        hub.run("restore", str(archive), "--replace")
        port = int(hub.url.rpartition(":")[2])
        for again in (hub, replace(hub, folder=copy, environment=environment(copy, port))):
            with serving(again):
                assert {path: page(again, path) for path in before} == before
