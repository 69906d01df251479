"""Identifiers of makers who do not number with GS1: links, DIDs, ISO/IEC 15459."""

import pytest

from domain.identifiers import (
    address,
    from_link,
    from_path,
    from_uri,
    own_uri,
    parse,
    registrable,
)
from tests.domain.identifiers.refusing import codes, faults
from tests.faults import check_wording

MODEL = parse("url:maker.example%2Fkettle")
LINK = parse("iec61406:maker.example%2Fp%3F.1P%3DA%26.S%3D42")
DID = parse("did:web:maker.example:kettle:42")


@pytest.mark.parametrize(
    ("text", "granularity", "path"),
    [
        ("url:maker.example%2Fkettle", "model", "/url/maker.example%2Fkettle"),
        ("url:maker.example%2Fkettle/10/L", "batch", "/url/maker.example%2Fkettle/10/L"),
        ("url:maker.example%2Fkettle/21/S", "item", "/url/maker.example%2Fkettle/21/S"),
        ("iec61406:maker.example%2F42", "item", "/iec61406/maker.example%2F42"),
        ("did:web:maker.example:42", "item", "/did/web:maker.example:42"),
        ("did:key:z6MkhaXg", "item", "/did/key:z6MkhaXg"),
        ("did:web:maker.example%253A8443:42", "item", "/did/web:maker.example%253A8443:42"),
        ("iso15459:25P/LEABC123", "model", "/25P/LEABC123"),
        ("iso15459:25P/LEABC123/1T/L7", "batch", "/25P/LEABC123/1T/L7"),
        ("iso15459:25P/LEABC123/1T/L7/S/9", "item", "/25P/LEABC123/1T/L7/S/9"),
        ("iso15459:25S/UN123456789A%2B42", "item", "/25S/UN123456789A%2B42"),
    ],
)
def test_each_scheme_has_its_text_and_its_path(text, granularity, path):
    identifier = registrable(text)
    assert identifier.text == text
    assert identifier.granularity == granularity
    assert identifier.path == path
    assert from_path(f"/stem{path}/") == identifier
    assert from_uri(address(identifier, "https://registry.example")) == (identifier, {})


def test_a_did_is_its_own_text():
    assert DID.text == "did:web:maker.example:kettle:42" == own_uri(DID)
    assert DID.key == ("did", "web:maker.example:kettle:42")
    port = parse("did:web:maker.example%253A8443:42")
    assert own_uri(port) == "did:web:maker.example%3A8443:42"


def test_a_link_is_named_by_its_address_without_https():
    assert LINK.key == ("iec61406", "maker.example/p?.1P=A&.S=42")
    assert own_uri(LINK) == "https://maker.example/p?.1P=A&.S=42"
    assert own_uri(MODEL) == "https://maker.example/kettle"


@pytest.mark.parametrize(
    "text", ["url:maker.example%2Fkettle/21/S", "iso15459:25S/UN123456789A", "own:00000000000000"]
)
def test_where_the_scheme_has_no_uri_there_is_none(text):
    assert own_uri(parse(text)) is None


@pytest.mark.parametrize(
    ("rest", "found"),
    [
        ("22/V/10/L/21/S", ["/22/V/10/L/21/S", "/21/S", "/22/V/10/L", "/10/L", "/22/V", ""]),
        ("10/L", ["/10/L", ""]),
    ],
)
def test_a_web_address_is_walked_up_like_a_gtin(rest, found):
    texts = [above.text for above in parse(f"{MODEL.text}/{rest}").walk_up()]
    assert [text.removeprefix(MODEL.text) for text in texts] == found


def test_a_part_number_is_walked_up_over_serial_lot_and_part():
    texts = [above.text for above in parse("iso15459:25P/LEABC123/1T/L/S/9").walk_up()]
    found = [text.removeprefix("iso15459:25P/LEABC123") for text in texts]
    assert found == ["/1T/L/S/9", "/S/9", "/1T/L", ""]


@pytest.mark.parametrize(
    "written",
    [
        "https://maker.example/kettle",
        "HTTPS://MAKER.EXAMPLE/kettle",
        "https://Maker.Example:443/kettle",
        "https://maker.example/ket%74le",
        "https://maker.example/kettle#parts",
        "https://maker.example/kettle?",
        "https://maker.example/kettle?#parts",
    ],
)
def test_one_address_in_all_its_spellings_is_one_identifier(written):
    assert MODEL in from_link(written)


def test_a_host_alone_means_its_root():
    root = parse("url:maker.example%2F")
    assert from_link("https://maker.example") == from_link("https://maker.example/")
    assert root in from_link("https://maker.example")
    assert from_path("/url/MAKER.EXAMPLE") == root


@pytest.mark.parametrize("rest", ["/Kettle", "/kettle/", "/kettle?a=1", "/kettle%2F", "/kettle//"])
def test_what_a_server_may_answer_differently_is_another_identifier(rest):
    assert MODEL not in from_link(f"https://maker.example{rest}")


def test_an_address_may_be_a_link_of_an_item_or_the_address_of_a_model():
    assert [found.text for found in from_link("https://maker.example/42")] == [
        "iec61406:maker.example%2F42",
        "url:maker.example%2F42",
    ]
    assert from_link("https://maker.example/a%20b") == (parse("url:maker.example%2Fa%2520b"),)


@pytest.mark.parametrize(
    "uri",
    [
        "https://",
        "https:///kettle",
        "https://localhost/kettle",
        "https://127.0.0.1/kettle",
        "https://[::1]/kettle",
        "https://maker.example:8443/kettle",
        "https://user@maker.example/kettle",
        "https://maker.example/a/../kettle",
        "https://maker.example/./kettle",
        "https://maker.example/kettle ",
        "https://b\u00fccher.example/",
        "https://maker..example/",
        "https://-maker.example/",
        f"https://maker.example/{'x' * 300}",
    ],
)
def test_what_identifies_nothing_for_good_is_no_link(uri):
    assert from_link(uri) == ()


@pytest.mark.parametrize("uri", ["http://maker.example/", "maker.example/", "", "ftp://a.example/"])
def test_a_link_begins_with_https(uri):
    (fault,) = faults(from_link, uri)
    assert fault.code == "link.scheme"
    check_wording(fault)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("url:Maker.example%2Fkettle", "url.format"),
        ("url:maker.example", "url.format"),
        ("url:https%3A%2F%2Fmaker.example%2F", "url.format"),
        ("url:maker.example%2Fa%2F..%2Fb", "url.spelling"),
        ("url:maker.example%2F%2574", "url.spelling"),
        ("url:maker.example%2F%252f", "url.format"),
        ("url:maker.example%2Fkettle%23a", "url.format"),
        ("url:maker.example%2F%E9", "link.charset"),
        ("url:maker.example/kettle", "identifier.pairs"),
        ("url:maker.example%2f", "identifier.canonical"),
        (f"url:maker.example%2F{'x' * 240}", "url.length"),
        (f"url:maker.example%2F{'%2F' * 400}", "identifier.length"),
        ("iec61406:maker.example%2Fa%252Fb", "iec61406.format"),
        ("iec61406:maker.example%2F42/21/S", "link.qualifier"),
        ("did:web", "did.format"),
        ("did:web:", "did.format"),
        ("did:WEB:maker.example", "did.format"),
        ("did:web:Maker.example:42", "did.host"),
        ("did:web:localhost", "did.host"),
        ("did:web:maker.example:a%2Fb", "did.format"),
        ("did:web%3Amaker.example", "identifier.canonical"),
        ("did:web:maker.example/21/S", "link.qualifier"),
        ("did:key:z6Mk?x", "did.format"),
        (f"did:key:{'z' * 200}", "did.length"),
        ("iso15459:25S/1234567", "25s.agency"),
        ("iso15459:25S/un123456789", "25s.agency"),
        ("iso15459:25S/UN 123", "link.charset"),
        ("iso15459:25S/U", "25s.agency"),
        (f"iso15459:25S/UN{'1' * 50}", "25s.length"),
        ("iso15459:25S/UN123456789/S/1", "link.unknown_ai"),
        ("iso15459:25P/LEABC/S/1/1T/2", "link.order"),
        ("iso15459:25T/LEABC", "identifier.scheme"),
        ("iso15459:LEABC", "identifier.pairs"),
    ],
)
def test_anything_but_the_one_spelling_of_a_right_value_is_refused(text, code):
    (fault,) = faults(parse, text)
    assert fault.code == code
    check_wording(fault)


def test_a_foreign_address_is_no_key_and_nothing_is_fetched():
    assert codes(from_uri, "https://maker.example/kettle/42") == ["link.no_key"]


@pytest.mark.parametrize(
    "rest",
    [
        "/url/qzxw.qzxw",
        "/url/QZXW",
        "/did/QZXW",
        "/iec61406/QZXW",
        "/25S/1QZXW",
        "/url/maker.example%2F..%2FQZXW",
    ],
)
def test_no_refusal_quotes_what_was_submitted(rest):
    for fault in faults(from_uri, f"https://registry.example{rest}/QZXW/1"):
        assert "qzxw" not in f"{fault.code} {fault.sentence} {fault.remedy}".lower()
