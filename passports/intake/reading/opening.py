"""The way in: recognises a stranger's file by its content and opens it as a table."""

import re
from dataclasses import replace
from io import SEEK_END
from typing import BinaryIO

from domain.faults import Malformed
from passports.intake.reading.csv_table import open_csv
from passports.intake.reading.form import CSV, JSON, NDJSON, XLSX, Form
from passports.intake.reading.json_table import open_json
from passports.intake.reading.limits import MAX_TEXT_BYTES, MAX_WORKBOOK_BYTES
from passports.intake.reading.places import FILE, bad_file, bad_form
from passports.intake.reading.table import Note, Table
from passports.intake.reading.text import decoded, encoding_of
from passports.intake.reading.xlsx_table import open_xlsx

_HEAD = 4096
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OTHERS = {
    b"%PDF": "a PDF document",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
    b"\x1f\x8b": "a compressed file",
    b"7z\xbc\xaf": "a compressed file",
    b"Rar!": "a compressed file",
    b"PAR1": "a Parquet file",
    b"SQLite format": "a database",
}
_JSON = re.compile(r'\s*(?:\{\s*(?:["}]|\Z)|\[\s*(?:[\[\]{"]|\Z))')
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# Control characters that a text may hold: so many in all, and of every character this share.
_FEW_CONTROL = 20
_MOST_CONTROL = 0.05
_SUFFIXES = {
    **dict.fromkeys(("csv", "tsv", "tab", "txt"), (CSV,)),
    **dict.fromkeys(("json", "ndjson", "jsonl"), (JSON, NDJSON)),
    **dict.fromkeys(("xlsx", "xlsm", "xltx"), (XLSX,)),
}


def open_table(file: BinaryIO, *, name: str = "", form: Form | None = None) -> Table:
    """Open a stranger's file as a table: CSV, a workbook (XLSX), JSON or NDJSON.

    `file` is seekable and stays open, and is left alone by others, until the rows are iterated
    over. It is recognised by its content; `name` only tells whether its suffix says otherwise.
    `form` is what a person corrected; the rest is decided, and all of it comes back with the table.

    Raises Malformed for a file that cannot be read, Invalid for a form that does not fit it; the
    faults stand at /file, /form/<member>, /rows/<n> or /rows/<n>/<column>.
    """
    said = form or Form()
    size = file.seek(0, SEEK_END)
    file.seek(0)
    head = file.read(_HEAD)
    _refuse_others(file, head)
    is_workbook = head.startswith(_ZIP)
    limit = MAX_WORKBOOK_BYTES if is_workbook else MAX_TEXT_BYTES
    if size > limit:
        raise bad_file("file.size", f"The file is larger than {limit:,} bytes.", "Split it.")
    if said.format and (said.format == XLSX) != is_workbook:
        sentence = "The file is of another format than the form says."
        raise bad_form("format", sentence, "Send a file of that format, or correct the form.")
    table = open_xlsx(file, said) if is_workbook else _open_text(file, said)
    suffix = name.rpartition(".")[2].lower()
    if table.form.format in _SUFFIXES.get(suffix, (table.form.format,)):
        return table
    sentence = f"The name of the file says otherwise, but by its content it is {table.form.format}."
    return replace(table, notes=(Note("format.name", sentence, FILE), *table.notes))


def _open_text(file: BinaryIO, form: Form) -> Table:
    encoding = encoding_of(file, form.encoding)
    with decoded(file, encoding) as text:
        sample = text.read(_HEAD)
    if not sample.strip():
        raise bad_file("file.empty", "The file is empty.", "Send a file with one row per product.")
    if len(_CONTROL.findall(sample)) > _FEW_CONTROL + _MOST_CONTROL * len(sample):
        raise _other("no text")
    if sample.lstrip().startswith("<"):
        raise _other("a web page or XML")
    is_json = bool(_JSON.match(sample))
    if form.format:
        is_json = form.format in {JSON, NDJSON}
    return open_json(file, encoding, form) if is_json else open_csv(file, encoding, form)


def _refuse_others(file: BinaryIO, head: bytes) -> None:
    """Refuse what is known to be something else, and say what to do."""
    if head.startswith(_OLE):
        if _contains(file, _ENCRYPTED):
            sentence = "The workbook is encrypted."
            raise bad_file("xlsx.encrypted", sentence, "Save it without a password.")
        raise _other("a workbook of the old kind (.xls)")
    if _OPEN_DOCUMENT in head[:200]:
        raise _other("an OpenDocument spreadsheet")
    for mark, what in _OTHERS.items():
        if head.startswith(mark):
            raise _other(what)


def _contains(file: BinaryIO, wanted: bytes) -> bool:
    file.seek(0)
    rest = b""
    while block := file.read(1 << 20):
        if wanted in rest + block:
            return True
        rest = block[-len(wanted) :]
    return False


def _other(what: str) -> Malformed:
    sentence = f"The file is {what}."
    remedy = "Save it as a workbook (.xlsx) or as CSV UTF-8 in a spreadsheet program."
    return bad_file("file.format", sentence, remedy)
