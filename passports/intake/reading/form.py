"""How a file is read: decided at first sight, corrected by a person, kept with the mapping."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from domain.faults import Fault, Invalid, Json
from domain.pointers import pointer_of
from passports.intake.reading.limits import MAX_ROWS

CSV, XLSX, JSON, NDJSON = FORMATS = ("csv", "xlsx", "json", "ndjson")
SEPARATORS = (",", ";", "\t", "|")

# What Python calls them; the guess knows fewer, a person may say any of these.
ENCODINGS = (
    *("utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32"),
    *("cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258"),
    *("latin-1", "iso8859-2", "iso8859-5", "iso8859-9", "iso8859-15", "mac-roman"),
    *("cp437", "cp850", "cp866", "koi8-r", "koi8-u", "cp874"),
    *("gb18030", "big5", "cp932", "euc-jp", "cp949"),
)
MAX_HEADER_ROWS = 3
MAX_FOOTER_ROWS = 10


@dataclass(frozen=True, slots=True)
class Form:
    """What is decided about a file; what is left at its default is decided by looking.

    format: one of FORMATS.
    encoding: one of ENCODINGS, for text. A byte order mark in the file outweighs it.
    separator: one of SEPARATORS, for CSV.
    sheet: the name of the sheet in a workbook; of the member that holds the rows in JSON.
    hidden: whether rows and columns that a workbook hides are read too.
    header: the numbers of the header's rows, one below the other.
    units: the number of the row with the units below the header, 0 for none.
    first: the number of the first row below the header.
    footer: how many filled rows at the end are no products (totals, footnotes).
    """

    format: str = ""
    encoding: str = ""
    separator: str = ""
    sheet: str = ""
    hidden: bool = False
    header: tuple[int, ...] = ()
    units: int | None = None
    first: int = 0
    footer: int | None = None

    def to_json(self) -> dict[str, Json]:
        """Return the form as JSON; what is not decided is left out."""
        undecided = asdict(Form())
        said = {name: value for name, value in asdict(self).items() if value != undecided[name]}
        return said | ({"header": list(self.header)} if self.header else {})

    def lasting(self) -> "Form":
        """Return what holds for the next file of the same kind too: it may have other rows."""
        return Form(encoding=self.encoding, sheet=self.sheet, hidden=self.hidden)

    @classmethod
    def from_json(cls, value: Json) -> "Form":
        """Return the form of a JSON object.

        Raises Invalid with every fault: `form.type` for a value of another type, `form.value` for
        one outside its range, `form.unknown` for another member.
        """
        if not isinstance(value, Mapping):
            raise Invalid(_fault("type", "", "The form is no JSON object.", "Send an object."))
        faults = [fault for name, member in value.items() for fault in _faults(name, member)]
        if faults:
            raise Invalid(*faults)
        members: dict[str, Any] = dict(value)
        if "header" in members:
            members["header"] = tuple(members["header"])
        return cls(**members)


def _faults(name: str, value: Json) -> list[Fault]:
    if name not in Form.__slots__:
        remedy = f"Use {', '.join(Form.__slots__)}."
        return [_fault("unknown", name, "The form has no such member.", remedy)]
    if name in _CHOICES and value not in _CHOICES[name]:
        choices = ", ".join(map(repr, _CHOICES[name]))
        return [_fault("value", name, "The value is none that can be read.", f"Use {choices}.")]
    if name in _TYPES and not isinstance(value, _TYPES[name]):
        remedy = "Write a string." if name == "sheet" else "Write true or false."
        return [_fault("type", name, "The value has another type.", remedy)]
    if name in _RANGES and not _is_number(value, *_RANGES[name]):
        lowest, highest = _RANGES[name]
        sentence = "The value is no whole number within the limits."
        return [_fault("value", name, sentence, f"Use {lowest} to {highest:,}.")]
    if name == "header" and not _are_rows(value):
        sentence = "The value is no list of row numbers, one directly below the other."
        remedy = f"List 1 to {MAX_HEADER_ROWS} row numbers, such as [1, 2]."
        return [_fault("value", name, sentence, remedy)]
    return []


_CHOICES: Mapping[str, tuple[str, ...]] = {
    "format": FORMATS,
    "encoding": ENCODINGS,
    "separator": SEPARATORS,
}
_TYPES: Mapping[str, type] = {"sheet": str, "hidden": bool}
_RANGES = {"units": (0, MAX_ROWS), "first": (1, MAX_ROWS), "footer": (0, MAX_FOOTER_ROWS)}


def _is_number(value: Json, lowest: int, highest: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and lowest <= value <= highest


def _are_rows(value: Json) -> bool:
    if not isinstance(value, list) or not 1 <= len(value) <= MAX_HEADER_ROWS:
        return False
    rows = [row for row in value if isinstance(row, int) and _is_number(row, 1, MAX_ROWS)]
    return rows == list(range(rows[0], rows[0] + len(value))) if rows else False


def _fault(code: str, name: str, sentence: str, remedy: str) -> Fault:
    pointer = pointer_of((name,)) if name else ""
    return Fault(f"form.{code}", sentence, pointer, remedy)
