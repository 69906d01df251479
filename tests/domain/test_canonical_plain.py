"""What is written by the fast encoder has the bytes of the slow one."""

import datetime as dt
import hmac
import uuid
from dataclasses import dataclass
from enum import Enum, IntEnum, StrEnum

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from domain.canonical import Salted, canonical, leaf_of_key, subject_commitment, tagged
from domain.faults import Invalid

EDGES = [1e-3, 0.00099999, 0.0010000001, 1e15, 999999999999999.9, 1e15 + 0.5, 0.1, 1 / 3, 2.5, 4.0]
numbers = st.one_of(
    st.integers(-(2**53) + 1, 2**53 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(EDGES + [-edge for edge in EDGES]),
)
texts = st.text(st.characters(codec="utf-8"), max_size=12)
names = st.text(st.characters(codec="ascii"), max_size=6) | texts
values = st.recursive(
    st.none() | st.booleans() | numbers | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=5),
    max_leaves=20,
)


@given(values)
def test_every_value_has_the_bytes_that_the_library_gives(value):
    assert canonical(value) == rfc8785.dumps(value)


@given(st.floats(1e-3, 1e15))
def test_every_number_of_everyday_size_has_them_too(number):
    assert canonical([number, -number]) == rfc8785.dumps([number, -number])


def test_every_escape_is_the_same():
    text = "".join(map(chr, range(0x250))) + "\u2028\u2029\ufeff\uffff\U0001f50b"
    assert canonical({"text": text}) == rfc8785.dumps({"text": text})


@pytest.mark.parametrize("depth", [200, 300])
def test_depth_makes_no_difference(depth):
    value = []
    for _ in range(depth):
        value = [value]
    assert canonical(value) == b"[" * (depth + 1) + b"]" * (depth + 1)


class Text(StrEnum):
    A = "a"


class Number(IntEnum):
    ONE = 1


class Other(Enum):
    A = "a"


@dataclass
class Record:
    a: int = 1


def test_texts_and_numbers_of_other_classes_are_written_as_what_they_are():
    assert canonical({"a": Text.A, Text.A.value: [Number.ONE]}) == b'{"a":[1]}'
    assert canonical([Text.A, Number.ONE]) == b'["a",1]'


@pytest.mark.parametrize(
    "value",
    [Other.A, Record(), uuid.UUID(int=1), dt.date(2026, 7, 1), {1, 2}, b"bytes"],
    ids=["an enumeration", "a record", "a UUID", "a date", "a set", "bytes"],
)
def test_what_only_the_fast_encoder_knows_is_refused(value):
    for place in ([value], {"a": value}):
        with pytest.raises(Invalid) as refusal:
            canonical(place)
        assert [fault.code for fault in refusal.value.faults] == ["canonical.type"]


@given(st.binary(min_size=16, max_size=16), st.binary(max_size=200))
def test_a_salted_hash_is_the_hmac_of_the_library(salt, message):
    assert Salted(salt).hmac(message) == hmac.digest(salt, message, "sha256")


@given(st.binary(min_size=16, max_size=16), st.lists(st.tuples(texts, st.binary(max_size=99))))
def test_leaves_are_tagged_digests_under_keys_of_their_groups(salt, parts):
    assert Salted(salt).leaves(parts) == [
        tagged(
            "product-passport-registry/leaf/1",
            hmac.digest(salt, group.encode(), "sha256"),
            part,
        )
        for group, part in parts
    ]


def test_the_order_of_commitments_under_one_salt_does_not_matter():
    salted = Salted(bytes(16))
    first = salted.subject("own:A")
    assert salted.leaves([("public", b"{}")]) == [leaf_of_key(salted.hmac(b"public"), b"{}")]
    assert salted.subject("own:A") == first == subject_commitment(bytes(16), "own:A")


@pytest.mark.parametrize("size", [0, 15, 17, 64])
def test_a_salt_of_another_length_is_a_mistake(size):
    with pytest.raises(ValueError, match="16"):
        Salted(bytes(size))
