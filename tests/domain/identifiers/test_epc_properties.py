"""Whatever identifier is written into a tag is read back from it."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from domain.faults import Malformed
from domain.identifiers import Identifier, check_digit, from_path, from_uri
from tests.domain.identifiers import drawing, tags
from tests.domain.identifiers.drawing import CSET_82, digits, identifiers, text

# Six signs of seven bits, and four characters in twice 16 bits. What they say plays no part.
HOSTS = ["1" + tags.unsigned(6, 6) + "1" * 42, "0" + tags.unsigned(4, 6) + "1" * 32]


def _counted(value, longest):
    return tags.sized(value, longest) + tags.number(value)


def _delimited(value):
    kept = len(value) - len(value.lstrip("0123456789"))
    rest = value[kept:]
    return tags.decimal(value[:kept]) + (
        tags.unsigned(14, 4) + tags.ascii_text(rest, 30) if rest else tags.unsigned(15, 4)
    )


# How the value of each key and qualifier is written (table F), and the header of each key.
WRITE = {
    **dict.fromkeys(("00", "01", "414", "8006", "8017", "8018"), tags.decimal),
    "253": lambda v: tags.decimal(v[:13]) + tags.ascii_text(v[13:], 17),
    "255": lambda v: tags.decimal(v[:13]) + _counted(v[13:], 12),
    "8003": lambda v: tags.decimal(v[:14]) + tags.ascii_text(v[14:], 16),
    "8004": _delimited,
    "8010": _delimited,
    "8011": lambda v: _counted(v, 12),
    "8019": lambda v: _counted(v, 10),
    "7040": lambda v: tags.ascii_text(v, 4),
    "235": lambda v: tags.ascii_text(v, 28),
    **dict.fromkeys(("10", "21", "22", "254"), lambda v: tags.ascii_text(v, 20)),
}
HEADERS = {
    "00": (0xF9, 0xEF),
    "01": (0xF7, 0xFD),
    "253": (0xF6, 0xEA),
    "255": (0xF8, 0xEC),
    "414": (0xF2, 0xE9),
    "8003": (0xF1, 0xEB),
    "8004": (0xFA, 0xEE),
    "8006": (0xF3, 0xED),
    "8010": (0xF0, 0xE6),
    "8017": (0xF5, 0xE8),
    "8018": (0xF4, 0xE7),
}
IN_EVERY_TAG = {"01": "21", "414": "254", "8006": "21", "8010": "8011"}


@pytest.mark.parametrize("ai", HEADERS)
@settings(max_examples=30)
@given(
    data=st.data(),
    host=st.sampled_from(["", *HOSTS]),
    name=st.sampled_from(["eh", "ex"]),
    zeros=st.integers(0, 15),
)
def test_an_identifier_in_a_tag_of_tds_2_is_read_back(ai, data, host, name, zeros):
    inside = IN_EVERY_TAG.get(ai, "")
    identifier = data.draw(identifiers((ai,), inside))
    qualifiers = dict(identifier.qualifiers)
    written = WRITE[ai](identifier.key[1])
    if inside:
        written += WRITE[inside](qualifiers.pop(inside))
    written = tags.header(HEADERS[ai][bool(host)], 0, more=bool(qualifiers)) + written + host
    for further in data.draw(st.permutations(list(qualifiers))):
        written += tags.decimal(further) + WRITE[further](qualifiers[further])
    assert from_path(f"/{tags.segment(written + '0' * zeros, name)}") == identifier


@st.composite
def prefixes_and_references(draw, count):
    prefix = draw(st.integers(6, 12).flatmap(digits))
    return prefix, draw(digits(count - len(prefix)) if len(prefix) < count else st.just(""))


serial_numbers = st.integers(0, 2**38 - 1)
OLDER_TRADE_ITEMS = {
    0x30: (serial_numbers.map(str), lambda v: tags.unsigned(v, 38)),
    0x36: (text(20, 1), lambda v: tags.seven_bits(v, 140)),
}


@pytest.mark.parametrize("header", OLDER_TRADE_ITEMS)
@given(parts=prefixes_and_references(13), data=st.data())
def test_a_trade_item_in_an_older_tag_is_read_back(header, parts, data):
    prefix, reference = parts
    serials, write = OLDER_TRADE_ITEMS[header]
    serial = data.draw(serials)
    assume(serial not in {".", ".."})
    gtin = reference[0] + prefix + reference[1:]
    written = tags.unsigned(header, 8) + tags.parted(prefix, reference, 44) + write(serial)
    assert from_path(f"/{tags.segment(written)}") == Identifier(
        "gs1", ("01", gtin + check_digit(gtin)), (("21", serial),)
    )


@given(prefixes_and_references(12), text(16, 1))
def test_a_returnable_asset_in_an_older_tag_is_read_back(parts, serial):
    written = tags.unsigned(0x37, 8) + tags.parted(*parts, 44) + tags.seven_bits(serial, 112)
    kind = "".join(parts)
    value = f"0{kind}{check_digit(kind)}{serial}"
    assert from_path(f"/{tags.segment(written)}") == Identifier("gs1", ("8003", value))


@given(st.integers(6, 12).flatmap(digits), text(18, 1, CSET_82))
def test_an_individual_asset_in_an_older_tag_is_read_back(prefix, reference):
    width = 188 - tags.PREFIX_BITS[len(prefix)]
    written = tags.unsigned(0x38, 8) + tags.parted(prefix, 0, tags.PREFIX_BITS[len(prefix)])
    written += tags.seven_bits(reference, width)
    assert from_path(f"/{tags.segment(written)}").key == ("8004", prefix + reference)


@given(st.binary(min_size=1, max_size=60), st.sampled_from(["eh", "ex"]))
def test_any_bits_are_read_or_refused(drawn, name):
    written = "".join(tags.unsigned(byte, 8) for byte in drawn)
    address = f"https://a.example/{tags.segment(written, name)}"
    try:
        identifier, attributes = from_uri(address)
    except Malformed:
        return
    assert from_uri(f"https://a.example{identifier.path}") == (identifier, {})
    assert not attributes.keys() & dict((identifier.key, *identifier.qualifiers)).keys()


@pytest.mark.parametrize("header", [0x2C, 0x30, 0x36, 0x3D, 0x40, 0xF0, 0xF7, 0xFB, 0xFD])
@given(st.text("01", max_size=300))
def test_any_bits_behind_a_known_header_are_read_or_refused(header, rest):
    address = f"https://a.example/{tags.segment(tags.unsigned(header, 8) + rest)}"
    try:
        identifier, _ = from_uri(address)
    except Malformed:
        return
    assert from_path(identifier.path) == identifier


def test_every_key_of_tags_is_drawn():
    assert HEADERS.keys() <= drawing.KEYS.keys()
