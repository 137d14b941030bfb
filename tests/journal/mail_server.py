"""A real mail server on loopback for tests: it takes letters, or is slow, busy, rude, or gone."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage  # noqa: TC003 - said where it is read
from email.policy import default

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.test import override_settings

from tests.support.hub import free_port

Answer = Callable[[str], str]


class Letterbox:
    """``answers`` maps a stage (MAIL, RCPT, DATA) to what is said to an address there; "" goes on."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.answers: dict[str, Answer] = {}
        self.seconds = 0.0
        self.visits = 0

    async def handle_EHLO(self, server: SMTP, session: Session, envelope: Envelope, hostname: str, lines: list[str]):  # noqa: N802
        self.visits += 1
        session.host_name = hostname
        return lines

    async def handle_MAIL(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]):  # noqa: N802
        envelope.mail_from = address
        return self._answer("MAIL", address) or "250 OK"

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]):  # noqa: N802
        if said := self._answer("RCPT", address):
            return said
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope):  # noqa: N802
        await asyncio.sleep(self.seconds)
        said = self._answer("DATA", envelope.rcpt_tos[0])
        if said in {"", "hang up after"}:
            self.letters.append(message_from_bytes(envelope.content, policy=default))
        if said.startswith("hang up"):
            server.transport.close()
            return "451 gone"
        return said or "250 OK"

    def _answer(self, stage: str, address: str) -> str:
        return self.answers[stage](address) if stage in self.answers else ""

    @property
    def subjects(self) -> list[str]:
        return [letter["Subject"] for letter in self.letters]


@contextmanager
def listening(box: Letterbox, port: int) -> Iterator[Letterbox]:
    """The server runs inside the block, and is away outside."""
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield box
    finally:
        controller.stop(no_assert=True)


@contextmanager
def smtp_on(port: int) -> Iterator[int]:
    """The hub's mail goes to this port."""
    with override_settings(
        EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
        EMAIL_HOST="127.0.0.1",
        EMAIL_PORT=port,
        EMAIL_TIMEOUT=2,
        EMAIL_USE_TLS=False,
    ):
        yield port


@contextmanager
def mail_server() -> Iterator[Letterbox]:
    with smtp_on(free_port()) as port, listening(Letterbox(), port) as box:
        yield box
