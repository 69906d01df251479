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

ROUNDS = 7
FAULTS = 8
# Faults of different kinds; each sector gets those whose places it has.
DAMAGES: tuple[tuple[tuple[str, ...], Any], ...] = (
    (("mass",), -1),
    (("placed_on_market",), "2026-13-01"),
    (("manufacturer", "country"), "Germany"),
    (("charging", "receptacle"), "barrel"),
    (("device", "foldable"), "no"),
    (("durability", "scratch_resistance"), 99),
    (("carbon", "total"), "much"),
    (("carbon", "boundary"), "cradle"),
)


def accept(sector: str) -> Figures:
    """Verdict on a valid full passport; the baseline reads the same schema file."""
    ours = validator(latest(sector).digest)
    passport = full_passport(sector)
    from_file, expanded = _from_file(sector), _expanded(sector)
    assert ours.is_valid(passport)
    assert from_file.is_valid(passport)
    assert expanded.is_valid(passport)
    pairs = by_turns(
        lambda: ours.is_valid(passport),
        lambda: from_file.is_valid(passport),
        rounds=ROUNDS,
        times=50,
    )
    inlined = by_turns(
        lambda: ours.is_valid(passport),
        lambda: expanded.is_valid(passport),
        rounds=ROUNDS,
        times=50,
    )
    ratio = sorted(a / b for a, b in inlined)[ROUNDS // 2]
    return Figures(
        pairs,
        1,
        f"{_size(sector, passport)}; formats checked by both; jsonschema cached, references"
        f" followed (with the references written out: ratio {ratio:.3g})",
    )


def faults(sector: str) -> Figures:
    """All faults of a passport with up to eight, worded; the baseline lists its errors unworded."""
    ours = validator(latest(sector).digest)
    passport = full_passport(sector)
    count = damage(passport)
    from_file, expanded = _from_file(sector), _expanded(sector)
    assert len(ours.faults(passport)) == count
    # What a file says both beside a reference and behind it, jsonschema tells twice.
    told = {(error.json_path, error.message) for error in from_file.iter_errors(passport)}
    assert len(told) == count
    assert len(list(expanded.iter_errors(passport))) == count
    pairs = by_turns(
        lambda: ours.faults(passport),
        lambda: list(expanded.iter_errors(passport)),
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
        count,
        f"{_size(sector, passport)}; formats checked by both; jsonschema cached, references"
        f" written out (with references followed: ratio {ratio:.3g})",
    )


def damage(passport: Any) -> int:
    """Put up to eight faults of different kinds into a passport; return how many."""
    del passport["category"]
    passport["colour_of_box"] = "grey"
    count = 2
    for (*above, name), value in DAMAGES:
        here = passport
        for part in above:
            here = here.get(part, {})
        if name in here and count < FAULTS:
            here[name] = value
            count += 1
    return count


def _from_file(sector: str) -> Draft202012Validator:
    """Return jsonschema's validator of the schema file as it lies in `schemas/`."""
    read = read_files(settings.SCHEMAS_DIR)
    # The codes of lists are written in, or the baseline would let every country pass.
    files = {name: written_out(read[name], read) for name in read if "$schema" in read[name]}
    registry: Registry[Any] = Registry().with_resources(
        (f"file:///schemas/{name}.json", Resource.from_contents(schema))
        for name, schema in files.items()
    )
    walk = latest(sector)
    name = f"{walk.sector}/{walk.version}"
    # References are relative to the folder; the bare names in $id would lead elsewhere.
    schema = {**files[name], "$id": f"file:///schemas/{name}.json"}
    return Draft202012Validator(
        schema, registry=registry, format_checker=Draft202012Validator.FORMAT_CHECKER
    )


def _expanded(sector: str) -> Draft202012Validator:
    return Draft202012Validator(
        latest(sector).schema, format_checker=Draft202012Validator.FORMAT_CHECKER
    )


def _size(sector: str, passport: Any) -> str:
    return f"{sector} passport of {len(json.dumps(passport)):,} bytes"
