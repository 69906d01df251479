"""The lint of code lists: what a file of `schemas/codes/` has to hold."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from domain.faults import Fault
from domain.validation.engine import is_date
from domain.validation.subset import Schema, fault, is_text

Faults = Iterator[Fault]

TOLD = ("title", "description", "source", "date", "licence")
CLDR = frozenset({"territories", "currencies", "languages"})

_CODE = re.compile(r"[!-~]{1,64}")


def lint_codes(content: Schema) -> list[Fault]:
    """Return what is wrong with a code list, sorted by pointer; [] for a sound one.

    A list says where it comes from and has codes, each with a name, or the table of the CLDR that
    names them. One without codes is open: its names are those of the CLDR.
    """
    faults = [*_head(content), *_codes(content)]
    return sorted(faults, key=lambda found: (found.pointer, found.code))


def _head(content: Schema) -> Faults:
    for member in TOLD:
        sound = is_date if member == "date" else is_text
        if not is_text(content.get(member)) or not sound(content[member]):
            remedy = "Write year-month-day." if member == "date" else "Write it in English."
            yield fault("code_list", (member,), f"The list has no {member}.", remedy)
    for member in content.keys() - {*TOLD, "cldr", "codes"}:
        sentence = "A code list has no member of this name."
        yield fault("code_list", (member,), sentence, "Leave it out, or put it beside the names.")
    if "cldr" in content and content["cldr"] not in CLDR:
        sentence = "The CLDR has no table of this name that codes could be named from."
        yield fault("code_list", ("cldr",), sentence, f"Use one of {', '.join(sorted(CLDR))}.")


def _codes(content: Schema) -> Faults:
    codes = content.get("codes")
    named_elsewhere = "cldr" in content
    if codes is None and named_elsewhere:
        return
    if not isinstance(codes, dict) or not codes:
        yield fault("code_list", ("codes",), "The list has no codes.", "Write code: {...}.")
        return
    for code, entry in codes.items():
        place = ("codes", str(code))
        if _CODE.fullmatch(str(code)) is None or not isinstance(entry, dict):
            sentence = "This is not a short code in plain letters with what is said of it."
            yield fault("code_list", place, sentence, 'Write "code": {"name": "..."}.')
        elif is_text(entry.get("name")) == named_elsewhere:
            sentence = "A code has a name, or the CLDR has one for it; not both and not neither."
            yield fault("code_list", place, sentence, 'Correct "name" here or "cldr" above.')
    names = Counter(_name(entry) for entry in codes.values())
    for code, entry in codes.items():
        if names[_name(entry)] > 1 and _name(entry):
            sentence = "Another code of the list has the same name."
            yield fault("code_list", ("codes", str(code), "name"), sentence, "Tell them apart.")


def _name(entry: Any) -> str:
    return str(entry.get("name", "")) if isinstance(entry, dict) else ""
