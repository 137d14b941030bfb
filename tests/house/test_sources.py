"""Words that open a door, each allowed only where a reason is written down."""

import re

import pytest

from tests.house.rooms import lines_with, named, sources

# (what, where it may stand and why)
DOORS = {
    r"\bmark_safe\(|SafeString\(": {
        "website/area_section.py": "nothing at all for an area that has ended",
        "calendar/sections.py": "nothing at all for an area that has ended",
        "core/templatetags/quick.py": "joins what Django, or html.escape, has escaped",
        "website/still_map.py": "SVG of numbers, with every name escaped",
        "core/rich_text.py": "cleaned by nh3 one line above",
        "core/swatch.py": "SVG drawn from numbers of our own",
        "core/templatetags/look.py": "icons and swatches of our own, JSON-LD with <, > and & escaped",
        "directory/templatetags/listing.py": "JSON-LD with <, > and & escaped",
    },
    r"\|\s*safe\b|safeseq": {},
    r"autoescape off": {},  # core/mail.py leaves plain text as it is
    r"csrf_exempt": {
        "journal/views/letters.py": "one-click unsubscribe, RFC 8058: a mail program posts it",
        "networks/views/interests.py": "the same, of one network's letters",
    },
    r"xframe_options_exempt|X-Frame-Options": {"core/middleware.py": "the one door for frames, @embeddable"},
    r"@embeddable": {"website/views/embeds.py": "public lists and maps inside other sites"},
    r"\.raw\(|\.extra\(|RawSQL\(": {
        "networks/actions/sync.py": "UPDATE … RETURNING, which Django does not write: its own text, and a number bound",
    },
    r"(?<!\.)\beval\(|(?<!\.)\bexec\(|pickle|yaml\.load\b|shell=True": {
        "core/templatetags/quick.py": "its own text and plain identifiers of our templates, never a value",
    },
    r"verify=False|CERT_NONE|_create_unverified": {},
    r"\bis_staff\b|\bis_superuser\b": {},
    r"import httpx|import requests|urllib\.request|import httpcore": {"core/fetch.py": "the one way out"},
    r"if (settings\.)?DEBUG": {},
}


@pytest.mark.parametrize("pattern", DOORS)
def test_a_door_is_opened_only_where_a_reason_stands(pattern):
    found = {file for file, line in lines_with(pattern, ".py", ".html", ".txt") if not line.startswith("#")}
    assert found <= set(DOORS[pattern]), f"{pattern} needs a reason in {__file__}"


INLINE = re.compile(
    r"""<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*["']|javascript:|<script(?![^>]*\bsrc=)(?![^>]*application/ld\+json)""",
    re.IGNORECASE,
)


def test_no_template_has_an_inline_style_or_script():
    """The content security policy would drop it, without a word to the visitor."""
    found = [
        f"{named(file)}: {line.strip()}"
        for file in sources(".html")
        if "mail" not in file.parts
        for line in file.read_text(encoding="utf-8").splitlines()
        if INLINE.search(line)
    ]
    assert found == []


def test_no_page_names_another_origin():
    """Nothing is fetched from elsewhere; a link that a person follows is another thing."""
    fetched = re.compile(
        r"""(?:src|srcset|action|poster)=["']\s*(?:https?:)?//|url\(\s*["']?(?:https?:)?//|@import\s+["'](?:https?:)?//"""
    )
    elsewhere = re.compile(r"""<link[^>]+href=["']\s*(?:https?:)?//""")
    found = [
        f"{named(file)}: {line.strip()}"
        for file in sources(".html", ".css", ".js")
        for line in file.read_text(encoding="utf-8").splitlines()
        if fetched.search(line) or elsewhere.search(line)
    ]
    assert found == []


def test_a_form_in_a_part_that_is_given_only_some_words_is_given_its_token():
    """Django leaves the token out of such a part, and every answer would be refused."""
    sent = {named(file).partition("/templates/")[2] for file in sources(".html") if "csrf_token" in file.read_text()}
    include = re.compile(r"""{% include "([^"]+)"([^%]*) only %}""")
    without = [
        f"{named(file)}: {part}"
        for file in sources(".html")
        for part, given in include.findall(file.read_text(encoding="utf-8"))
        if part in sent and "csrf_token=csrf_token" not in given
    ]
    assert sent
    assert without == []
