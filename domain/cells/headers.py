"""What the header of a column says about how its cells are written."""

import re
from collections.abc import Iterator

from domain.cells.languages import language
from domain.cells.units import resolve
from domain.pointers import path_of
from domain.sector_schema import ANY_KEY, FieldSpec

_BRACKETS = re.compile(r"[(\[{<\uff08\u3010]\s*([^()\[\]{}<>]{1,40}?)\s*[)\]}>\uff09\u3011]")
_LAST = re.compile(r"[\s_,/:.-]([^\s_,:()\[\]]{1,20}(?: per [a-z]{1,10}| p\.?a\.?)?)\s*$")
_SUFFIX = re.compile(r"[_/.-]([A-Za-z]{2,3}(?:-[A-Za-z]{2,4})?)$")
_PERCENT = re.compile(r"%|(?:\b|_)(?:percent|prozent|pourcent|por ?ciento|pct)", re.IGNORECASE)
_FRACTION = re.compile(
    r"(?:\b|_)(?:ratio|fraction|frac|quota)(?:\b|_)|0 ?(?:-|to|\.\.) ?1\b", re.IGNORECASE
)
# dd/mm/yyyy, and its letters in German and French.
_ORDER = re.compile(r"\b([dtjmya]{1,4})[./ -]([dtjmya]{1,4})[./ -]([dtjmya]{1,4})\b", re.IGNORECASE)
_LONG_YEAR = re.compile("y{2,4}|j{4}|a{2,4}", re.IGNORECASE)
_MONTH = re.compile("m{1,2}", re.IGNORECASE)
_DAY = re.compile("d{1,2}|t{1,2}|j{1,2}", re.IGNORECASE)


def names_field(header: str, spec: FieldSpec) -> bool:
    """Say whether a header is the path of the field, as in a sheet of the registry's own making.

    A path of one name may be a stranger's word, so it does not count.
    """
    path = path_of(f"/{header}")
    wanted = (*spec.path, ANY_KEY) if spec.kind == "text" else spec.path
    if len(path) != len(wanted) or len(path) == 1:
        return False
    return all(name in {part, ANY_KEY} for part, name in zip(path, wanted, strict=True))


def unit_in(header: str, field_unit: str) -> str:
    """Return the unit that a header names and that fits the field, "" for none.

    It is a UCUM code; or the word of the header, where that has more than one meaning.
    """
    for word in _words(header):
        units = resolve(word, field_unit)
        if not units:
            continue
        only = units[0]
        if len(units) > 1:
            return word
        below = field_unit.partition("/")[2]
        lacks_time = only.doubtful and below and "/" not in only.code
        return f"{only.code}/{below}" if lacks_time else word if only.doubtful else only.code
    return ""


def says_percent(header: str) -> bool:
    """Say whether a header calls its numbers percentages."""
    return _PERCENT.search(header) is not None


def says_fraction(header: str) -> bool:
    """Say whether a header calls its numbers fractions of one."""
    return _FRACTION.search(header) is not None


def date_order_in(header: str) -> str:
    """Return the order of dates that a header such as "Date (dd/mm/yyyy)" says, "" for none."""
    found = _ORDER.search(header)
    letters = "".join(map(_letter, found.groups())) if found else ""
    return letters if letters in {"dmy", "mdy", "ymd"} else ""


def language_in(header: str) -> str:
    """Return the tag of the language that a header names, "" for none: "Name (de)", "name_en"."""
    bracketed = _BRACKETS.findall(header)
    suffix = _SUFFIX.findall(header.strip())
    last = [word for word in header.split()[1:][-1:] if len(word) > len("xxx")]
    found = (language(word) for word in (*bracketed, *suffix, *last))
    return next((tag for tag in found if tag), "")


def _words(header: str) -> Iterator[str]:
    """Yield what may be a unit in a header: what stands in brackets, then what stands last."""
    yield from reversed(_BRACKETS.findall(header))
    last = _LAST.search(header)
    if last:
        yield last[1]


def _letter(part: str) -> str:
    """Return y, m or d for a part of a date's pattern, also in German and French; "" for others."""
    kinds = {"y": _LONG_YEAR, "m": _MONTH, "d": _DAY}
    return next((letter for letter, kind in kinds.items() if kind.fullmatch(part)), "")
