"""Static files as they are served: a hash in every name, and in every name that one file says of another."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings

IMPORTS = re.compile(r"""(?:\bfrom\s*|\bimport\s*\(?\s*)["'](\.{1,2}/[^"']+)["']""")
ADDRESSES = re.compile(r"""url\(["']?(?!data:|#|/)([^"')]+)""")
HASHED = re.compile(r"\.[0-9a-f]{12}\.\w+$")
pytestmark = pytest.mark.xdist_group("static")


@pytest.fixture(scope="module")
def gathered(tmp_path_factory):
    folder = tmp_path_factory.mktemp("static")
    storages = {**settings.STORAGES, "staticfiles": {"BACKEND": "closeknit.config.static.ModuleStorage"}}
    with override_settings(STATIC_ROOT=folder, STORAGES=storages):
        call_command("collectstatic", interactive=False, verbosity=0)
    return folder


def hashed(folder: Path, kind: str):
    return [path for path in folder.rglob(f"*{kind}") if HASHED.search(path.name)]


def dangling(path: Path, names: list[str]):
    return [
        (path.name, name) for name in names if not HASHED.search(name) or not (path.parent / name).resolve().exists()
    ]


def test_every_module_import_is_hashed_and_leads_somewhere(gathered):
    modules = hashed(gathered, ".js")
    found = {path: IMPORTS.findall(path.read_text()) for path in modules}
    assert [fault for path, names in found.items() for fault in dangling(path, names)] == []
    assert any(found.values()), "no import was found at all"


def test_no_module_imports_a_bare_name(gathered):
    bare = re.compile(r"""(?m)^\s*(?:import|export)[^"';]*\bfrom\s*["']([^./"'][^"']*)["']""")
    assert [
        (path.name, bare.findall(path.read_text())) for path in hashed(gathered, ".js") if bare.search(path.read_text())
    ] == []


def test_every_address_in_a_style_sheet_is_hashed_and_leads_somewhere(gathered):
    faults = [
        fault for path in hashed(gathered, ".css") for fault in dangling(path, ADDRESSES.findall(path.read_text()))
    ]
    assert faults == []


def test_the_map_finds_its_worker(gathered):
    """MapLibre looks for its worker under its plain name beside itself."""
    assert (gathered / "vendor" / "maplibre-gl" / "maplibre-gl-worker.mjs").exists()


def test_scripts_and_styles_are_kept_compressed(gathered):
    large = [path for kind in (".js", ".mjs", ".css") for path in hashed(gathered, kind) if path.stat().st_size > 2000]
    assert large
    assert [path.name for path in large if not path.with_name(path.name + ".gz").exists()] == []


@pytest.mark.parametrize(("sheet", "part"), [("core/css/look", ".group-in"), ("website/finder", ".m-pin")])
def test_a_sheet_of_imports_holds_what_it_imports(gathered, sheet, part):
    (found,) = gathered.glob(f"{sheet}.*.css")
    assert "@import" not in found.read_text()
    assert part in found.read_text()


def test_no_file_of_ours_names_another_origin(gathered):
    ours = [
        path
        for room in ("core", "website", "directory")
        for path in (gathered / room).rglob("*")
        if path.suffix in {".js", ".css"}
    ]
    named = re.compile(r"""(?:url\(|from\s*|import\(|fetch\(|src\s*=\s*)["']?(https?:)?//""")
    assert ours
    assert [path.name for path in ours if named.search(path.read_text())] == []
