"""Rules U6, U7, U9 to U12 and U15 of GS1 Digital Link: what stands in the query of an address."""

import pytest

from domain.identifiers import from_path, from_uri, parse
from tests.domain.identifiers.refusing import codes, faults

GTIN = "09506000134352"
HOST = "https://id.example"
MODEL = parse(f"gs1:01/{GTIN}")


def codes_of(rest):
    return codes(from_uri, f"{HOST}{rest}")


def test_u6_a_plus_in_the_query_is_a_space_and_refused():
    assert codes_of(f"/01/{GTIN}?98=XYZ+987") == ["link.charset"]
    assert from_uri(f"{HOST}/01/{GTIN}?98=XYZ%2B987")[1] == {"98": "XYZ+987"}


def test_u7_a_null_character_in_a_data_attribute_is_refused():
    assert codes_of(f"/01/{GTIN}?99=ABC%00DEF") == ["link.charset"]


def test_u9_data_attributes_stand_in_the_query():
    uri = f"{HOST}/01/{GTIN}/21/S?17=261231&3103=000195"
    identifier, attributes = from_uri(uri)
    assert identifier.text == f"{MODEL.text}/21/S"
    assert attributes == {"17": "261231", "3103": "000195"}


@pytest.mark.parametrize("ai", ["17", "99", "3103", "422"])
def test_u9_a_data_attribute_in_the_path_is_refused(ai):
    (fault,) = faults(from_path, f"/01/{GTIN}/{ai}/261231")
    assert fault.code == "link.attribute_in_path"
    assert f"?{ai}=" in fault.remedy


@pytest.mark.parametrize("ai", ["22", "10", "21", "235"])
def test_u9_a_qualifier_of_the_key_in_the_query_is_refused(ai):
    assert codes_of(f"/01/{GTIN}?{ai}=X") == ["link.qualifier_in_query"]


@pytest.mark.parametrize("ai", ["254", "8200", "8040", "03", "7040", "8014"])
def test_u9_what_is_no_data_attribute_is_refused_in_the_query(ai):
    assert codes_of(f"/01/{GTIN}?{ai}=1") == ["link.attribute"]


@pytest.mark.parametrize(
    ("parameter", "code"),
    [
        ("17=2612", "attribute.length"),
        ("17=26123A", "link.charset"),
        ("99=", "link.empty"),
        ("99=" + "x" * 91, "attribute.length"),
        ("8010=abc", "link.charset"),
        ("423=2501", "attribute.format"),
        ("414=9520123456789", "attribute.check_digit"),
        ("253=1231231231233X", "attribute.check_digit"),
        ("99=%C3%A9", "link.charset"),
        ("17=261301", "attribute.date"),
        ("17=270229", "attribute.date"),
        ("4326=261200", "attribute.date"),
        ("7003=2612312460", "attribute.time"),
        ("422=999", "attribute.country"),
        ("423=250999", "attribute.country"),
        ("4307=XX", "attribute.country"),
        ("3910=00112", "attribute.currency"),
        ("4321=2", "attribute.code"),
        ("8006=095060001343520302", "attribute.piece"),
        ("8013=1987654Ad4X4bL5ttr2310c2X", "attribute.check_pair"),
        ("8003=19506000134352", "attribute.zero"),
        ("8004=ABCD", "attribute.prefix"),
        ("4301=100%25", "attribute.escape"),
        ("4331=002500A", "attribute.format"),
        ("8008=2612312460", "attribute.time"),
        ("8030=AB%3DC", "attribute.format"),
        ("8007=DE00370400440532013000", "attribute.iban"),
        ("4309=18000000010000000000", "attribute.coordinates"),
    ],
)
def test_u9_a_data_attribute_has_its_form(parameter, code):
    assert codes_of(f"/01/{GTIN}?{parameter}") == [code]


def test_u9_all_faults_of_a_query_are_told_at_once():
    assert codes_of(f"/01/{GTIN}?17=2&89=X&21=S&99=A") == [
        "attribute.length",
        "link.unknown_ai",
        "link.qualifier_in_query",
    ]


@pytest.mark.parametrize(
    "parameter",
    [
        "17=280229",
        "17=261200",
        "423=250276",
        "4307=DE",
        "3910=978129",
        "4330=002500-",
        "4330=002500",
        "8006=095060001343520102",
        "8013=1987654Ad4X4bL5ttr2310c2K",
        "8003=09506000134352SN1",
        "7007=260101260131",
        "7011=2601012359",
        "8008=26010123",
        "8030=QUJDRA==",
        "8007=DE89370400440532013000",
        "8110=coupons-are-not-looked-into",
    ],
)
def test_u9_a_data_attribute_of_its_form_is_taken(parameter):
    name, _, value = parameter.partition("=")
    assert from_uri(f"{HOST}/01/{GTIN}?{parameter}")[1] == {name: value}


def test_u10_a_second_key_may_be_a_data_attribute():
    assert from_uri(f"{HOST}/01/{GTIN}?414=9520123456788")[1] == {"414": "9520123456788"}


@pytest.mark.parametrize(
    "rest",
    [
        f"/01/{GTIN}?01={GTIN}",
        f"/01/{GTIN}/10/A?10=A",
        f"/01/{GTIN}?99=A&99=A",
        f"/01/{GTIN}?99=A;99=B",
        f"/01/{GTIN}?99=A&%39%39=A",
        f"/01/{GTIN}/10/A/10/A",
        f"/01/{GTIN}/21/A/10/B/21/A",
    ],
)
def test_u10_the_same_application_identifier_twice_is_refused(rest):
    assert codes_of(rest) == ["link.duplicate"]


def test_u11_other_parameters_are_left_to_others_and_may_repeat():
    query = "linkType=gs1:pip&context=x&foo=1&foo=2&17a=3&utm_source=a+b&%C3%A9=%FF&x=%2"
    assert from_uri(f"{HOST}/01/{GTIN}?{query}") == (MODEL, {})


@pytest.mark.parametrize("name", ["89", "999", "1", "00000", "12345", "%38%39"])
def test_u11_parameters_of_all_digits_are_no_extension(name):
    assert codes_of(f"/01/{GTIN}?{name}=ABC") == ["link.unknown_ai"]


@pytest.mark.parametrize("query", ["17=261231&99=A", "17=261231;99=A", "&&17=261231;&;99=A&&"])
def test_u12_parameters_are_parted_by_ampersand_or_semicolon_and_empty_ones_ignored(query):
    assert from_uri(f"{HOST}/01/{GTIN}?{query}")[1] == {"17": "261231", "99": "A"}


@pytest.mark.parametrize("query", ["", "single", "17", "single&17&99", "=", "=x"])
def test_u12_names_without_value_are_ignored(query):
    assert from_uri(f"{HOST}/01/{GTIN}?{query}") == (MODEL, {})


def test_u15_whether_attributes_go_together_is_not_asked():
    # (250) wants (21) beside it, (01) and (37) exclude each other.
    query = "250=X&37=5"
    assert from_uri(f"{HOST}/01/{GTIN}?{query}")[1] == {"250": "X", "37": "5"}
