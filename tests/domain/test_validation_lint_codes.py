"""The lint of code lists."""

import copy

import pytest

from domain.pointers import path_of
from domain.validation import lint_codes

SOUND = {
    "title": "Metals",
    "description": "What shines.",
    "source": "A standard",
    "date": "2026-11-28",
    "licence": "CC0-1.0",
    "codes": {"fe": {"name": "Iron", "cas": "7439-89-6"}, "cu": {"name": "Copper"}},
}
NAMED_BY_CLDR = {**SOUND, "cldr": "territories", "codes": {"NL": {}, "DE": {"note": "large"}}}


def changed(content, pointer, value):
    """Return a list with the value at a pointer set; None takes it away."""
    changed = copy.deepcopy(content)
    *above, last = path_of(pointer)
    here = changed
    for name in above:
        here = here[name]
    if value is None:
        del here[last]
    else:
        here[last] = value
    return changed


def places(content):
    faults = lint_codes(content)
    assert all(fault.code == "schema.code_list" for fault in faults)
    assert all(fault.sentence.endswith(".") and fault.remedy for fault in faults)
    return [fault.pointer for fault in faults]


@pytest.mark.parametrize("content", [SOUND, NAMED_BY_CLDR])
def test_a_sound_list_has_no_fault(content):
    assert places(content) == []


def test_a_list_without_codes_is_open_where_the_cldr_names_them():
    assert places(changed(NAMED_BY_CLDR, "/codes", None)) == []
    assert places(changed(SOUND, "/codes", None)) == ["/codes"]


@pytest.mark.parametrize("member", ["title", "description", "source", "date", "licence"])
@pytest.mark.parametrize("value", [None, " ", 5])
def test_a_list_says_what_it_is_and_where_it_comes_from(member, value):
    assert places(changed(SOUND, f"/{member}", value)) == [f"/{member}"]


@pytest.mark.parametrize(
    ("pointer", "value", "place"),
    [
        ("/date", "28.11.2026", "/date"),
        ("/licenses", "CC0-1.0", "/licenses"),
        ("/cldr", "countries", "/cldr"),
        ("/codes", {}, "/codes"),
        ("/codes", ["fe"], "/codes"),
        ("/codes/zn", "Zinc", "/codes/zn"),
        ("/codes/z n", {"name": "Zinc"}, "/codes/z n"),
        ("/codes/zn", {}, "/codes/zn"),
        ("/codes/zn", {"name": ""}, "/codes/zn"),
    ],
)
def test_each_fault_is_told_with_its_place(pointer, value, place):
    assert place in places(changed(SOUND, pointer, value))


def test_a_name_is_the_lists_or_the_cldrs_and_not_both():
    assert places(changed(NAMED_BY_CLDR, "/codes/NL", {"name": "Netherlands"})) == ["/codes/NL"]


def test_two_codes_of_one_name_could_not_be_told_apart():
    assert places(changed(SOUND, "/codes/steel", {"name": "Iron"})) == [
        "/codes/fe/name",
        "/codes/steel/name",
    ]
