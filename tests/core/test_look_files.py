"""The law of style sheets, scripts and templates: layers, tokens, sizes, nothing inline."""

import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "closeknit"
CORE = SOURCE / "core" / "static" / "core"
SHEETS = sorted(SOURCE.glob("*/static/**/*.css"))
SCRIPTS = sorted(SOURCE.glob("*/static/**/*.js"))
TEMPLATES = sorted(SOURCE.glob("*/templates/**/*.html"))
LAYERS = "@layer reset, tokens, base, layout, components, rooms, utilities;"
NAMES_COLOURS = {"tokens.css", "tokens-dark.css", "tokens-contrast.css", "tokens-contrast-dark.css"}


def named(path):
    return str(path.relative_to(SOURCE))


def rules(sheet):
    return re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)


def test_the_layers_are_declared_once():
    assert [named(sheet) for sheet in SHEETS if LAYERS in sheet.read_text()] == ["core/static/core/css/tokens.css"]


@pytest.mark.parametrize("sheet", SHEETS, ids=named)
def test_no_colour_is_named_outside_the_tokens(sheet):
    if sheet.name in NAMES_COLOURS:
        return
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch|oklab|color)a?\(", rules(sheet)) == []


@pytest.mark.parametrize("sheet", SHEETS, ids=named)
def test_every_rule_lies_in_a_layer(sheet):
    outside = re.sub(r"@font-face\s*\{[^}]*\}|@import url\(\"[^\":]+\"\);", "", rules(sheet).replace(LAYERS, ""))
    while (inner := re.sub(r"\{[^{}]*\}", "", outside)) != outside:
        outside = inner
    assert {line.strip() for line in outside.splitlines() if line.strip()} <= {
        f"@layer {name}" for name in ("reset", "tokens", "base", "layout", "components", "rooms", "utilities")
    }


@pytest.mark.parametrize("sheet", SHEETS, ids=named)
def test_only_utilities_may_insist(sheet):
    before_utilities = rules(sheet).partition("@layer utilities {")[0]
    assert "!important" not in before_utilities


@pytest.mark.parametrize("sheet", SHEETS, ids=named)
def test_directions_follow_the_writing(sheet):
    physical = r"(?:margin|padding|border)-(?:left|right|top|bottom)\b|text-align:\s*(?:left|right)|\bfloat:"
    assert re.findall(physical, rules(sheet)) == []


@pytest.mark.parametrize("sheet", SHEETS, ids=named)
def test_a_style_sheet_holds_one_idea(sheet):
    assert len(sheet.read_text().splitlines()) <= 250


@pytest.mark.parametrize("script", SCRIPTS, ids=named)
def test_a_script_holds_one_idea(script):
    assert len(script.read_text().splitlines()) <= 150


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_nothing_is_inline(template):
    if "mail" in template.parts:
        return  # a letter brings its looks along: programs for mail read no style sheets
    text = template.read_text()
    assert re.findall(r"""\sstyle\s*=|<style\b|\son[a-z]+\s*=\s*["']|javascript:""", text) == []
    scripts = re.findall(r"<script\b([^>]*)>", text)
    assert [script for script in scripts if "src=" not in script and "ld+json" not in script] == []


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_a_template_holds_one_idea(template):
    assert len(template.read_text().splitlines()) <= 120


def test_the_base_page_has_six_blocks():
    base = (SOURCE / "core/templates/core/base.html").read_text()
    assert re.findall(r"{% block (\w+) %}", base) == ["title", "head", "masthead", "trail", "main", "footer"]


def test_every_icon_that_a_template_draws_is_in_the_sprite():
    lines = (SOURCE / "core" / "icons.txt").read_text().splitlines()
    listed = {line for line in lines if line and not line.startswith("#")}
    drawn = {
        name
        for template in TEMPLATES
        for name in re.findall(r"""{% icon "([\w-]+)"|sign="([\w-]+)\"""", template.read_text())
        for name in name
        if name
    }
    assert drawn <= listed
