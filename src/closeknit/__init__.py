"""Closeknit: a hub where the groups of one place find each other, meet and act together."""

from importlib.metadata import version

__version__ = version("closeknit")
