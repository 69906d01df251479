"""Nasty workbooks."""

import struct
import zipfile
from typing import Any

from passports.intake.reading.limits import (
    MAX_LINE,
    MAX_MERGED,
    MAX_PARTS,
    MAX_STRINGS_BYTES,
    MAX_UNPACKED_BYTES,
)
from tests.passports.intake.nasty import GOOD_ROW, Nasty, refused
from tests.passports.intake.workbooks import (
    by_hand,
    listing_says,
    relations,
    sheet_of,
    texts,
    written,
    zipped,
)


def huge_when_unpacked() -> bytes:
    return by_hand(texts(["id", "name"], ["K1", "a"]) + " " * 30_000_000)


def huge_in_all() -> bytes:
    raw = by_hand(texts(["id", "name"], ["K1", "a"]))
    half = MAX_UNPACKED_BYTES // 2 + 1
    for part in ("xl/styles.xml", "xl/worksheets/1.xml"):
        raw = listing_says(raw, part, half, packed=half // 100)
    return raw


def with_huge_strings() -> bytes:
    raw = by_hand(texts(["id", "name"], ["K1", "a"]))
    size = MAX_STRINGS_BYTES + 1
    return listing_says(raw, "xl/strings.xml", size, packed=size // 100)


def with_too_many_parts() -> bytes:
    return zipped({f"xl/{i}": b"" for i in range(MAX_PARTS + 1)}, zipfile.ZIP_STORED)


def with_entities() -> bytes:
    laughs = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    doctype = f'<!DOCTYPE sst [<!ENTITY l0 "ha">{laughs}]>'
    raw = f"{doctype}<workbook><sheets><sheet name='&l9;' sheetId='1'/></sheets></workbook>"
    return by_hand(more={"xl/workbook.xml": raw.encode()})


def with_entities_in_the_sheet() -> bytes:
    sheet = (
        '<!DOCTYPE worksheet [<!ENTITY file SYSTEM "file:///etc/hostname">]><worksheet><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>&file;</t></is></c></row>'
        "</sheetData></worksheet>"
    )
    return by_hand(more={"xl/worksheets/1.xml": sheet.encode()})


def with_a_cell_at_the_far_end() -> bytes:
    return by_hand(
        texts(["id", "name"], ["K1", "a"]) + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    )


def formatted_to_the_far_end() -> bytes:
    return by_hand(
        texts(["id", "name", "mass"], GOOD_ROW)
        + '<row r="3" s="1" customFormat="1"><c r="A3" s="1"/><c r="XFD3" s="1"/></row>'
        + '<row r="1048576"><c r="XFD1048576" s="1"/></row>'
    )


def with_cells_of_another_row() -> bytes:
    return by_hand(
        texts(["id", "name"], ["K1", "a"]) + '<row r="3"><c r="A900000"><v>1</v></c></row>'
    )


def with_formulas() -> bytes:
    def fill(workbook: Any) -> None:
        sheet = workbook.add_worksheet("Products")
        sheet.write_row(0, 0, ["id", "name", "mass"])
        sheet.write_row(1, 0, ["K1", "Kettle"])
        sheet.write_formula(1, 2, "=3*300", None, 900)
        sheet.write_row(2, 0, ["K3", "Never calculated"])
        sheet.write_formula(2, 2, "=3*300", None, "")
        sheet.write_row(3, 0, ["K4", "Asks to be calculated"])
        sheet.write_formula(3, 2, "=3*300")
        sheet.write_row(4, 0, ["K5"])
        sheet.write_formula(4, 1, "=1/0", None, "#DIV/0!")
        sheet.write_row(5, 0, GOOD_ROW)

    return written(fill)


def merged_and_hidden() -> bytes:
    def fill(workbook: Any) -> None:
        workbook.add_worksheet("Notes").write(0, 0, "How to fill this in.")
        draft = workbook.add_worksheet("Draft")
        draft.write_row(0, 0, ["id", "name"])
        draft.write_row(1, 0, ["K9", "Not yet"])
        draft.hide()
        sheet = workbook.add_worksheet("Products")
        sheet.merge_range(0, 0, 0, 3, "Product list")
        sheet.merge_range(2, 0, 3, 0, "id")
        sheet.write(2, 1, "cost")
        sheet.merge_range(2, 2, 2, 3, "kept")
        sheet.write_row(3, 2, ["name", "mass"])
        for number, key in enumerate(["K1", "K3", "K4", "K2"], 4):
            sheet.write_row(number, 0, [key, 99])
            sheet.write(number, 3, "800")
        sheet.merge_range(4, 2, 6, 2, "Kettle")
        sheet.write(7, 2, "Pan")
        sheet.set_row(5, None, None, {"hidden": True})
        sheet.set_column(1, 1, None, None, {"hidden": True})

    return written(fill)


def with_macros_and_links() -> bytes:
    return by_hand(
        texts(["id", "name", "mass"], GOOD_ROW),
        more={"xl/vbaProject.bin": b"\xd0\xcf", "xl/externalLinks/externalLink1.xml": b"<x/>"},
    )


def with_hundreds_of_thousands_of_merged_cells() -> bytes:
    cells = "".join(f'<mergeCell ref="A{i}:A1048576"/>' for i in range(1, MAX_MERGED + 2))
    return by_hand(texts(["id", "name"], ["K1", "a"]), behind=f"<mergeCells>{cells}</mergeCells>")


def with_an_endless_row() -> bytes:
    cells = "".join(f'<c r="A1" s="{i}"/>' for i in range(MAX_LINE // 15))
    return by_hand(f'<row r="1">{cells}</row>')


def named_like_a_path() -> bytes:
    target = relations(
        '<Relationship Id="r" Type="x/officeDocument" Target="../../../../etc/passwd"/>'
    )
    return by_hand(more={"_rels/.rels": target.encode()})


def encrypted() -> bytes:
    name = "EncryptedPackage".encode("utf-16-le")
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000) + name + bytes(500)


def encrypted_zip() -> bytes:
    raw = bytearray(by_hand(texts(["id", "name"], ["K1", "a"])))
    place = raw.rindex(b"PK\x01\x02")
    struct.pack_into("<H", raw, place + 8, 1)
    return bytes(raw)


def cut_in_half() -> bytes:
    raw = sheet_of([["id", "name"], ["K1", "a"]])
    return raw[: len(raw) // 2]


WORKBOOKS = (
    refused(
        "a workbook that unpacks to 30 MB of nothing", "xlsx.ratio", "/file", huge_when_unpacked
    ),
    refused("a workbook that unpacks to a gigabyte", "xlsx.unpacked", "/file", huge_in_all),
    refused("a workbook with huge strings", "xlsx.strings", "/file", with_huge_strings),
    refused("a workbook of ten thousand parts", "xlsx.entries", "/file", with_too_many_parts),
    refused("a workbook with entities", "xlsx.doctype", "/file", with_entities),
    refused("a sheet with entities", "xlsx.doctype", "/file", with_entities_in_the_sheet),
    refused(
        "a cell at the far end of a sheet",
        "file.columns",
        "/rows/1048576",
        with_a_cell_at_the_far_end,
    ),
    Nasty("a sheet formatted to its far end", formatted_to_the_far_end, rows=((2, GOOD_ROW),)),
    refused("a cell that lies about its row", "xlsx.address", "/rows/3", with_cells_of_another_row),
    refused("an endless row in a sheet", "xlsx.xml", "/file", with_an_endless_row),
    refused("a workbook whose parts point outside", "xlsx.damaged", "/file", named_like_a_path),
    Nasty(
        "formulas with and without values",
        with_formulas,
        faults=(
            ("cell.formula", 3, "mass"),
            ("cell.formula", 4, "mass"),
            ("cell.error", 5, "name"),
        ),
        rows=((2, ["K1", "Kettle", 900]), (6, GOOD_ROW)),
    ),
    Nasty(
        "merged cells, hidden sheets, rows and columns",
        merged_and_hidden,
        notes=(
            *("sheet.left_out", "sheet.hidden_left_out", "rows.hidden_left_out"),
            *("columns.hidden_left_out", "header.rows_above", "header.joined", "cells.merged"),
        ),
        columns=("id", "kept / name", "kept / mass"),
        rows=((5, ["K1", "Kettle", "800"]), (7, ["K4", "Kettle", "800"]), (8, GOOD_ROW)),
    ),
    Nasty(
        "macros and links to other workbooks",
        with_macros_and_links,
        notes=("workbook.macros", "workbook.links"),
        rows=((2, GOOD_ROW),),
    ),
    refused(
        "too many merged cells", "xlsx.merged", "/file", with_hundreds_of_thousands_of_merged_cells
    ),
    refused("a workbook with a password", "xlsx.encrypted", "/file", encrypted),
    refused("a workbook in an encrypted archive", "xlsx.encrypted", "/file", encrypted_zip),
    refused("a workbook cut in half", "xlsx.damaged", "/file", cut_in_half),
    refused(
        "a workbook of the old kind",
        "file.format",
        "/file",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    ),
)
