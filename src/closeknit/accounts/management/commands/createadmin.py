"""`closeknit createadmin`: the first person who looks after the hub, or a new password for one."""

import getpass
import sys
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from closeknit.accounts.actions import forget_second_step, make_hub_admin
from closeknit.accounts.models import Person

TRIES = 3


class Command(BaseCommand):
    help = "Give a person the role of hub administrator and a password. Run again to change the password."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", help="the address to sign in with; asked for if left out")
        parser.add_argument("--name", help="the name others see; asked for if left out")
        parser.add_argument(
            "--password-stdin", action="store_true", help="read the password from standard input, for scripts"
        )

        parser.add_argument(
            "--forget-second-step",
            action="store_true",
            help="for a lost phone: let the person set up a new second step",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        email = self._email(options["email"] or self._ask("E-mail address: "))
        name = options["name"] or self._ask("Name: ")
        password = self._from_stdin(name, email) if options["password_stdin"] else self._typed(name, email)
        person, is_new = make_hub_admin(email=email, name=name, password=password, reason="createadmin")
        done = "may now sign in and look after the hub" if is_new else "has a new password"
        if options["forget_second_step"]:
            forget_second_step(person, by=None)
            done += ", and may set up a new second step"
        self.stdout.write(f"{person.name} {done}.")

    def _email(self, text: str) -> str:
        try:
            validate_email(text)
        except ValidationError as error:
            raise CommandError(f"{text} is not an e-mail address.") from error
        return text

    def _ask(self, question: str) -> str:
        if not sys.stdin.isatty():
            raise CommandError("Say who: closeknit createadmin --email ADDRESS --name NAME --password-stdin")
        return input(question).strip()

    def _from_stdin(self, name: str, email: str) -> str:
        password = sys.stdin.readline().rstrip("\r\n")
        if trouble := _trouble(password, name, email):
            raise CommandError(trouble)
        return password

    def _typed(self, name: str, email: str) -> str:
        if not sys.stdin.isatty():
            raise CommandError("There is nobody to type a password: add --password-stdin.")
        for _ in range(TRIES):
            password = getpass.getpass("Password: ")
            trouble = _trouble(password, name, email)
            if not trouble and getpass.getpass("Once more: ") == password:
                return password
            self.stderr.write(trouble or "The two are not the same.")
        raise CommandError("No password was set.")


def _trouble(password: str, name: str, email: str) -> str:
    """What is wrong with a password, in sentences; empty if nothing."""
    try:
        validate_password(password, Person(name=name, email=email))
    except ValidationError as error:
        return " ".join(error.messages)
    return ""
