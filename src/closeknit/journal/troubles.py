"""What a mail server's "no" means: whether to come back, and whether it concerns this one letter or all.

Codes are those of RFC 5321: 4yz for now, 5yz for good.
"""

import smtplib
from dataclasses import dataclass

from closeknit.journal.vocabulary import Trouble

TOO_LARGE = 552  # said of a sender when it is the letter's size
GOOD_BYE = 421  # the server closes the connection


@dataclass(frozen=True, slots=True)
class Verdict:
    """``is_final``: trying again is of no use. ``is_for_all``: the next letter would fare no better."""

    trouble: Trouble
    is_final: bool = False
    is_for_all: bool = False


AWAY = Verdict(Trouble.AWAY, is_for_all=True)
UNPROTECTED = Verdict(Trouble.UNPROTECTED, is_for_all=True)
LOGIN = Verdict(Trouble.LOGIN, is_for_all=True)
SENDER = Verdict(Trouble.SENDER, is_for_all=True)
BROKE_OFF = Verdict(Trouble.BROKE_OFF, is_for_all=True)
BUSY = Verdict(Trouble.BUSY)
NO_SUCH_ADDRESS = Verdict(Trouble.NO_SUCH_ADDRESS, is_final=True)
REFUSED = Verdict(Trouble.REFUSED, is_final=True)
BAD_ADDRESS = Verdict(Trouble.BAD_ADDRESS, is_final=True)


def of_the_line(error: Exception) -> Verdict:
    """The conversation did not even begin."""
    if isinstance(error, smtplib.SMTPNotSupportedError):  # no STARTTLS
        return UNPROTECTED
    return LOGIN if isinstance(error, smtplib.SMTPAuthenticationError) else AWAY


def of_the_letter(error: Exception) -> Verdict:
    """The conversation began, and the letter did not get through."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, _words = next(iter(error.recipients.values()), (0, b""))
        return _by_code(code, NO_SUCH_ADDRESS)
    if isinstance(error, smtplib.SMTPSenderRefused) and error.smtp_code != TOO_LARGE:
        return _by_code(error.smtp_code, SENDER)
    if isinstance(error, smtplib.SMTPResponseException):
        return _by_code(error.smtp_code, REFUSED)
    if isinstance(error, (smtplib.SMTPNotSupportedError, ValueError)):  # such as a name no mail can carry
        return BAD_ADDRESS
    return BROKE_OFF


def _by_code(code: int, for_good: Verdict) -> Verdict:
    if code == GOOD_BYE:
        return BROKE_OFF
    return for_good if 500 <= code < 600 else BUSY  # noqa: PLR2004 - the class of the code
