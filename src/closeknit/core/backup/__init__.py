"""A copy of everything a hub keeps, made while it runs, and brought back only when every byte is right.

One file: a gzipped tar with the database, the media folder and, last, a manifest of hashes. The
keys stay outside: whoever finds a backup must not be able to sign sessions with it.
"""

from closeknit.core.backup.making import make_backup
from closeknit.core.backup.restoring import restore_backup

__all__ = ["make_backup", "restore_backup"]
