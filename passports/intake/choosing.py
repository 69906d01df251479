"""Which mapping holds for a file: the one given, a stored one for its header, or a guess."""

from collections.abc import Sequence
from typing import BinaryIO

from accounts.actors import Actor
from domain.faults import Json
from passports import labels
from passports.intake.answers import NO_ANSWERS, Answers
from passports.intake.mapping.guessing import guess
from passports.intake.mapping.mapping import Mapping, from_json, signature
from passports.intake.stream import Stream, opened
from passports.models import StoredMapping
from passports.schema_registry import latest


def stream_for(
    actor: Actor,
    file: BinaryIO,
    name: str,
    sector: str,
    *,
    mapping: Json = None,
    answers: Answers = NO_ANSWERS,
) -> Stream:
    """Open a file to be read by the mapping that holds for it; it stays open until it is closed.

    Raises what `mapping_for` raises.
    """
    settled = mapping_for(actor, file, name, sector, mapping)
    return Stream(file, name=name, actor=actor, mapping=settled, answers=answers)


def mapping_for(
    actor: Actor, file: BinaryIO, name: str, sector: str, given: Json = None
) -> Mapping:
    """Return the mapping by which a file is to be read.

    Raises Malformed for a file that cannot be read, Invalid for a sector that does not exist or a
    given mapping that does not fit.
    """
    walk = latest(sector)
    if given is not None:
        return from_json(given, latest)
    table, sample, _ = opened(file, name, Mapping(sector))
    stored = _stored(actor, table.columns)
    if stored is not None:
        return from_json(stored, latest)
    rows = [cells for _, cells in sample]
    return guess(table.columns, rows, walk, words=labels.all_of(), form=table.form)


def _stored(actor: Actor, columns: Sequence[str]) -> Json:
    held = StoredMapping.objects.filter(
        organisation=actor.organisation, signature=signature(columns)
    )
    return held.order_by("-pk").values_list("body", flat=True).first()
