"""The eyes of the tests of bad input: a glance at clean tags must not overlook what a browser would run."""

import pytest

from tests.house.faults import script_in
from tests.support.page_forms import typed_in

CLEAN = '<!doctype html><html><body><p class="a" data-x="1 > 0">Ada&lt;script&gt;</p><input name="q" value="{}"></body></html>'


@pytest.mark.parametrize(
    "told",
    [
        "<script>naughty()</script>",
        "<SCRIPT\n>naughty()</SCRIPT>",
        "<img src=x onerror=naughty()>",
        "<svg/onload=naughty()>",
        "<a href=' java\nscript:naughty()'>x</a>",
        '<a href="&#106;avascript:naughty()">x</a>',
        "<a href=javascript&colon;naughty()>x</a>",
        '<iframe srcdoc="x"></iframe>',
        "<button formaction=javascript:naughty()>x</button>",
        "<base href=//elsewhere.example>",
    ],
)
def test_what_runs_is_seen(told):
    assert script_in(CLEAN.replace("Ada", told))


def test_a_handler_that_broke_out_of_a_field_is_seen():
    assert script_in(CLEAN.format('x" onfocus="naughty()'))
    assert script_in(CLEAN.format("x\" onfocus='naughty()' y=\""))


def test_what_is_only_shown_is_none():
    assert script_in(CLEAN.format("&quot; onfocus=&quot;naughty()&quot; javascript:naughty() &lt;script&gt;")) == ""
    assert script_in(CLEAN.replace("Ada", '<script src="/static/a.js"></script><a href="/javascript:x">x</a>')) == ""


@pytest.mark.parametrize("ending", ["", "<b odd'tag>"], ids=["quickly", "with care"])
def test_what_fields_hold_is_read_from_either_writing(ending):
    html = '<input name="q" value="a &lt; b"><input type="hidden" name="h" value="1">'
    html += '<textarea name="t">\n\none &amp;\ntwo</textarea><input type="email" name="q">'
    assert typed_in(html + ending) == {"q": ["a < b", ""], "t": ["\none &\ntwo"]}
