"""Networks, who belongs to them, who wants to hear, what they agreed matters; their meetings, and what was
written in them."""

from closeknit.networks.models.arrivals import Arrival
from closeknit.networks.models.dots import Cluster, Dot, Hands
from closeknit.networks.models.feedback import Feedback
from closeknit.networks.models.hearing import Quiet, Told
from closeknit.networks.models.interest import Interest
from closeknit.networks.models.invitation import Invitation
from closeknit.networks.models.late import LateLook
from closeknit.networks.models.mailing import Mailing
from closeknit.networks.models.meetings import AgendaItem, Meeting
from closeknit.networks.models.membership import Membership
from closeknit.networks.models.minutes import Minutes, MinutesVersion, TakenUp
from closeknit.networks.models.network import Network
from closeknit.networks.models.notes import Note, NoteBefore
from closeknit.networks.models.priority import Priority
from closeknit.networks.models.sync import Receipt
from closeknit.networks.models.tables import Table
from closeknit.networks.models.work import Work

__all__ = [
    "AgendaItem",
    "Arrival",
    "Cluster",
    "Dot",
    "Feedback",
    "Hands",
    "Interest",
    "Invitation",
    "LateLook",
    "Mailing",
    "Meeting",
    "Membership",
    "Minutes",
    "MinutesVersion",
    "Network",
    "Note",
    "NoteBefore",
    "Priority",
    "Quiet",
    "Receipt",
    "Table",
    "TakenUp",
    "Told",
    "Work",
]
