"""A workbook but for its sheets' rows: which sheets there are, its strings and number formats.

ECMA-376 part 1, both the transitional and the strict namespaces. Macros, charts, links to other
workbooks and everything else are never unpacked.
"""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import BinaryIO

from domain.faults import Fault
from passports.intake.reading.archive import Archive
from passports.intake.reading.limits import MAX_SHEETS, MAX_STRINGS_BYTES
from passports.intake.reading.number_formats import Convert, convert_of
from passports.intake.reading.places import bad_file
from passports.intake.reading.strings import shared_texts
from passports.intake.reading.xml_parts import Runs, parse

_TRUE = {"1", "true", "on"}
_DIGITS = 10


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with rows and columns: its name, where it lies, whether the program shows it."""

    name: str
    part: str
    visible: bool


class Workbook:
    """A workbook in a file that stays open; raises Malformed for one that cannot be read."""

    def __init__(self, file: BinaryIO) -> None:
        self.archive = Archive(file)
        self._main = self._part_of("", "officeDocument") or "xl/workbook.xml"
        if self._main.endswith(".bin"):
            sentence = "The workbook is a binary one (.xlsb)."
            raise bad_file("file.format", sentence, "Save it as a workbook (.xlsx).")
        self.from_1904 = False
        # Whoever writes formulas without calculating them asks for that when it is opened.
        self.uncalculated = False
        self._found: list[tuple[str, str, bool]] = []
        parse([self.archive.read(self._main)], self._take)

    def _take(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "sheet":
            key = next((v for k, v in attributes.items() if k.rpartition(":")[2] == "id"), "")
            visible = attributes.get("state", "visible") == "visible"
            self._found.append((attributes.get("name", ""), key, visible))
            if len(self._found) > MAX_SHEETS:
                sentence = f"The workbook has more than {MAX_SHEETS:,} sheets."
                raise bad_file("xlsx.sheets", sentence, "Send the sheet with the products alone.")
        elif name == "workbookPr":
            self.from_1904 = attributes.get("date1904", "") in _TRUE
        elif name == "calcPr":
            self.uncalculated = attributes.get("fullCalcOnLoad", "") in _TRUE

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """The sheets of rows and columns, in their order; charts and macro sheets are none."""
        parts = {
            key: part for key, kind, part in self._relations(self._main) if kind == "worksheet"
        }
        return tuple(
            Sheet(name, parts[key], visible)
            for name, key, visible in self._found
            if parts.get(key, "") in self.archive
        )

    @cached_property
    def strings(self) -> list[str | Fault]:
        """The texts that cells share, by index; Faults for those that no cell can have."""
        part = self._part_of(self._main, "sharedStrings")
        if part not in self.archive:
            return []
        if self.archive.size(part) > MAX_STRINGS_BYTES:
            sentence = f"The texts of the workbook are larger than {MAX_STRINGS_BYTES:,} bytes."
            raise bad_file("xlsx.strings", sentence, "Split it, or save the sheet as CSV.")
        runs = Runs(self.archive.blocks(part), "sst", "si")
        return [text for run in runs for text in shared_texts(run)]

    @cached_property
    def converts(self) -> list[Convert | None]:
        """What each cell style makes of numbers, by index."""
        codes: dict[int, str] = {}
        numbers: list[int] = []
        within = ""

        def take(name: str, attributes: Mapping[str, str]) -> None:
            nonlocal within
            if name in {"numFmts", "cellXfs", "cellStyleXfs", "cellStyles", "dxfs"}:
                within = name
            elif (within, name) == ("numFmts", "numFmt"):
                codes[_number(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
            elif (within, name) == ("cellXfs", "xf"):
                numbers.append(_number(attributes.get("numFmtId")))

        part = self._part_of(self._main, "styles")
        if part in self.archive:
            parse([self.archive.read(part)], take)
        return [convert_of(n, codes.get(n, ""), from_1904=self.from_1904) for n in numbers]

    def _part_of(self, source: str, kind: str) -> str:
        """Return the part to which a part is related in a way, "" for none."""
        return next((part for _, k, part in self._relations(source) if k == kind), "")

    def _relations(self, source: str) -> list[tuple[str, str, str]]:
        """Return (id, kind, part) of every part that a part of the archive, or all of it, has."""
        folder, name = posixpath.split(source)
        listing = posixpath.join(folder, "_rels", f"{name}.rels")
        relations: list[tuple[str, str, str]] = []

        def take(element: str, attributes: Mapping[str, str]) -> None:
            if element == "Relationship" and attributes.get("TargetMode") != "External":
                kind = attributes.get("Type", "").rpartition("/")[2]
                # A target that begins with a slash counts from the top of the archive.
                part = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", "")))
                relations.append((attributes.get("Id", ""), kind, part.lstrip("/")))

        if listing in self.archive:
            parse([self.archive.read(listing)], take)
        return relations


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < _DIGITS else 0
