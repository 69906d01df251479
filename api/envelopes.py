"""Request bodies of everything but passports, as the arguments of one use case each.

Nothing is decided here: what is unknown, missing or of the wrong type is a fault, all are found at
once, and their pointers lead into the request body.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from api.envelope_reader import EnvelopeReader
from domain.faults import Json
from passports.intake.uploads import MODES
from passports.models import Outcome

JOB_KINDS = ("recalculate",)
MAX_FACTORS = 10_000
_ROW = re.compile("[0-9]+")


@dataclass(frozen=True, slots=True)
class ErasureRequest:
    """Which version to erase, why, and which two people (opaque ids) agree."""

    number: int
    reason: str
    first_person: str
    second_person: str


@dataclass(frozen=True, slots=True)
class FactorSetRelease:
    """A release of a factor series; `factors` are judged where they are published."""

    series: str
    version: str
    factors: tuple[Mapping[str, Any], ...]
    reason: str


@dataclass(frozen=True, slots=True)
class UploadRequest:
    """Of which sector a file's products are, and what the file is called."""

    sector: str
    name: str


@dataclass(frozen=True, slots=True)
class ApplicationRequest:
    """How the rows of an import are to be published, and why."""

    mode: str
    reason: str


OUTCOMES = {outcome.name.lower().replace("_", "-"): outcome for outcome in Outcome}


def upload(parameters: Mapping[str, str]) -> UploadRequest:
    """Read ?sector= and ?name=. Raises Invalid."""
    reader = EnvelopeReader()
    members = reader.record(dict(parameters.items()), (), required=("sector",), optional=("name",))
    asked = UploadRequest(reader.filled(members, "sector"), reader.filled(members, "name"))
    reader.finish()
    return asked


def rows(parameters: Mapping[str, str]) -> tuple[Outcome | None, int]:
    """Read ?outcome= and ?after=. Raises Invalid."""
    reader = EnvelopeReader()
    members = reader.record(
        dict(parameters.items()), (), required=(), optional=("outcome", "after")
    )
    outcome = reader.one_of(members, "outcome", (), OUTCOMES)
    after = reader.matching(members, "after", (), _ROW, limit=7, form="the number of a row")
    reader.finish()
    return OUTCOMES.get(outcome), int(after or 0)


def application(body: Json) -> ApplicationRequest:
    """Read {mode, reason}. Raises Invalid."""
    reader = EnvelopeReader()
    members = reader.record(body, (), required=("mode", "reason"))
    mode = reader.one_of(members, "mode", (), MODES)
    asked = ApplicationRequest(mode, reader.filled(members, "reason"))
    reader.finish()
    return asked


def erasure(body: Json) -> ErasureRequest:
    """Read {number, reason, first_person, second_person}. Raises Invalid."""
    reader = EnvelopeReader()
    names = ("number", "reason", "first_person", "second_person")
    members = reader.record(body, (), required=names)
    number = reader.count(members, "number")
    texts = [reader.filled(members, name) for name in names[1:]]
    reader.finish()
    return ErasureRequest(number or 0, *texts)


def job(body: Json) -> tuple[str, str]:
    """Read {kind, factor_set: {series, version}}; return series and version. Raises Invalid."""
    reader = EnvelopeReader()
    members = reader.record(body, (), required=("kind", "factor_set"))
    reader.one_of(members, "kind", (), JOB_KINDS)
    at = ("factor_set",)
    named: Mapping[str, Any] = {}
    if "factor_set" in members:
        named = reader.record(members["factor_set"], at, required=("series", "version"))
    series, version = (reader.filled(named, name, at) for name in ("series", "version"))
    reader.finish()
    return series, version


def factor_set(body: Json) -> FactorSetRelease:
    """Read {series, version, factors: [{...}], reason}. Raises Invalid."""
    reader = EnvelopeReader()
    members = reader.record(body, (), required=("series", "version", "factors", "reason"))
    factors = []
    for number, value in enumerate(reader.sequence(members, "factors", (), MAX_FACTORS)):
        at = ("factors", str(number))
        factors.append(reader.mapping(value, at))
        for name, cell in factors[-1].items():
            if isinstance(cell, bool) or not isinstance(cell, str | int | float):
                reader.note(
                    "type",
                    (*at, name),
                    "The value is neither a text nor a number.",
                    "Write a text or a number, or leave the member out.",
                )
    series, version, reason = (
        reader.filled(members, name) for name in ("series", "version", "reason")
    )
    reader.finish()
    return FactorSetRelease(series, version, tuple(factors), reason)
