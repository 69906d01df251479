"""What is known of a column from its header and a sample of its cells, before anybody says it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from domain.cells.cell import Cell
from domain.cells.column import CANONICAL, Column
from domain.cells.deciding import date_order, decimal_sign, numbers_in, texts_in
from domain.cells.headers import (
    date_order_in,
    language_in,
    names_field,
    says_fraction,
    says_percent,
    unit_in,
)
from domain.cells.marks import NOTHING
from domain.cells.meaning import AMOUNT, DAY, MONTH, meaning_of
from domain.cells.reader import NUMBERS, TEXT, entries_of, reader_of
from domain.cells.scales import PERCENT, scale_of
from domain.sector_schema import FieldSpec


def infer(spec: FieldSpec, header: str, sample: Sequence[Cell]) -> Column:
    """Return what a header and some cells tell of a column that fills this field.

    What they leave open stays unknown. A header that is the path of the field is one of the
    registry's own, whose cells are written in its way.
    """
    if names_field(header, spec):
        return CANONICAL
    each = entries_of(spec) if spec.schema.get("type") == "array" else spec
    read = _of_numbers if each.schema.get("type") in NUMBERS else _of_texts
    said = read(each, header, sample)
    return replace(said, empty=tuple(_nothing(spec, said, sample)))


def _of_numbers(spec: FieldSpec, header: str, sample: Sequence[Cell]) -> Column:
    decimal = decimal_sign(sample)
    unit = unit_in(header, spec.unit)
    if spec.unit != PERCENT:
        return Column(unit=unit, decimal=decimal)
    if unit != PERCENT and unit:
        return Column(unit=unit, decimal=decimal)
    numbers = list(numbers_in(sample, decimal))
    return Column(decimal=decimal, scale=_scale(header, numbers))


def _scale(header: str, numbers: Sequence[float]) -> str:
    """Return the scale of shares, "" where header and numbers disagree.

    They do where a program formats cells as percentages: it shows 15 % and keeps 0.15.
    """
    shown = scale_of(numbers)
    if says_percent(header):
        looks_broken = shown != "percent" and any(0 < number < 1 for number in numbers)
        return "" if looks_broken else "percent"
    if says_fraction(header) and shown != "percent":
        return "fraction"
    return shown


def _of_texts(spec: FieldSpec, header: str, sample: Sequence[Cell]) -> Column:
    if spec.kind == TEXT:
        return Column(language=language_in(header))
    meaning = meaning_of(spec.schema)
    if meaning in {DAY, MONTH}:
        return Column(date=date_order_in(header) or date_order(sample))
    return Column(decimal=decimal_sign(sample)) if meaning == AMOUNT else Column()


def _nothing(spec: FieldSpec, said: Column, sample: Sequence[Cell]) -> Iterator[str]:
    """Yield the texts of a sample that stand for no value.

    Where any text is a value, words are not among them: somebody may have meant one.
    """
    marks = {text.casefold(): text for text in texts_in(sample) if text.casefold() in NOTHING}
    read = reader_of(spec, said, sample)
    for text in marks.values():
        question = read(text).question
        if question is None or question.code != "question.empty":
            continue
        if len(question.choices) == 1 or not text.isalpha():
            yield text
