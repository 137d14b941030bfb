import smtplib
from email import message_from_string
from email.policy import default
from pathlib import Path

import pytest
from django.core import mail as outbox
from django.template import engines

from closeknit.core import mail
from closeknit.core.errors import Unavailable
from closeknit.core.mail import Letter

CORPUS = Path(__file__).parents[3] / "shared" / "data" / "bad-inputs" / "own" / "mail-headers.txt"
TRICKS = ["Hello\r\nBcc: all@loomwick.example", "Hello\nX: y", "Hello\u2028Bcc: x", "Hello\x00", "\x85Bcc: x"]
USUAL_HEADERS = {
    "content-type",
    "mime-version",
    "content-transfer-encoding",
    "subject",
    "from",
    "to",
    "date",
    "message-id",
    "auto-submitted",
    "x-auto-response-suppress",
}


@pytest.fixture(autouse=True)
def _a_template(monkeypatch):
    words = engines["django"].from_string("Dear {{ name }}, look at {{ public_url }}\n\n")
    monkeypatch.setattr(mail, "render_to_string", lambda _template, context: words.render(context))


def letter(**parts):
    usual = {"to": "priya@loomwick.example", "subject": "Hello", "template": "x", "context": {"name": "Priya"}}
    return Letter(**usual | parts)


def test_a_letter_goes_to_one_person(settings):
    settings.PUBLIC_URL = "https://hub.example"
    mail.send(letter(answer_to="sam@loomwick.example"))
    sent = outbox.outbox[0]
    assert (sent.to, sent.reply_to, sent.subject) == (["priya@loomwick.example"], ["sam@loomwick.example"], "Hello")
    assert sent.body == "Dear Priya, look at https://hub.example\n"
    assert sent.message()["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize("field", ["subject", "to", "answer_to"])
@pytest.mark.parametrize("trick", TRICKS)
def test_no_header_can_be_slipped_in(field, trick):
    composed = mail.composed(letter(**{field: trick if field == "subject" else f"a@b.example{trick}"}))
    try:
        parsed = message_from_string(composed.message().as_string(), policy=default)
    except ValueError:
        return  # Django refused the address: just as safe
    assert "Bcc" not in parsed
    assert "X" not in parsed
    assert len(parsed.get_all("Subject")) == 1


def test_none_of_the_collected_tricks_slips_in():
    if not CORPUS.exists():
        pytest.skip("the collected tricks are not on this machine")
    lines = CORPUS.read_text(encoding="utf-8").splitlines()[1:]
    for line in filter(None, lines):
        trick = line.encode("latin-1", "backslashreplace").decode("unicode_escape")
        parsed = message_from_string(mail.composed(letter(subject=trick)).message().as_string(), policy=default)
        assert {name.lower() for name in parsed} <= USUAL_HEADERS
        assert parsed.get_content().startswith("Dear Priya")


def test_a_named_letter_keeps_its_name(settings):
    settings.PUBLIC_URL = "https://hub.example:8000/x"
    one, two = (mail.composed(letter(once="note 7")).message()["Message-ID"] for _ in range(2))
    assert one == two == "<note-7@hub.example>"


def test_a_mail_server_that_is_away_is_unavailable(monkeypatch):
    def away(self, messages):
        raise smtplib.SMTPServerDisconnected

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", away)
    with pytest.raises(Unavailable):
        mail.send(letter())
