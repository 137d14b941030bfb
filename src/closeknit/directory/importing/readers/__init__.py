"""Any file that can hold groups, opened as one table."""

from closeknit.directory.importing.readers.opening import FORMATS, open_table
from closeknit.directory.importing.readers.table import RawRow, Table, Unreadable

__all__ = ["FORMATS", "RawRow", "Table", "Unreadable", "open_table"]
