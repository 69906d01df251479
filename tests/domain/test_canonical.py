import random
from decimal import Decimal
from hashlib import sha256 as hashlib_sha256

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from domain import strict_json
from domain.canonical import (
    canonical,
    group_key,
    leaf,
    leaf_of_bytes,
    leaf_of_key,
    sha256,
    subject_commitment,
    tagged,
    version_digest,
)
from domain.faults import Invalid
from tests.faults import only_fault

SALT = bytes(range(16))
OTHER_SALT = bytes(range(1, 17))

numbers = st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(-(2**53) + 1, 2**53 - 1)
texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
scalars = st.none() | st.booleans() | numbers | texts
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(texts, inner, max_size=5),
    max_leaves=25,
)


def in_other_order(value, shuffle):
    if isinstance(value, list):
        return [in_other_order(item, shuffle) for item in value]
    if not isinstance(value, dict):
        return value
    names = list(value)
    shuffle(names)
    return {name: in_other_order(value[name], shuffle) for name in names}


def ecmascript_text(number):
    """How ECMAScript's Number::toString writes a finite double, from its shortest digits."""
    if number == 0:
        return "0"
    sign, digits, exponent = Decimal(repr(number)).normalize().as_tuple()
    figures = "".join(map(str, digits))
    count, point = len(figures), len(figures) + exponent
    if count <= point <= 21:
        text = figures + "0" * (point - count)
    elif 0 < point <= 21:
        text = figures[:point] + "." + figures[point:]
    elif -6 < point <= 0:
        text = "0." + "0" * -point + figures
    else:
        mantissa = figures[0] + ("." + figures[1:] if count > 1 else "")
        text = f"{mantissa}e{'+' if point > 0 else '-'}{abs(point - 1)}"
    return "-" * sign + text


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, "null"),
        (True, "true"),
        ({}, "{}"),
        ([], "[]"),
        ([1.0, -0.0, 2.50], "[1,0,2.5]"),
        ([1e20, 1e21, 1e23], "[100000000000000000000,1e+21,1e+23]"),
        ([1e-6, 1e-7, 1.25e-7], "[0.000001,1e-7,1.25e-7]"),
        (333333333.33333329, "333333333.3333333"),
        ([5e-324, 1.7976931348623157e308], "[5e-324,1.7976931348623157e+308]"),
        (2**53 - 1, "9007199254740991"),
        ("€$\x0f\nA'B\"\\/\x7f", '"€$\\u000f\\nA\'B\\"\\\\/\x7f"'),
        ("e\u0301", '"e\u0301"'),
        ({"b": [{"z": 1, "a": 2}], "a": 0}, '{"a":0,"b":[{"a":2,"z":1}]}'),
        (
            {"é": 1, "e": 2, "🔋": 3, "ﬁ": 4, "": 5, "10": 6, "9": 7},
            '{"":5,"10":6,"9":7,"e":2,"é":1,"🔋":3,"ﬁ":4}',
        ),
    ],
    ids=[
        "null",
        "true",
        "an empty object",
        "an empty list",
        "whole numbers lose their fraction and zero its sign",
        "numbers have an exponent from 1e21 on",
        "numbers have a negative exponent below 1e-6",
        "a number has the fewest digits that tell it apart",
        "the smallest and the largest number",
        "the largest exact integer",
        "only what must be escaped is escaped",
        "text is not normalised",
        "members are sorted at every level",
        "members are sorted by UTF-16 units, a battery before a ligature",
    ],
)
def test_the_bytes_are_those_of_rfc_8785(value, expected):
    assert canonical(value) == expected.encode()


def test_a_value_that_both_encoders_write_alike_never_meets_the_slow_one(monkeypatch):
    monkeypatch.setattr(rfc8785, "dumps", None)
    value = {"b": [1, "é", {"d": 2.5, "c": None}], "a": {"e": {"f": [True]}}}
    assert canonical(value) == '{"a":{"e":{"f":[true]}},"b":[1,"é",{"c":null,"d":2.5}]}'.encode()


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_is_written_as_ecmascript_writes_it(number):
    assert canonical(number) == ecmascript_text(number).encode()


@given(values, st.integers())
def test_the_bytes_do_not_depend_on_the_order_of_members(value, seed):
    other = in_other_order(value, random.Random(seed).shuffle)
    assert canonical(other) == canonical(value)


@given(values)
def test_the_bytes_are_read_back_as_the_same_value_and_written_as_the_same_bytes(value):
    read = strict_json.loads(canonical(value))
    assert read == value
    assert canonical(read) == canonical(value)


@pytest.mark.parametrize(
    ("value", "code", "pointer"),
    [
        ({"a": [0, float("nan")]}, "canonical.number", "/a/1"),
        ({"a": {"b/c": float("inf")}}, "canonical.number", "/a/b~1c"),
        (2**53, "canonical.number", ""),
        ([-(2**53)], "canonical.number", "/0"),
        ({"a": "\ud800"}, "canonical.string", "/a"),
        ({"a": {"\udfff": 1}}, "canonical.string", "/a"),
        ({"a": {1: 1}}, "canonical.name", "/a"),
        ({"a": (1, b"bytes")}, "canonical.type", "/a/1"),
    ],
    ids=[
        "NaN",
        "infinity",
        "2^53",
        "minus 2^53",
        "half a character",
        "half a character in a name",
        "a number as a name",
        "bytes",
    ],
)
def test_what_has_no_canonical_form_is_refused_at_its_place(value, code, pointer):
    with pytest.raises(Invalid) as refusal:
        canonical(value)
    fault = only_fault(refusal)
    assert (fault.code, fault.pointer) == (code, pointer)
    assert refusal.value.__context__ is None


def test_sha256_joins_its_parts():
    expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert sha256(b"a", b"", b"bc").hex() == sha256(b"abc").hex() == expected


def test_a_tagged_digest_has_the_value_that_openssl_gives():
    expected = "5f1b7221d29b9680e382786bd9ef51df583533170a405633ba5b9ba7a3c2bd2e"
    assert tagged("t", b"ab", b"c").hex() == expected


@given(st.lists(st.binary(max_size=5), max_size=4), st.lists(st.binary(max_size=5), max_size=4))
def test_tagged_digests_are_equal_only_for_equal_parts(these, those):
    assert (tagged("t", *these) == tagged("t", *those)) == (these == those)


def test_moving_a_byte_to_the_next_part_or_into_the_tag_changes_a_tagged_digest():
    digests = {tagged("t", b"ab", b"c"), tagged("t", b"a", b"bc"), tagged("ta", b"b", b"c")}
    assert len(digests) == 3
    assert tagged("t", b"a") != tagged("t", b"a", b"")


def test_the_commitments_have_the_values_that_openssl_gives():
    assert group_key(SALT, "public").hex() == (
        "aae1307eda6c03465653b12a52ae05716fe593a716c8e61c00569a83caa94513"
    )
    assert leaf(salt=SALT, group="public", cut={"mass": 1350}).hex() == (
        "b976627f1fd856ac7d407e247d5a057ebe9433e543ab3ae998124c01b7e58120"
    )
    assert subject_commitment(SALT, "gs1:01/09506000134352/21/SN1").hex() == (
        "803f7e60203800b351894e956239afe6057400ffe032bfc53241ea56cb9c67e1"
    )
    assert version_digest({"number": 1, "kind": "revision"}).hex() == (
        "5aa117a37ea7dc745e29b17a66fd429634f40b431f8f71789054ef5cb9c976cb"
    )


def test_a_leaf_is_the_same_by_any_of_its_three_ways():
    cut = {"mass": 1350, "a": ["b"]}
    expected = leaf(salt=SALT, group="recycler", cut=cut)
    assert leaf_of_bytes(SALT, "recycler", canonical(cut)) == expected
    assert leaf_of_key(group_key(SALT, "recycler"), canonical(cut)) == expected


def test_a_leaf_depends_on_salt_group_and_cut():
    leaves = {
        leaf(salt=SALT, group="public", cut={"mass": 1}),
        leaf(salt=OTHER_SALT, group="public", cut={"mass": 1}),
        leaf(salt=SALT, group="recycler", cut={"mass": 1}),
        leaf(salt=SALT, group="public", cut={"mass": 2}),
        leaf(salt=SALT, group="public", cut={}),
    }
    assert len(leaves) == 5


def test_an_empty_part_does_not_show_that_it_is_empty():
    without_salt = hashlib_sha256(b"{}").digest()
    leaves = {leaf(salt=salt, group="recycler", cut={}) for salt in (SALT, OTHER_SALT)}
    assert len(leaves) == 2
    assert without_salt not in leaves


def test_a_commitment_to_a_product_depends_on_its_salt_and_is_no_group_key():
    identifier = "own:0123456789abc"
    assert subject_commitment(SALT, identifier) != subject_commitment(OTHER_SALT, identifier)
    assert subject_commitment(SALT, identifier) != group_key(SALT, identifier)


@pytest.mark.parametrize("salt", [b"", bytes(15), bytes(17)], ids=["none", "15", "17 bytes"])
def test_a_salt_of_another_length_is_an_error_of_the_program(salt):
    with pytest.raises(ValueError, match="16 bytes"):
        leaf(salt=salt, group="public", cut={})
    with pytest.raises(ValueError, match="16 bytes"):
        subject_commitment(salt, "own:0123456789abc")


def test_a_header_without_canonical_form_is_refused():
    with pytest.raises(Invalid):
        version_digest({"number": 2**53})
