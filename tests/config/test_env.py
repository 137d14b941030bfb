import stat
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from closeknit.config import env


@pytest.fixture(autouse=True)
def _own_register(monkeypatch):
    monkeypatch.setattr(env, "REGISTER", {})


@pytest.fixture
def say(monkeypatch):
    return lambda value, name="X": monkeypatch.setenv(name, value)


def refuses(read, sentence):
    with pytest.raises(ImproperlyConfigured) as caught:
        read()
    assert str(caught.value) == sentence


@pytest.mark.parametrize(("said", "meant"), [("yes", True), ("ON", True), ("1", True), ("no", False), ("False", False)])
def test_a_flag_is_yes_or_no(say, said, meant):
    say(said)
    assert env.flag("X", help="") is meant


def test_a_flag_that_says_neither_is_refused(say):
    say("maybe")
    refuses(lambda: env.flag("X", help=""), "X is not right: set it to yes or no.")


def test_nothing_said_is_the_default(say):
    say("  ")
    assert env.flag("X", default=True, help="") is True
    assert env.text("X", "words", help="") == "words"
    assert env.number("X", 7, help="") == 7


@pytest.mark.parametrize("said", ["-1", "0", "seven", "1.5"])
def test_a_number_below_the_least_is_refused(say, said):
    say(said)
    sentence = "X is not right: set it to a whole number of at least 1, such as 7."
    refuses(lambda: env.number("X", 7, least=1, help=""), sentence)


def test_words_are_parted_by_commas(say):
    say("a, b,,c ")
    assert env.words("X", help="") == ["a", "b", "c"]


def test_networks_are_addresses_or_ranges(say):
    say("127.0.0.1, 10.1.2.3/8")
    assert env.networks("X", help="") == ["127.0.0.1/32", "10.0.0.0/8"]
    say("localhost")
    refuses(
        lambda: env.networks("X", help=""),
        "X is not right: set it to addresses such as 127.0.0.1 or 10.0.0.0/8, parted by commas.",
    )


def test_a_time_zone_must_exist(say):
    say("Europe/Loomwick")
    sentence = "X is not right: set it to a time zone such as Europe/London."
    refuses(lambda: env.zone("X", "Europe/London", help=""), sentence)


def test_a_choice_is_one_of_its_options(say):
    say("LOUD")
    refuses(
        lambda: env.choice("X", "INFO", ("INFO", "ERROR"), help=""), "X is not right: set it to one of INFO, ERROR."
    )


def test_an_address_needs_a_host_and_loses_its_slash(say):
    say("https://hub.example/")
    assert env.address("X", help="") == "https://hub.example"
    say("hub.example")
    refuses(lambda: env.address("X", help=""), "X is not right: set it to an address that begins with https://.")


def test_a_folder_may_not_be_a_file(say, tmp_path):
    file = tmp_path / "file"
    file.touch()
    say(str(file))
    sentence = f"X is not right: {file} is a file, set it to a folder."
    refuses(lambda: env.folder("X", tmp_path, "data", help=""), sentence)


def test_a_secret_comes_from_the_environment_else_a_file_else_is_made(say, tmp_path):
    def read():
        return env.secret("X", make=lambda: "made", shown="made", help="")

    assert read() == "made"
    (tmp_path / "x").write_text("from a file\n")
    say(str(tmp_path / "x"), name="X_FILE")
    assert read() == "from a file"
    say("from the environment")
    assert read() == "from the environment"


def test_a_secret_file_that_is_not_there_is_refused(say, tmp_path):
    say(str(tmp_path / "gone"), name="X_FILE")
    sentence = f"X_FILE is not right: {tmp_path / 'gone'} cannot be read."
    refuses(lambda: env.secret("X", make=str, shown="", help=""), sentence)


def database(say, address):
    say(address)
    return env.database("X", "", "", help="")


def test_sqlite_takes_an_absolute_or_a_relative_file(say):
    assert database(say, "sqlite:////srv/hub.sqlite3")["NAME"] == "/srv/hub.sqlite3"
    assert database(say, "sqlite:///hub.sqlite3")["NAME"] == str(Path.cwd() / "hub.sqlite3")


def test_postgres_takes_all_its_parts(say):
    found = database(say, "postgres://priya:s%40fe@db.example:5433/hub?sslmode=require")
    assert found == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "hub",
        "USER": "priya",
        "PASSWORD": "s@fe",
        "HOST": "db.example",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "require"},
    }


def test_postgres_may_be_behind_a_socket(say):
    assert database(say, "postgres://postgres@/hub?host=/run/postgresql")["HOST"] == "/run/postgresql"


@pytest.mark.parametrize(
    ("address", "advice"),
    [
        ("mysql://x/y", "set it to postgres://user:password@host/name or sqlite:////folder/file.sqlite3"),
        ("sqlite://", "name the file too, such as sqlite:////srv/closeknit/closeknit.sqlite3"),
        ("postgres://host", "name the database too, such as postgres://user:password@host/closeknit"),
        ("postgres://host:port/hub", "the port must be a number"),
        (
            "postgres://host/hub?server_side_binding=true",
            "leave server_side_binding out, Closeknit does not work with it",
        ),
    ],
)
def test_a_wrong_database_address_is_refused(say, address, advice):
    refuses(lambda: database(say, address), f"X is not right: {advice}.")


def mail(say, address):
    say(address)
    return env.mail("X", "", help="")


def test_mail_goes_encrypted_unless_told_otherwise(say):
    assert mail(say, "smtp://hub:p%3Aw@mail.example") == {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": "mail.example",
        "EMAIL_PORT": 587,
        "EMAIL_HOST_USER": "hub",
        "EMAIL_HOST_PASSWORD": "p:w",
        "EMAIL_USE_SSL": False,
        "EMAIL_USE_TLS": True,
        "EMAIL_TIMEOUT": 20,
    }
    assert mail(say, "smtps://mail.example")["EMAIL_PORT"] == 465
    assert mail(say, "smtp://127.0.0.1:2525?tls=no")["EMAIL_USE_TLS"] is False


def test_a_wrong_mail_address_is_refused(say):
    advice = "set it to smtp://user:password@host:587 or smtps://user:password@host:465, or to console:"
    refuses(lambda: mail(say, "mail.example"), f"X is not right: {advice}.")


def test_the_kept_key_is_made_once_for_its_owner_alone(tmp_path):
    file = tmp_path / "keys" / "secret"
    assert env.kept_key(file, lambda: "first") == "first"
    assert env.kept_key(file, lambda: "second") == "first"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(file.parent.iterdir()) == [file]


def test_two_first_starts_agree_on_one_key(tmp_path):
    file = tmp_path / "secret"

    def make_slowly():
        file.write_text("the other was quicker")
        return "too late"

    assert env.kept_key(file, make_slowly) == "the other was quicker"


def test_a_misspelt_setting_is_refused_with_the_right_word(say):
    env.flag("X_DEBUG", help="")
    say("yes", name="X_DEBG")
    refuses(lambda: env.refuse_unknown("X_"), "X_DEBG is not right: there is no such setting, write X_DEBUG.")
