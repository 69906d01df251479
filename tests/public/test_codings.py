"""How answers are packed for the way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from public.codings import BROTLI, GZIP, IDENTITY, coding_for, packed, unpacked


@pytest.mark.parametrize(
    ("sent", "coding"),
    [
        ("", IDENTITY),
        ("gzip, deflate, br, zstd", BROTLI),
        ("gzip, deflate", GZIP),
        ("br;q=0.5, gzip", GZIP),
        ("br;q=0, gzip", GZIP),
        ("*", BROTLI),
        ("*;q=0", IDENTITY),
        ("gzip;q=0, *", BROTLI),
        ("identity", IDENTITY),
        ("BR", BROTLI),
        ("br;q=nonsense", IDENTITY),
        (",;=,", IDENTITY),
    ],
)
def test_the_most_welcome_coding_is_taken_and_brotli_before_gzip(sent, coding):
    assert coding_for(sent) == coding


@given(st.binary(max_size=2000), st.sampled_from([BROTLI, GZIP, IDENTITY]), st.booleans())
def test_what_was_packed_is_unpacked_again(body, coding, for_many):
    first = packed(body, coding, for_many=for_many)
    assert unpacked(first, coding) == body
    assert packed(body, coding, for_many=for_many) == first


@given(st.text())
def test_any_header_gets_a_coding(sent):
    assert coding_for(sent) in {BROTLI, GZIP, IDENTITY}
