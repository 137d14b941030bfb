"""Imports, foreign keys, templates and styles only go down the stairs."""

import re
import subprocess
import sys

import pytest
from django.apps import apps

from tests.house.rooms import PACKAGE, ROOT, floor_of, may_know, named, room_of, sources

OURS = [config for config in apps.get_app_configs() if config.name.startswith("closeknit.")]


def test_imports_go_down():
    lint = "import sys; from importlinter.cli import lint_imports_command as lint; sys.argv[1:] = ['--no-logo']; lint()"
    done = subprocess.run([sys.executable, "-c", lint], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_room_has_a_floor():
    rooms = {path.name for path in PACKAGE.iterdir() if path.is_dir() and (path / "__init__.py").exists()}
    assert {room for room in rooms if floor_of(room) >= 0} == rooms


@pytest.mark.parametrize("config", OURS, ids=lambda config: config.label)
def test_relations_go_down(config):
    """Foreign keys written as strings too, which no import shows."""
    uphill = [
        f"{field.model.__name__}.{field.name} → {field.related_model._meta.label}"
        for model in config.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model is not None
        for other in [apps.get_app_config(field.related_model._meta.app_label)]
        if other.name.startswith("closeknit.") and not may_know(config.label, other.label)
    ]
    assert uphill == []


TEMPLATE_WORDS = re.compile(r"""{%\s*(?:extends|include)\s+["']([^"']+)["']""")


def test_templates_stay_home():
    """A room's template extends and includes its own and the core's, and lies in a folder of the room's name."""
    found = []
    for file in sources(".html", ".txt", ".xml"):
        parts = file.relative_to(PACKAGE).parts
        if "templates" not in parts:
            continue
        room, inside = parts[0], parts[parts.index("templates") + 1 :]
        if room != "core" and inside[0] != room:
            found.append(f"{named(file)} lies outside templates/{room}/")
        for other in TEMPLATE_WORDS.findall(file.read_text(encoding="utf-8")):
            owner = other.split("/")[0] if "/" in other else "core"
            if owner not in {room, "core"}:
                found.append(f"{named(file)} uses {other}")
    assert found == []


TAG_LIBRARIES = re.compile(r"{%\s*load\s+([^%]+?)\s*%}")


def test_template_tags_come_from_below():
    homes = {file.stem: room_of(file) for file in sources(".py") if file.parent.name == "templatetags"}
    found = [
        f"{named(file)} loads {library} of {homes[library]}"
        for file in sources(".html", ".txt", ".xml")
        for words in TAG_LIBRARIES.findall(file.read_text(encoding="utf-8"))
        for library in words.split()
        if library in homes and not may_know(room_of(file), homes[library])
    ]
    assert found == []


def test_the_core_has_no_tables():
    assert list(apps.get_app_config("core").get_models()) == []
