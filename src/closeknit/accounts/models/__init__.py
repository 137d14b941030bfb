"""People, what they agreed to, and the ways in. A group never has a password: people act for it through a role."""

from closeknit.accounts.models.consent import Consent, Suspension
from closeknit.accounts.models.person import WHOLE_HUB, Grant, Person, PersonManager, as_stored
from closeknit.accounts.models.reading import Reading, ReadingAlert
from closeknit.accounts.models.sessions import Session
from closeknit.accounts.models.support import HelpedAct, Support
from closeknit.accounts.models.ways_in import Authenticator, EmailCode, Passkey, PrintedCode, RecoveryCode

__all__ = [
    "WHOLE_HUB",
    "Authenticator",
    "Consent",
    "EmailCode",
    "Grant",
    "HelpedAct",
    "Passkey",
    "Person",
    "PersonManager",
    "PrintedCode",
    "Reading",
    "ReadingAlert",
    "RecoveryCode",
    "Session",
    "Support",
    "Suspension",
    "as_stored",
]
