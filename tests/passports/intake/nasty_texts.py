"""Nasty CSV and JSON, and what is neither."""

import json
from collections.abc import Callable

from passports.intake.reading.limits import MAX_CELL, MAX_LINE, MAX_ROWS
from tests.passports.intake.nasty import GOOD_ROW, Nasty, refused

HEADER = "id,name,mass\n"


def csv(*lines: str, encoding: str = "utf-8") -> Callable[[], bytes]:
    return lambda: (HEADER + "\n".join(lines) + "\n").encode(encoding)


def with_zero_bytes() -> bytes:
    return b"id,name,mass\nK1,Ket\x00tle,900\nK2,Pan,800\n"


def in_two_encodings() -> bytes:
    return (
        HEADER.encode()
        + "K1,Küchenwaage,900\n".encode()
        + "K3,Küche,700\nK2,Pan,800\n".encode("cp1252")
    )


def mostly_cp1252() -> bytes:
    lines = [f"K{i},Küche für Öl,900\n".encode("cp1252") for i in range(3, 9)]
    return HEADER.encode() + b"".join(lines) + "K1,Größe,1\nK2,Pan,800\n".encode()


def with_a_million_columns() -> bytes:
    return b"," * 1_000_000 + b"\nK1,Kettle\n"


def without_line_breaks() -> bytes:
    return b"x" * (MAX_LINE + 1)


def with_a_title_two_headers_units_and_totals() -> bytes:
    return (
        "Products of Example Devices;;;;\n"
        ";;;;\n"
        "id;name;Carbon footprint;;Weight\n"
        ";;total;use;net\n"
        ";;kg;kg;g\n"
        "K1;Kettle;5,5;2,1;900\n"
        "K2;Pan;4;1;800\n"
        "Total;;9,5;3,1;1700\n"
        ";;;;\n"
        "* estimated;;;;\n"
    ).encode("utf-8-sig")


def for_another_program() -> bytes:
    return "sep=;\r\nid;name;mass\r\nK1;Two\nlines;900\r\nK2;Pan;800\r\n".replace(
        "Two\nlines", '"Two\nlines"'
    ).encode("utf-16")


def with_more_rows_than_are_read() -> bytes:
    return HEADER.encode() + b"K1,a,1\n" + b"\n" * MAX_ROWS + b"K2,b,2\n"


def deeply_nested() -> bytes:
    return b'[{"id": ' + b"[" * 200_000


def with_values_that_are_none() -> bytes:
    return (
        b'[{"id": "K1", "name": "Kettle", "mass": NaN},\n'
        b'{"id": "K3", "name": "a", "name": "b", "mass": 1},\n'
        b'{"id": "K4", "name": "Ket\\u0000tle", "mass": 1},\n'
        b'{"id": "K2", "name": "Pan", "mass": "800"}]'
    )


def broken_off() -> bytes:
    return b'[{"id": "K1", "name": "Kettle"}, {"id": "K2", "na'


def with_a_broken_line() -> bytes:
    rows = [
        {"id": "K1", "name": "Kettle", "mass": 900},
        dict(zip(("id", "name", "mass"), GOOD_ROW, strict=True)),
    ]
    first, last = map(json.dumps, rows)
    return f'{first}\n{{"id": "K3", "name": "Ket\n{last}\n'.encode()


TEXTS = (
    Nasty(
        "zero bytes in a cell",
        with_zero_bytes,
        faults=(("cell.nul", 2, "name"),),
        rows=((3, GOOD_ROW),),
    ),
    Nasty(
        "two encodings, mostly UTF-8",
        in_two_encodings,
        faults=(("cell.encoding", 3, "name"),),
        notes=("encoding.mixed",),
        rows=((2, ["K1", "Küchenwaage", "900"]), (4, GOOD_ROW)),
    ),
    Nasty(
        "two encodings, mostly cp1252",
        mostly_cp1252,
        faults=(("cell.encoding", 8, "name"),),
        notes=("encoding.guessed",),
        rows=((2, ["K3", "Küche für Öl", "900"]), (9, GOOD_ROW)),
    ),
    refused(
        "a million columns", "file.columns", "/rows/2", lambda: HEADER.encode() + b"x," * 1_000_000
    ),
    refused(
        "a header of a million empty columns", "file.no_rows", "/file", lambda: b"," * 1_000_000
    ),
    refused("one endless line", "row.long", "/rows/1", without_line_breaks),
    refused("too many rows", "file.rows", f"/rows/{MAX_ROWS + 1}", with_more_rows_than_are_read),
    Nasty(
        "a very long cell",
        csv(f"K1,{'x' * (MAX_CELL + 1)},900", "K2,Pan,800"),
        faults=(("cell.long", 2, "name"),),
        rows=((3, GOOD_ROW),),
    ),
    Nasty(
        "a very long cell in quotes, with separators and quotes in it",
        csv('K1,"' + ',""' * MAX_CELL + '",900', "K2,Pan,800"),
        faults=(("cell.long", 2, "name"),),
        rows=((3, GOOD_ROW),),
    ),
    Nasty(
        "a misplaced quote",
        csv('K1,"5" kettle",900', "K2,Pan,800"),
        faults=(("row.quotes", 2, ""),),
        rows=((3, GOOD_ROW),),
    ),
    refused(
        "a quote that is not closed",
        "row.open_quote",
        "/rows/3",
        csv("K2,Pan,800", 'K1,"Kettle,1', "a,b,2"),
    ),
    Nasty(
        "rows longer and shorter than the header",
        csv("K1,Kettle,900,more", "K3", "K2,Pan,800,,,,", "K4,Pot,1"),
        faults=(("row.length", 2, ""),),
        rows=((3, ["K3", "", ""]), (4, GOOD_ROW)),
    ),
    Nasty(
        "names that stand there twice",
        lambda: b"id,name,name,mass,\nK2,Pan,Pot,800,\n",
        notes=("header.twice",),
        columns=("id", "name", "name #2", "mass"),
        rows=((2, ["K2", "Pan", "Pot", "800"]),),
    ),
    Nasty(
        "a title, two header rows, units, totals and a remark",
        with_a_title_two_headers_units_and_totals,
        notes=("header.rows_above", "header.joined", "header.units", "footer.left_out"),
        columns=(
            *("id", "name", "Carbon footprint / total (kg)", "Carbon footprint / use (kg)"),
            "Weight / net (g)",
        ),
        rows=((6, ["K1", "Kettle", "5,5", "2,1", "900"]), (7, ["K2", "Pan", "4", "1", "800"])),
    ),
    Nasty(
        "UTF-16 with the separator in the first line",
        for_another_program,
        rows=((2, ["K1", "Two\nlines", "900"]), (3, GOOD_ROW)),
    ),
    refused("JSON nested 200,000 deep", "json.depth", "/rows/1", deeply_nested),
    Nasty(
        "JSON with NaN, a name twice and a zero character",
        with_values_that_are_none,
        faults=(
            ("json.number", 1, "mass"),
            ("json.duplicate", 2, "name"),
            ("json.character", 3, "name"),
        ),
        rows=((4, GOOD_ROW),),
    ),
    refused("JSON that breaks off", "json.syntax", "/rows/2", broken_off),
    Nasty(
        "JSON lines, one of them broken",
        with_a_broken_line,
        faults=(("json.syntax", 2, ""),),
        rows=((3, GOOD_ROW),),
    ),
    refused("a web page", "file.format", "/file", lambda: b"\xef\xbb\xbf<html><table><tr><td>id"),
    refused("nothing", "file.empty", "/file", bytes),
)
