"""From the schema of a field and what is known of a column to what reads the column's cells."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from domain.cells.addresses import Addresses, Emails
from domain.cells.booleans import Booleans
from domain.cells.cell import Cell
from domain.cells.codes import Listed, Patterned
from domain.cells.column import Column
from domain.cells.column_reader import Reader
from domain.cells.countries import Countries
from domain.cells.dates import Days, Months
from domain.cells.deciding import date_order, decimal_sign, numbers_in, texts_in
from domain.cells.kind import Kind
from domain.cells.languages import Languages
from domain.cells.lists import Lists
from domain.cells.meaning import (
    ADDRESS,
    AMOUNT,
    COUNTRY,
    CURRENCY,
    DAY,
    EMAIL,
    LANGUAGE,
    MONTH,
    meaning_of,
)
from domain.cells.money import Amounts, Currencies
from domain.cells.quantities import Quantities
from domain.cells.scales import PERCENT, bare_meaning, share_meaning
from domain.cells.texts import Lines
from domain.faults import Json
from domain.sector_schema import FieldSpec

TEXT = "text"
NUMBERS = frozenset({"number", "integer"})
# Texts of a field that may be longer than this may have several lines.
_ONE_LINE = 200

Sample = Sequence[Cell]
_CODES = (Countries, Languages, Currencies, Listed, Patterned)


def reader_of(
    spec: FieldSpec,
    said: Column,
    sample: Sample = (),
    labels: Mapping[str, Json] | None = None,
) -> Reader:
    """Return what reads the cells of a column that fills this field; it never raises.

    `said` is what is known of the column; what it leaves open is decided from `sample`, cells of
    the column. `labels` are further names for the values of an enumeration, label -> value. The
    value of a language map is the text of one language. Readings are shared between equal cells.
    """
    return Reader(_kind(spec, said, sample, labels or {}), _words(said))


def share_reader(said: Column, sample: Sample = ()) -> Reader:
    """Return what reads the cells of a column of shares of another amount, as fractions of one.

    "15 %" is 0.15. Whether numbers without a sign are percentages is said by `said.scale`, or seen
    from `sample`.
    """
    decimal = said.decimal or decimal_sign(sample)
    bare = share_meaning(said, list(numbers_in(sample, decimal)))
    return Reader(
        Quantities(PERCENT, {}, decimal, bare, said=said.decimal, share=True), _words(said)
    )


def entries_of(spec: FieldSpec) -> FieldSpec:
    """Return the field that one entry of a list would be."""
    items = spec.schema.get("items", {})
    kind = items.get("format") or items.get("type", "string")
    unit, labels = str(items.get("x-unit", "")), items.get("x-labels", {})
    return replace(spec, kind=str(kind), unit=unit, labels=labels, schema=items)


def _words(said: Column) -> dict[str, Json]:
    """Return what certain cells mean, by their text in small letters; None is nothing."""
    words = {word.strip().casefold(): value for word, value in said.values.items()}
    return words | dict.fromkeys((word.strip().casefold() for word in said.empty), None)


def _kind(spec: FieldSpec, said: Column, sample: Sample, labels: Mapping[str, Json]) -> Kind:
    schema = spec.schema
    kind = schema.get("type")
    if kind == "array":
        entries = entries_of(spec)
        entry = _kind(entries, said, sample, labels)
        unique = schema.get("uniqueItems") is True
        return Lists(entry, said.separator, codes=isinstance(entry, _CODES), unique=unique)
    if kind == "boolean":
        return Booleans(texts_in(sample))
    if kind in NUMBERS:
        decimal = said.decimal or decimal_sign(sample)
        bare = bare_meaning(spec, said, list(numbers_in(sample, decimal)))
        return Quantities(spec.unit, schema, decimal, bare, said=said.decimal)
    return _text_kind(spec, said, sample, labels)


def _text_kind(spec: FieldSpec, said: Column, sample: Sample, labels: Mapping[str, Json]) -> Kind:
    schema = spec.schema
    meaning = "" if spec.kind == TEXT else meaning_of(schema)
    if meaning:
        return _MEANINGS[meaning](schema, said, sample)
    values = schema.get("enum", [schema["const"]] if "const" in schema else None)
    if values is not None:
        own = {label: value for value, label in spec.labels.items()}
        return Listed(values, own | dict(labels))
    if "pattern" in schema:
        return Patterned(schema["pattern"])
    return Lines(multiline=schema.get("maxLength", _ONE_LINE + 1) > _ONE_LINE)


_MEANINGS: Mapping[str, Callable[[Mapping[str, Any], Column, Sample], Kind]] = {
    COUNTRY: lambda _schema, _said, _sample: Countries(),
    LANGUAGE: lambda _schema, _said, _sample: Languages(),
    CURRENCY: lambda _schema, _said, _sample: Currencies(),
    EMAIL: lambda _schema, _said, _sample: Emails(),
    ADDRESS: lambda schema, _said, _sample: Addresses(
        secure=str(schema.get("pattern", "")).startswith("^https:")
    ),
    DAY: lambda _schema, said, sample: Days(said.date or date_order(sample), said=said.date),
    MONTH: lambda _schema, said, sample: Months(said.date or date_order(sample)),
    AMOUNT: lambda _schema, said, sample: Amounts(
        said.decimal or decimal_sign(sample), said=said.decimal
    ),
}
