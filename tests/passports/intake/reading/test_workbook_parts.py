"""The archive that a workbook is, and the XML in it."""

import io
import zipfile

import pytest

from passports.intake.reading import archive, workbook, xml_parts
from tests.passports.intake.tables import read, refused
from tests.passports.intake.workbooks import RELATIONS, by_hand, listing_says, texts, zipped

ROWS = [["id", "name", "mass"], ["K1", "Kettle", 900]]


@pytest.mark.parametrize("prefix", ["", "x:"])
def test_names_may_have_a_prefix(prefix):
    raw = by_hand(texts(*ROWS), strings="<si><t>a</t></si>", behind="<mergeCells/>")
    archive_ = zipfile.ZipFile(io.BytesIO(raw))
    parts = {name: archive_.read(name).decode() for name in archive_.namelist()}
    for name in ("xl/worksheets/1.xml", "xl/strings.xml"):
        text = parts[name].replace("<", f"<{prefix}").replace(f"<{prefix}/", f"</{prefix}")
        parts[name] = text.replace(f"<{prefix}?", "<?").replace(
            "xmlns=", f"xmlns:{prefix[:1] or 'y'}="
        )
    table = read(zipped({name: text.encode() for name, text in parts.items()}))
    assert table.rows == [(2, ["K1", "Kettle", 900])]


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"])
def test_a_small_part_that_says_to_be_large_is_refused(part):
    size = archive.MAX_PART_BYTES + 1
    content = listing_says(by_hand(texts(*ROWS)), part, size, packed=size // 2)
    assert refused(content) == ("xlsx.damaged", "/file")


def test_what_stands_behind_the_rows_has_a_largest_size(monkeypatch):
    content = by_hand(texts(*ROWS), behind="<!--" + "x" * 2000 + "-->")
    assert read(content).rows
    monkeypatch.setattr(xml_parts, "MAX_PART_BYTES", 1000)
    monkeypatch.setattr(archive, "_BLOCK", 500)
    assert refused(content) == ("xlsx.xml", "/file")


def test_a_workbook_has_a_largest_number_of_sheets(monkeypatch):
    content = by_hand(texts(*ROWS), names=["A", "B"])
    monkeypatch.setattr(workbook, "MAX_SHEETS", 1)
    assert refused(content) == ("xlsx.sheets", "/file")


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ("xl/workbook.xml", "<workbook><sheets>"),
        ("xl/workbook.xml", "no XML"),
        ("xl/worksheets/1.xml", "<worksheet/>"),
        ("xl/worksheets/1.xml", "<worksheet><sheetData><row r='1'>"),
        ("xl/worksheets/1.xml", "<worksheet><sheetData><row r='1'><c r='A1'></row></sheetData>"),
        ("xl/worksheets/1.xml", f"<worksheet><sheetData>{texts(*ROWS)}</sheetData><a></worksheet>"),
        ("xl/worksheets/1.xml", "<worksheet><sheetData>\0</sheetData></worksheet>"),
        ("xl/worksheets/1.xml", "<?xml version='1.0' encoding='cp1252'?><worksheet><sheetData/>"),
        ("xl/strings.xml", "<sst><si><t>a</si></sst>"),
        ("xl/strings.xml", "<sst>"),
    ],
)
def test_xml_that_is_not_well_formed_is_refused(part, text):
    rows = texts(*ROWS) + '<row r="3"><c r="A3" t="s"><v>0</v></c></row>'
    assert refused(by_hand(rows, more={part: text.encode()})) == ("xlsx.xml", "/file")


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252"])
def test_a_sheet_in_another_encoding_is_refused(encoding):
    sheet = f"<worksheet><sheetData>{texts(['id', 'Größe'], ['K1', 'ü'])}</sheetData></worksheet>"
    content = by_hand(more={"xl/worksheets/1.xml": sheet.encode(encoding)})
    assert refused(content) == ("xlsx.xml", "/file")


def test_an_unknown_entity_is_refused():
    rows = texts(["id", "name"]) + '<row r="2"><c r="A2" t="str"><v>&what;</v></c></row>'
    assert refused(by_hand(rows)) == ("xlsx.xml", "/file")


def test_parts_are_found_where_the_relations_say():
    content = by_hand(texts(*ROWS))
    parts = zipfile.ZipFile(io.BytesIO(content))
    moved = {name.replace("xl/", "Office/"): parts.read(name) for name in parts.namelist()}
    moved["_rels/.rels"] = moved["_rels/.rels"].replace(b"/xl/workbook", b"Office/workbook")
    assert read(zipped(moved)).rows == [(2, ["K1", "Kettle", 900])]
    strict = moved["_rels/.rels"].replace(RELATIONS.encode(), b"http://purl.oclc.org/ooxml/x")
    assert read(zipped({**moved, "_rels/.rels": strict})).rows


def test_a_sheet_outside_the_file_is_never_fetched():
    links = (
        f'<Relationships><Relationship Id="rId1" Type="{RELATIONS}/worksheet" '
        'Target="http://127.0.0.1/sheet.xml" TargetMode="External"/></Relationships>'
    )
    content = by_hand(texts(*ROWS), more={"xl/_rels/workbook.xml.rels": links.encode()})
    assert refused(content) == ("file.no_rows", "/file")


def test_a_binary_workbook_is_refused_with_its_remedy():
    links = (
        f'<Relationships><Relationship Id="r" Type="{RELATIONS}/officeDocument" '
        'Target="xl/workbook.bin"/></Relationships>'
    )
    assert refused(by_hand(more={"_rels/.rels": links.encode()})) == ("file.format", "/file")


def test_a_listing_that_lies_is_found_out():
    content = by_hand(texts(*ROWS))
    assert refused(listing_says(content, "xl/worksheets/1.xml", 10)) == ("xlsx.damaged", "/file")


def test_two_parts_of_one_name_are_refused():
    content = zipped({"xl/a.xml": b"1", "xl/b.xml": b"2"}).replace(b"xl/b.xml", b"xl/a.xml")
    assert refused(content) == ("xlsx.damaged", "/file")


def test_a_part_that_is_packed_otherwise_is_refused():
    content = zipped({"xl/workbook.xml": b"<workbook/>"}, zipfile.ZIP_LZMA)
    assert refused(content) == ("xlsx.damaged", "/file")


def test_a_small_part_may_be_packed_however_well():
    assert read(by_hand(texts(*ROWS) + " " * (archive.MIN_RATIO_BYTES // 2))).rows


def test_other_archives_are_no_workbooks():
    assert refused(zipped({"a.txt": b"a"})) == ("xlsx.damaged", "/file")
    assert refused(zipped({})) == ("xlsx.damaged", "/file")
