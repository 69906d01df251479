"""The keys of GS1: what each names, what may stand behind it, and why another value is refused."""

import pytest

from domain.faults import Malformed
from domain.identifiers import canonical_uri, from_path, from_uri, own_uri, parse, registrable
from tests.domain.identifiers.refusing import codes, faults
from tests.faults import check_wording

PRODUCTS = [
    ("01/09506000134352", "model"),
    ("01/09506000134352/22/V", "model"),
    ("01/09506000134352/10/L", "batch"),
    ("01/09506000134352/21/S", "item"),
    ("01/09506000134352/235/T", "item"),
    ("8006/095060001343520102", "model"),
    ("8006/095060001343520102/10/L", "batch"),
    ("8006/095060001343520102/22/V/21/S", "item"),
    ("8013/1987654Ad4X4bL5ttr2310c2K", "model"),
    ("8010/9506000PART", "model"),
    ("8010/9506000PART/8011/12", "item"),
    ("8003/09506000134352", "model"),
    ("8003/09506000134352SN1", "item"),
    ("8004/9506000ASSET1", "item"),
]
OTHERS = [
    ("00/095060001343520000", "a logistic unit"),
    ("253/9506000134352DOC", "a document"),
    ("255/9506000134352", "a coupon"),
    ("401/9506000A1", "a consignment"),
    ("402/95060001343520000", "a shipment"),
    ("414/9506000134352", "a place"),
    ("414/9506000134352/254/DOOR", "a place"),
    ("415/9506000134352/8020/R1", "a party"),
    ("417/9506000134352", "a party"),
    ("8017/950600013435200008", "a relation of service"),
    ("8018/950600013435200008/8019/1", "a relation of service"),
    ("8004/9506000ASSET1/7040/1ABC", "a machine or a facility"),
]


@pytest.mark.parametrize(("rest", "granularity"), PRODUCTS)
def test_a_key_that_names_a_product_may_be_registered(rest, granularity):
    identifier = registrable(f"gs1:{rest}")
    assert identifier.names_product
    assert identifier.granularity == granularity


@pytest.mark.parametrize(("rest", "what"), OTHERS)
def test_a_key_that_names_something_else_is_read_but_has_no_passport(rest, what):
    assert from_path(f"/{rest}").text == f"gs1:{rest}"
    identifier = parse(f"gs1:{rest}")
    assert not identifier.names_product
    assert identifier.granularity == "item"
    (fault,) = faults(registrable, f"gs1:{rest}")
    assert fault.code == "identifier.no_product"
    assert what in fault.sentence
    check_wording(fault)


def test_what_is_registrable_is_canonical_first():
    assert codes(registrable, "gs1:01/9506000134352") == ["gtin.length"]


@pytest.mark.parametrize(("rest", "_"), PRODUCTS + OTHERS)
def test_every_key_has_its_canonical_address_and_keeps_its_data_attributes(rest, _):
    identifier = parse(f"gs1:{rest}")
    assert own_uri(identifier) == canonical_uri(identifier) == f"https://id.gs1.org/{rest}"
    assert from_uri(canonical_uri(identifier, {"99": "x"})) == (identifier, {"99": "x"})


def test_a_returnable_asset_stands_below_its_type():
    asset = parse("gs1:8003/09506000134352SN1")
    kind = parse("gs1:8003/09506000134352")
    assert asset.parent() == kind
    assert asset.walk_up() == (asset, kind)
    assert kind.parent() is None
    assert kind.walk_up() == (kind,)


@pytest.mark.parametrize(
    ("rest", "found"),
    [
        ("8006/095060001343520102/10/L/21/S", ["/10/L/21/S", "/21/S", "/10/L", ""]),
        ("8010/9506000PART/8011/12", ["/8011/12", ""]),
        ("8004/9506000ASSET1", [""]),
        ("8013/1987654Ad4X4bL5ttr2310c2K", [""]),
        ("414/9506000134352/254/DOOR", ["/254/DOOR", ""]),
    ],
)
def test_r24_each_key_is_walked_up_over_its_own_qualifiers(rest, found):
    key = "gs1:" + "/".join(rest.split("/")[:2])
    assert [above.text.removeprefix(key) for above in parse(f"gs1:{rest}").walk_up()] == found


@pytest.mark.parametrize(
    ("rest", "code"),
    [
        ("00/095060001343520001", "sscc.check_digit"),
        ("00/0950600013435", "sscc.length"),
        ("253/9506000134353", "gdti.check_digit"),
        ("253/9506000134352ABCDEFGHIJKLMNOPQR", "gdti.length"),
        ("255/9506000134352A", "link.charset"),
        ("401/95A", "ginc.prefix"),
        ("401/950A", "ginc.prefix"),
        ("402/95060001343520001", "gsin.check_digit"),
        ("414/9506000134353", "gln.check_digit"),
        ("8003/19506000134352", "grai.zero"),
        ("8003/09506000134353SN1", "grai.check_digit"),
        ("8003/0950600013435", "grai.length"),
        ("8003/0950600013435X", "grai.format"),
        ("8004/ASSET1", "giai.prefix"),
        ("8006/095060001343520302", "itip.piece"),
        ("8006/095060001343520002", "itip.piece"),
        ("8006/095060001343530102", "itip.check_digit"),
        ("8010/9506000part", "link.charset"),
        ("8010/9506000PART/8011/012", "cpid_serial.zero"),
        ("8010/9506000PART/8011/0", "cpid_serial.zero"),
        ("8013/1987654Ad4X4bL5ttr2310c2X", "gmn.check_pair"),
        ("8013/1987654Ad4X4bL5ttr2310c2K1", "gmn.length"),
        ("8017/950600013435200009", "gsrn.check_digit"),
        ("414/9506000134352/7040/ABCD", "uic.format"),
        ("414/9506000134352/7040/1AB=", "uic.code"),
        ("414/9506000134352/254/.", "link.dot_segment"),
        ("415/9506000134352/8020/..", "link.dot_segment"),
        ("414/9506000134352/254/A/7040/1ABC", "link.order"),
        ("8013/1987654Ad4X4bL5ttr2310c2K/21/S", "link.qualifier"),
        ("00/095060001343520000/10/L", "link.attribute_in_path"),
        ("8010/9506000PART/21/S", "link.qualifier"),
    ],
)
def test_each_key_says_what_is_wrong_with_its_value(rest, code):
    (fault,) = faults(parse, f"gs1:{rest}")
    assert fault.code == code
    check_wording(fault)
    assert codes(from_path, f"/{rest}") == [code]


@pytest.mark.parametrize(
    ("rest", "told"),
    [
        ("00/095060001343520001", "the last one is 0."),
        ("8013/1987654Ad4X4bL5ttr2310cXX", "the last two are 2K."),
        ("8003/09506000134353", "the last one is 2."),
    ],
)
def test_a_wrong_check_at_the_end_says_what_the_right_one_would_be(rest, told):
    assert told in faults(parse, f"gs1:{rest}")[0].remedy


@pytest.mark.parametrize("rest", ["8003/09506000134353SN1", "253/9506000134353DOC"])
def test_a_wrong_check_in_the_middle_only_asks_to_compare(rest):
    assert faults(parse, f"gs1:{rest}")[0].remedy == "Compare all digits with the label."


def test_a_key_without_qualifiers_says_that_nothing_may_follow():
    with pytest.raises(Malformed) as refused:
        from_path("/00/095060001343520000/foo/bar")
    assert refused.value.faults[0].remedy == "Leave out what stands behind the SSCC."


def test_letters_in_the_name_of_a_key_do_not_matter_and_in_values_they_do():
    assert from_path("/8010/9506000PART").text == "gs1:8010/9506000PART"
    assert from_path("/25s/UN123456789A") == parse("iso15459:25S/UN123456789A")
