"""manage.py import_products FILE --organisation PUBLIC_ID --sector SECTOR."""

import json
import re
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import CommandError

from accounts.actors import ALL_SCOPES, Actor
from accounts.models import Organisation
from domain.faults import Fault, Json, Refusal
from domain.pointers import path_of
from domain.strict_json import loads
from ledger.commands import RegistryCommand
from lifecycle.importing import COMMON, ImportedProducts, import_products, rehearse
from passports.intake.answers import NO_ANSWERS
from passports.intake.answers import from_json as answers_from
from passports.intake.applying import faults_of
from passports.intake.choosing import stream_for
from passports.intake.stream import Stream

NAME = re.compile("[a-z0-9][a-z0-9-]{0,63}")
REASON = "Imported from a spreadsheet."


class Command(RegistryCommand):
    help = (
        "Import products from a CSV, TSV, XLSX, JSON or NDJSON file as one change, all or nothing."
        " What its columns mean is guessed, unless a mapping says it; see what was guessed with"
        " --show-mapping, and what would happen with --dry-run. An empty cell leaves what is there"
        " as it is."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the file")
        parser.add_argument("--organisation", required=True, help="public id of the operator")
        parser.add_argument("--sector", required=True, help="for rows that name none")
        parser.add_argument("--mapping", type=Path, help="what the columns mean, as JSON")
        parser.add_argument("--answers", type=Path, help="answers to questions, as JSON")
        parser.add_argument(
            "--show-mapping", action="store_true", help="print the mapping, and import nothing"
        )
        parser.add_argument(
            "--best-effort", action="store_true", help="pass over rows that are refused or unclear"
        )
        parser.add_argument(
            "--activity",
            type=Path,
            help="activity model for rows that name none; the others are NAME.json beside FILE",
        )
        parser.add_argument("--reason", default=REASON, help="why; it is public")
        parser.add_argument("--dry-run", action="store_true", help="report, and write nothing")

    def handle(self, **options: Any) -> None:
        organisation = Organisation.objects.filter(public_id=options["organisation"]).first()
        if organisation is None:
            raise CommandError("There is no organisation with this public id. Create it first.")
        actor = Actor(organisation.public_id, organisation.name, ALL_SCOPES)
        path: Path = options["file"]
        run = rehearse if options["dry_run"] else import_products
        try:
            with _opened(path) as file:
                stream = _stream(file, actor, options)
                if options["show_mapping"]:
                    shown = json.dumps(
                        stream.layout.mapping.to_json(), indent=2, ensure_ascii=False
                    )
                    self.stdout.write(shown)
                    return
                done = run(
                    actor=actor,
                    stream=stream,
                    bodies=_Bodies(path.parent, options["activity"]),
                    reason=options["reason"],
                    best_effort=options["best_effort"],
                )
        except Refusal as refusal:
            self.stderr.write("\n".join(_table(refusal.faults)))
            self.stderr.write(f"Nothing was imported: {len(refusal.faults)} faults.")
            sys.exit(1)
        self._report(done, stream, rehearsed=options["dry_run"])

    def _report(self, done: ImportedProducts, stream: Stream, *, rehearsed: bool) -> None:
        products = done.products
        for note in stream.table.notes:
            self.stdout.write(f"{note.place}: {note.sentence}")
        for header, asked in stream.layout.mapping.open.items():
            self.stdout.write(f"column {header}: left out. {asked.sentence}")
        for row, identifier in () if rehearsed else products.drawn.items():
            self.stdout.write(f"row {row}: {identifier}")
        if products.open:
            faults = list(faults_of(products.open))
            self.stderr.write("\n".join(_table(faults)))
            outcomes = Counter(plan.outcome.name.lower() for plan in products.open)
            told = ", ".join(f"{count} {outcome}" for outcome, count in sorted(outcomes.items()))
            self.stderr.write(f"Passed over: {told}.")
        self.stdout.write(
            f"{'Would be: ' if rehearsed else ''}{products.registered} registered,"
            f" {products.revised} revised, {products.unchanged} unchanged,"
            f" {products.repaired} of them repaired,"
            f" {done.activity_models} activity models recorded."
        )


def _stream(file: BinaryIO, actor: Actor, options: dict[str, Any]) -> Stream:
    return stream_for(
        actor,
        file,
        options["file"].name,
        options["sector"],
        mapping=_json(options["mapping"]) if options["mapping"] else None,
        answers=answers_from(_json(options["answers"])) if options["answers"] else NO_ANSWERS,
    )


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error


class _Bodies(Mapping[str, Json]):
    """Activity models by name, read when a row names them: NAME.json in a folder; "" is given."""

    def __init__(self, folder: Path, otherwise: Path | None) -> None:
        self._folder = folder
        self._read = {COMMON: _json(otherwise)} if otherwise else {}

    def __getitem__(self, name: str) -> Json:
        if name not in self._read:
            path = self._folder / f"{name}.json"
            if not NAME.fullmatch(name) or not path.is_file():
                raise KeyError(name)
            self._read[name] = _json(path)
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._read)

    def __len__(self) -> int:
        return len(self._read)


def _json(path: Path) -> Json:
    try:
        return loads(path.read_bytes())
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
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
