"""Networks, who belongs to them, who wants to hear, and what they agreed matters."""

from closeknit.networks.models.interest import Interest
from closeknit.networks.models.membership import Membership
from closeknit.networks.models.network import Network
from closeknit.networks.models.priority import Priority

__all__ = ["Interest", "Membership", "Network", "Priority"]
