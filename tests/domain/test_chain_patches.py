"""Merge patches: what they do, and the smallest that does it."""

from copy import deepcopy

import pytest
from hypothesis import given

from domain.chain import apply, diff_to_patch, same, smallest
from domain.faults import Invalid
from tests.domain.json_values import documents, patches
from tests.faults import only_fault


@given(documents, documents)
def test_the_difference_applied_to_a_document_gives_the_wanted_one(one, other):
    assert same(apply(one, diff_to_patch(one, other)), other)


@given(documents)
def test_a_document_differs_from_itself_by_nothing(one):
    assert diff_to_patch(one, one) == {}


@given(documents, documents)
def test_no_part_of_the_smallest_patch_can_be_left_out(one, other):
    patch = diff_to_patch(one, other)
    for name in patch:
        lesser = {k: v for k, v in patch.items() if k != name}
        assert not same(apply(one, lesser), other)


@given(documents, patches)
def test_a_patch_made_smallest_has_the_same_effect(document, patch):
    needed = smallest(document, patch)
    assert same(apply(document, needed), apply(document, patch))
    assert smallest(document, needed) == needed


@given(documents, patches)
def test_the_smallest_patch_is_the_difference_to_its_effect(document, patch):
    assert same(smallest(document, patch), diff_to_patch(document, apply(document, patch)))


@pytest.mark.parametrize(
    ("patch", "needed"),
    [
        ({"mass": 900}, {}),
        ({"mass": 901}, {"mass": 901}),
        ({"mass": True}, {"mass": True}),
        ({"mass": {}}, {"mass": {}}),
        ({"mass": None}, {"mass": None}),
        ({"power": None}, {}),
        ({"power": 0}, {"power": 0}),
        ({"tags": ["a", "b"]}, {}),
        ({"tags": ["a"]}, {"tags": ["a"]}),
        ({"name": {}}, {}),
        ({"name": {"en": "Kettle"}}, {}),
        ({"name": {"en": "Kettle", "fr": "Pot"}}, {"name": {"fr": "Pot"}}),
        ({"name": {"en": None, "de": None}}, {"name": {"en": None}}),
        ({"name": "Kettle"}, {"name": "Kettle"}),
        ({"parts": {}}, {"parts": {}}),
        ({"parts": {"lid": None}}, {"parts": {}}),
        ({"parts": {"lid": {"mass": 3}}}, {"parts": {"lid": {"mass": 3}}}),
        ({"mass": 900, "power": 5, "tags": None}, {"power": 5, "tags": None}),
    ],
)
def test_a_patch_is_cut_to_what_it_changes(patch, needed):
    document = {"name": {"en": "Kettle", "fr": "Bouilloire"}, "mass": 900, "tags": ["a", "b"]}
    before = deepcopy(document)
    assert same(smallest(document, patch), needed)
    assert same(diff_to_patch(document, apply(document, patch)), needed)
    assert document == before


def test_a_name_that_is_left_out_below_is_removed_there_alone():
    document = {"name": {"en": "Kettle", "fr": "Bouilloire"}, "mass": 900}
    wanted = {"name": {"fr": "Bouilloire"}, "power": {}}
    assert diff_to_patch(document, wanted) == {"name": {"en": None}, "mass": None, "power": {}}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *((1, True), (0, False), (True, 1), (1, "1"), (None, 0), (1, 2), ({}, [])),
        *(([0], [False]), ([1], [1, 1]), ([1, 1], [1])),
        *(({"a": 1}, {"a": True}), ({"a": 1}, {"a": 1, "b": 1}), ({"a": 1}, {"b": 1})),
    ],
)
def test_values_that_json_tells_apart_are_not_the_same(one, other):
    assert not same(one, other)


@pytest.mark.parametrize("value", [1, True, False, None, "a", [], {}, [1, [2]], {"a": {"b": [0]}}])
def test_a_value_is_the_same_as_its_copy(value):
    assert same(value, deepcopy(value))
    assert same(1, 1.0)


def test_a_document_with_null_is_refused_at_its_place():
    with pytest.raises(Invalid) as refused:
        diff_to_patch({"a": {}}, {"a": {"b/c": None}})
    fault = only_fault(refused)
    assert (fault.code, fault.pointer) == ("document.null", "/a/b~1c")
