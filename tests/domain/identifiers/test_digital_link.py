"""Rules U1 to U8, U13, U14 and U16 of GS1 Digital Link (URI Syntax 1.7): the address, its path."""

import pytest

from domain.identifiers import canonical_uri, from_path, from_uri, new_own_key, parse
from tests.domain.identifiers.refusing import codes, faults

GTIN = "09506000134352"
OTHER = "00614141123452"
HOST = "https://id.example"
MODEL = parse(f"gs1:01/{GTIN}")


def codes_of(rest):
    return codes(from_uri, f"{HOST}{rest}")


@pytest.mark.parametrize("scheme", ["http", "https", "HTTP", "HTTPS"])
def test_u1_http_and_https_in_one_case_begin_an_address(scheme):
    assert from_uri(f"{scheme}://id.example/01/{GTIN}") == (MODEL, {})


@pytest.mark.parametrize(
    "start",
    ["HtTp://", "Https://", "ftp://", "javascript://", "gs1:", "//", "", " https://", "https:/"],
)
def test_u1_other_schemes_and_mixed_case_are_refused(start):
    assert codes(from_uri, f"{start}id.example/01/{GTIN}") == ["link.scheme"]


@pytest.mark.parametrize(
    "host", ["id.example:8443", "127.0.0.1", "[::1]:8000", "ID.EXAMPLE", "localhost"]
)
def test_u1_any_host_with_or_without_a_port_will_do(host):
    assert from_uri(f"https://{host}/01/{GTIN}")[0] == MODEL


@pytest.mark.parametrize(
    "host", ["", ":443", "a:b", "user@id.example", "gs1.org:x@evil.example", "b\u00fccher.example"]
)
def test_u1_an_address_without_a_readable_host_is_refused(host):
    assert codes(from_uri, f"https://{host}/01/{GTIN}") == ["link.host"]


@pytest.mark.parametrize("stem", ["", "/p", "/some/path", "/a/b/c", "/x%2Fy", "/01", "/q/10"])
def test_u2_segments_in_front_of_the_key_play_no_part(stem):
    assert from_path(f"{stem}/01/{GTIN}") == MODEL
    assert from_uri(f"{HOST}{stem}/01/{GTIN}/21/S")[0].text == f"{MODEL.text}/21/S"


def test_u2_the_rightmost_key_counts():
    assert from_path(f"/00/faux/01/{GTIN}") == MODEL
    assert from_path(f"/01/{OTHER}/01/{GTIN}") == MODEL
    assert from_path(f"/own/whatever/01/{GTIN}") == MODEL
    own = new_own_key(bytes(9))
    assert from_path(f"/01/{GTIN}{own.path}/21/S").text == f"{own.text}/21/S"
    assert from_path(f"/01/{GTIN}/414/9520123456788").text == "gs1:414/9520123456788"
    assert from_path("/00/faux/00/006141411234567890").text == "gs1:00/006141411234567890"


def test_u2_a_value_that_looks_like_a_key_is_a_value():
    assert from_path(f"/01/{GTIN}/10/01/21/own").qualifiers == (("10", "01"), ("21", "own"))


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("", "link.no_key"),
        ("/", "link.no_key"),
        ("/foo", "link.no_key"),
        ("/foo/bar", "link.no_key"),
        ("/21/S", "link.no_key"),
        ("/01", "link.pairs"),
        (f"/{GTIN}", "link.no_key"),
        (f"/gtin/{GTIN}", "link.no_key"),
        (f"/01//{GTIN}", "link.pairs"),
        (f"/01/{GTIN}/foo", "link.pairs"),
        (f"/01/{GTIN}/10", "link.pairs"),
        (f"/01/{GTIN}/10/", "link.pairs"),
        (f"/01/{GTIN}/foo/bar", "link.unknown_ai"),
        (f"/8014/{GTIN}", "link.no_key"),
        (f"/02/{GTIN}", "link.no_key"),
    ],
)
def test_u2_a_path_without_a_key_is_refused(path, code):
    assert codes_of(path) == [code]


@pytest.mark.parametrize(
    ("short", "zeros"),
    [("9506000134352", "1 zero"), ("614141123452", "2 zeros"), ("96385074", "6 zeros")],
)
def test_u3_short_gtins_are_refused_with_the_way_to_the_14_digit_form(short, zeros):
    (fault,) = faults(from_path, f"/01/{short}")
    assert fault.code == "gtin.length"
    assert f"Put {zeros} in front of it" in fault.remedy


@pytest.mark.parametrize("short", ["9506000134352", "614141123452", "96385074"])
def test_u3_short_gtins_are_padded_for_labels_from_before_the_rule(short):
    long = short.zfill(14)
    assert from_path(f"/01/{short}", short_gtins=True).key == ("01", long)
    uri = f"{HOST}/8004/9506000A?01={short}&10=L"
    assert from_uri(uri, short_gtins=True)[1] == {"01": long, "10": "L"}
    assert codes_of(f"/8004/9506000A?01={short}") == ["attribute.length"]


def test_u3_only_gtins_are_padded_and_their_check_digits_looked_at():
    def padding(path):
        return from_path(path, short_gtins=True)

    assert codes(padding, "/01/9506000134353") == ["gtin.check_digit"]
    assert codes(padding, "/01/950600013435") == ["gtin.check_digit"]
    assert codes(padding, "/01/506000134352") == ["gtin.check_digit"]
    assert codes(padding, "/414/506000134352") == ["gln.length"]


def test_u4_a_wrong_check_digit_is_refused_and_the_right_one_told():
    (fault,) = faults(from_path, f"/01/{GTIN[:-1]}7/21/S")
    assert fault.code == "gtin.check_digit"
    assert "the last one is 2." in fault.remedy


def test_u5_values_are_of_character_set_82_and_escaped_beyond_the_unreserved_characters():
    value = "!\"%&'()*+,-./:;<=>?_"
    escaped = "%21%22%25%26%27%28%29%2A%2B%2C-.%2F%3A%3B%3C%3D%3E%3F_"
    identifier = from_path(f"/01/{GTIN}/21/{escaped}")
    assert identifier.qualifiers == (("21", value),)
    assert identifier.path == f"/01/{GTIN}/21/{escaped}"


@pytest.mark.parametrize(
    "escape", ["%20", "%23", "%7E", "%40", "%0A", "%FF", "%C3%A9", "%E2%80%8B"]
)
def test_u5_escaped_characters_outside_the_set_are_refused(escape):
    assert codes(from_path, f"/01/{GTIN}/21/S{escape}") == ["link.charset"]


@pytest.mark.parametrize(
    "character", [" ", '"', "<", ">", "`", "\\", "^", "{", "|", "}", "\t", "\n", "\u00e9", "\u202e"]
)
def test_u5_characters_that_no_address_may_hold_are_refused_everywhere(character):
    assert codes_of(f"/01/{GTIN}/21/S{character}") == ["link.charset"]
    assert codes_of(f"/a{character}b/01/{GTIN}") == ["link.charset"]
    assert codes_of(f"/01/{GTIN}?foo={character}") == ["link.charset"]


def test_u5_an_escaped_slash_is_part_of_the_value_and_decoding_happens_once():
    assert from_path(f"/01/{GTIN}/10/A%2FB").qualifiers == (("10", "A/B"),)
    assert from_path(f"/01/{GTIN}/10/A%2fB").text == f"{MODEL.text}/10/A%2FB"
    assert from_path(f"/01/{GTIN}/10/A%252FB").qualifiers == (("10", "A%2FB"),)
    assert codes(from_path, f"/01/{GTIN}/10/A/B") == ["link.pairs"]


def test_u5_needless_escapes_mean_the_same():
    assert from_path(f"/%30%31/{GTIN}/%32%31/%53").text == f"{MODEL.text}/21/S"


def test_u6_a_plus_in_the_path_is_a_plus():
    assert from_path(f"/01/{GTIN}/10/A+B").qualifiers == (("10", "A+B"),)
    assert from_path(f"/01/{GTIN}/10/A+B") == from_path(f"/01/{GTIN}/10/A%2BB")


@pytest.mark.parametrize("rest", ["/01/0950600013435%002", "/01/{}/21/S%00", "/a%00/01/{}"])
def test_u7_a_null_character_is_refused(rest):
    assert codes_of(rest.format(GTIN)) == ["link.charset"]


@pytest.mark.parametrize("escape", ["%", "%2", "%4g", "%g4", "%%41", "%u0041"])
def test_u7_broken_escapes_are_refused(escape):
    assert codes(from_path, f"/01/{GTIN}/10/A{escape}") == ["link.escape"]
    assert codes(from_path, f"/a{escape}/01/{GTIN}") == ["link.escape"]
    assert codes_of(f"/01/{GTIN}?99=A{escape}") == ["link.escape"]


@pytest.mark.parametrize("ais", ["", "22", "10", "21", "22 10", "22 21", "10 21", "22 10 21"])
def test_u8_qualifiers_in_their_order_are_taken_and_each_may_be_left_out(ais):
    tail = "".join(f"/{ai}/X{ai}" for ai in ais.split())
    assert from_path(f"/01/{GTIN}{tail}").path == f"/01/{GTIN}{tail}"


@pytest.mark.parametrize("ais", ["21 10", "10 22", "21 22", "21 10 22", "22 21 10"])
def test_u8_qualifiers_out_of_order_are_refused(ais):
    tail = "".join(f"/{ai}/X" for ai in ais.split())
    (fault,) = faults(from_path, f"/01/{GTIN}{tail}")
    assert fault.code == "link.order"
    assert fault.remedy.index("/22/") < fault.remedy.index("/10/") < fault.remedy.index("/21/")


@pytest.mark.parametrize("ai", ["254", "7040", "8011", "8019", "8020", "8200"])
def test_u8_qualifiers_of_other_keys_are_refused(ai):
    assert codes(from_path, f"/01/{GTIN}/{ai}/1") == ["link.qualifier"]


def test_u8_a_third_party_serial_number_stands_alone_behind_a_gtin():
    item = from_path(f"/01/{GTIN}/235/TPX9")
    assert item.text == f"gs1:01/{GTIN}/235/TPX9"
    assert item.granularity == "item"
    assert item.walk_up() == (item, MODEL)
    for mixed in ("/22/V/235/T", "/235/T/21/S", "/10/L/235/T"):
        (fault,) = faults(from_path, f"/01/{GTIN}{mixed}")
        assert fault.code == "link.order"
        assert "; or /235/" in fault.remedy


@pytest.mark.parametrize("ai", ["89", "999", "0", "x", "10a", "1O", "lot"])
def test_u8_unknown_application_identifiers_are_refused(ai):
    assert codes(from_path, f"/01/{GTIN}/{ai}/X") == ["link.unknown_ai"]
    assert codes(from_path, f"/01/{GTIN}/{ai}/X/21/S") == ["link.unknown_ai"]


def test_u13_the_canonical_address_is_one_for_all_spellings():
    uri = (
        f"HTTPS://SHOP.EXAMPLE:8443/p/01/{GTIN}/10/a%2fb/21/%53/"
        "?linkType=all&3922=0299&17=201225;99=x%2by&3103=000195#top"
    )
    identifier, attributes = from_uri(uri)
    canonical = canonical_uri(identifier, attributes)
    assert canonical == (
        f"https://id.gs1.org/01/{GTIN}/10/a%2Fb/21/S?17=201225&3103=000195&3922=0299&99=x%2By"
    )
    assert from_uri(canonical) == (identifier, attributes)
    assert list(attributes) == ["17", "3103", "3922", "99"]
    assert canonical_uri(identifier, dict(reversed(attributes.items()))) == canonical
    assert canonical_uri(identifier) == f"https://id.gs1.org/01/{GTIN}/10/a%2Fb/21/S"


@pytest.mark.parametrize("fragment", ["#", "#top", "#/01/x?21=1#", "#\u202e"])
def test_u14_the_fragment_is_ignored(fragment):
    assert from_uri(f"{HOST}/01/{GTIN}{fragment}") == (MODEL, {})
    assert from_uri(f"{HOST}/01/{GTIN}?17=261231{fragment}")[1] == {"17": "261231"}


def test_u16_an_address_means_the_same_on_every_host_and_nothing_is_fetched():
    hosts = ("https://id.gs1.org", "http://nowhere.invalid", "https://registry.example/p")
    assert {from_uri(f"{host}/01/{GTIN}/21/S")[0].text for host in hosts} == {f"{MODEL.text}/21/S"}


def test_r27_one_slash_at_the_end_is_tolerated():
    assert from_path(f"/01/{GTIN}/") == MODEL
    assert from_path(f"/01/{GTIN}/21/S/") == from_path(f"/01/{GTIN}/21/S")
    assert from_uri(f"{HOST}/01/{GTIN}/?17=261231") == (MODEL, {"17": "261231"})
    assert codes(from_path, f"/01/{GTIN}//") == ["link.pairs"]


def test_a_path_begins_with_a_slash_and_ends_before_the_query():
    assert codes(from_path, f"01/{GTIN}") == ["link.path"]
    assert codes(from_path, "") == ["link.path"]
    assert codes(from_path, f"/01/{GTIN}?17=261231") == ["link.charset"]


def test_endless_addresses_are_refused_before_they_are_read():
    assert codes(from_path, "/a" * 3000) == ["link.length"]
    assert codes_of(f"/01/{GTIN}?foo={'x' * 5000}") == ["link.length"]


@pytest.mark.parametrize(
    "rest",
    [
        "/01/QZXW",
        "/01/95060001343521",
        f"/01/{GTIN}/21/QZXWQZXWQZXWQZXWQZXWQZXW",
        f"/01/{GTIN}/QZXW/1",
        f"/QZXW/{GTIN}",
        f"/01/{GTIN}/7777/1",
        f"/01/{GTIN}?7777=QZXW",
        f"/01/{GTIN}?17=QZXW",
        f"/01/{GTIN}?99=QZXW%20",
        f"/01/{GTIN}?99=QZXW&99=QZXW",
        "/own/QZXW",
        "/own/QZXW0000000000",
    ],
)
def test_no_refusal_quotes_what_was_submitted(rest):
    for fault in faults(from_uri, f"{HOST}{rest}"):
        told = f"{fault.code} {fault.sentence} {fault.remedy}"
        assert not any(value in told for value in ("QZXW", "7777", "9506000134352"))
        assert fault.sentence.endswith(".")
        assert fault.remedy.endswith(".")
        assert fault.pointer == ""
