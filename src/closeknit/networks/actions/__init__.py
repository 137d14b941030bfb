"""What can be done with a network. Each module is one subject; the doors that other rooms use are here."""

from closeknit.networks.actions.interests import tell_interested

__all__ = ["tell_interested"]
