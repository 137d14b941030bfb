"""Which kind of file it is, judged by what stands in it before what it is called."""

import codecs
from typing import BinaryIO, cast

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from closeknit.directory.importing.readers.csvs import BOMS, read_csv
from closeknit.directory.importing.readers.depth import check_depth
from closeknit.directory.importing.readers.geojson import read_geojson
from closeknit.directory.importing.readers.open_referral import read_open_referral
from closeknit.directory.importing.readers.spreadsheets import read_xlsx
from closeknit.directory.importing.readers.table import Table, Unreadable

FORMATS = ("csv", "xlsx", "geojson", "oruk")
_REFUSED = {
    b"\xd0\xcf\x11\xe0": gettext_lazy("This is an old Excel file. Please save it as .xlsx or CSV."),
    b"%PDF": gettext_lazy("This is a PDF. Please ask for the list as a spreadsheet."),
    b"\x1f\x8b": gettext_lazy("The file is packed. Please unpack it first."),
}


def open_table(file: BinaryIO, *, file_format: str = "", sheet: str = "") -> Table:
    """The file as a table; it must be seekable, and stay open while the rows are read."""
    size = file.seek(0, 2)
    file.seek(0)
    head = file.read(65_536)
    file.seek(0)
    if not head.strip(b"\0\t\r\n "):
        raise Unreadable(_("The file is empty."))
    for mark, sentence in _REFUSED.items():
        if head.startswith(mark):
            raise Unreadable(str(sentence))
    chosen = file_format or _format(head)
    if chosen == "xlsx":
        return read_xlsx(file, size, sheet)
    if chosen == "csv":
        return read_csv(file, size)
    file = _as_utf8(file, head)
    check_depth(file)
    return read_geojson(file, size) if chosen == "geojson" else read_open_referral(file, size)


def _format(head: bytes) -> str:
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "xlsx"
    text = _text(head).lstrip("\ufeff \t\r\n")
    if text[:1] in ("{", "["):
        is_geojson = any(f'"{word}"' in text for word in ("FeatureCollection", "Feature", "geometry", "coordinates"))
        return "geojson" if is_geojson else "oruk"
    if text[:1] == "<":
        raise Unreadable(_("This is a web page, not a list. Please look for the download link on it."))
    return "csv"


def _text(head: bytes) -> str:
    return head.decode(_bom(head) or "utf-8", "replace")


def _bom(head: bytes) -> str:
    return next((encoding for mark, encoding in BOMS if head.startswith(mark)), "")


def _as_utf8(file: BinaryIO, head: bytes) -> BinaryIO:
    encoding = _bom(head)
    return cast("BinaryIO", _Turned(file, encoding)) if encoding else file


class _Turned:
    """JSON that comes in another encoding, turned into UTF-8 while it is read; nearly all of it is."""

    def __init__(self, file: BinaryIO, encoding: str) -> None:
        self._file = file
        self._decoder = codecs.getincrementaldecoder(encoding)()

    def read(self, size: int = -1) -> bytes:
        while raw := self._file.read(size):
            if text := self._decoder.decode(raw):
                return text.encode("utf-8")
        return self._decoder.decode(b"", final=True).encode("utf-8")

    def seek(self, place: int) -> int:
        """Only to the beginning."""
        self._decoder.reset()
        return self._file.seek(place)

    def tell(self) -> int:
        return self._file.tell()

    @property
    def closed(self) -> bool:
        return self._file.closed
