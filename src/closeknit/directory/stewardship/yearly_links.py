"""The links in the yearly letter. Each stands for one answer to one year's question, given by one reader."""

from typing import NamedTuple

from django.core import signing
from django.utils.crypto import salted_hmac

from closeknit.accounts.models import as_stored
from closeknit.directory import policies
from closeknit.directory.models import Asking, Group
from closeknit.directory.stewardship.mails import address
from closeknit.directory.vocabulary import Answer

SALT = "directory.asking"
ANSWERS = (Answer.RIGHT, Answer.CHANGE, Answer.ASLEEP)
THE_GROUP = 0  # stands for the group's own address, where the numbers of stewards stand


class Reply(NamedTuple):
    """What a link stands for."""

    asking: Asking
    answer: str
    reader: str

    @property
    def counts(self) -> bool:
        """Whether its reader is still one of those who are asked. Costs a query."""
        return self.reader in {mark_of(number, email) for number, email in readers_of(self.asking.group).items()}


def readers_of(group: Group) -> dict[int, str]:
    """Whom the letter is for: each steward who has an address; if there is none, the group's own."""
    stewards = {person.pk: person.email for person in policies.stewards_of(group) if person.email}
    return stewards or {THE_GROUP: group.contact_email}


def links_for(asking: Asking, number: int, email: str) -> dict[str, str]:
    """The links in the letter to this one of the readers."""
    signed = {
        answer: signing.dumps([asking.uuid.hex, str(answer), mark_of(number, email)], salt=SALT) for answer in ANSWERS
    }
    return {f"{answer}_link": address("listing-answer", text) for answer, text in signed.items()}


def reply_of(text: str) -> Reply | None:
    """What the link says; None for one that was tampered with, from an earlier year, or for a group that
    is not shown now."""
    try:
        number, answer, reader = signing.loads(text, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    asking = Asking.objects.filter(uuid=number, group__visibility="public").select_related("group").first()
    if asking is None or Asking.objects.filter(group=asking.group_id, asked_at__gt=asking.asked_at).exists():
        return None
    return Reply(asking, answer, reader)


def mark_of(number: int, email: str) -> str:
    """Names a reader in a link without telling who it is. A steward may change their address meanwhile."""
    return salted_hmac(SALT, f"steward {number}" if number else as_stored(email)).hexdigest()[:20]
