"""What is kept: what happened and who is told, letters on their way, and what is due."""

from closeknit.journal.models.outbox import OutgoingLetter, StoppedAddress
from closeknit.journal.models.record import Entry, Follow, Notice
from closeknit.journal.models.rounds import Digest, Reminder

__all__ = ["Digest", "Entry", "Follow", "Notice", "OutgoingLetter", "Reminder", "StoppedAddress"]
