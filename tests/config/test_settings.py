import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from closeknit.config import env
from scripts import settings_page

ROOT = Path(__file__).resolve().parents[2]
SHOW = "from closeknit.config import settings as s; print(({}))"


def said_by(expression, **environment):
    """What a fresh process with this environment makes of the settings."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("CLOSEKNIT_", "DATABASE_"))}
    command = [sys.executable, "-c", SHOW.format(expression)]
    done = subprocess.run(command, env={**clean, **environment}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_every_setting_is_documented():
    assert settings_page.table() in (ROOT / "docs" / "settings.md").read_text(), "run scripts/settings_page.py"


def test_every_setting_says_what_it_is_for():
    assert [setting.name for setting in env.REGISTER.values() if not setting.help.endswith(".")] == []


def test_debug_is_off_and_strangers_names_are_refused(tmp_path):
    data = str(tmp_path)
    assert (
        said_by("s.DEBUG, s.ALLOWED_HOSTS", CLOSEKNIT_DATA=data)
        == "(False, ['localhost', '127.0.0.1', '[::1]', '127.0.0.1'])"
    )


def test_an_https_address_switches_on_what_https_allows(tmp_path):
    shown = "s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS > 0"
    environment = {"CLOSEKNIT_DATA": str(tmp_path), "CLOSEKNIT_PUBLIC_URL": "https://hub.example"}
    assert said_by(shown, **environment) == "(True, True, True, True)"
    assert said_by(shown, CLOSEKNIT_DATA=str(tmp_path)) == "(False, False, False, False)"


def test_the_base_map_is_the_only_other_origin(tmp_path):
    shown = "[s.CONTENT_SECURITY_POLICY[name] for name in ('connect-src', 'worker-src')]"
    environment = {"CLOSEKNIT_DATA": str(tmp_path), "CLOSEKNIT_BASEMAP_URL": "https://tiles.example/{z}/{x}/{y}.png"}
    assert said_by(shown, **environment) == str([["'self'", "https://tiles.example"], ["'self'"]])


def test_no_script_or_style_may_stand_inside_a_page():
    policy = settings.CONTENT_SECURITY_POLICY
    assert not any("unsafe" in str(source) for sources in policy.values() for source in sources)
    assert policy["frame-ancestors"] == ["'none'"]
    assert policy["object-src"] == ["'none'"]
    assert policy["base-uri"] == ["'none'"]


@pytest.mark.django_db
def test_sqlite_loses_nothing_that_was_acknowledged(tmp_path):
    shown = "s.DATABASES['default']['OPTIONS']['init_command'], s.DATABASES['default']['OPTIONS']['transaction_mode']"
    said = said_by(shown, CLOSEKNIT_DATA=str(tmp_path))
    assert "journal_mode=WAL" in said
    assert "synchronous=FULL" in said
    assert "foreign_keys=ON" in said
    assert "IMMEDIATE" in said


def test_the_key_is_made_on_the_first_start_and_stays(tmp_path):
    first, second = (said_by("s.SECRET_KEY", CLOSEKNIT_DATA=str(tmp_path)) for _ in range(2))
    assert first == second
    assert len(first) >= 50


def test_one_version_is_told_everywhere():
    heading = next(
        line for line in (ROOT / "CHANGELOG.md").read_text().splitlines() if line[:3] == "## " and line[3].isdigit()
    )
    done = subprocess.run([sys.executable, "-m", "closeknit", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == f"closeknit {heading.removeprefix('## ')}"
