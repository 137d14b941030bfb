"""What is not written down does not exist: commands, permissions, decisions (settings: tests/config)."""

import re

import pytest
from django.core.management import get_commands

from closeknit import cli
from closeknit.config import env
from closeknit.core import policy
from tests.house.rooms import ROOT, lines_with

DOCS = "\n".join(file.read_text(encoding="utf-8") for file in sorted((ROOT / "docs").rglob("*.md")))
OURS = sorted(name for name, app in get_commands().items() if str(app).startswith("closeknit."))


def test_no_setting_is_documented_that_does_not_exist():
    assert set(re.findall(r"`(CLOSEKNIT_[A-Z_]+)`", DOCS)) <= set(env.REGISTER)


def test_settings_come_from_env_py_alone():
    readers = {file for file, _line in lines_with(r"os\.environ|getenv", ".py")}
    # cli names the settings module; serve hands the environment on; the page cache hashes it
    assert readers <= {
        "cli.py",
        "config/env.py",
        "config/serving.py",
        "config/settings_test.py",
        "config/wsgi.py",
        "core/page_cache.py",
    }


@pytest.mark.parametrize("name", OURS)
def test_each_command_is_documented(name):
    spoken = {command.words for command in cli.COMMANDS if name in command.runs} or {name}
    assert any(f"closeknit {words}" in DOCS for words in spoken), f"closeknit {name} is in no page of docs/"


def test_no_command_is_documented_that_does_not_exist():
    named = set(
        re.findall(r"closeknit ([a-z_]+)", "\n".join(re.findall(r"`[^`]*`|^\.venv/bin/.*$", DOCS, re.MULTILINE)))
    )
    known = {*get_commands(), *(command.words.split()[0] for command in cli.COMMANDS)}
    assert named - known == set()


@pytest.mark.parametrize("command", cli.COMMANDS, ids=lambda command: command.words)
def test_each_word_of_the_door_leads_somewhere(command):
    assert command.runs[0] in {*get_commands(), "serve"}


def test_each_permission_says_what_it_is_for():
    for permission in policy.permissions():
        room, _, verb = permission.name.partition(".")
        assert permission.rule.__module__ == f"closeknit.{room}.policies"
        assert verb
        assert permission.meaning.endswith(".")


def test_each_asked_permission_is_declared():
    asked = {
        name
        for _file, line in lines_with(r"\b(require|may)\b", ".py", ".html")
        for name in re.findall(r"""["']([a-z]+\.[a-z_]+)["']""", line)
    }
    declared = {permission.name for permission in policy.permissions()}
    assert asked <= declared


def test_decisions_are_numbered_without_a_gap():
    numbers = [int(file.name[:4]) for file in sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))
