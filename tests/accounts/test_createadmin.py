import io

import pytest
from django.core.management import CommandError, call_command

from closeknit.accounts import actions, second_step
from closeknit.accounts.models import Authenticator, Grant, Person, Suspension
from tests.support.factories import make_person

pytestmark = pytest.mark.django_db
KIT = ("--email=Kit@Loomwick.example", "--name=Kit", "--password-stdin")


@pytest.fixture
def run(monkeypatch):
    def run(*arguments, password="quite a long pass phrase"):
        out = io.StringIO()
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
        call_command("createadmin", *arguments, stdout=out)
        return out.getvalue()

    return run


def test_it_makes_the_first_admin(run):
    assert run(*KIT) == "Kit may now sign in and look after the hub.\n"
    kit = Person.objects.get(email="kit@loomwick.example")
    assert kit.check_password("quite a long pass phrase")
    assert kit.grants.get().role == "hub_admin"
    assert not kit.holds("hub_admin")  # it sleeps until there is a second step


def test_without_the_second_step_being_asked_for_the_role_is_awake_at_once(run, settings):
    settings.SECOND_FACTOR = "off"
    run(*KIT)
    assert Person.objects.get().holds("hub_admin")


def test_it_lets_a_stopped_administrator_in_again(run):
    run(*KIT)
    kit, lee = Person.objects.get(), make_person("Lee", "hub_admin")
    actions.suspend(kit, by=lee, reason="by mistake")
    run(*KIT)
    kit.refresh_from_db()
    assert kit.is_active
    assert not Suspension.objects.filter(lifted_at=None).exists()


def test_it_takes_a_lost_second_step_away(run):
    run(*KIT)
    kit = Person.objects.get()
    Authenticator.objects.create(person=kit, sealed_secret="lost")
    second_step.keep_in_step(kit)
    run(*KIT)
    assert Person.objects.get().has_second_factor
    said = run(*KIT, "--forget-second-step")
    assert said == "Kit has a new password, and may set up a new second step.\n"
    assert not Person.objects.get().has_second_factor
    assert not Authenticator.objects.exists()


def test_run_again_it_changes_the_password_and_adds_no_second_grant(run):
    run(*KIT)
    assert run(*KIT, password="another long pass phrase") == "Kit has a new password.\n"
    assert Person.objects.get().check_password("another long pass phrase")
    assert Grant.objects.count() == 1


@pytest.mark.parametrize(
    ("arguments", "password", "said"),
    [
        (("--email=kit", "--name=Kit", "--password-stdin"), "x", "kit is not an e-mail address"),
        (KIT, "short", "at least 12 characters"),
        (KIT, "password1234", "too common"),
        (KIT, "", "at least 12 characters"),
        (("--name=Kit", "--password-stdin"), "x", "createadmin --email ADDRESS"),
        (("--email=kit@loomwick.example", "--name=Kit"), "x", "add --password-stdin"),
    ],
)
def test_what_is_missing_or_weak_is_said(run, arguments, password, said):
    with pytest.raises(CommandError, match=said):
        run(*arguments, password=password)
    assert not Person.objects.exists()


def test_a_person_at_the_keyboard_is_asked_twice(run, monkeypatch):
    typed = iter(["first try here", "not the same", "second try here", "second try here"])
    monkeypatch.setattr("getpass.getpass", lambda _question: next(typed))
    terminal = io.StringIO()
    terminal.isatty = lambda: True
    monkeypatch.setattr("sys.stdin", terminal)
    monkeypatch.setattr("builtins.input", lambda _question: "Kit")
    call_command("createadmin", "--email=kit@loomwick.example", stdout=io.StringIO(), stderr=io.StringIO())
    assert Person.objects.get().check_password("second try here")
