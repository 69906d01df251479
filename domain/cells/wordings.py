"""The ways in which people put more than one number, or less than an exact one, into a cell.

Patterns for texts that `numerals.plain` has been through.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from domain.cells.word_lists import word_list

# Longer texts are prose.
LONGEST = 100

_NUMBER = r"[+-]?(?:[0-9](?:[0-9., ']*[0-9])?[.,]?(?:[eE][+-]?[0-9]{1,3})?|[.,][0-9]+)"


def _any_of(name: str) -> str:
    """Return a pattern for each of the words of a list, the longer ones first."""
    words = sorted(word_list("amounts")[name], key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, words))})"


def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


QUANTITY = _pattern(rf"({_NUMBER})\s*([^0-9\s][^0-9]*(?:[0-9][^0-9]*)?)")
UNIT_FIRST = _pattern(rf"([^0-9]*[^0-9\s+-]\.?)[ :]*({_NUMBER})")
EACH = _pattern(rf"({_NUMBER})\s*([^0-9\s.,+-]+)")
SEVERAL = _pattern(rf"(?:{_NUMBER}\s*[^0-9\s.,+-]+[\s,]*)+")
OUT_OF = _pattern(rf"({_NUMBER})\s*{_any_of('out_of')}\s*({_NUMBER})")


@dataclass(frozen=True, slots=True)
class Inexact:
    """A way to write no exact number: what to ask about it, and the texts of what may be meant."""

    pattern: re.Pattern[str]
    code: str
    sentence: str
    meant: Callable[[re.Match[str]], tuple[str, ...]]


def _ends(found: re.Match[str]) -> tuple[str, ...]:
    low, unit, high, last_unit = found.groups()
    return f"{low} {unit or last_unit}", f"{high} {last_unit or unit}"


def _with_unit(found: re.Match[str]) -> tuple[str, ...]:
    return (f"{found[1]} {found[2]}",)


def _either_sign(found: re.Match[str]) -> tuple[str, ...]:
    digits = found[1] or found[2]
    return f"-{digits}", digits


_LIMIT = "The cell names a limit or an estimate: is it to be kept as the exact value?"

INEXACT = (
    Inexact(
        _pattern(rf"{_any_of('about')}\s*(.*[0-9].*)"),
        "question.inexact",
        _LIMIT,
        lambda found: (found[1],),
    ),
    Inexact(
        _pattern(rf"(.*[0-9].*?)\s*{_any_of('or_more')}"),
        "question.inexact",
        _LIMIT,
        lambda found: (found[1],),
    ),
    Inexact(
        _pattern(
            rf"(?:{_any_of('between')} )?({_NUMBER})\s*(\D{{0,12}}?)\s*(?<![a-z]){_any_of('to')}\s*"
            rf"({_NUMBER})\s*(\D{{0,20}})"
        ),
        "question.range",
        "The cell holds a range of numbers.",
        _ends,
    ),
    Inexact(
        _pattern(rf"({_NUMBER})\s*(\D{{0,12}}?)\s*{_any_of('plus_minus')}.{{1,20}}"),
        "question.inexact",
        "The cell holds a tolerance, for which the field has no place.",
        _with_unit,
    ),
    Inexact(
        _pattern(rf"({_NUMBER})\s*([^0-9\s(/\[,;=]+)\s*[(/\[,;=]\s*{_NUMBER}\s*\D*"),
        "question.range",
        "The cell holds more than one number.",
        _with_unit,
    ),
    Inexact(
        _pattern(rf"\(\s*({_NUMBER})\s*\)|({_NUMBER})\s*-"),
        "question.negative",
        "The sign around the number may say that it is below zero.",
        _either_sign,
    ),
)
