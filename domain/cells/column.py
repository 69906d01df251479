"""What is known of the cells of one column beforehand; part of a stored mapping."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from domain.body_reader import BodyReader
from domain.cells.cell import LIST_SEPARATOR
from domain.faults import Invalid, Json

DECIMALS = (".", ",")
DATES = ("ymd", "dmy", "mdy")
SCALES = ("percent", "fraction")
MAX_WORDS = 1000
MAX_WORD = 200


@dataclass(frozen=True, slots=True)
class Column:
    """What the cells of a column are written in. Everything may be left out: "" is not known.

    unit: a UCUM code or a usual word for a unit ("kg"); "" is the unit of the field.
    decimal: the decimal sign, "." or ",".
    date: the order of numeric dates, "ymd", "dmy" or "mdy".
    scale: whether shares are given in "percent" or as a "fraction" of one; for fields in percent.
    language: the language tag of prose; it says where the text belongs, not how it is read.
    values: what certain cells mean, None being nothing; compared without case and outer space.
    empty: cells that mean nothing, compared in the same way.
    separator: what stands between the entries of a list; "" for the usual ones.

    An unknown decimal sign, order or scale is decided from a sample, and asked for cell by cell
    where that does not decide it.
    """

    unit: str = ""
    decimal: str = ""
    date: str = ""
    scale: str = ""
    language: str = ""
    values: Mapping[str, Json] = field(default_factory=dict)
    empty: tuple[str, ...] = ()
    separator: str = ""

    def to_json(self) -> dict[str, Json]:
        """Return what is known as `from_json` reads it."""
        said: dict[str, Any] = {each.name: getattr(self, each.name) for each in fields(self)}
        said |= {"values": dict(self.values), "empty": list(self.empty)}
        return {name: value for name, value in said.items() if value}


# How the registry itself writes cells, in the units of their fields.
CANONICAL = Column(decimal=".", date="ymd", scale="percent", separator=LIST_SEPARATOR)


def from_json(body: Json) -> Column:
    """Return the column of an object whose members are named as those of `Column`.

    Raises Invalid with every fault, each at its member. Whether a unit or a value fits a field is
    not looked at here: see `units.resolve`.
    """
    reader = BodyReader()
    names = [each.name for each in fields(Column)]
    said = reader.record(body, (), required=(), optional=names)
    empty = reader.sequence(said, "empty", (), MAX_WORDS)
    values = reader.mapping(said.get("values", {}), ("values",))
    if len(values) > MAX_WORDS:
        sentence = f"More than {MAX_WORDS} values are explained."
        reader.note("max_properties", ("values",), sentence, "Explain those of a choice alone.")
    column = Column(
        unit=reader.text(said, "unit", (), MAX_WORD),
        decimal=_one_of(reader, said, "decimal", DECIMALS),
        date=_one_of(reader, said, "date", DATES),
        scale=_one_of(reader, said, "scale", SCALES),
        language=reader.text(said, "language", (), MAX_WORD),
        values=values,
        empty=tuple(_word(reader, each, index) for index, each in enumerate(empty)),
        separator=reader.text(said, "separator", (), MAX_WORD),
    )
    if reader.faults:
        raise Invalid(*reader.faults)
    return column


def _one_of(
    reader: BodyReader, said: Mapping[str, Any], name: str, choices: tuple[str, ...]
) -> str:
    return "" if said.get(name, "") == "" else reader.one_of(said, name, (), choices)


def _word(reader: BodyReader, word: Json, index: int) -> str:
    return reader.text({str(index): word}, str(index), ("empty",), MAX_WORD)
