"""The `closeknit` command: one friendly door before Django's management commands."""

import os
import sys
from dataclasses import dataclass

from closeknit import __version__


@dataclass(frozen=True)
class Command:
    """`closeknit WORDS …` runs the management command `runs`."""

    words: str
    runs: tuple[str, ...]
    help: str


COMMANDS = (
    Command("demo", ("demo",), "fill an empty hub with the invented borough of Loomwick"),
    Command("serve", ("serve",), "run the website and its background work"),
    Command("check", ("check", "--database", "default"), "look for anything that is not right"),
    Command("migrate", ("migrate",), "bring the database up to date; do this after every update"),
    Command("createadmin", ("createadmin",), "make the first person who may look after the hub"),
    Command("places import-areas", ("import_areas",), "read wards and neighbourhoods from a GeoJSON file"),
    Command("places import-postcodes", ("import_postcodes",), "read postcodes from the ONS or Ordnance Survey file"),
    Command("import", ("import_groups",), "read groups from CSV, XLSX, GeoJSON or Open Referral UK"),
    Command("export", ("export_groups",), "write the groups to a file"),
    Command("backup", ("backup",), "make a copy of everything while the site runs"),
    Command("restore", ("restore",), "bring a backup back"),
)

USAGE = "Closeknit {version} helps the groups of one place find each other.\n\nUsage: closeknit COMMAND …\n"
LAST = """
`closeknit COMMAND --help` says more. `closeknit commands` lists the rarer ones too.
Settings come from the environment; docs/settings.md explains each.
"""


def main() -> None:
    """Run one command; what goes wrong outside our own code is told in a sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "closeknit.config.settings")
    try:
        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        print("\nStopped. Run the same command again to go on.", file=sys.stderr)
        code = 130
    except BrokenPipeError:  # the reader of our output has gone, as `| head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    sys.exit(code)


def run(arguments: list[str]) -> int:
    if not arguments or arguments in (["help"], ["-h"], ["--help"]):
        print(help_text(), end="")
        return 0
    if arguments == ["places"]:
        print(help_text(begins="places"), end="")
        return 2
    if arguments[0] in {"--version", "version"}:
        print(f"closeknit {__version__}")
        return 0
    return manage(translated(arguments))


def help_text(begins: str = "") -> str:
    lines = (f"  {command.words:<24}{command.help}" for command in COMMANDS if command.words.startswith(begins))
    return "\n".join([USAGE.format(version=__version__), *lines, LAST])


def translated(arguments: list[str]) -> list[str]:
    """Our words become Django's; any other management command passes as it is."""
    if arguments == ["commands"]:
        return ["help", "--commands"]
    for command in COMMANDS:
        words = command.words.split()
        if arguments[: len(words)] == words:
            return [*command.runs, *arguments[len(words) :]]
    return arguments


def manage(arguments: list[str]) -> int:
    # Django takes half a second to load: the help above answers without it.
    import django  # noqa: PLC0415
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415
    from django.core.management import ManagementUtility  # noqa: PLC0415
    from django.db import OperationalError, ProgrammingError  # noqa: PLC0415

    try:
        if arguments[0] == "serve":
            from closeknit.config.serving import serve  # noqa: PLC0415

            return serve(arguments[1:])
        django.setup()
        ManagementUtility(["closeknit", *arguments]).execute()
    except ImproperlyConfigured as error:
        print(f"The hub cannot start: {error}", file=sys.stderr)
        return 2
    except (OperationalError, ProgrammingError) as error:
        print(f"{database_trouble(error)} ({str(error).strip()})", file=sys.stderr)
        return 1
    return 0


def database_trouble(error: Exception) -> str:
    if "no such table" in str(error) or "does not exist" in str(error):
        return "The database is not up to date: run `closeknit migrate`."
    return "The database does not answer as it should: look at DATABASE_URL and whether the database runs."
