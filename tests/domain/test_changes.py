from copy import deepcopy
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from domain.canonical import canonical
from domain.changes import Difference, diff, in_words
from domain.pointers import path_of

YES, NO = True, False

scalars = (
    st.booleans()
    | st.integers(-5, 5)
    | st.floats(-1e6, 1e6)
    | st.text(max_size=6)
    | st.lists(st.booleans() | st.integers(0, 3), max_size=3)
)
names = st.sampled_from(["a", "b", "a/b", "~", "", "en"])
documents = st.dictionaries(
    names,
    st.recursive(scalars, lambda inner: st.dictionaries(names, inner, max_size=4), max_leaves=12),
    max_size=4,
)


def without_empty_objects(document):
    kept = {
        name: without_empty_objects(value) if isinstance(value, dict) else value
        for name, value in document.items()
    }
    return {name: value for name, value in kept.items() if value != {}}


def applied(document, differences):
    """The document with the removals made first, then the additions and changes."""
    result = deepcopy(document)
    for difference in sorted(differences, key=lambda d: d.kind != "removed"):
        *way, last = path_of(difference.pointer)
        here = result
        for name in way:
            here = here.setdefault(name, {})
        if difference.kind == "removed":
            del here[last]
            result = without_empty_objects(result)
        else:
            here[last] = difference.new
    return without_empty_objects(result)


@given(documents, documents)
def test_applying_the_differences_to_the_old_document_gives_the_new_one(old, new):
    assert canonical(applied(old, diff(old, new))) == canonical(without_empty_objects(new))


@given(documents, documents)
def test_the_differences_are_sorted_and_each_place_occurs_once(old, new):
    pointers = [difference.pointer for difference in diff(old, new)]
    assert all(first < second for first, second in pairwise(pointers))


@given(documents, documents)
def test_the_differences_of_the_way_back_are_the_same_with_the_sides_exchanged(old, new):
    back = {"added": "removed", "removed": "added", "changed": "changed"}
    there = [Difference(d.pointer, back[d.kind], d.new, d.old) for d in diff(old, new)]
    assert repr(there) == repr(diff(new, old))


@given(documents)
def test_a_document_does_not_differ_from_its_copy(document):
    assert diff(document, deepcopy(document)) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ({"mass": 1}, {"mass": 2}, [Difference("/mass", "changed", 1, 2)]),
        ({}, {"a": {"b": 1, "c": 2}}, ["/a/b added", "/a/c added"]),
        ({"a": {"b": {"c": 1}}}, {}, ["/a/b/c removed"]),
        ({"a": {"b": 1}}, {"a": 1}, ["/a added", "/a/b removed"]),
        ({"t": {"en": "x", "de": "y"}}, {"t": {"en": "z", "de": "y"}}, ["/t/en changed"]),
        ({"a": [1, 2]}, {"a": [2, 1]}, ["/a changed"]),
        ({"a": True, "b": [1]}, {"a": 1, "b": [True]}, ["/a changed", "/b changed"]),
        ({"a": 1, "b": [2]}, {"a": 1.0, "b": [2.0]}, []),
        ({"a": {}}, {"b": {"c": {}}}, []),
        ({"a/b": 1, "~": 1}, {"a/b": 2, "~": 2}, ["/a~1b changed", "/~0 changed"]),
    ],
    ids=[
        "a number changed",
        "an added object is told by its leaves",
        "a removed object is told by its leaves",
        "a value in place of an object",
        "a language map differs by language",
        "an array is one leaf",
        "true is not one",
        "one is one however it is written",
        "an empty object is no difference",
        "names are escaped in pointers",
    ],
)
def test_differences_are_told_leaf_by_leaf(old, new, expected):
    found = diff(old, new)
    if expected and isinstance(expected[0], str):
        found = [f"{difference.pointer} {difference.kind}" for difference in found]
    assert found == expected


def changed(old, new):
    return Difference("/x", "changed", old, new)


def added(value):
    return Difference("/x", "added", None, value)


def removed(value):
    return Difference("/x", "removed", value, None)


@pytest.mark.parametrize(
    ("sentence", "difference", "more"),
    [
        ("Mass changed from 1.35 kg to 1.22 kg.", changed(1.35, 1.22), ("kg",)),
        ("Mass changed from 800 g to 25,000.5 g.", changed(800.0, 25000.5), ("g",)),
        ("Mass changed from 0 g to 0.00001 g.", changed(-0.0, 1e-5), ("g",)),
        ("Mass was added: 1e-07 g.", added(1e-7), ("g",)),
        ("Year changed from 2024 to 2025.", changed(2024, 2025), ()),
        ("Origin was added: China.", added("CHN"), ("", {"CHN": "China"})),
        ("Origin was removed; it was DE.", removed("DE"), ()),
        ("Removable battery changed from yes to no.", changed(YES, NO), ()),
        ("Date changed from 2026-01-01 to 2026-02-01.", changed("2026-01-01", "2026-02-01"), ()),
        ("Note changed from “Open it.” to “Do: not!”.", changed("Open it.", "Do: not!"), ()),
        ("Note was added: “two lines.”.", added("two\n lines."), ()),
        ("Name was added: “”.", added(""), ()),
        ("Hazards was added: fire, leak and shock.", added(["fire", "leak", "shock"]), ()),
        ("Hazards was added: an empty list.", added([]), ()),
        ("Voltage was added: 3 V.", added([3]), ("V",)),
        ("Steps was added: 0, 1, 2, 3, 4, 5 and 4 more.", added(list(range(10))), ()),
        (
            "Hazards changed: shock added, fire and leak removed.",
            changed(["fire", "leak", "ash"], ["ash", "shock"]),
            (),
        ),
        ("Hazards changed: yes added.", changed([1], [1.0, True]), ()),
        ("Hazards changed only in order or repetition.", changed([1, 2], [2, 1, 1]), ()),
        ("Hazards changed from nothing to an empty list.", changed(None, []), ()),
        ("Name changed only in the way it is written.", changed("a  b", "a b"), ()),
        ("Size changed only in the way it is written.", changed("1", 1), ()),
        ("Parts was added: a record.", added([{"a": 1}]), ()),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_difference_is_told_in_one_plain_sentence(sentence, difference, more):
    title = next(
        sentence.partition(verb)[0]
        for verb in (" changed", " was added", " was removed")
        if verb in sentence
    )
    assert in_words(difference, title, *more) == sentence


def test_a_long_text_is_cut_to_the_stretch_that_differs():
    beginning, end = "Open the cover. " * 10, "Then close it again. " * 10
    sentence = in_words(
        changed(f"{beginning}Pull two screws. {end}", f"{beginning}Pull six screws. {end}"),
        "Repair",
    )
    assert "two screws" in sentence
    assert "six screws" in sentence
    assert sentence.startswith("Repair changed from “…")
    assert len(sentence) < 220


def test_a_long_text_that_was_added_is_shortened():
    assert len(in_words(added("word " * 5000), "Note")) < 110


def test_marks_that_turn_the_direction_of_text_do_not_reach_the_sentence():
    assert in_words(added("a\u202eb\u2066c"), "Note") == "Note was added: a b c."


@given(
    st.text("ab.", max_size=3),
    st.text("ab.", max_size=3),
    st.text("xy", max_size=300),
    st.text("xy", max_size=300),
)
def test_texts_that_differ_are_told_by_words_that_differ(old, new, beginning, end):
    assume(old + end != new + end)
    sentence = in_words(changed(beginning + old + end, beginning + new + end), "Note")
    before, _, after = (
        sentence.removeprefix("Note changed from ").removesuffix(".").partition(" to ")
    )
    assert before
    assert after
    assert before != after


@given(st.floats(-1e15, 1e15), st.floats(-1e15, 1e15))
def test_numbers_that_differ_are_told_by_figures_that_differ(old, new):
    assume(old != new)
    sentence = in_words(changed(old, new), "Mass", "kg")
    before, _, after = (
        sentence.removeprefix("Mass changed from ").removesuffix(".").partition(" to ")
    )
    assert before != after
    assert float(after.removesuffix(" kg").replace(",", "")) == new


def test_a_list_of_thousands_is_compared_in_little_time():
    old, new = list(range(9000)), list(range(1, 9001))
    assert in_words(changed(old, new), "Steps") == "Steps changed: 9000 added, 0 removed."
