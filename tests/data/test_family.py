"""The invented family of products: complete, valid after every step, and recognisably invented."""

import math
from collections.abc import Iterator
from typing import Any

import pytest

from domain.activity import parse_activity
from domain.chain import apply
from domain.footprint import calculate
from domain.identifiers import parse
from domain.inventory import lines_of
from domain.sector_schema import walk
from domain.validation import Validator
from tests.data.files import DATA, factors, read_json, schema

FAMILY = read_json(DATA / "demo" / "family.json")


def family_states() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every product of the family after every entry, each on top of its parent."""
    own: dict[str, dict[str, Any]] = {}
    parents: dict[str, str] = {}
    for entry in FAMILY["entries"]:
        name = entry["identifier"]
        parents |= {name: entry["parent"]} if "parent" in entry else {}
        change = entry.get("document", entry.get("patch"))
        own[name] = apply(own.get(name, {}), change)
        for product in own:
            line = [product]
            while line[-1] in parents:
                line.append(parents[line[-1]])
            state: dict[str, Any] = {}
            for level in reversed(line):
                state = apply(state, own[level])
            yield product, state


def has(value: Any, path: tuple[str, ...]) -> bool:
    if not path:
        return True
    if not isinstance(value, dict):
        return False
    if path[0] == "*":
        return any(has(part, path[1:]) for part in value.values())
    return path[0] in value and has(value[path[0]], path[1:])


def test_the_family_is_invented_and_says_so() -> None:
    assert "Invented" in FAMILY["note"]
    assert "invented" in FAMILY["organisation"]["name"]
    (prefix,) = (claim["prefix"] for claim in FAMILY["organisation"]["claims"])
    for entry in FAMILY["entries"]:
        assert entry["identifier"].startswith(f"gs1:01/0{prefix}")


def test_the_family_has_all_levels_and_every_kind_of_version() -> None:
    kinds = [entry["kind"] for entry in FAMILY["entries"]]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "register": 6,
        "correct": 1,
        "revise": 1,
    }
    levels = {parse(entry["identifier"]).granularity for entry in FAMILY["entries"]}
    assert levels == {"model", "batch", "item"}
    assert all(
        parse(entry["identifier"]).text == entry["identifier"] for entry in FAMILY["entries"]
    )
    assert all(entry["reason"] for entry in FAMILY["entries"])


def test_parents_are_registered_before_their_children_and_corrections_after() -> None:
    versions: dict[str, int] = {}
    for entry in FAMILY["entries"]:
        assert entry.get("parent") is None or entry["parent"] in versions
        assert entry.get("corrects", 0) <= versions.get(entry["identifier"], 0)
        assert (entry["kind"] == "register") == (entry["identifier"] not in versions)
        versions[entry["identifier"]] = versions.get(entry["identifier"], 0) + 1


def test_every_state_of_the_family_keeps_to_the_schema() -> None:
    validator = Validator(schema("smartphone"))
    faults = [
        (product, fault) for product, state in family_states() for fault in validator.faults(state)
    ]
    assert faults == []


def test_the_correction_makes_the_mass_equal_to_the_sum_of_the_materials() -> None:
    states = dict(family_states())
    for state in states.values():
        assert state["mass"] == pytest.approx(
            math.fsum(material["mass"] for material in state["materials"].values())
        )


def test_the_model_fills_values_of_every_audience_of_its_sector() -> None:
    (model,) = (entry["document"] for entry in FAMILY["entries"] if "document" in entry)
    (item, *_) = (state for name, state in family_states() if parse(name).granularity == "item")
    walked = walk(schema("smartphone"))
    seen: set[str] = set()
    for spec in walked.fields:
        for document in (model, item):
            if has(document, spec.path):
                seen |= spec.access
    assert seen == {audience for spec in walked.fields for audience in spec.access}


def test_the_activity_models_can_be_calculated_with_the_first_release() -> None:
    known = factors("2025.1")
    states = dict(family_states())
    for attached in FAMILY["activities"]:
        activity = parse_activity(attached["body"])
        lines = lines_of(activity, states[attached["identifier"]])
        result = calculate(lines, known, activity.not_calculated)
        assert {gap.factor_key for gap in result.uncovered} == {
            "material/circuit-board",
            "material/other",
        }
        assert result.stages["use"].value_kg == pytest.approx(24.5 * 0.38095)
        assert result.stages["manufacturing"].value_kg is None
