"""The walk of a sector schema, and the references that it may follow."""

import pytest

from domain.faults import Invalid
from domain.sector_schema import expand, walk

COMMON = {
    "$id": "common/0.1",
    "$defs": {
        "mass": {"type": "number", "title": "Mass", "x-unit": "g"},
        "part": {
            "type": "object",
            "properties": {"weight": {"$ref": "#/$defs/mass", "title": "Weight"}},
        },
        "loop": {"$ref": "#/$defs/loop"},
    },
}


def files(**properties):
    schema = {"$id": "toy/0.1", "type": "object", "x-access": ["public"], "properties": properties}
    return {"common/0.1": COMMON, "toy/0.1": schema}


def walked(**properties):
    return walk(expand("toy/0.1", files(**properties)))


def test_a_reference_brings_what_it_names_and_own_members_win():
    part = expand("toy/0.1", files(p={"$ref": "../common/0.1.json#/$defs/part"}))["properties"]["p"]
    assert part["properties"]["weight"] == {"type": "number", "title": "Weight", "x-unit": "g"}


@pytest.mark.parametrize(
    "ref",
    [
        "http://127.0.0.1/x.json",
        "../common/9.9.json#/$defs/mass",
        "../common/0.1.json#/$defs/none",
        "../../etc/passwd",
    ],
)
def test_a_reference_out_of_the_registry_leads_nowhere(ref):
    with pytest.raises(Invalid, match="leads to nothing"):
        expand("toy/0.1", files(p={"$ref": ref}))


def test_a_reference_to_itself_is_refused():
    with pytest.raises(Invalid, match="deeper than 16"):
        expand("toy/0.1", files(p={"$ref": "../common/0.1.json#/$defs/loop"}))


def test_a_child_inherits_the_audiences_of_its_record_unless_it_names_its_own():
    found = walked(
        box={
            "type": "object",
            "x-access": ["repairer"],
            "properties": {"a": {"type": "string"}, "b": {"type": "string", "x-access": []}},
        }
    )
    assert [(s.pointer, s.access) for s in found.fields] == [
        ("/box/a", frozenset({"repairer"})),
        ("/box/b", frozenset()),
    ]


def test_a_language_map_is_one_leaf_and_a_keyed_map_is_walked_by_its_entries():
    found = walked(
        name={"type": "object", "x-kind": "text", "additionalProperties": {"type": "string"}},
        parts={
            "type": "object",
            "additionalProperties": {"type": "object", "properties": {"n": {"type": "integer"}}},
        },
    )
    assert [(s.pointer, s.kind) for s in found.fields] == [
        ("/name", "text"),
        ("/parts/*/n", "integer"),
    ]
    assert found.node(("parts", "any", "n")).field.kind == "integer"
    assert found.node(("parts", "any", "stray")) is None


def test_the_digest_covers_what_a_reference_brings():
    before = walked(p={"$ref": "../common/0.1.json#/$defs/mass"})
    changed = files(p={"$ref": "../common/0.1.json#/$defs/mass"})
    changed["common/0.1"] = {"$defs": {"mass": {"type": "number", "title": "Weight"}}}
    assert walk(expand("toy/0.1", changed)).digest != before.digest


def test_a_duty_to_declare_is_read_with_its_basis_and_date():
    found = walked(a={"type": "string", "x-required": {"basis": "Art. 7", "from": "2027-02-18"}})
    (duty,) = found.fields[0].obligations
    assert (duty.basis, duty.since) == ("Art. 7", "2027-02-18")
    assert (duty.categories, duty.level, duty.conditional) == (frozenset(), "model", False)


def test_duties_may_differ_by_category_level_and_condition():
    duties = [
        {"basis": "Art. 7", "from": "2027-02-18", "for": ["ev", "lmt"], "level": "item"},
        {"basis": "Art. 8", "from": "pending", "for": ["portable"], "conditional": True},
    ]
    first, second = walked(a={"type": "string", "x-required": duties}).fields[0].obligations
    assert (first.categories, first.level) == (frozenset({"ev", "lmt"}), "item")
    assert (second.since, second.conditional) == ("pending", True)


def test_a_field_without_a_duty_owes_nothing():
    assert walked(a={"type": "string"}).fields[0].obligations == ()
