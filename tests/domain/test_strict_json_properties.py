import json
import math
import sys
from time import process_time
from traceback import walk_stack

import orjson
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from domain.faults import Malformed
from domain.strict_json import LARGEST, loads

texts = st.text(max_size=10)
numbers = st.integers(-LARGEST - 5, LARGEST + 5) | st.floats()
json_values = st.recursive(
    st.none() | st.booleans() | numbers | texts,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(texts, inner, max_size=5),
    max_leaves=25,
)
fragments = st.lists(
    st.sampled_from(
        [
            *'{}[]:,"\\ \n',
            '"a"',
            '"b"',
            "null",
            "1",
            "-1.5e3",
            "NaN",
            "1e999",
            "\\u",
            "d800",
            "0000",
        ]
    ),
    max_size=25,
).map("".join)


def accepted(raw):
    try:
        return True, loads(raw)
    except Malformed:
        return False, None


@given(st.binary(max_size=60) | fragments.map(str.encode))
@example(b'{"a":1,"a":1}')
def test_any_bytes_are_read_or_refused_and_what_is_read_is_what_orjson_reads(raw):
    is_read, value = accepted(raw)
    if is_read:
        assert orjson.loads(raw) == value
        assert loads(json.dumps(value).encode()) == value


@given(json_values, st.booleans())
def test_a_value_is_read_back_exactly_if_its_numbers_and_characters_are_sound(value, is_ascii):
    raw = json.dumps(value, ensure_ascii=is_ascii).encode(errors="surrogatepass")
    is_read, read = accepted(raw)
    assert is_read == is_sound(value)
    if is_read:
        assert read == value == orjson.loads(raw)
        assert loads(orjson.dumps(read)) == read


def is_sound(value):
    if isinstance(value, dict):
        return all(is_sound(name) and is_sound(member) for name, member in value.items())
    if isinstance(value, list):
        return all(map(is_sound, value))
    if isinstance(value, str):
        return "\0" not in value
    return value is None or (math.isfinite(value) and abs(value) <= LARGEST)


def test_a_deep_text_is_refused_even_when_little_recursion_is_left():
    limit = sys.getrecursionlimit()
    depth = sum(1 for _ in walk_stack(None))
    try:
        sys.setrecursionlimit(depth + 120)
        with pytest.raises(Malformed, match="nested deeper"):
            loads(b"[" * 100_000)
    finally:
        sys.setrecursionlimit(limit)


@pytest.mark.parametrize(
    "raw",
    [
        b'"\\"' * 300_000,
        b'\\"' * 499_000,
        b"[" * 60 + b'"' + b"\\\\" * 450_000 + b"\\",
        b"[]" * 499_000,
        b'{"a":' + b"1" * 900_000 + b"}",
        b'{"a":0.' + b"1" * 900_000 + b"}",
        b"[" + b'{"a":1,"a":1},' * 70_000 + b"1]",
    ],
    ids=[
        "quotes without end",
        "escaped quotes outside strings",
        "backslashes without end",
        "brackets without end",
        "a number without end",
        "a fraction without end",
        "repeated members without end",
    ],
)
def test_no_megabyte_takes_more_than_a_few_seconds_to_judge(raw):
    start = process_time()
    accepted(raw)
    assert process_time() - start < 5
