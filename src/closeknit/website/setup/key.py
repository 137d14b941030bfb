"""The key to a new hub: made when it is first served, read in its folder, good until somebody has used it.

Without it a stranger who finds the address first could take the hub.
"""

import os
import re
import secrets
from pathlib import Path

from django.conf import settings
from django.utils.crypto import constant_time_compare

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that looks like another
PARTS, LENGTH = 4, 4  # 79 bits

_BETWEEN = re.compile(r"[^0-9A-Z]+")


def key() -> str:
    """The key; it is made and kept, for its owner's eyes only, if there is none."""
    file = _file()
    if not file.exists():
        _keep(file, "-".join("".join(secrets.choice(LETTERS) for _ in range(LENGTH)) for _ in range(PARTS)))
    return file.read_text(encoding="ascii").strip()


def is_right(typed: str) -> bool:
    """Whether this is the key, however it is parted and whatever its capitals. An empty file is no key."""
    try:
        kept = _file().read_text(encoding="ascii")
    except FileNotFoundError:
        return False
    return bool(_bare(kept)) and constant_time_compare(_bare(typed), _bare(kept))


def forget() -> None:
    """The key is used: it opens nothing any more."""
    _file().unlink(missing_ok=True)


def _file() -> Path:
    return Path(settings.DATA_DIR) / "keys" / "setup_key"


def _bare(text: str) -> str:
    return _BETWEEN.sub("", text.upper())


def _keep(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process was quicker
        return
    with os.fdopen(descriptor, "w", encoding="ascii") as out:
        out.write(text + "\n")
