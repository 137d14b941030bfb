"""What was asked and promised, as a part of a thing's own page."""

from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string

from closeknit.commitments import reads
from closeknit.commitments.sources import sources
from closeknit.journal.things import key_of, kinds


def draw(page: Mapping[str, Any], thing: Any) -> str:
    """Nothing where nothing was asked or promised. Two short queries then, a few more otherwise."""
    if not any(type(thing) is kinds()[name].model for name in sources()):
        return ""
    kind, number = key_of(thing)
    if not reads.has_any(kind, number):
        return ""
    found = reads.of(thing, page.get("person"))
    if not found.count:
        return ""
    told = {"found": found, "key": f"{kind}:{thing.uuid}", "here": str(thing.uuid)}
    return render_to_string("commitments/_section.html", {**page, **told})
