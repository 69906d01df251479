"""Workbooks for tests: real ones written by a library, and hostile ones put together by hand."""

import io
import struct
import zipfile
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import xlsxwriter

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def written(fill: Callable[[Any], None], **options: Any) -> bytes:
    """Return the bytes of a workbook that `fill` gets to write."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, **options}) as workbook:
        fill(workbook)
    return file.getvalue()


def sheet_of(rows: Iterable[Iterable[Any]], **options: Any) -> bytes:
    """Return a workbook with one sheet that holds these rows."""

    def fill(workbook: Any) -> None:
        sheet = workbook.add_worksheet("Products")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)

    return written(fill, **options)


def by_hand(
    rows: str = "",
    *,
    strings: str = "",
    styles: str = "",
    before: str = "",
    behind: str = "",
    workbook: str = "",
    names: Iterable[str] = ("Products",),
    more: Mapping[str, bytes] | None = None,
) -> bytes:
    """Return a workbook whose sheets all hold `rows`, the XML of the rows."""
    names = list(names)
    entries = "".join(
        f'<sheet name="{name}" sheetId="{i}" r:id="rId{i}"/>' for i, name in enumerate(names, 1)
    )
    links = "".join(
        f'<Relationship Id="rId{i}" Type="{RELATIONS}/worksheet" Target="worksheets/{i}.xml"/>'
        for i in range(1, len(names) + 1)
    )
    parts = {
        "_rels/.rels": relations(
            f'<Relationship Id="r" Type="{RELATIONS}/officeDocument" Target="/xl/workbook.xml"/>'
        ),
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">{workbook}'
            f"<sheets>{entries}</sheets></workbook>"
        ),
        "xl/_rels/workbook.xml.rels": relations(
            links + f'<Relationship Id="s" Type="{RELATIONS}/sharedStrings" Target="strings.xml"/>'
            f'<Relationship Id="t" Type="{RELATIONS}/styles" Target="styles.xml"/>'
        ),
        "xl/strings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>',
    }
    for number in range(1, len(names) + 1):
        parts[f"xl/worksheets/{number}.xml"] = (
            f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{MAIN}">{before}'
            f"<sheetData>{rows}</sheetData>{behind}</worksheet>"
        )
    return zipped({**{name: text.encode() for name, text in parts.items()}, **(more or {})})


def relations(links: str) -> str:
    return f'<Relationships xmlns="{PACKAGE}">{links}</Relationships>'


def zipped(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def texts(*rows: Iterable[object]) -> str:
    """Return the XML of rows: strings inline, numbers as they are, None left out."""
    return "".join(
        f'<row r="{number}">{"".join(_cell(number, i, v) for i, v in enumerate(row))}</row>'
        for number, row in enumerate(rows, 1)
    )


def _cell(number: int, index: int, value: object) -> str:
    if value is None:
        return ""
    place = f"{chr(ord('A') + index)}{number}"
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'
    return f'<c r="{place}"><v>{value}</v></c>'


def listing_says(archive: bytes, part: str, size: int, packed: int | None = None) -> bytes:
    """Return the archive with another size of a part in its listing, as a liar would write it."""
    raw = bytearray(archive)
    place = raw.rindex(part.encode()) - 46
    struct.pack_into("<I", raw, place + 24, size)
    if packed is not None:
        struct.pack_into("<I", raw, place + 20, packed)
    return bytes(raw)
