"""Texts that are no value of any field: errors, formulas, lost characters, signs for nothing."""

import re

from domain.cells.cell import Cell
from domain.cells.reading import Reading, asked
from domain.cells.word_lists import word_list
from domain.faults import Fault
from domain.strict_json import DEFAULT

ERROR = Fault(
    "cell.error",
    "The cell shows an error value of a formula, such as #REF! or #DIV/0!.",
    remedy="Correct the formula, or write the value.",
)
FORMULA = Fault(
    "cell.formula",
    "The cell holds the text of a formula instead of its value.",
    remedy="Save the file with values, or write the value.",
)
NUL = Fault("cell.nul", "The cell holds the character U+0000.", remedy="Remove the character.")
CONTROL = Fault(
    "cell.control",
    "The cell holds an invisible control character.",
    remedy="Type the text anew, and save the file as UTF-8.",
)
LOST = Fault(
    "cell.encoding",
    "The cell holds characters that were lost when the text was saved or sent.",
    remedy="Type the text anew, and save the file as UTF-8.",
)
UNFIT = Fault(
    "cell.kind",
    "The cell is of another kind than the field.",
    remedy="Check that the column fills the right field.",
)


def too_long(limit: int) -> Fault:
    """Return the fault of a cell of more than `limit` bytes in UTF-8."""
    sentence = f"The cell is longer than {limit:,} bytes."
    return Fault("cell.long", sentence, remedy="Shorten it, or attach a document.")


_TOO_LONG = too_long(DEFAULT.string)

# As spreadsheet programs show them in any language: #REF!, #BEZUG!, #¿NOMBRE?, #N/A, #NV, Err:502.
_ERROR = re.compile(
    r"#[^\s#]{1,20}[!?]|#N/?[ADVB]{1,2}|#\u041d/\u0414|#GETTING_DATA|#{2,}|Err:[0-9]{3}"
)
_FORMULA = re.compile(r"\{?=[^=\s].*", re.DOTALL)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffd]")

# Texts that people write where they have no value; compared without case.
NOTHING = frozenset(word_list("nothing")["nothing"])
LONGEST_NOTHING = max(map(len, NOTHING))


def fault_of(text: str) -> Fault | None:
    """Return what makes a text a value of no field, or None."""
    if text[:1] in {"#", "E"} and _ERROR.fullmatch(text):
        return ERROR
    if text[:1] in {"=", "{"} and _FORMULA.fullmatch(text):
        return FORMULA
    if len(text) * 4 > DEFAULT.string and len(text.encode(errors="replace")) > DEFAULT.string:
        return _TOO_LONG
    found = _CONTROL.search(text)
    if found is None:
        return None
    character = found[0]
    if character == "\0":
        return NUL
    return CONTROL if character < "\xa0" else LOST


def nothing(text: str) -> Reading | None:
    """Return the question about a text that often stands for no value, or None for other texts."""
    if len(text) > LONGEST_NOTHING or text.casefold() not in NOTHING:
        return None
    sentence = "The cell holds a text that often means that there is no value: leave it out?"
    return asked("question.empty", sentence, None)


def nothing_or(text: str, fault: Fault) -> Reading:
    """Return the reading of a text that no reader understood: a question, or else the fault."""
    return nothing(text) or Reading(fault=fault_of(text) or fault)


def unfit(cell: Cell) -> Reading:
    """Return the reading of a cell whose type the field does not have."""
    return Reading(fault=cell if isinstance(cell, Fault) else UNFIT)
