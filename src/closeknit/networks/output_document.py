"""The output as a PDF: the same as the page, as data for ``documents/output.typ``."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from closeknit.core.pdf import pdf
from closeknit.core.tokens import hex_colour
from closeknit.networks import coming, output_reads
from closeknit.networks.models import Minutes
from closeknit.networks.output_reads import OutputPage
from closeknit.places.models import Hub

SOURCE = Path(__file__).parent / "documents" / "output.typ"
_markdown = MarkdownIt("commonmark", {"html": False})


def output_pdf(minutes: Minutes) -> bytes:
    """As everybody may read it."""
    page = output_reads.output_page(minutes, None)
    return pdf(
        SOURCE,
        data_of(page),
        title=_("What came of it: %(title)s") % {"title": page.meeting.series.title},
        hub=Hub.current().name,
        address=settings.PUBLIC_URL + minutes.get_absolute_url(),
    )


def data_of(page: OutputPage) -> dict[str, Any]:
    """All that the sheet shows, in words and in order."""
    facts = coming.facts_of(page.meeting)
    when = ", ".join(filter(None, [facts.day, facts.where]))
    corrected = page.minutes.corrected_at
    return {
        "when": f"{page.meeting.network.name} · {when}",
        "corrected": _("Corrected on %(day)s") % {"day": date_format(corrected, "j F Y")} if corrected else "",
        "sections": [
            {"title": _("What the evening was about"), "words": "", "blocks": blocks(page.texts["about"])},
            {"title": _("Who was there"), "words": who_words(page), "blocks": _who_blocks(page)},
        ][0 if page.texts["about"] else 1 :],
        "ranking": [
            {"place": f"{one.place}{'=' if one.is_tied else ''}", "title": one.title, "votes": _votes(one.votes)}
            for one in page.ranking
        ],
        "ranking_head": [_("Place"), _("What"), _("Votes") if page.has_votes else ""],
        "said": blocks(page.texts["said"]),
        "spots": [{"words": spot.words, "said": " · ".join(spot.said)} for spot in page.spots],
        "picture": _picture(page),
        "actions": [{"what": one.title, "who": one.who, "when": one.when} for one in page.actions],
        "actions_head": [_("What"), _("Who"), _("By when")],
        "coming": blocks(page.texts["coming"]),
        "words": {
            "ranking": _("What comes first"),
            "said": _("What was said"),
            "places": _("Places that were spoken of"),
            "picture": _("A map with the numbers of the list"),
            "actions": _("Who does what by when"),
            "coming": _("What happens next"),
        },
    }


def who_words(page: OutputPage) -> str:
    told = ngettext("%(n)d person came.", "%(n)d people came.", page.came) % {"n": page.came}
    if page.first_time:
        first = ngettext("%(n)d of them for the first time.", "%(n)d of them for the first time.", page.first_time)
        told += " " + first % {"n": page.first_time}
    return told


def _who_blocks(page: OutputPage) -> list[dict[str, Any]]:
    groups = [*(group.name for group in page.who.groups), *page.who.other_groups]
    told = []
    if groups:
        told.append({"kind": "text", "text": _("Groups: %(names)s") % {"names": ", ".join(groups)}})
    if page.who.people:
        told.append({"kind": "text", "text": _("People: %(names)s") % {"names": ", ".join(page.who.people)}})
    return told


def _votes(votes: int | None) -> str:
    return "" if votes is None else str(votes)


def _picture(page: OutputPage) -> str:
    """The map of the page as an SVG of its own, with its colours in it, as paper has no style sheet."""
    if page.picture is None:
        return ""
    named = ("map-land", "map-ward", "map-pin", "map-label", "seq-2", "surface", "map-outside")
    colours = {name.replace("-", "_"): hex_colour(name) for name in named}
    return render_to_string("networks/output_map.svg", {"page": page, "colours": colours})


# ── Text ─────────────────────────────────────────────────────────────────────────────────────────


def blocks(text: str) -> list[dict[str, Any]]:
    """The little Markdown of the texts as headings, paragraphs and lists. What else there is becomes plain words."""
    return [told for node in SyntaxTreeNode(_markdown.parse(text)).children for told in _block(node)]


def _block(node: SyntaxTreeNode) -> list[dict[str, Any]]:
    if node.type == "heading":
        return [{"kind": "heading", "text": _words(node)}]
    if node.type in ("bullet_list", "ordered_list"):
        return [{"kind": "list", "items": [_words(item) for item in node.children]}]
    words = _words(node)
    if not words:
        return []
    return [{"kind": "strong" if _is_strong(node) else "text", "text": words}]


def _is_strong(node: SyntaxTreeNode) -> bool:
    """A paragraph that is strong from end to end, such as the name of a kind of notes."""
    inside = [one for part in node.children for one in part.children if one.type != "text" or one.content]
    return [one.type for one in inside] == ["strong"]


def _words(node: SyntaxTreeNode) -> str:
    if node.type in ("text", "code_inline", "fence", "code_block"):
        return node.content
    if node.type in ("softbreak", "hardbreak"):
        return " "
    between = " " if node.type in ("list_item", "blockquote", "bullet_list", "ordered_list") else ""
    return between.join(filter(None, map(_words, node.children)))
