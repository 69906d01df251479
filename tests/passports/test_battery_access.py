"""Every data point of the battery passport is in the schema, open to exactly its readers."""

import json
import re
from dataclasses import fields

import pytest

from domain.audiences import ANYONE
from passports.reading import Registration
from tests.passports.battery import POINTS, READERS, WALK
from tests.public.examples import SCHEMAS, SECTORS, example, sector, sheet

BY_POINTER = {field.pointer: field for field in WALK.fields}
CLOSED = set().union(*READERS.values()) - {"public", "notified-body"}
NUMBERS = re.compile(r"data points? ([0-9, and]+)")
EXAMPLES = [example("battery", path.stem) for path in (SCHEMAS / "battery").glob("examples/*")]


def numbers_in(source: str) -> set[int]:
    found = NUMBERS.search(source)
    return set(map(int, re.findall("[0-9]+", found[1]))) if found else set()


def leaves_of(value, node):
    """Yield the pointer of every leaf that a document declares, "*" for keys."""
    for name, below in value.items():
        child = node.child(name)
        if child.field is not None:
            yield child.field.pointer
        else:
            yield from leaves_of(below, child)


def test_the_table_has_every_point_once():
    assert [point.number for point in POINTS] == list(range(1, 72))
    counts = {group: sum(p.group == group for p in POINTS) for group in READERS}
    assert counts == {1: 44, 2: 5, 3: 1, 4: 21}


def test_every_place_of_the_table_exists():
    assert {leaf for point in POINTS for leaf in point.leaves} <= BY_POINTER.keys()
    known = {field.name for field in fields(Registration)}
    assert {name for point in POINTS for name in point.record} <= known
    assert all(point.leaves or point.record for point in POINTS)


@pytest.mark.parametrize("point", POINTS, ids=lambda point: f"{point.number}-{point.name}")
def test_a_data_point_is_open_to_its_group_alone(point):
    for leaf in point.leaves:
        assert BY_POINTER[leaf].access == READERS[point.group], leaf


def test_every_leaf_names_its_points_and_no_others():
    points: dict[str, set[int]] = {}
    for point in POINTS:
        for leaf in point.leaves:
            points.setdefault(leaf, set()).add(point.number)
    for pointer, field in BY_POINTER.items():
        assert numbers_in(field.source) == points.get(pointer, set()), pointer


def test_what_stands_beside_closed_points_is_as_closed_as_they_are():
    listed = {leaf for point in POINTS for leaf in point.leaves}
    for pointer, field in BY_POINTER.items():
        if pointer in listed or not CLOSED & field.access:
            continue
        part = pointer.rpartition("/")[0] + "/"
        beside = {BY_POINTER[leaf].access for leaf in listed if leaf.startswith(part)}
        assert beside == {field.access}, pointer


@pytest.mark.parametrize(
    ("audience", "groups"),
    [
        ("legitimate-interest", {1, 2, 4}),
        ("commission", {1, 2, 3}),
        ("notified-body", {1, 3}),
        ("market-surveillance", {1, 3}),
        ("authority", {1}),
        ("repairer", {1}),
        ("recycler", {1}),
        ("researcher", {1}),
        ("public", {1}),
    ],
)
def test_each_reader_sees_the_points_of_its_groups_and_of_no_other(audience, groups):
    seen, declared = set(), set()
    for document in EXAMPLES:
        page = sheet(document, WALK, audiences=ANYONE | {audience})
        seen |= set(leaves_of(page.document, WALK.root))
        declared |= set(leaves_of(document, WALK.root))
    for point in POINTS:
        assert point.leaves & seen == (point.leaves & declared if point.group in groups else set())


def test_the_examples_show_every_leaf_of_every_point():
    declared = {leaf for document in EXAMPLES for leaf in leaves_of(document, WALK.root)}
    missing = {leaf for point in POINTS for leaf in point.leaves} - declared
    assert missing == {"/end/heavy_metal_symbols"}, "no lithium battery bears Cd or Pb"


def test_every_audience_is_named_by_a_sector_and_called_something_within_a_sentence():
    audiences = json.loads((SCHEMAS / "audiences.json").read_text(encoding="utf-8"))
    named = {a for name in SECTORS for field in sector(name).fields for a in field.access}
    assert named == set(audiences)
    for row in audiences.values():
        assert row.keys() == {"title", "name", "description"}
        assert row["title"].lower() == row["name"].removeprefix("the ").lower()
