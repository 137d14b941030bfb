"""`closeknit places import-areas FILE`: wards, neighbourhoods or boroughs from GeoJSON."""

import sys
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q

from closeknit.core.errors import Refused
from closeknit.core.progress import Bar
from closeknit.places.actions import import_areas
from closeknit.places.area_plan import AreaPlan, Step
from closeknit.places.models import Area
from closeknit.places.vocabulary import AreaKind, Outcome


class Command(BaseCommand):
    help = "Bring the areas of one kind into line with a GeoJSON file, after showing what that changes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a GeoJSON FeatureCollection")
        parser.add_argument("--kind", required=True, choices=AreaKind.values, help="what the areas are")
        parser.add_argument("--code", default="", metavar="COLUMN", help="the column with the official code")
        parser.add_argument("--name", default="", metavar="COLUMN", help="the column with the name")
        parser.add_argument("--parent", default="", help="name, code or slug of the area they lie in")
        parser.add_argument("--parent-column", default="", metavar="COLUMN", help="the column that names it")
        parser.add_argument("--outline", default="", metavar="NAME", help="draw an area around all of them")
        parser.add_argument("--from", dest="valid_from", type=date.fromisoformat, metavar="YYYY-MM-DD")
        parser.add_argument("--dry-run", action="store_true", help="show what would change and stop")
        parser.add_argument("--yes", action="store_true", help="do not ask before applying")

    def handle(self, *_args: Any, **options: Any) -> None:
        choices = self._choices(options)
        try:
            plan = import_areas(**choices, dry_run=True)
            self._show(plan)
            if options["dry_run"] or plan.changes_nothing or not self._agreed(options["yes"]):
                return
            with Bar("Placing points", unit=" points") as progress:
                import_areas(**choices, progress=progress)
        except Refused as no:
            raise CommandError(no.message) from no
        self.stdout.write(self.style.SUCCESS("Applied."))

    def _choices(self, options: dict[str, Any]) -> dict[str, Any]:
        file: Path = options["file"]
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        return {
            "file": file,
            "kind": options["kind"],
            "code_property": options["code"],
            "name_property": options["name"],
            "parent": _area_called(options["parent"]),
            "parent_property": options["parent_column"],
            "outline": options["outline"],
            "valid_from": options["valid_from"],
        }

    def _show(self, plan: AreaPlan) -> None:
        for step in plan.all_steps:
            if step.outcome != Outcome.UNCHANGED:
                self.stdout.write(_line(plan, step))
        self.stdout.write(f"{plan.words}.")

    def _agreed(self, is_sure: bool) -> bool:
        if is_sure:
            return True
        if not sys.stdin.isatty():
            raise CommandError("Nothing was changed. Add --yes to apply this.")
        return input("Apply this? [y/N] ").strip().lower() in {"y", "yes"}


def _area_called(text: str) -> Area | None:
    if not text:
        return None
    found = Area.objects.current().filter(Q(code=text) | Q(slug=text) | Q(name__iexact=text))
    if found.count() != 1:
        raise CommandError(f"There is no one area “{text}”. Give its official code.")
    return found.get()


def _line(plan: AreaPlan, step: Step) -> str:
    told = [str(step.outcome.label), *(str(change.label) for change in step.changes)]
    if step.was_name and step.was_name != step.name:
        told.append(f"until now {step.was_name}")
    heirs = [f"{heir.share_of_old:.0%} to {heir.new.name}" for heir in plan.heirs_of(step)]
    return f"  {step.code:<10} {step.name}: {', '.join(told + heirs)}{'. ' + step.reason if step.reason else ''}"
