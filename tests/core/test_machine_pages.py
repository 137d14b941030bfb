"""The addresses that machines ask for."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.db import OperationalError, connection

from closeknit.core import http, views
from tests.support.factories import make_hub

pytestmark = pytest.mark.django_db


def test_health_is_green(client, monkeypatch):
    monkeypatch.setattr(views.shutil, "disk_usage", lambda _folder: SimpleNamespace(total=100, free=50))
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"ok": True, "problems": []})
    assert "no-store" in answer["Cache-Control"]


def test_health_turns_red_before_the_disk_is_full(client, monkeypatch):
    monkeypatch.setattr(views.shutil, "disk_usage", lambda _folder: SimpleNamespace(total=100, free=9))
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["problems"]) == (503, ["the disk is nearly full"])


def test_health_turns_red_when_the_database_is_away(client, monkeypatch):
    def away(*_args):
        raise OperationalError

    monkeypatch.setattr(connection, "cursor", away)
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert "the database does not answer" in answer.json()["problems"]


def test_who_finds_a_weakness_learns_where_to_tell_it(client, settings, time_machine_at):
    settings.PUBLIC_URL = "https://hub.example"
    make_hub(contact_email="kit@loomwick.example")
    http.forget_hub()
    answer = client.get("/.well-known/security.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content.decode() == (
        "Contact: mailto:kit@loomwick.example\n"
        "Expires: 2026-11-28T00:00:00Z\n"
        "Preferred-Languages: en\n"
        "Canonical: https://hub.example/.well-known/security.txt\n"
    )


@pytest.fixture
def time_machine_at():
    import time_machine

    with time_machine.travel(datetime(2026, 6, 1, 12, tzinfo=UTC), tick=False):
        yield
