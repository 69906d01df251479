"""Which facts hold along a chain, and where each shown value is said to come from."""

import pytest

from domain.chain import Facts, Status, Version, origin_of, resolve
from domain.faults import Missing

SAID = Facts("model", 1, Status.SUSPENDED, "maker", "old")


def version(number, facts=None, *, corrects=None, seq=None, patch=None):
    said = Facts() if facts is None else facts
    return Version(number, corrects, seq or number, patch or {}, said, b"schema")


def state(history, product="item"):
    return resolve(product, lambda name: history.get(name, []))


def test_a_version_that_says_nothing_leaves_every_fact_as_it_was():
    assert SAID.followed_by(Facts()) == SAID
    assert Facts().followed_by(SAID) == SAID


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        (Facts(parent="batch", parent_revision=3), Facts("batch", 3, SAID.status, "maker", "old")),
        (Facts(parent="batch"), Facts("batch", None, SAID.status, "maker", "old")),
        (Facts(parent_revision=3), SAID),
        (Facts(status=Status.ACTIVE), Facts("model", 1, Status.ACTIVE, "maker", "old")),
        (Facts(operator="other"), Facts("model", 1, SAID.status, "other", "old")),
        (Facts(predecessor="older"), Facts("model", 1, SAID.status, "maker", "older")),
    ],
)
def test_a_later_version_changes_the_facts_that_it_states(later, expected):
    assert SAID.followed_by(later) == expected


def test_an_item_inherits_its_operator_and_keeps_parent_and_predecessor_to_itself():
    history = {
        "model": [version(1, Facts(operator="maker", predecessor="old model"))],
        "item": [
            version(1, Facts("model", 1, predecessor="old item"), seq=2),
            version(2, Facts(status=Status.WITHDRAWN), seq=3),
        ],
    }
    found = state(history)
    assert found.facts == Facts("model", 1, Status.WITHDRAWN, "maker", "old item")
    assert found.status is found.facts.status
    history["item"] = [version(1, Facts("model", 1), seq=2)]
    assert state(history).facts == Facts("model", 1, Status.ACTIVE, "maker", None)
    model = state(history, "model")
    assert model.facts == Facts(None, None, Status.ACTIVE, "maker", "old model")


def test_each_level_says_which_revision_of_its_product_holds():
    history = {
        "model": [version(1), version(2), version(3, corrects=1), version(4)],
        "item": [version(1, Facts("model", 2), seq=5), version(2, corrects=1, seq=6)],
    }
    found = state(history)
    assert [(level.product, level.revision) for level in found.levels] == [
        ("model", 2),
        ("item", 1),
    ]
    assert (found.root.product, found.subject.product) == ("model", "item")
    assert [v.number for v in found.root.versions] == [1, 3, 2]


def test_an_origin_says_level_version_order_and_schema():
    history = {
        "model": [version(1, seq=7, patch={"mass": 1})],
        "item": [version(1, Facts("model", 1), seq=9, patch={"colour": "red"})],
    }
    provenance = state(history).provenance
    assert [
        (origin.product, origin.level, origin.number, origin.seq, origin.schema)
        for origin in (provenance["mass"], provenance["colour"])
    ] == [("model", 0, 1, 7, b"schema"), ("item", 1, 1, 9, b"schema")]


def test_below_nothing_there_is_no_origin():
    assert origin_of({}) is None
    assert origin_of({"parts": {}}) is None


def test_a_missing_product_is_told_by_its_code():
    with pytest.raises(Missing) as refused:
        state({})
    [fault] = refused.value.faults
    assert fault.code == "product.unknown"
    assert fault.sentence == "There is no passport at this identifier."
