import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from domain.faults import Malformed
from domain.identifiers import (
    address,
    canonical_uri,
    from_link,
    from_path,
    from_uri,
    own_uri,
    parse,
    registrable,
)
from domain.identifiers.keys import KEYS as KNOWN
from domain.identifiers.percent import encode
from tests.domain.identifiers import drawing
from tests.domain.identifiers.drawing import KEYS, gs1_identifiers, identifiers, own_keys, qualifier

stems = st.lists(st.text("abcxyz0189._~!$&'()*+,;=:@-", max_size=6), max_size=4).map(
    lambda segments: "".join(f"/{segment}" for segment in segments)
)
anything = st.text(max_size=60) | st.text("/:%?&;=#0123456789gsowntpdiurle.", max_size=60)
gtins = identifiers(("01",))


def test_identifiers_of_every_key_are_drawn():
    assert KEYS.keys() == KNOWN.keys()


@pytest.mark.parametrize("name", KEYS)
@settings(max_examples=30)
@given(data=st.data())
def test_text_path_and_address_of_every_key_are_read_back(name, data):
    identifier = data.draw(identifiers((name,)))
    facts = (identifier.scheme, identifier.key, identifier.qualifiers)
    for read in (
        parse(identifier.text),
        from_path(identifier.path),
        from_uri(address(identifier, "https://a.example/p"))[0],
    ):
        assert read == identifier
        assert (read.scheme, read.key, read.qualifiers) == facts
        assert read.names_product == identifier.names_product
    assert len(identifier.text) <= KNOWN[name].longest_text


@given(identifiers(), stems, st.sampled_from(["", "/"]))
def test_a_path_is_read_back_behind_any_stem(identifier, stem, end):
    assert from_path(stem + identifier.path + end) == identifier


@given(identifiers(), st.sampled_from(["https://a.example", "http://b.example:8000/p/"]))
def test_an_address_is_read_back(identifier, base):
    assert from_uri(address(identifier, base)) == (identifier, {})


@given(gs1_identifiers, st.dictionaries(st.sampled_from(["90", "99", "98", "240"]), qualifier(20)))
def test_a_canonical_address_is_read_back_with_its_attributes(identifier, attributes):
    assert from_uri(canonical_uri(identifier, attributes)) == (identifier, attributes)


@given(identifiers())
def test_an_identifier_s_own_uri_leads_back_to_it(identifier):
    uri = own_uri(identifier)
    if uri is None:
        assert identifier.scheme in {"own", "iso15459"} or identifier.qualifiers
    elif identifier.scheme == "gs1":
        assert from_uri(uri) == (identifier, {})
    elif identifier.scheme == "did":
        assert uri == f"did:{identifier.key[1]}"
    else:
        assert identifier in from_link(uri)


@given(identifiers())
def test_whatever_names_a_product_may_be_registered_and_nothing_else(identifier):
    assert _refused(registrable, identifier.text) != identifier.names_product


@given(gtins, st.integers(0, 13), st.sampled_from("0123456789"))
def test_one_changed_digit_of_a_gtin_never_passes(identifier, place, digit):
    gtin = identifier.key[1]
    assume(gtin[place] != digit)
    changed = gtin[:place] + digit + gtin[place + 1 :]
    assert _refused(parse, identifier.text.replace(gtin, changed, 1))
    assert _refused(from_path, identifier.path.replace(gtin, changed, 1))


@given(identifiers(("8013",)), st.integers(4, 24), st.sampled_from(drawing.CSET_82))
def test_one_changed_character_of_a_model_number_never_passes(identifier, place, character):
    gmn = identifier.key[1]
    assume(place < len(gmn) and gmn[place] != character)
    changed = gmn[:place] + character + gmn[place + 1 :]
    assert _refused(parse, f"gs1:8013/{encode(changed)}")


@given(own_keys, st.integers(0, 13), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_one_changed_character_of_an_own_key_never_passes(key, place, character):
    assume(key[place] != character)
    assert _refused(parse, f"own:{key[:place]}{character}{key[place + 1 :]}")


@given(own_keys, st.integers(0, 12))
def test_two_swapped_neighbours_of_an_own_key_never_pass(key, place):
    first, second = key[place : place + 2]
    assume(first != second)
    assert _refused(parse, f"own:{key[:place]}{second}{first}{key[place + 2 :]}")


@given(identifiers())
def test_what_stands_above_an_identifier_is_an_identifier_itself(identifier):
    for above in (identifier.parent(), *identifier.walk_up()):
        assert above is None or parse(above.text).qualifiers == above.qualifiers
    assert identifier.walk_up()[0] == identifier
    assert identifier.walk_up()[-1].qualifiers == ()
    assert identifier.walk_up()[-1].parent() is None


@given(anything)
def test_any_text_is_read_or_refused_and_what_is_read_is_canonical(text):
    assert _refused(parse, text) or parse(text).text == text


@given(anything, st.sampled_from(["", "https://a.example/", "/", "/01/", "/own/", "/did/", "/eh"]))
def test_any_address_is_read_or_refused(text, start):
    for read in (from_path, from_uri):
        assert _refused(read, start + text) in {True, False}
    assert _refused(from_link, start + text) in {True, False}


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
