import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from closeknit.core import rich_text

CORPUS = Path(__file__).parents[3] / "shared" / "data" / "bad-inputs"

# Our own sample, one of each family of tricks.
TRICKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&#10;script:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](vbscript:msgbox(1))",
    "[x](<javascript:alert(1)>)",
    "![x](javascript:alert(1))",
    '![x](http://other.example/track.png "t")',
    "<javascript:alert(1)>",
    "[x]: javascript:alert(1)\n\n[x]",
    '[x](http://a.example "onmouseover=alert(1)")',
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<details open ontoggle=alert(1)>",
    "<form action=javascript:alert(1)><button>x</button></form>",
    "<base href='//other.example/'>",
    "<style>@import 'http://other.example/x.css'</style>",
    "`<script>`\n\n    <script>alert(1)</script>",
    "\u202e<script>alert(1)</script>",
]


class Harm(HTMLParser):
    """Collects every tag, attribute and address that has no business in a text."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attributes):
        if tag not in rich_text.TAGS:
            self.found.append(tag)
        for name, value in attributes:
            if (tag, name) not in {("a", "href"), ("a", "rel"), ("ol", "start")}:
                self.found.append(f"{tag} {name}")
            scheme = re.match(r"([a-z][a-z0-9+.-]*):", re.sub(r"[\x00-\x20]", "", value or "").lower())
            if name == "href" and scheme and scheme[1] not in rich_text.SCHEMES:
                self.found.append(value)


def harm_in(html):
    reader = Harm()
    reader.feed(html)
    return reader.found


@pytest.mark.parametrize("trick", TRICKS)
def test_no_trick_survives(trick):
    assert harm_in(rich_text.render(trick)) == []


def test_no_line_of_the_collected_tricks_survives():
    files = [
        *CORPUS.glob("payloads/xss/**/*.txt"),
        *CORPUS.glob("xss-payload-list/**/*.txt"),
        *CORPUS.glob("fuzzdb/xss/*.txt"),
        *CORPUS.glob("blns/blns.txt"),
        *CORPUS.glob("dompurify/expect.mjs"),
    ]
    if not files:
        pytest.skip("the collected tricks are not on this machine")
    lines = {line for file in files for line in file.read_text(encoding="utf-8", errors="replace").splitlines()}
    survived = {line for line in lines if harm_in(rich_text.render(line))}
    assert len(lines) > 5000
    assert survived == set()


def test_plain_markdown_becomes_html():
    assert rich_text.render("We **sing**\non *Thursdays*.\n\n- bring\n- biscuits") == (
        "<p>We <strong>sing</strong><br>\non <em>Thursdays</em>.</p>\n<ul>\n<li>bring</li>\n<li>biscuits</li>\n</ul>\n"
    )


def test_headings_stay_below_those_of_the_page():
    assert rich_text.render("# About us\n\n### More") == "<h3>About us</h3>\n<h4>More</h4>\n"


def test_headings_begin_at_the_third_and_leave_none_out_whatever_was_typed():
    assert rich_text.render("### About us\n\n#### More") == "<h3>About us</h3>\n<h4>More</h4>\n"
    assert rich_text.render("## First\n\n# Then") == "<h3>First</h3>\n<h3>Then</h3>\n"


def test_links_are_marked_as_written_by_a_visitor():
    link = rich_text.render("[us](https://singers.example/)")
    assert link == '<p><a href="https://singers.example/" rel="nofollow ugc noopener">us</a></p>\n'


def test_typed_html_is_shown_as_typed():
    assert "&lt;b&gt;" in rich_text.render("<b>bold</b>")


def test_plain_gives_the_words_alone():
    assert rich_text.plain("# Hello\n\n- **you**\n- and <you> too") == "Hello you and &lt;you&gt; too"
