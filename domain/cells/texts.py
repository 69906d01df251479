"""Texts: names, model numbers and prose, freed of what nobody sees or meant.

A text is changed only where it shows the same as before, or as its author meant it: surplus spaces,
invisible characters, and letters that went through a wrong encoding.
"""

import html
import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from math import isfinite

from domain.cells import marks
from domain.cells.cell import Cell, text_of
from domain.cells.encodings import looks_broken, mended
from domain.cells.numerals import NOISE, without_noise
from domain.cells.reading import EMPTY, Change, Reading, asked, repaired, right
from domain.faults import Fault

SPACES = Change("repair.spaces", "Surplus spaces or line breaks were taken out.")
INVISIBLE = Change("repair.invisible", "Invisible characters were taken out.")
COMPOSED = Change("repair.unicode", "Letters and their accents were joined into one character.")
ENCODING = Change("repair.encoding", "Letters that went through a wrong encoding were restored.")

_NOTHING = "The cell holds a text that often means that there is no value: leave it out?"

# Printable ASCII with single spaces, not beginning as an error or a formula does.
_RIGHT = re.compile(r"(?![#={])(?!Err:)[!-%'-;=-~]+(?: [!-%'-;=-~]+)*")
# In texts of other scripts: what has to be looked at.
_SUSPECT = re.compile(
    "^[#={]|  |[\x00-\x1f\x7f-\xa0\xad&<\u0300-\u036f\u061c\u1680\u180e\u2000-\u200f"
    "\u2028-\u202f\u205f-\u206f\ud800-\udfff\ufeff\ufff9-\uffff]"
)
_LONG = 10_000
# What is taken out of a text can bring together what has to be looked at again.
_TIMES = 5

_UNSEEN = re.compile(
    "[\xad\u034f\u180e\u200b\u2060-\u2064\u202d\u202e\u206a-\u206f\ufeff\ufff9-\ufffb]"
)
# Joiners belong between letters of some scripts and between emoji, not beside ASCII.
_JOINERS = re.compile("(?<![^\x00-\x7f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\x7f])")
_DIRECTIONS = re.compile("[\u061c\u200e\u200f\u202a-\u202c\u2066-\u2069]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdff\ufe70-\ufefe]")

_BLANKS = re.compile("[ \t\n\r\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f]+")
_BREAKS = re.compile("\r\n|[\r\u2028\u2029]")
_INNER = re.compile("[ \t]{2,}|\t")
_AROUND_BREAKS = re.compile("[ \t]*\n[ \t]*")
_EMPTY_LINES = re.compile("\n{3,}")

_MARKUP = re.compile(
    r"&(?:[A-Za-z]{2,8}|#[0-9]{1,5}|#x[0-9A-Fa-f]{1,4});|</?(?:br|p|b|i|u|a|div|span|strong|em|ul|ol"
    r"|li|font|sup|sub|table|tr|td)(?: [^<>]*)?/?>",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[^<>]{1,200}>")
_SCIENTIFIC = re.compile(r"[0-9](?:[.,][0-9]+)?E\+[0-9]{1,3}")
# Spreadsheet programs keep 15 digits of a number.
_EXACT = 10**15


class Lines:
    """Reads the cells of a column of texts.

    Those of more than one line keep their breaks, and the spaces that French puts before signs.
    """

    def __init__(self, *, multiline: bool) -> None:
        self._multiline = multiline

    def text(self, text: str) -> Reading:
        """Return what a text without space around it means."""
        if marks.nothing(text) is not None:
            return asked("question.empty", _NOTHING, None, text)
        if _RIGHT.fullmatch(text) and len(text) < _LONG:
            return self._shown_shorter(text) if "E+" in text else right(text)
        return right(text) if _is_right(text) else self._looked_through(text)

    def right(self, texts: Sequence[str]) -> list[str | None]:
        """Return each text that is right as it stands and of which nothing is asked, else None."""
        found = zip(texts, map(_RIGHT.fullmatch, texts), strict=True)
        return [
            text
            if (fits or _is_right(text))
            and len(text) < _LONG
            and "E+" not in text
            and text.casefold() not in marks.NOTHING
            else None
            for text, fits in found
        ]

    def other(self, cell: Cell) -> Reading:
        """Return what a cell of another type than text means: a number may be a model number."""
        if isinstance(cell, Fault):
            return Reading(fault=cell)
        shown = text_of(cell)
        if isinstance(cell, bool):
            return asked("question.kind", "The cell holds true or false, the field a text.", shown)
        if isinstance(cell, date):
            sentence = "The cell holds a date; the program may have made it out of another text."
            return asked("question.kind", sentence, shown)
        return self._of_number(cell)

    def _of_number(self, value: Cell) -> Reading:
        shown = text_of(value)
        if not isinstance(value, float):
            return right(shown)
        if not isfinite(value):
            return marks.unfit(value)
        if abs(value) >= _EXACT:
            sentence = "The cell holds a number of more than 15 digits: the last may have got lost."
            return asked("question.scientific", sentence, format(value, ".0f"))
        quiet = text_of(without_noise(value))
        return right(shown) if quiet == shown else repaired(shown, quiet, (NOISE,))

    def _shown_shorter(self, text: str) -> Reading:
        """Ask about "9.50601E+12", as a program shows a long number for which it lacks the room."""
        if self._multiline or not _SCIENTIFIC.fullmatch(text):
            return right(text)
        sentence = "The cell looks like a long number that was shortened; digits may have got lost."
        return asked("question.scientific", sentence, _unfolded(text), text)

    def _looked_through(self, text: str) -> Reading:
        clean, changes, certain = text, dict[Change, None](), True
        for _ in range(_TIMES):
            restored, sure = mended(clean)
            certain &= sure
            fault = marks.fault_of(restored)
            if fault is not None:
                return Reading(fault=fault)
            before = clean
            clean = self._step(changes, clean, restored)
            if clean == before:
                break
        if not clean:
            return EMPTY
        if marks.nothing(clean) is not None:
            return asked("question.empty", _NOTHING, None, clean)
        if not certain:
            sentence = "Some letters look as if they went through a wrong encoding."
            return asked("question.encoding", sentence, clean, text)
        if _MARKUP.search(clean):
            sentence = "The cell holds marks of a web page."
            return asked("question.markup", sentence, self._unmarked(clean), clean)
        return repaired(text, clean, tuple(changes)) if changes else right(clean)

    def _step(self, changes: dict[Change, None], text: str, restored: str) -> str:
        """Return a text with its letters restored and cleaned, and add what was done."""
        seen = _without_unseen(restored)
        spaced = self._spaced(seen)
        clean = unicodedata.normalize("NFC", spaced)
        done = (ENCODING, restored != text), (INVISIBLE, seen != restored)
        for change, made in (*done, (SPACES, spaced != seen), (COMPOSED, clean != spaced)):
            if made:
                changes[change] = None
        return clean

    def _spaced(self, text: str) -> str:
        if not self._multiline:
            return _BLANKS.sub(" ", text).strip()
        lines = _AROUND_BREAKS.sub("\n", _INNER.sub(" ", _BREAKS.sub("\n", text)))
        return _EMPTY_LINES.sub("\n\n", lines).strip()

    def _unmarked(self, text: str) -> str:
        return self._spaced(html.unescape(_TAG.sub(" ", text)))


def _is_right(text: str) -> bool:
    """Say whether a text of any script has nothing in it that has to be looked at."""
    if text.isascii() or len(text) >= _LONG or _SUSPECT.search(text):
        return False
    return unicodedata.is_normalized("NFC", text) and not looks_broken(text)


def _without_unseen(text: str) -> str:
    if text.isascii():
        return text
    seen = _JOINERS.sub("", _UNSEEN.sub("", text))
    return seen if _RIGHT_TO_LEFT.search(seen) else _DIRECTIONS.sub("", seen)


def _unfolded(text: str) -> str:
    return format(Decimal(text.replace(",", ".")), "f")
