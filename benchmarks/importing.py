"""A file of 100,000 rows, from upload to preview, against bare parsing and bare verdicts."""

import csv
import io
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import python_calamine
import xlsxwriter

from benchmarks.cast import maker
from benchmarks.harness import Figures, seconds
from ledger import jobs
from passports.intake import previewing, uploads
from passports.models import Upload, UploadState
from passports.schema_registry import latest

SECTOR = "laptop"
ROWS = 100_000
ROUNDS = 3
HEADER = (
    *("brand", "model_number", "name/en", "name/fr", "category", "mass", "placed_on_market"),
    *("origin/assembly_country", "carbon/total", "carbon/lifetime", "commodity_code"),
)
PATHS = [tuple(name.split("/")) for name in HEADER]


def csv_vs_parse() -> Figures:
    """The file as CSV; the baseline reads it with csv.reader and judges what the cells say."""
    return _against(_as_csv, _parse_csv, "CSV")


def xlsx_vs_parse() -> Figures:
    """The file as a workbook; the baseline reads it with calamine."""
    return _against(_as_xlsx, _parse_xlsx, "XLSX")


def cells(number: int) -> list[Any]:
    """Return the cells of a row; no two rows are alike."""
    return [
        "Example Devices",
        f"XN-{number:06}",
        f"Notebook {number}",
        f"Ordinateur {number}",
        "laptop",
        1_000 + number % 900,
        f"2026-{1 + number % 12:02}-{1 + number % 28:02}",
        ("CN", "VN", "DE", "MX")[number % 4],
        150 + number % 200,
        3 + number % 4,
        "84713000",
    ]


def _against(
    write: Callable[[Path], None], parse: Callable[[Path], Iterator[Any]], form: str
) -> Figures:
    actor = maker()
    judge = jsonschema_rs.validator_for(latest(SECTOR).schema)
    pairs = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "products")
        write(path)

        def ours() -> None:
            with path.open("rb") as file:
                upload = uploads.receive(actor=actor, file=file, name=path.name, sector=SECTOR)
            _preview(upload)

        def baseline() -> None:
            assert all(judge.is_valid(document) for document in parse(path))

        for _ in range(ROUNDS):
            pairs.append((seconds(ours), seconds(baseline)))
            Upload.objects.all().delete()
    return Figures(
        pairs,
        ROWS,
        f"{form} of {ROWS:,} rows and {len(HEADER)} columns, all ready; outcome of each row stored"
        " in SQLite, nothing known of the products before",
    )


def _preview(upload: Upload) -> None:
    assert upload.job is not None
    job = jobs.claim(str(upload.job.pk))
    assert job is not None
    more = True
    while more:
        with jobs.chunk(job):
            more = previewing.advance_preview(job)
    upload.refresh_from_db()
    assert upload.state == UploadState.READ, upload.faults
    assert upload.counts == {"ready": ROWS}, upload.counts


def _documents(rows: Iterator[list[Any]]) -> Iterator[Any]:
    for row in rows:
        document: dict[str, Any] = {}
        for path, cell in zip(PATHS, row, strict=True):
            here = document
            for name in path[:-1]:
                here = here.setdefault(name, {})
            here[path[-1]] = cell
        yield document


def _as_csv(path: Path) -> None:
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(cells(number) for number in range(ROWS))


def _parse_csv(path: Path) -> Iterator[Any]:
    numbers = {HEADER.index(name) for name in ("mass", "carbon/total", "carbon/lifetime")}
    with path.open(newline="") as file:
        rows = csv.reader(file)
        next(rows)
        yield from _documents(
            [int(cell) if i in numbers else cell for i, cell in enumerate(row)] for row in rows
        )


def _as_xlsx(path: Path) -> None:
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        for number in range(ROWS):
            sheet.write_row(number + 1, 0, cells(number))


def _parse_xlsx(path: Path) -> Iterator[Any]:
    book = python_calamine.load_workbook(io.BytesIO(path.read_bytes()))
    rows = iter(book.get_sheet_by_index(0).to_python())
    next(rows)
    yield from _documents(rows)
