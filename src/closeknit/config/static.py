"""How static files are named and kept: a hash in each name, and in each import between our modules."""

import posixpath
import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORT = re.compile(r'@import url\("([^":]+\.css)"\);')
HASHED = re.compile(r"\.[0-9a-f]{12}\.\w+$")

Paths = dict[str, tuple[Any, str]]


class ModuleStorage(CompressedManifestStaticFilesStorage):
    """Rewrites `import … from "./x.js";` too. Django sees only lines that end in a semicolon (a test checks all)."""

    support_js_module_import_aggregation = True

    def post_process(self, paths: Paths, *args: Any, **options: Any) -> Iterator[Any]:
        if not options.get("dry_run"):
            for name in [name for name in paths if name.endswith(".css")]:
                self._gather(name, paths)
        yield from super().post_process(paths, *args, **options)

    def compress_files(self, names: Iterable[str]) -> Iterator[Any]:
        """Only those that pages ask for: compressing takes most of the time."""
        yield from super().compress_files(name for name in names if HASHED.search(name))

    def _gather(self, name: str, paths: Paths) -> None:
        """A sheet that imports others holds them from now on, so that a page asks once and not twenty times.

        Addresses in them stay as they are: they must mean the same from where the sheet is.
        """
        folder = posixpath.dirname(name)
        text, count = IMPORT.subn(
            lambda found: _read(posixpath.normpath(posixpath.join(folder, found[1])), paths), _read(name, paths)
        )
        if count:
            self.delete(name)
            self._save(name, ContentFile(text.encode()))
            paths[name] = (self, name)


def _read(name: str, paths: Paths) -> str:
    storage, path = paths[name]
    with storage.open(path) as file:
        return str(file.read().decode())
