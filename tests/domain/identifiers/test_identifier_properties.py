from hypothesis import assume, given
from hypothesis import strategies as st

from domain.faults import Malformed
from domain.identifiers import (
    Identifier,
    address,
    canonical_uri,
    check_digit,
    from_path,
    from_uri,
    new_own_key,
    parse,
)

CSET_82 = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"

gtins = st.from_regex("[0-9]{13}", fullmatch=True).map(lambda d: ("01", d + check_digit(d)))
own_keys = st.binary(min_size=9, max_size=9).map(lambda b: new_own_key(b).key)
values = st.text(CSET_82, min_size=1, max_size=20).filter(lambda v: v not in {".", ".."})
qualifiers = st.tuples(*(st.none() | st.tuples(st.just(ai), values) for ai in ("22", "10", "21")))


@st.composite
def identifiers(draw, keys=gtins | own_keys):
    key = draw(keys)
    scheme = "own" if key[0] == "own" else "gs1"
    return Identifier(scheme, key, tuple(pair for pair in draw(qualifiers) if pair))


stems = st.lists(st.text("abcxyz0189._~!$&'()*+,;=:@-", max_size=6), max_size=4).map(
    lambda segments: "".join(f"/{segment}" for segment in segments)
)
anything = st.text(max_size=60) | st.text("/:%?&;=#0123456789gsowntp.", max_size=60)


@given(identifiers())
def test_a_canonical_text_is_read_back(identifier):
    read = parse(identifier.text)
    assert read == identifier
    assert (read.scheme, read.key, read.qualifiers) == (
        identifier.scheme,
        identifier.key,
        identifier.qualifiers,
    )


@given(identifiers(), stems, st.sampled_from(["", "/"]))
def test_a_path_is_read_back_behind_any_stem(identifier, stem, end):
    assert from_path(stem + identifier.path + end) == identifier


@given(identifiers(), st.sampled_from(["https://a.example", "http://b.example:8000/p/"]))
def test_an_address_is_read_back(identifier, base):
    assert from_uri(address(identifier, base)) == (identifier, {})


@given(identifiers(gtins), st.dictionaries(st.sampled_from(["90", "99", "98", "240"]), values))
def test_a_canonical_address_is_read_back_with_its_attributes(identifier, attributes):
    assert from_uri(canonical_uri(identifier, attributes)) == (identifier, attributes)


@given(identifiers(gtins), st.integers(0, 13), st.sampled_from("0123456789"))
def test_one_changed_digit_of_a_gtin_never_passes(identifier, place, digit):
    gtin = identifier.key[1]
    assume(gtin[place] != digit)
    changed = gtin[:place] + digit + gtin[place + 1 :]
    assert _refused(parse, identifier.text.replace(gtin, changed, 1))
    assert _refused(from_path, identifier.path.replace(gtin, changed, 1))


@given(own_keys, st.integers(0, 13), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_one_changed_character_of_an_own_key_never_passes(key, place, character):
    assume(key[1][place] != character)
    assert _refused(parse, f"own:{key[1][:place]}{character}{key[1][place + 1 :]}")


@given(own_keys, st.integers(0, 12))
def test_two_swapped_neighbours_of_an_own_key_never_pass(key, place):
    first, second = key[1][place : place + 2]
    assume(first != second)
    assert _refused(parse, f"own:{key[1][:place]}{second}{first}{key[1][place + 2 :]}")


@given(identifiers())
def test_what_stands_above_an_identifier_is_an_identifier_itself(identifier):
    for above in (identifier.parent(), *identifier.walk_up()):
        assert above is None or parse(above.text).qualifiers == above.qualifiers
    assert identifier.walk_up()[0] == identifier
    assert identifier.walk_up()[-1].qualifiers == ()


@given(anything)
def test_any_text_is_read_or_refused_and_what_is_read_is_canonical(text):
    assert _refused(parse, text) or parse(text).text == text


@given(anything, st.sampled_from(["", "https://a.example/", "/", "/01/", "/own/"]))
def test_any_address_is_read_or_refused(text, start):
    for read in (from_path, from_uri):
        assert _refused(read, start + text) in {True, False}


@given(identifiers(), st.data())
def test_a_damaged_text_is_refused_or_reads_as_another_canonical_text(identifier, data):
    place = data.draw(st.integers(0, len(identifier.text)))
    noise = data.draw(st.text(max_size=3))
    damaged = identifier.text[:place] + noise + identifier.text[place + 1 :]
    assert _refused(parse, damaged) or parse(damaged).text == damaged


def _refused(read, text):
    try:
        read(text)
    except Malformed:
        return True
    return False
