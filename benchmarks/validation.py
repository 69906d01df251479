"""The validator against jsonschema: a verdict on a good passport, all faults of a bad one."""

import json
from typing import Any

from django.conf import settings
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from benchmarks.cast import full_passport
from benchmarks.harness import Figures, by_turns
from domain.code_lists import written_out
from passports.schema_registry import latest, read_files, validator

SECTOR = "smartphone"
ROUNDS = 7


def accept() -> Figures:
    """Verdict on a valid full passport; the baseline reads the same schema file."""
    ours = validator(latest(SECTOR).digest)
    passport = full_passport()
    from_file, written_out = _from_file(), _written_out()
    assert ours.is_valid(passport)
    assert from_file.is_valid(passport)
    assert written_out.is_valid(passport)
    pairs = by_turns(
        lambda: ours.is_valid(passport),
        lambda: from_file.is_valid(passport),
        rounds=ROUNDS,
        times=50,
    )
    inlined = by_turns(
        lambda: ours.is_valid(passport),
        lambda: written_out.is_valid(passport),
        rounds=ROUNDS,
        times=50,
    )
    ratio = sorted(a / b for a, b in inlined)[ROUNDS // 2]
    return Figures(
        pairs,
        1,
        f"{_size(passport)}; formats checked by both; jsonschema cached, references followed"
        f" (with the references written out: ratio {ratio:.3g})",
    )


def faults() -> Figures:
    """All faults of a passport with eight, worded; the baseline lists its errors unworded."""
    ours = validator(latest(SECTOR).digest)
    passport = full_passport()
    damage(passport)
    from_file, written_out = _from_file(), _written_out()
    assert len(ours.faults(passport)) == 8
    assert len(list(from_file.iter_errors(passport))) == 8
    assert len(list(written_out.iter_errors(passport))) == 8
    pairs = by_turns(
        lambda: ours.faults(passport),
        lambda: list(written_out.iter_errors(passport)),
        rounds=ROUNDS,
        times=30,
    )
    followed = by_turns(
        lambda: ours.faults(passport),
        lambda: list(from_file.iter_errors(passport)),
        rounds=ROUNDS,
        times=30,
    )
    ratio = sorted(a / b for a, b in followed)[ROUNDS // 2]
    return Figures(
        pairs,
        8,
        f"{_size(passport)}; formats checked by both; jsonschema cached, references written out"
        f" (with references followed: ratio {ratio:.3g})",
    )


def damage(passport: Any) -> None:
    """Put eight faults of different kinds into a smartphone passport."""
    del passport["category"]
    passport["colour_of_box"] = "grey"
    passport["mass"] = -1
    passport["placed_on_market"] = "2026-13-01"
    passport["manufacturer"]["country"] = "Germany"
    passport["charging"]["receptacle"] = "barrel"
    passport["device"]["foldable"] = "no"
    passport["durability"]["scratch_resistance"] = 99


def _from_file() -> Draft202012Validator:
    """Return jsonschema's validator of the schema file as it lies in `schemas/`."""
    read = read_files(settings.SCHEMAS_DIR)
    # The codes of lists are written in, or the baseline would let every country pass.
    files = {name: written_out(read[name], read) for name in read if "$schema" in read[name]}
    registry: Registry[Any] = Registry().with_resources(
        (f"file:///schemas/{name}.json", Resource.from_contents(schema))
        for name, schema in files.items()
    )
    walk = latest(SECTOR)
    name = f"{walk.sector}/{walk.version}"
    # References are relative to the folder; the bare names in $id would lead elsewhere.
    schema = {**files[name], "$id": f"file:///schemas/{name}.json"}
    return Draft202012Validator(
        schema, registry=registry, format_checker=Draft202012Validator.FORMAT_CHECKER
    )


def _written_out() -> Draft202012Validator:
    return Draft202012Validator(
        latest(SECTOR).schema, format_checker=Draft202012Validator.FORMAT_CHECKER
    )


def _size(passport: Any) -> str:
    return f"smartphone passport of {len(json.dumps(passport)):,} bytes"
