"""Numbers with or without a unit, read into the unit of their field.

Nothing is cut silently: a unit that is taken away or converted is a listed repair; a range, an
inequality or a unit of several meanings is a question.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from domain.cells import marks, wordings
from domain.cells.cell import Cell, Percentage, text_of
from domain.cells.money import names_money
from domain.cells.numerals import NOISE, Ambiguous, Numeral, number, numeral, plain, without_noise
from domain.cells.reading import Change, Reading, asked, repaired, right
from domain.cells.scales import CONVERTED, FRACTION, PERCENT, Meant, as_it_stands, in_units
from domain.cells.units import Unit, is_unit, resolve
from domain.faults import Fault, Json, JsonObject
from domain.strict_json import LARGEST

NO_NUMBER = Fault(
    "cell.number",
    "The cell is not a number.",
    remedy="Write digits, such as 12.5; a unit may follow.",
)
NO_INTEGER = Fault(
    "cell.integer",
    "The cell is not a whole number.",
    remedy="Write a number without decimals; check its unit.",
)
TOO_LARGE = Fault(
    "cell.size", "The number is larger than any that can be kept.", remedy="Check the cell."
)
TURNED_INTO_DATE = Fault(
    "cell.number",
    "The cell holds a date instead of a number: spreadsheet programs turn 3-4 or 1.5 into one.",
    remedy="Format the cell as text or number, and type the number again.",
)
OF_ANOTHER_KIND = Fault(
    "cell.unit",
    "The unit behind the number measures something else than the field does.",
    remedy="Convert the number, or check that the column fills the right field.",
)

STATED = Change("repair.unit", "The unit of the field stood beside the number.")
SUMMED = Change("repair.unit", "Parts in several units were added up in the unit of the field.")
OUT_OF = Change("repair.out_of", "The highest score stood behind the number.")

# Whole numbers up to 15 digits are exact wherever they have been.
_WHOLE = "-?(?:0|[1-9][0-9]{0,14})"
_RIGHT = {
    ".": re.compile(rf"{_WHOLE}(?:\.[0-9]{{1,15}})?"),
    "": re.compile(rf"{_WHOLE}(?:\.(?:[0-9]{{1,2}}|[0-9]{{4,15}}))?|-?0\.[0-9]{{3}}"),
    ",": re.compile(_WHOLE),
}


# "About 5 to 7" is a range within an estimate; nobody goes further.
_NESTED = 2


class Quantities:
    """Reads the cells of a column of numbers.

    `unit` and `schema` are those of the field, `decimal` is the column's decimal sign and `said`
    the one that somebody said it has, or "". `bare` is what its numbers without a unit mean. A
    `share` is read as a fraction of one: 15 % is 0.15.
    """

    def __init__(
        self,
        unit: str,
        schema: JsonObject,
        decimal: str,
        bare: Meant,
        *,
        said: str = "",
        share: bool = False,
    ) -> None:
        self._unit = PERCENT if share else unit
        self._part = Fraction(1, 100) if share else Fraction(1)
        self._whole = schema.get("type") == "integer"
        self._highest = schema.get("maximum")
        self._decimal = decimal
        self._said = said
        self._bare = bare
        self._as_it_stands = bare is as_it_stands
        self._is_right = _RIGHT["," if self._whole else decimal].fullmatch

    def text(self, text: str) -> Reading:
        """Return what a text without space around it means."""
        return self._text(text, within=0)

    def _text(self, text: str, *, within: int) -> Reading:
        """Return the reading of a text that stands `within` so many inexact wordings."""
        if self._is_right(text):
            if not self._as_it_stands:
                return self._reading(text, Numeral(Decimal(text)), self._bare)
            value = float(text)
            return right(int(value) if value.is_integer() else value)
        found = numeral(text, self._decimal)
        if found is not None:
            return self._reading(text, found, self._bare)
        return self._worded(text, plain(text), within)

    def other(self, cell: Cell) -> Reading:
        """Return what a cell of another type than text means."""
        if isinstance(cell, float) or type(cell) is int:
            return self._number(cell)
        if isinstance(cell, Percentage):
            return self._percentage(cell)
        if isinstance(cell, Fault):
            return Reading(fault=cell)
        return Reading(fault=marks.UNFIT if isinstance(cell, bool) else TURNED_INTO_DATE)

    def _number(self, cell: float) -> Reading:
        if not -LARGEST <= cell <= LARGEST:
            return Reading(fault=TOO_LARGE)
        value = int(cell) if cell == cell // 1 else without_noise(cell)
        if not self._as_it_stands or value != cell:
            noise = (NOISE,) if value != cell else ()
            return self._reading(text_of(cell), Numeral(Decimal(repr(value)), noise), self._bare)
        if self._whole and not isinstance(value, int):
            return Reading(fault=NO_INTEGER)
        return right(value)

    def _percentage(self, cell: Percentage) -> Reading:
        found = Numeral(Decimal(repr(cell.percent)))
        if self._unit == PERCENT:
            # Its unit is the program's to show, not a text that anything is done to.
            share = Numeral(found.value * self._part.numerator / self._part.denominator)
            return self._reading(text_of(cell), share, as_it_stands)
        units = self._units(PERCENT)
        if not units:
            return Reading(fault=OF_ANOTHER_KIND)
        return self._in_units(text_of(cell), found, units)

    def _reading(self, before: str, found: Numeral | Ambiguous, meant: Meant) -> Reading:
        """Return the reading of a number of which it is known what unit it stands in."""
        if isinstance(found, Ambiguous):
            both = (found.as_decimal, found.as_groups)
            # 1,234 is more often a thousand, 1.234 a decimal number
            likely_first = both[::-1] if found.as_decimal.changes else both
            values = [value for each in likely_first for value in meant(each.value).values]
            sentence = "The sign may be a decimal sign, or stand between thousands."
            return asked("question.decimal", sentence, *self._proposals(values))
        meaning = meant(found.value)
        if meaning.code:
            return asked(meaning.code, meaning.sentence, *self._proposals(meaning.values))
        value = number(meaning.values[0])
        if value is None:
            return Reading(fault=TOO_LARGE)
        if self._whole and not isinstance(value, int):
            return Reading(fault=NO_INTEGER)
        changes = found.changes_if(self._said) + meaning.changes
        return repaired(before, value, changes) if changes else right(value)

    def _proposals(self, values: Iterable[Decimal]) -> Iterator[Json]:
        for value in values:
            proposed = number(value.to_integral_value() if self._whole and value > 1 else value)
            if isinstance(proposed, int) or (proposed is not None and not self._whole):
                yield proposed

    def _worded(self, text: str, flat: str, within: int) -> Reading:
        """Return the reading of a text that is more than digits and signs.

        `flat` is the same text, character by character, in those of ASCII where it can be.
        """
        fault = marks.fault_of(text)
        if fault is not None:
            return Reading(fault=fault)
        doubt = marks.nothing(text)
        if doubt is not None or len(text) > wordings.LONGEST:
            return doubt or Reading(fault=NO_NUMBER)
        for way in (self._quantity, self._score):
            reading = way(text, flat)
            if reading is not None:
                return reading
        asking = self._inexact(flat, within) if within < _NESTED else None
        if asking is not None:
            return asking
        return self._unit_first(text, flat) or self._several(text, flat) or Reading(fault=NO_NUMBER)

    def _quantity(self, text: str, flat: str) -> Reading | None:
        """Read a number with a unit or another word behind it."""
        found = wordings.QUANTITY.fullmatch(flat)
        value = numeral(text[slice(*found.span(1))], self._decimal) if found else None
        word = found[2].lstrip("- ") if found else ""
        if value is None or not word:
            return None
        units = self._units(word)
        if units:
            return self._in_units(text, value, units)
        if names_money(word):
            sentence = "The cell is an amount of money, the field is not."
            return self._doubt(value, "question.money", sentence)
        if is_unit(word):
            return Reading(fault=OF_ANOTHER_KIND)
        sentence = "Behind the number stands a word that is no known unit."
        is_word = word.replace(" ", "").isalpha()
        return self._doubt(value, "question.unit", sentence) if is_word else None

    def _unit_first(self, text: str, flat: str) -> Reading | None:
        """Read "kg 5"."""
        found = wordings.UNIT_FIRST.fullmatch(flat)
        value = numeral(text[slice(*found.span(2))], self._decimal) if found else None
        if found is None or value is None:
            return None
        if names_money(found[1]):
            sentence = "The cell is an amount of money, the field is not."
            return self._doubt(value, "question.money", sentence)
        units = self._units(found[1])
        return self._in_units(text, value, units) if units else None

    def _in_units(self, text: str, value: Numeral | Ambiguous, units: tuple[Unit, ...]) -> Reading:
        stated = STATED if units[0].factor == 1 else CONVERTED
        change = stated if self._part == 1 else FRACTION
        return self._reading(text, value, in_units(units, change))

    def _score(self, text: str, flat: str) -> Reading | None:
        """Read "7.9/10", and ask about other fractions."""
        found = wordings.OUT_OF.fullmatch(flat)
        values = [numeral(digits, self._decimal) for digits in found.groups()] if found else []
        match [value.value for value in values if isinstance(value, Numeral)]:
            case [score, highest]:
                if self._unit in {"", "1"} and highest == self._highest:
                    return self._reading(text, Numeral(score, (OUT_OF,)), self._bare)
                sentence = "The cell holds two numbers, or a fraction of them."
                return asked("question.range", sentence, *self._proposals((score, highest)))
        return None

    def _inexact(self, flat: str, within: int) -> Reading | None:
        """Ask about texts that hold more than one number, or less than an exact one."""
        for wording in wordings.INEXACT:
            found = wording.pattern.fullmatch(flat)
            values = [
                value
                for text in (wording.meant(found) if found else ())
                for value in _meanings(self._text(text.strip(), within=within + 1))
            ]
            if values:
                return asked(wording.code, wording.sentence, *values)
        return None

    def _several(self, text: str, flat: str) -> Reading | None:
        """Add up "1 lb 4 oz"."""
        if not wordings.SEVERAL.fullmatch(flat):
            return None
        total, codes = Decimal(), set()
        for digits, word in wordings.EACH.findall(flat):
            value, units = numeral(digits, self._decimal), self._units(word)
            if not isinstance(value, Numeral) or len(units) != 1 or units[0].doubtful:
                return None
            if units[0].code in codes:
                return None
            codes.add(units[0].code)
            total += units[0].convert(value.value)
        return self._reading(text, Numeral(total, (SUMMED,)), as_it_stands)

    def _units(self, word: str) -> tuple[Unit, ...]:
        units = resolve(word, self._unit)
        if self._part == 1:
            return units
        return tuple(replace(unit, factor=unit.factor * self._part) for unit in units)

    def _doubt(self, found: Numeral | Ambiguous, code: str, sentence: str) -> Reading:
        both = (found,) if isinstance(found, Numeral) else (found.as_decimal, found.as_groups)
        return asked(code, sentence, *self._proposals(each.value for each in both))


def _meanings(reading: Reading) -> tuple[Json, ...]:
    if reading.question is not None:
        return reading.question.choices
    return () if reading.value is None else (reading.value,)
