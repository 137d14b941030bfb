"""Letters that a served hub really sends, and a test really reads."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tests.journal.mail_server import Letterbox, listening

PATIENCE = 40  # seconds for a letter


class Letters:
    """What came in at ``address``, the hub's mail server."""

    def __init__(self, box: Letterbox, port: int) -> None:
        self.box, self.address = box, f"smtp://127.0.0.1:{port}?tls=no"

    def newest(self, to: str) -> str:
        """The plain text of the latest letter to this address, which is taken out of the box with those before."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            found = [letter for letter in self.box.letters if letter["To"] == to]
            if found:
                self.box.letters[:] = [letter for letter in self.box.letters if letter["To"] != to]
                return str(found[-1].get_body(("plain",)).get_content())
            time.sleep(0.1)
        raise AssertionError(f"no letter to {to} came")

    def code(self, to: str) -> str:
        return re.search(r"\d{4} \d{4}", self.newest(to))[0]


@contextmanager
def letter_box_on(port: int) -> Iterator[Letters]:
    box = Letterbox()
    with listening(box, port):
        yield Letters(box, port)
