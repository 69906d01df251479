"""The chain against known answers and against a slow, obvious reading of the rules."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.chain import (
    FOREVER,
    Facts,
    Status,
    Version,
    apply,
    origin_of,
    resolve,
    same,
)
from domain.faults import Invalid, Missing
from tests.domain.json_values import patches
from tests.faults import only_fault

History = Mapping[str, list[Version]]


def revision(number, patch, seq=None, **facts):
    return Version(number, None, seq or number, patch, Facts(**facts))


def correction(number, corrects, patch, seq=None, **facts):
    return Version(number, corrects, seq or number, patch, Facts(**facts))


def state(history: History, product: str, at: int = FOREVER, pin: int | None = None):
    return resolve(product, lambda name: history.get(name, []), at, pin)


# What holds ---------------------------------------------------------------------------------------


def test_an_item_shows_what_it_overrides_and_else_its_model():
    history = {
        "model": [revision(1, {"mass": 100, "colour": "red"})],
        "item": [revision(1, {"colour": "blue"}, 2, parent="model", parent_revision=1)],
    }
    assert state(history, "item").document == {"mass": 100, "colour": "blue"}


def test_every_shown_value_says_from_which_product_and_version_it_comes():
    history = {
        "model": [revision(1, {"mass": 100}), revision(2, {"mass": 90})],
        "item": [revision(1, {"colour": "blue"}, 3, parent="model", parent_revision=2)],
    }
    provenance = state(history, "item").provenance
    assert (provenance["mass"].product, provenance["mass"].number) == ("model", 2)
    assert (provenance["colour"].product, provenance["colour"].number) == ("item", 1)


def test_a_later_revision_of_the_model_does_not_reach_an_item_that_follows_an_earlier_one():
    history = {
        "model": [revision(1, {"mass": 100}), revision(2, {"mass": 90}, 3)],
        "item": [revision(1, {}, 2, parent="model", parent_revision=1)],
    }
    assert state(history, "item").document == {"mass": 100}
    assert state(history, "model").document == {"mass": 90}


def test_a_correction_of_the_model_reaches_an_item_that_was_sold_before():
    history = {
        "model": [revision(1, {"mass": 100}), correction(2, 1, {"mass": 101}, 3)],
        "item": [revision(1, {}, 2, parent="model", parent_revision=1)],
    }
    assert state(history, "item").document == {"mass": 101}


def test_a_correction_of_a_later_revision_does_not_reach_an_item_that_follows_an_earlier_one():
    history = {
        "model": [
            revision(1, {"mass": 100}),
            revision(2, {"mass": 90}),
            correction(3, 2, {"mass": 91}),
        ],
        "item": [revision(1, {}, 4, parent="model", parent_revision=1)],
    }
    assert state(history, "item").document == {"mass": 100}


def test_a_later_revision_that_wrote_a_path_wins_over_a_correction_of_an_earlier_one():
    history = {
        "model": [
            revision(1, {"mass": 100, "colour": "red"}),
            revision(2, {"mass": 90}),
            correction(3, 1, {"mass": 101, "colour": "green"}),
        ]
    }
    assert state(history, "model").document == {"mass": 90, "colour": "green"}


def test_null_in_a_patch_removes_what_the_parent_declares():
    history = {
        "model": [revision(1, {"parts": {"screen": {"price": 5}, "battery": {"price": 3}}})],
        "item": [revision(1, {"parts": {"screen": None}}, 2, parent="model", parent_revision=1)],
    }
    assert state(history, "item").document == {"parts": {"battery": {"price": 3}}}


def test_a_moved_parent_holds_from_the_revision_that_names_it():
    history = {
        "one": [revision(1, {"plant": "A"})],
        "two": [revision(1, {"plant": "B"}, 2)],
        "item": [
            revision(1, {}, 3, parent="one", parent_revision=1),
            revision(2, {}, 4, parent="two", parent_revision=1),
        ],
    }
    assert state(history, "item").document == {"plant": "B"}
    assert state(history, "item", at=3).document == {"plant": "A"}


def test_the_severest_status_along_the_chain_holds():
    history = {
        "model": [revision(1, {}), correction(2, 1, {}, 3, status=Status.SUSPENDED)],
        "item": [revision(1, {}, 2, parent="model", parent_revision=1, status=Status.ACTIVE)],
    }
    assert state(history, "item").status is Status.SUSPENDED
    assert state(history, "item", at=2).status is Status.ACTIVE


def test_a_model_withdrawn_by_a_revision_is_withdrawn_for_items_sold_before():
    history = {
        "model": [revision(1, {"mass": 1}), revision(2, {"mass": 2}, 3, status=Status.WITHDRAWN)],
        "item": [revision(1, {}, 2, parent="model", parent_revision=1)],
    }
    found = state(history, "item")
    assert (found.status, found.document) == (Status.WITHDRAWN, {"mass": 1})
    assert state(history, "item", at=2).status is Status.ACTIVE


def test_the_operator_of_the_model_is_responsible_for_its_items():
    history = {
        "model": [revision(1, {}, operator="org")],
        "item": [revision(1, {}, 2, parent="model", parent_revision=1)],
    }
    assert state(history, "item").facts.operator == "org"


def test_an_earlier_time_shows_the_whole_chain_as_it_was():
    history = {
        "model": [revision(1, {"mass": 100}), correction(2, 1, {"mass": 101}, 5)],
        "item": [
            revision(1, {"colour": "red"}, 2, parent="model", parent_revision=1),
            revision(2, {"colour": "blue"}, 4, parent="model", parent_revision=1),
        ],
    }
    assert state(history, "item", at=3).document == {"mass": 100, "colour": "red"}
    assert state(history, "item", at=4).document == {"mass": 100, "colour": "blue"}
    assert state(history, "item", at=5).document == {"mass": 101, "colour": "blue"}


def test_an_erased_version_folds_as_empty_and_is_named():
    history = {
        "model": [revision(1, {"mass": 1}), revision(2, None), revision(3, {"colour": "red"})]
    }
    found = state(history, "model")
    assert found.document == {"mass": 1, "colour": "red"}
    assert found.erased == (("model", 2),)


def test_before_its_first_version_a_product_is_missing():
    with pytest.raises(Missing):
        state({"model": [revision(1, {}, 7)]}, "model", at=6)


def test_a_chain_that_loops_is_refused():
    history = {
        "a": [revision(1, {}, parent="b", parent_revision=1)],
        "b": [revision(1, {}, parent="a", parent_revision=1)],
    }
    with pytest.raises(Invalid) as refused:
        state(history, "a")
    fault = only_fault(refused)
    assert (fault.code, fault.pointer) == ("chain.loop", "/parent")


def test_a_chain_deeper_than_four_levels_is_refused():
    history = {"0": [revision(1, {})]} | {
        str(n): [revision(1, {}, parent=str(n - 1), parent_revision=1)] for n in range(1, 5)
    }
    assert len(state(history, "3").levels) == 4
    with pytest.raises(Invalid, match="at most 4") as refused:
        state(history, "4")
    fault = only_fault(refused)
    assert (fault.code, fault.pointer) == ("chain.depth", "/parent")


# Random histories against the rules, read slowly --------------------------------------------------


def slow_state(history: History, product: str, at: int, pin: int | None = None) -> dict[str, Any]:
    """Read the rules one after the other, without any thought of speed."""
    accepted = [v for v in history[product] if v.seq <= at]
    steps: list[Version] = []
    for number in range(1, 100):
        for version in accepted:
            if version.number == number and version.corrects is None:
                if pin is not None and number > pin:
                    continue
                steps.append(version)
                steps += sorted(
                    (c for c in accepted if c.corrects == number), key=lambda c: c.number
                )
    parents = [
        (v.facts.parent, v.facts.parent_revision) for v in steps if v.facts.parent is not None
    ]
    document = slow_state(history, parents[-1][0], at, parents[-1][1]) if parents else {}
    for version in steps:
        document = apply(document, version.patch or {})
    return document


@st.composite
def histories(draw) -> dict[str, list[Version]]:
    """Return random histories of a model, two batches and an item, in one order of acceptance."""
    history: dict[str, list[Version]] = {"model": [], "batch1": [], "batch2": [], "item": []}
    above = {"model": [], "batch1": ["model"], "batch2": ["model"], "item": ["batch1", "batch2"]}
    for seq in range(1, draw(st.integers(4, 14))):
        ready = [
            name for name in history if not above[name] or any(history[p] for p in above[name])
        ]
        product = draw(st.sampled_from(ready))
        own = history[product]
        revisions = [v.number for v in own if v.corrects is None]
        corrects = draw(st.sampled_from([None, *revisions]))
        parent = draw(st.sampled_from([p for p in above[product] if history[p]] or [None]))
        pin = None
        if parent is not None:
            pin = draw(st.sampled_from([v.number for v in history[parent] if v.corrects is None]))
        facts = Facts(parent, pin, draw(st.sampled_from([None, *Status])))
        own.append(Version(len(own) + 1, corrects, seq, draw(patches), facts))
    return {name: versions for name, versions in history.items() if versions}


@settings(max_examples=200)
@given(histories())
def test_every_point_in_time_reads_like_the_slow_reading(history):
    for product, versions in history.items():
        for at in range(versions[0].seq, 16):
            assert same(state(history, product, at).document, slow_state(history, product, at))


@given(histories())
def test_what_was_shown_at_a_time_never_changes_afterwards(history):
    for product, versions in history.items():
        for at in range(versions[0].seq, 16):
            until = {name: [v for v in vs if v.seq <= at] for name, vs in history.items()}
            assert state(history, product, at) == state(until, product, at)


@given(histories())
def test_provenance_mirrors_the_document_leaf_by_leaf(history):
    def leaves(tree, path=()):
        if not isinstance(tree, dict):
            yield path
        else:
            for name, below in tree.items():
                yield from leaves(below, (*path, name))

    for product in history:
        found = state(history, product)
        assert set(leaves(found.document)) == set(leaves(found.provenance))


@given(histories())
def test_each_value_is_the_one_that_its_origin_wrote(history):
    def check(document, provenance, path=()):
        for name, value in document.items():
            if isinstance(value, dict):
                check(value, provenance[name], (*path, name))
                continue
            origin = provenance[name]
            version = next(v for v in history[origin.product] if v.number == origin.number)
            written: Any = version.patch
            for part in (*path, name):
                written = written[part]
            assert same(written, value)

    for product in history:
        found = state(history, product)
        check(found.document, found.provenance)


def test_the_newest_origin_below_a_place_is_found():
    history = {
        "model": [revision(1, {"name": {"en": "a", "fr": "b"}}), revision(2, {"name": {"fr": "c"}})]
    }
    assert origin_of(state(history, "model").provenance["name"]).number == 2
