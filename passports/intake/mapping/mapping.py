"""Mappings as JSON: looked at, corrected by hand, and kept for the next file of the same kind."""

from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Named

from domain.body_reader import BodyReader, Place
from domain.canonical import canonical, sha256
from domain.cells import column as columns
from domain.cells.column import Column
from domain.cells.folding import folded
from domain.faults import Invalid, Json
from passports.intake.mapping.bodies import MAX_HEADER, moved, texts
from passports.intake.mapping.checks import read_check
from passports.intake.mapping.fitting import WalkOf, faults_of
from passports.intake.mapping.meanings import MATCH, VERSION, Mapped, Mapping, Open
from passports.intake.reading.form import Form

__all__ = ["Mapped", "Mapping", "Open", "from_json", "signature"]

MAX_COLUMNS = 2000
MAX_CHECKS = 50
MAX_MATCH = 10
MAX_ALSO = 8
MAX_CANDIDATES = 10


def signature(columns: Iterable[str]) -> bytes:
    """Return the digest by which a mapping is found again for the same columns in any order.

    Case, punctuation and surplus space make no difference; columns without a name do not count.
    """
    return sha256(canonical(sorted(folded(column) or column for column in columns if column)))


def from_json(body: Json, walk_of: WalkOf) -> Mapping:
    """Return the mapping of a JSON object; `walk_of` gives the walk of a sector or raises Invalid.

    Raises Invalid with every fault: first those of form, each at its member, such as
    /columns/<header>/to; where there are none, those of meaning, such as an element that the sector
    does not have, two columns that fill one, a unit that does not fit.
    """
    reader = BodyReader()
    mapping = _read(reader, body)
    faults = reader.faults or list(faults_of(mapping, walk_of))
    if faults:
        raise Invalid(*faults)
    return mapping


def _read(reader: BodyReader, body: Json) -> Mapping:
    optional = ("form", "constants", "match", "checks", "open")
    said = reader.record(body, (), required=("version", "sector", "columns"), optional=optional)
    reader.number(said, "version", (), VERSION, VERSION)
    form = None
    if said.get("form") is not None:
        try:
            form = Form.from_json(said["form"])
        except Invalid as refusal:
            reader.faults.extend(moved(refusal, ("form",)))
    columns = {
        header: _mapped(reader, value, at)
        for header, value, at in _members(reader, said, "columns")
    }
    return Mapping(
        sector=reader.text(said, "sector", ()),
        form=form,
        columns=columns,
        constants=reader.mapping(said.get("constants", {}), ("constants",)),
        match=texts(reader, reader.sequence(said, "match", (), MAX_MATCH), ("match",))
        if "match" in said
        else MATCH,
        checks=tuple(
            read_check(reader, value, ("checks", str(index)))
            for index, value in enumerate(reader.sequence(said, "checks", (), MAX_CHECKS))
        ),
        open={
            header: _open(reader, value, at)
            for header, value, at in _members(reader, said, "open")
            if header not in columns
        },
    )


def _members(
    reader: BodyReader, said: Named[str, Json], name: str
) -> Iterator[tuple[str, Json, Place]]:
    members = reader.mapping(said.get(name, {}), (name,))
    if len(members) > MAX_COLUMNS:
        sentence = f"There are more than {MAX_COLUMNS:,} columns."
        reader.note("max_properties", (name,), sentence, "Leave out columns that mean nothing.")
        return
    for header, value in members.items():
        if not 0 < len(header) <= MAX_HEADER:
            sentence = f"A header is empty, or longer than {MAX_HEADER:,} characters."
            reader.note("property_name", (name,), sentence, "Name the column.")
        else:
            yield header, value, (name, header)


def _mapped(reader: BodyReader, value: Json, at: Place, *, inner: bool = False) -> Mapped:
    optional = ("column", "times", "score", "reason") + (() if inner else ("also",))
    said = reader.record(value, at, required=("to",), optional=optional)
    also = reader.sequence(said, "also", at, MAX_ALSO)
    return Mapped(
        to=reader.text(said, "to", at),
        column=_column(reader, said.get("column", {}), (*at, "column")),
        times=reader.text(said, "times", at, MAX_HEADER),
        also=tuple(
            _mapped(reader, other, (*at, "also", str(index)), inner=True)
            for index, other in enumerate(also)
        ),
        score=reader.number(said, "score", at, 0, 1) if "score" in said else 1.0,
        reason=reader.text(said, "reason", at),
    )


def _open(reader: BodyReader, value: Json, at: Place) -> Open:
    said = reader.record(value, at, required=("sentence",), optional=("candidates",))
    candidates = reader.sequence(said, "candidates", at, MAX_CANDIDATES)
    return Open(
        reader.text(said, "sentence", at),
        texts(reader, candidates, (*at, "candidates")),
    )


def _column(reader: BodyReader, value: Json, at: Place) -> Column:
    try:
        return columns.from_json(value)
    except Invalid as refusal:
        reader.faults.extend(moved(refusal, at))
    return Column()
