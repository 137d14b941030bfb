"""Texts that have broken programs before: a few of our own, and the large collections where they lie at hand.

The collections are test input of others and no part of the project.
"""

import json
from functools import cache
from pathlib import Path

COLLECTIONS = Path(__file__).resolve().parents[3] / "shared" / "data" / "bad-inputs"
OWN = {
    "script": "</textarea></title><script>naughty()</script>",
    "attribute": "x\" onfocus=\"naughty()\" autofocus='' onclick='naughty()",
    "handler": "<img src=x onerror=naughty()><svg/onload=naughty()><iframe srcdoc='<b>'>",
    "link": "[look](javascript:naughty()) <a href=javascript:naughty()>x</a> javascript:naughty()",
    "template": "{{ 7*7 }}{% now 'Y' %} ${7*7} %(who)s %s {0} {name}",
    "sql": "'; DROP TABLE directory_group; -- \" OR 1=1 \\",
    "signs": "\u202eabc\u202c e\u0301 \ufeff\u200b \U0001f469\u200d\U0001f469\u200d\U0001f467 \ufdfd \u0130\u0131 \uffff\ufffe",
    "nul": "a\x00b",
    "controls": "\x01\x07\x08\x1b[31m\x7f\x85\u2028\u2029",
    "letter": "Ada\r\nBcc: everyone@loomwick.example\r\n\r\nA second letter",
    "elsewhere": "//elsewhere.example/%2f..",
    "back": "https:\\\\elsewhere.example@/",
    "number": "99999999999999999999999999",
    "odd number": "-1e309",
    "not a number": "NaN",
    "path": "../../../../etc/passwd",
    "formula": '=HYPERLINK("https://elsewhere.example")',
    "blank": " \t\u3000 ",
    "long": "Warp " * 6_000,
    "pile": "Z" + "\u0300" * 5_000,
}
MIXED = " ".join(
    OWN[name] for name in ("script", "attribute", "handler", "link", "template", "sql", "signs", "formula")
)
MIXED += "\n" + OWN["letter"]
SAMPLE = (MIXED, OWN["nul"] + OWN["controls"], OWN["elsewhere"], OWN["number"])
RAW = (b"\xed\xa0\x80", b"\xff\xfe", b"%", b"%zz", b"%00", b"a&a&a=&=&%5B%5D", b"\xf4\x90\x80\x80")  # no UTF-8


@cache
def big_list() -> list[str]:
    """The "big list of naughty strings"."""
    file = COLLECTIONS / "blns" / "blns.json"
    return [text for text in json.loads(file.read_text(encoding="utf-8")) if text] if file.exists() else []


@cache
def collected() -> list[str]:
    """All of the collections that one can type; our own texts first."""
    found = dict.fromkeys((*OWN.values(), *big_list()))
    for part in ("payloads", "xss-payload-list", "fuzzdb"):
        for file in sorted((COLLECTIONS / part).rglob("*.txt")):
            found |= dict.fromkeys(file.read_text(encoding="utf-8", errors="replace").splitlines())
    return [text for text in found if text]
