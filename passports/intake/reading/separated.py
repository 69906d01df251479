"""CSV and its kin: which separator, and the records, streamed.

The csv module reads; what it cannot know stands here: the separator, the `sep=` line that
spreadsheet programs write and hide, and what becomes of lines that no spreadsheet has.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from functools import partial
from io import StringIO
from itertools import islice
from typing import TextIO

from domain.cells.cell import Cell
from domain.faults import Malformed
from passports.intake.reading.cell_faults import MISPLACED_QUOTE, NOT_IN_ENCODING, checked
from passports.intake.reading.form import SEPARATORS
from passports.intake.reading.limits import MAX_CELL, MAX_LINE, MAX_ROWS, SAMPLE_BYTES, SAMPLE_ROWS
from passports.intake.reading.places import bad_row, too_many_rows
from passports.intake.reading.table import Row
from passports.intake.reading.text import UNREADABLE, Encoding, crept_in

_SEPARATOR_LINE = re.compile(r"sep=(.)(\r\n|\r|\n)?", re.IGNORECASE)
_SHORT = MAX_CELL // 4  # no cell of a line of so many characters is too long


def separator_of(text: TextIO, said: str = "") -> tuple[str, int]:
    """Return the separator and how many lines come before the first row.

    That is one where the first line is `sep=;`, which spreadsheet programs do not show, else 0.
    The text is at its beginning, and is so again afterwards.
    """
    sample = text.read(SAMPLE_BYTES)
    text.seek(0)
    line = _SEPARATOR_LINE.match(sample)
    if line and (line[2] or len(sample) == line.end()) and line[1] in SEPARATORS:
        return said or line[1], 1
    return said or _likeliest(sample), 0


def _likeliest(sample: str) -> str:
    """Return the separator that cuts most rows into the same number of columns, two or more."""
    best, best_score = SEPARATORS[0], (0.0, 0)
    whole = len(sample) < SAMPLE_BYTES
    for separator in SEPARATORS:
        reader = csv.reader(StringIO(sample, newline=""), delimiter=separator)
        rows = list(islice(reader, SAMPLE_ROWS))
        if not whole and len(rows) > 1:
            rows.pop()
        counts = Counter(len(row) for row in rows if any(row))
        width, times = max(counts.items(), key=lambda c: (c[0] > 1, c[1], c[0]), default=(0, 0))
        # A comma in every number of a file with semicolons cuts as evenly, but not the header.
        score = (times / counts.total(), width) if width > 1 else (0.0, 0)
        if score > best_score:
            best, best_score = separator, score
    return best


class _Lines:
    """The lines of a text; `suspect` once one of them may hold a cell that needs looking at."""

    def __init__(self, text: TextIO, encoding: Encoding) -> None:
        self._readline = partial(text.readline, MAX_LINE)
        self._mixed = encoding.mixed
        self.last = ""
        self.suspect = False
        self.endless = False

    def __iter__(self) -> Iterator[str]:
        for line in iter(self._readline, ""):
            if len(line) > _SHORT or "\0" in line or UNREADABLE in line:
                self.suspect = True
                self.endless = len(line) == MAX_LINE and not line.endswith(("\r", "\n"))
                if self.endless:
                    return
            elif self._mixed and not line.isascii():
                self.suspect = True
            self.last = line
            yield line


def records(
    text: TextIO, separator: str, encoding: Encoding, hidden_lines: int = 0
) -> Iterator[Row]:
    """Yield the filled rows of a text that is at its beginning, numbered as a spreadsheet does.

    A row with a misplaced quote is yielded as that fault alone. Raises Malformed where reading
    cannot go on: `row.open_quote` for a quote that is not closed in its line or soon after,
    `row.long` for a line beyond MAX_LINE, `file.rows` beyond MAX_ROWS.
    """
    lines = _Lines(text, encoding)
    stream = iter(lines)
    for _ in range(hidden_lines):
        next(stream)
    reader = csv.reader(stream, delimiter=separator, strict=True)
    number = read = 0
    while True:
        number += 1
        read = reader.line_num
        try:
            texts = next(reader)
        except StopIteration:
            break
        except csv.Error:
            if reader.line_num > read + 1:
                raise _open_quote(number) from None
            yield number, _cells_of_long(lines.last, separator)
            continue
        if number > MAX_ROWS:
            raise too_many_rows()
        if not any(map(str.strip, texts)):
            continue
        if lines.suspect or reader.line_num > read + 1:
            lines.suspect = False
            yield number, [_looked_at(cell, encoding) for cell in texts]
        else:
            yield number, [*texts]
    if lines.endless:
        sentence = f"The row is longer than {MAX_LINE:,} characters."
        remedy = "Split the file into lines, one for each product."
        raise bad_row("row.long", number, sentence, remedy)


def _looked_at(cell: str, encoding: Encoding) -> Cell:
    if encoding.mixed and crept_in(cell, encoding.name):
        return NOT_IN_ENCODING
    return checked(cell)


def _cells_of_long(line: str, separator: str) -> list[Cell]:
    """Return the cells of a line in which one was too long for the csv module."""
    cell = re.compile(rf'"((?:[^"]++|"")*+)"|((?!")[^{re.escape(separator)}\r\n]*+)')
    cells: list[Cell] = []
    position = 0
    while match := cell.match(line, position):
        cells.append(checked(match[1].replace('""', '"') if match[1] is not None else match[2]))
        position = match.end() + 1
        if line[match.end() : position] != separator:
            return cells if not line[match.end() :].strip("\r\n") else [MISPLACED_QUOTE]
    return [MISPLACED_QUOTE]


def _open_quote(number: int) -> Malformed:
    sentence = "A cell of this row begins with a quote that is not closed where the cell ends."
    remedy = "Close the quote, and double the quotes within it."
    return bad_row("row.open_quote", number, sentence, remedy)
