import re
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
    monkeypatch.setattr(mail, "get_template", lambda _template: words)
    monkeypatch.setattr(mail, "_foot", str)


def letter(**parts):
    usual = {"to": "priya@loomwick.example", "subject": "Hello", "template": "x", "context": {"name": "Priya"}}
    return Letter(**usual | parts)


def message(letter):
    return mail.message_of(mail.written(letter))


def words_of(parsed):
    return parsed.get_body(("plain",)).get_content()


def test_a_letter_goes_to_one_person(settings):
    settings.PUBLIC_URL = "https://hub.example"
    mail.send(letter(answer_to="sam@loomwick.example"))
    sent = outbox.outbox[0]
    assert (sent.to, sent.reply_to, sent.subject) == (["priya@loomwick.example"], ["sam@loomwick.example"], "Hello")
    assert sent.body == "Dear Priya, look at https://hub.example\n"
    assert sent.message()["Auto-Submitted"] == "auto-generated"


def test_who_sends_it_and_where_from_stands_below(monkeypatch, settings):
    settings.PUBLIC_URL = "https://hub.example"
    monkeypatch.setattr(mail, "_foot", lambda: "The Forum\n3 Dye <Street>")
    words = mail.written(letter(unsubscribe="https://hub.example/stop/"))
    assert words.text.endswith("https://hub.example/stop/\n\n-- \nThe Forum\n3 Dye <Street>\n")
    assert "The Forum<br>3 Dye &lt;Street&gt;" in words.html
    assert mail.written(letter(), below="").text.endswith("look at https://hub.example\n")


@pytest.mark.parametrize("field", ["subject", "to", "answer_to"])
@pytest.mark.parametrize("trick", TRICKS)
def test_no_header_can_be_slipped_in(field, trick):
    made = message(letter(**{field: trick if field == "subject" else f"a@b.example{trick}"}))
    try:
        parsed = message_from_string(made.message().as_string(), policy=default)
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
        parsed = message_from_string(message(letter(subject=trick)).message().as_string(), policy=default)
        assert {name.lower() for name in parsed} <= USUAL_HEADERS
        assert words_of(parsed).startswith("Dear Priya")


def test_a_named_letter_keeps_its_name(settings):
    settings.PUBLIC_URL = "https://hub.example:8000/x"
    one, two = (message(letter(once="note 7")).message()["Message-ID"] for _ in range(2))
    assert one == two == "<note-7@hub.example>"


def test_a_mail_server_that_is_away_is_unavailable(monkeypatch):
    def away(self, messages):
        raise smtplib.SMTPServerDisconnected

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", away)
    with pytest.raises(Unavailable):
        mail.send(letter())


def test_it_comes_in_plain_words_and_in_our_look():
    parsed = message_from_string(
        message(letter(context={"name": "<b>Priya</b>"})).message().as_string(), policy=default
    )
    assert parsed.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in parsed.iter_parts()] == ["text/plain", "text/html"]
    html = parsed.get_body(("html",)).get_content()
    assert "&lt;b&gt;Priya" in html
    assert "<img" not in html
    assert "url(" not in html


def test_a_letter_by_the_list_can_be_stopped_with_one_click():
    sent = message(letter(unsubscribe="https://hub.example/unsubscribe/abc/"))
    assert sent.message()["List-Unsubscribe"] == "<https://hub.example/unsubscribe/abc/>"
    assert sent.message()["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "https://hub.example/unsubscribe/abc/" in sent.body
    assert 'href="https://hub.example/unsubscribe/abc/"' in sent.alternatives[0].content


@pytest.mark.parametrize("once", ["a b\r\nBcc: x", "ü" * 300, "<a@b>"])
def test_no_name_can_spoil_the_message_id(once):
    mark = message(letter(once=once)).message()["Message-ID"]
    assert re.fullmatch(r"<[A-Za-z0-9._-]{1,120}@[a-z0-9.-]+>", mark)
    assert mark == message(letter(once=once)).message()["Message-ID"]
    assert mark != message(letter(once=once + "!")).message()["Message-ID"]
