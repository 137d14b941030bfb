"""The areas and themes of the hub, found by what people call them. Read once for a run."""

import hashlib
import re
from collections.abc import Iterable
from typing import Self

from closeknit.algorithms.text import fold
from closeknit.directory.models import Theme
from closeknit.places.models import Area, Hub


class Vocabulary:
    """``areas`` and ``themes`` map a file's name for them to the row."""

    def __init__(
        self,
        areas: Iterable[tuple[int, str, str, str]],
        themes: Iterable[tuple[int, str, str, Iterable[str]]],
        root: int | None,
    ) -> None:
        self.root = root
        self._areas: dict[str, int] = {}
        self._themes: dict[str, int] = {}
        self.area_names: dict[int, str] = {}
        self.theme_names: dict[int, str] = {}
        for pk, code, slug, name in areas:
            self.area_names[pk] = code or slug
            for word in (code, slug, name):
                if word:
                    self._areas.setdefault(_key(word), pk)
        for pk, slug, name, more in themes:
            self.theme_names[pk] = slug
            for word in (slug, name, *more):
                if word:
                    self._themes.setdefault(_key(word), pk)
        self.theme_ids = {slug: pk for pk, slug in self.theme_names.items()}
        self.area_ids = {name: pk for pk, name in self.area_names.items()}

    @classmethod
    def read(cls) -> Self:
        """Costs three queries. Areas in force come first, so that an ended one of the same name is second."""
        areas = Area.objects.order_by("-valid_until", "pk").values_list("pk", "code", "slug", "name", "valid_until")
        ordered = sorted(areas, key=lambda row: row[4] is not None)
        themes = [
            (pk, slug, name, [*synonyms, *crosswalk.values()])
            for pk, slug, name, synonyms, crosswalk in Theme.objects.order_by("pk").values_list(
                "pk", "slug", "name", "synonyms", "crosswalk"
            )
        ]
        return cls((row[:4] for row in ordered), themes, Hub.current().root_area_id)

    def area(self, word: str) -> int | None:
        return self._areas.get(_key(word))

    def theme(self, word: str) -> int | None:
        return self._themes.get(_key(word))

    def add_theme(self, pk: int, slug: str, word: str) -> None:
        self.theme_names[pk] = slug
        self.theme_ids[slug] = pk
        self._themes[_key(word)] = pk

    def fingerprint(self) -> str:
        """Changes when a row might be understood otherwise than before."""
        told = repr((sorted(self._areas.items()), sorted(self._themes.items()), self.root))
        return hashlib.blake2b(told.encode(), digest_size=8).hexdigest()


def _key(word: str) -> str:
    return re.sub(r"[\W_]+", " ", fold(word)).strip()
