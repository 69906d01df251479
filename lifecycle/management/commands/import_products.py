"""manage.py import_products FILE.csv --organisation PUBLIC_ID --sector SECTOR."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.actors import ALL_SCOPES, Actor
from accounts.models import Organisation
from domain.faults import Fault, Json, Refusal
from domain.pointers import path_of
from domain.strict_json import loads
from lifecycle.importing import ImportedProducts, import_products, rehearse
from passports.schema_registry import latest
from passports.sheets import MAX_BYTES, Sheet, read

REASON = "Imported from a spreadsheet."


class Command(BaseCommand):
    help = (
        "Import products from a CSV file as one change, all or nothing. Its header names fields by"
        " their path in the schema (name/en, materials/steel/mass), beside the columns identifier,"
        " sector, parent and activity. An empty cell leaves what is there as it is."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the CSV file (UTF-8, commas)")
        parser.add_argument("--organisation", required=True, help="public id of the operator")
        parser.add_argument("--sector", required=True, help="for rows that name none")
        parser.add_argument(
            "--activity",
            type=Path,
            help="activity model for rows that name none; NAME in a row is NAME.json beside FILE",
        )
        parser.add_argument("--reason", default=REASON, help="why; it is public")
        parser.add_argument("--dry-run", action="store_true", help="report, and write nothing")

    def handle(self, **options: Any) -> None:
        organisation = Organisation.objects.filter(public_id=options["organisation"]).first()
        if organisation is None:
            raise CommandError("There is no organisation with this public id. Create it first.")
        actor = Actor(organisation.public_id, organisation.name, ALL_SCOPES)
        run = rehearse if options["dry_run"] else import_products
        try:
            sheet = read(_bytes(options["file"]), options["sector"], latest)
            bodies = dict(_bodies(sheet, options["file"].parent, options["activity"]))
            done = run(actor=actor, sheet=sheet, bodies=bodies, reason=options["reason"])
        except Refusal as refusal:
            self.stderr.write("\n".join(_table(refusal.faults)))
            self.stderr.write(f"Nothing was imported: {len(refusal.faults)} faults.")
            sys.exit(1)
        self._report(done, rehearsed=options["dry_run"])

    def _report(self, done: ImportedProducts, *, rehearsed: bool) -> None:
        products = done.products
        for row, identifier in () if rehearsed else products.drawn.items():
            self.stdout.write(f"row {row}: {identifier}")
        self.stdout.write(
            f"{'Would be: ' if rehearsed else ''}{products.registered} registered,"
            f" {products.revised} revised, {products.unchanged} unchanged,"
            f" {done.activity_models} activity models recorded."
        )


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error


def _bodies(sheet: Sheet, folder: Path, otherwise: Path | None) -> Iterator[tuple[str, Json]]:
    """Yield the activity models that rows name, as far as there are files for them."""
    for name in sorted({row.activity for row in sheet.rows if row.activity}):
        path = folder / f"{name}.json"
        if path.is_file():
            yield name, _json(path)
    if otherwise is not None:
        yield "", _json(otherwise)


def _json(path: Path) -> Json:
    try:
        return loads(_bytes(path))
    except Refusal as refusal:
        told = " ".join(f"{fault.sentence} {fault.remedy}" for fault in refusal.faults)
        raise CommandError(f"{path} cannot be read: {told}") from refusal


def _table(faults: Iterable[Fault]) -> Iterator[str]:
    lines = [("row", "column", "fault"), *map(_line, faults)]
    widths = [max(len(line[column]) for line in lines) for column in (0, 1)]
    for row, column, fault in lines:
        yield f"{row:>{widths[0]}}  {column:<{widths[1]}}  {fault}"


def _line(fault: Fault) -> tuple[str, str, str]:
    path = path_of(fault.pointer)
    row, column = (path[1], "/".join(path[2:])) if path[:1] == ("rows",) else ("", fault.pointer)
    return row, column, f"{fault.sentence} {fault.remedy}".strip()
