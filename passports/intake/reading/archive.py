"""The zip archive that a workbook is: looked at as a list before anything in it is unpacked."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from domain.faults import Malformed
from passports.intake.reading.limits import (
    MAX_PART_BYTES,
    MAX_PARTS,
    MAX_RATIO,
    MAX_UNPACKED_BYTES,
    MIN_RATIO_BYTES,
)
from passports.intake.reading.places import bad_file

_ENTRY = b"PK\x01\x02"  # begins every entry of the list of an archive
_READ = 1 << 20
_BLOCK = 1 << 18
_ENCRYPTED = 0x1
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
# What the zip module raises for archives that are none, or are damaged on purpose.
_DAMAGES = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError),
    *(ValueError, NotImplementedError, OverflowError),
)
_SAVE_AGAIN = "Open it in a spreadsheet program and save it as a workbook (.xlsx) again."


class Archive:
    """An archive within the limits; unpacking a part gives no more bytes than its list says.

    Raises Malformed: `xlsx.entries`, `xlsx.damaged`, `xlsx.encrypted`, `xlsx.unpacked` for too much
    in all, `xlsx.ratio` for a part that is packed as only a trap is.
    """

    def __init__(self, file: BinaryIO) -> None:
        if _entries(file) > MAX_PARTS:
            sentence = f"The workbook has more than {MAX_PARTS:,} parts."
            raise bad_file("xlsx.entries", sentence, _SAVE_AGAIN)
        try:
            self._archive = zipfile.ZipFile(file)
        except _DAMAGES:
            raise damaged() from None
        parts = self._archive.infolist()
        self._parts = {part.filename: part for part in parts}
        if len(self._parts) < len(parts):
            raise damaged()
        for part in parts:
            _check(part)
        if sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
            sentence = f"The workbook becomes larger than {MAX_UNPACKED_BYTES:,} bytes."
            raise bad_file("xlsx.unpacked", sentence, "Split it, or save the sheet as CSV.")

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    def names(self) -> list[str]:
        """Return the names of all parts."""
        return list(self._parts)

    def size(self, name: str) -> int:
        """Return how many bytes a part becomes."""
        return self._parts[name].file_size

    def blocks(self, name: str) -> Iterator[bytes]:
        """Yield a part in blocks, unpacked; Malformed (`xlsx.damaged`) where that fails."""
        try:
            with self._archive.open(self._parts[name]) as part:
                while block := part.read(_BLOCK):
                    yield block
        except _DAMAGES:
            raise damaged() from None

    def read(self, name: str) -> bytes:
        """Return a small part whole; Malformed (`xlsx.damaged`) if it is missing or too large."""
        if name not in self or self.size(name) > MAX_PART_BYTES:
            raise damaged()
        return b"".join(self.blocks(name))


def damaged() -> Malformed:
    """Return the refusal of a workbook that is none, or not a whole one."""
    return bad_file("xlsx.damaged", "The workbook is damaged or none.", _SAVE_AGAIN)


def _entries(file: BinaryIO) -> int:
    file.seek(0)
    entries = 0
    rest = b""
    while block := file.read(_READ):
        block = rest + block
        entries += block.count(_ENTRY)
        rest = block[-len(_ENTRY) + 1 :]
    return entries


def _check(part: zipfile.ZipInfo) -> None:
    if part.flag_bits & _ENCRYPTED:
        sentence = "The workbook is encrypted."
        raise bad_file("xlsx.encrypted", sentence, "Save it without a password.")
    if part.compress_type not in _METHODS:
        raise damaged()
    if part.file_size > max(MIN_RATIO_BYTES, MAX_RATIO * part.compress_size):
        sentence = f"A part of the workbook becomes more than {MAX_RATIO} times its size."
        remedy = "Remove rows and columns that are empty but formatted, or save the sheet as CSV."
        raise bad_file("xlsx.ratio", sentence, remedy)
