"""Letters of a test are caught here, with what stands in them."""

import re
from dataclasses import dataclass

import pytest

from closeknit.core import mail


@dataclass
class Caught:
    letter: mail.Letter
    text: str

    @property
    def to(self):
        return self.letter.to

    @property
    def code(self):
        found = re.search(r"\b(\d{4}) (\d{4})\b", self.text)
        return found[1] + found[2] if found else ""

    @property
    def link(self):
        found = re.search(r"https?://[^/\s]+(/\S+)", self.text)
        return found[1] if found else ""


@pytest.fixture
def letters(monkeypatch):
    caught = []
    monkeypatch.setattr(mail, "_postman", lambda letter: caught.append(Caught(letter, mail.written(letter).text)))
    return caught
