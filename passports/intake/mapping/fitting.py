"""Whether a mapping fits the schemas that it fills, and itself."""

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Mapping as Named

from domain.body_reader import Place
from domain.cells.units import resolve
from domain.faults import Fault, Invalid, Json
from domain.pointers import path_of, pointer_of
from domain.sector_schema import FieldSpec, Schema, Walk
from domain.validation import Validator
from passports.intake.mapping.fields import OWN, SECTOR, TEXT, field_of
from passports.intake.mapping.meanings import MATCH, Mapped, Mapping

PERCENT = "%"
NUMBERS = frozenset({"number", "integer"})

WalkOf = Callable[[str], Walk]


def faults_of(mapping: Mapping, walk_of: WalkOf) -> Iterator[Fault]:
    """Yield everything about a mapping that does not fit, each at its member.

    An element is known when one of the mapping's sectors has it: its own, and those that a column
    of sectors names in its values. Where such a column names none, rows may bring any sector, and
    an element that its own sector lacks is left to the rows.
    """
    try:
        walks = [walk_of(mapping.sector)]
    except Invalid as refusal:
        yield from (Fault(f.code, f.sentence, "/sector", f.remedy) for f in refusal.faults)
        return
    any_sector = False
    for place, mapped in _placed(mapping.columns):
        if mapped.to == SECTOR:
            any_sector = any_sector or not mapped.column.values
            yield from _sectors(place, mapped, walk_of, walks)
    look = _Look(mapping, walks, any_sector=any_sector)
    yield from look.columns()
    yield from look.constants()
    yield from look.match()
    yield from look.checks()


def _placed(columns: Named[str, Mapped]) -> Iterator[tuple[Place, Mapped]]:
    """Yield every meaning of every column with its place."""
    for header, mapped in columns.items():
        yield ("columns", header), mapped
        for index, other in enumerate(mapped.also):
            yield ("columns", header, "also", str(index)), other


def _sectors(place: Place, mapped: Mapped, walk_of: WalkOf, walks: list[Walk]) -> Iterator[Fault]:
    """Add the sectors that cells of a column stand for; yield faults of those that do not exist."""
    for text, sector in mapped.column.values.items():
        at = pointer_of((*place, "column", "values", text))
        if sector is not None and not isinstance(sector, str):
            yield Fault("type", "A sector is a text.", at, "Write it in quotes.")
        elif sector:
            try:
                walks.append(walk_of(sector))
            except Invalid as refusal:
                yield from (Fault(f.code, f.sentence, at, f.remedy) for f in refusal.faults)


class _Look:
    """Looks at one mapping beside the walks of its sectors, its own the first."""

    def __init__(self, mapping: Mapping, walks: list[Walk], *, any_sector: bool) -> None:
        self._mapping = mapping
        self._walks = walks
        self._any_sector = any_sector
        self._headers = frozenset(mapping.headers)
        self._filled: set[str] = set()

    def columns(self) -> Iterator[Fault]:
        for place, mapped in _placed(self._mapping.columns):
            if not mapped.to:
                continue
            if mapped.to in self._filled:
                sentence = "Another column fills the same element."
                remedy = "Leave one of them out, or let it fill something else."
                yield _fault("twice", (*place, "to"), sentence, remedy)
            self._filled.add(mapped.to)
            if mapped.to in OWN:
                continue
            specs = self._specs(mapped.to)
            if specs:
                yield from self._written(place, mapped, specs)
            elif not self._any_sector or not mapped.to.startswith("/"):
                yield self._unknown((*place, "to"), mapped.to)

    def constants(self) -> Iterator[Fault]:
        for pointer, value in self._mapping.constants.items():
            place = ("constants", pointer)
            schemas = [_one_value(spec) for spec in self._specs(pointer)]
            if isinstance(value, dict):
                schemas += self._texts(pointer)
            if any(to == pointer or to.startswith(f"{pointer}/") for to in self._filled):
                sentence = "A column fills the same element."
                yield _fault("twice", place, sentence, "Remove one of the two.")
            if not schemas:
                yield self._unknown(place, pointer)
            elif not _is_value(value, schemas):
                yield _fault("value", place, "The element does not take this value.", _CHOOSE)

    def match(self) -> Iterator[Fault]:
        if self._mapping.match == MATCH:
            return
        for index, pointer in enumerate(self._mapping.match):
            if pointer not in self._filled and pointer not in self._mapping.constants:
                sentence = "No column fills this element, so that it tells no products apart."
                yield _fault("match", ("match", str(index)), sentence, "Name one that is filled.")

    def checks(self) -> Iterator[Fault]:
        seen: set[tuple[str, str]] = set()
        for index, check in enumerate(self._mapping.checks):
            place = ("checks", str(index))
            for name, headers in (("of", check.of), ("by", check.by), ("at", (check.at,))):
                if not self._headers.issuperset(headers):
                    yield _no_such_header((*place, name))
            if (check.at, check.kind) in seen:
                sentence = "An earlier check of the same kind asks at this column."
                remedy = "Ask at another column, so that answers can tell them apart."
                yield _fault("check", (*place, "at"), sentence, remedy)
            seen.add((check.at, check.kind))

    def _specs(self, pointer: str) -> list[FieldSpec]:
        path = path_of(pointer) if pointer.startswith("/") else ()
        found = (field_of(walk, path) for walk in self._walks)
        return [spec for spec in found if spec is not None]

    def _texts(self, pointer: str) -> list[Schema]:
        """Return the schemas of a text as a whole, in all its languages."""
        nodes = (walk.node(path_of(pointer)) for walk in self._walks)
        return [dict(n.field.schema) for n in nodes if n and n.field and n.field.kind == TEXT]

    def _unknown(self, place: Place, pointer: str) -> Fault:
        path = path_of(pointer) if pointer.startswith("/") else ()
        nodes = [node for walk in self._walks if path and (node := walk.node(path))]
        if any(node.field and node.field.kind == TEXT for node in nodes):
            remedy = "Add the language, such as /name/en."
            return _fault("language", place, "The element is a text in several languages.", remedy)
        if any(node.field is None for node in nodes):
            sentence = "The place holds other elements and no value of its own."
            return _fault("group", place, sentence, "Name one of the elements in it.")
        remedy = "Use a pointer from the schema, such as /mass or /name/en, or one of "
        return _fault("unknown", place, "There is no such element.", remedy + ", ".join(OWN) + ".")

    def _written(self, place: Place, mapped: Mapped, specs: list[FieldSpec]) -> Iterator[Fault]:
        """Yield what of the column's way of writing does not fit any of the leaves."""
        column, at = mapped.column, (*place, "column")
        numbers = [spec for spec in specs if spec.kind in NUMBERS]
        units = [PERCENT] if mapped.times else [spec.unit for spec in numbers]
        if column.unit and not any(resolve(column.unit, unit) for unit in units):
            usual = " or ".join(dict.fromkeys(filter(None, units)))
            remedy = f"Use one that can be converted into {usual}." if usual else "Leave it out."
            yield _fault("unit", (*at, "unit"), "The unit does not fit the element.", remedy)
        if column.scale and PERCENT not in units:
            sentence = "The element is no share, and the column of its total is not named."
            remedy = "Name the header of the total in times, or leave the scale out."
            yield _fault("scale", (*at, "scale"), sentence, remedy)
        if mapped.times and not numbers:
            remedy = "Leave times out, or name an element that is a number."
            yield _fault("times", (*place, "times"), "The element is no number.", remedy)
        elif mapped.times and mapped.times not in self._headers:
            yield _no_such_header((*place, "times"))
        schemas = [_SHARE] if mapped.times else [_one_value(spec) for spec in specs]
        for text, value in column.values.items():
            if value is not None and not _is_value(value, schemas):
                sentence = "The element does not take this value."
                yield _fault("value", (*at, "values", text), sentence, _CHOOSE)


_CHOOSE = "Write a value as the schema has it, or null for none."
_SHARE: Schema = {"type": "number"}


def _is_value(value: Json, schemas: Sequence[Schema]) -> bool:
    return any(Validator(schema).is_valid(value) for schema in schemas)


def _one_value(spec: FieldSpec) -> Schema:
    """Return the schema of a value of a leaf; of a text, of what one of its languages says."""
    return dict(spec.schema["additionalProperties"] if spec.kind == TEXT else spec.schema)


def _no_such_header(place: Place) -> Fault:
    sentence = "The mapping knows no column with this header."
    return _fault("header", place, sentence, "Write a header as it stands in columns or open.")


def _fault(code: str, place: Place, sentence: str, remedy: str) -> Fault:
    return Fault(f"mapping.{code}", sentence, pointer_of(place), remedy)
