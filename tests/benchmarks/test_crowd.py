"""The people of a benchmark ask what they should, and say what went wrong."""

import asyncio
import os
import subprocess
import sys

import pytest

from benchmarks import crowd, signed_in
from benchmarks.processor import PROC, seconds_below
from tests.support.databases import once_is_enough

GROUP = {
    "address": "/groups/a/",
    "talk": "/talk/directory.group/1/",
    "thing": "directory.group:1",
    "form": {"name": "A"},
}
MADE = {"sessions": ["closeknit=s"] * signed_in.PEOPLE, "groups": [GROUP], "pages": ["/my/"]}


def at_work(answer, deed):
    """What is kept of ``deed(people)`` when every request gets this answer."""

    async def served(reader, writer):
        while head := await reader.readline():
            length = 0
            while (line := await reader.readline()).strip():
                length = int(line.split(b":")[1]) if line.lower().startswith(b"content-length") else length
            await reader.readexactly(length)
            writer.write(answer(head.decode()))
            await writer.drain()
        writer.close()

    async def run():
        server = await asyncio.start_server(served, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        people = [crowd.Person(f"http://127.0.0.1:{port}", number, MADE) for number in range(20)]
        kept = await deed(people)
        for person in people:
            person.close()
        await asyncio.sleep(0.1)  # for the other ends of the lines
        server.close()
        await server.wait_closed()
        return kept

    return asyncio.run(run())


def right(head):
    status = b"303 See Other" if head.startswith("POST") else b"200 OK"
    return b"HTTP/1.1 " + status + b"\r\nContent-Length: 2\r\n\r\nok"


def test_at_the_rate_so_many_are_asked_in_the_wanted_mix():
    kept = at_work(right, lambda people: signed_in._at_the_rate(people, 2))
    assert len(kept.all) == len(kept.late) == 2 * signed_in.RATE
    assert not kept.faults
    shares = [len(kept.times[sort]) / len(kept.all) for sort in crowd.MIX]
    assert shares == pytest.approx([0.7, 0.2, 0.1], abs=0.1)


def test_what_fails_is_told_by_its_kind():
    def wrong(head):
        return right(head) if head.startswith("GET /find/") else b"HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n"

    kept = at_work(wrong, lambda people: signed_in._without_a_rest(people, 1))
    assert {"500 at GET my", "500 at GET groups", "500 at POST talk"} <= set(kept.faults)
    assert sum(kept.faults.values()) == len(kept.times[crowd.READ]) + len(kept.times[crowd.WRITE])


@pytest.mark.skipif(not PROC.exists(), reason="needs Linux")
def test_the_processor_time_of_what_was_started_is_counted():
    before = seconds_below(os.getpid(), but=0)
    busy = "import time\nwhile time.process_time() < 0.5: pass\ninput()"
    with subprocess.Popen([sys.executable, "-c", busy], stdin=subprocess.PIPE) as child:
        while (used := seconds_below(os.getpid(), but=0) - before) < 0.4:
            pass
        assert seconds_below(os.getpid(), but=child.pid) - before < used
        child.communicate(b"\n")


@once_is_enough
@pytest.mark.deep
def test_the_parts_about_people_run():
    """Small and short; nothing is kept."""
    command = [sys.executable, "-m", "benchmarks", "--try", "--groups", "200", "--databases", "sqlite"]
    done = subprocess.run(
        [*command, "--only", "permissions,notices,signed_in"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "weekly letters" in done.stdout
    assert "failed: 0 requests" in done.stdout, done.stdout
