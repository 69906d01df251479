"""What an organisation's claim is held against, and how its prefix is written."""

import pytest
from hypothesis import given

from domain.identifiers import claimed_part, parse, prefix_fault
from tests.domain.identifiers.drawing import identifiers
from tests.faults import check_wording


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("gs1:01/19506000134359", "9506000134359"),
        ("gs1:8006/195060001343590102", "95060001343590102"),
        ("gs1:8003/09506000134352SN1", "9506000134352SN1"),
        ("gs1:8004/9506000ASSET1", "9506000ASSET1"),
        ("gs1:8010/9506000PART/8011/12", "9506000PART"),
        ("gs1:8013/1987654Ad4X4bL5ttr2310c2K", "1987654Ad4X4bL5ttr2310c2K"),
        ("gs1:00/095060001343520000", "95060001343520000"),
        ("gs1:414/9506000134352", "9506000134352"),
        ("did:web:maker.example:42", "web:maker.example:42:"),
        ("did:web:maker.example", "web:maker.example:"),
        ("url:maker.example%2Fkettle/21/S", "maker.example/kettle"),
        ("iec61406:maker.example%2F42", "maker.example/42"),
        ("iso15459:25P/UN123456789A", "UN123456789A"),
    ],
)
def test_a_claim_is_held_against_what_the_company_s_number_begins(text, part):
    assert claimed_part(parse(text)) == part


@pytest.mark.parametrize(
    ("scheme", "prefix"),
    [
        ("gs1", "9506"),
        ("gs1", "950600013435"),
        ("did", "web:maker.example:"),
        ("did", "web:maker.example%3A8443:"),
        ("did", "web:maker.example:kettles:"),
        ("did", "ethr:0x1:"),
        ("iec61406", "maker.example/"),
        ("url", "maker.example/p/"),
        ("iso15459", "UN123456789"),
        ("iso15459", "D12"),
        ("own", "whatever"),
        ("unknown", ""),
    ],
)
def test_a_prefix_ends_where_a_name_ends(scheme, prefix):
    assert prefix_fault(scheme, prefix) is None


@pytest.mark.parametrize(
    ("scheme", "prefix"),
    [
        ("gs1", ""),
        ("gs1", "950"),
        ("gs1", "9506000134352"),
        ("gs1", "9506A"),
        ("did", "did:web:maker.example:"),
        ("did", "web:"),
        ("did", "web:maker:"),
        ("did", "ethr:"),
        ("did", "ethr:0x1"),
        ("iec61406", "maker.example"),
        ("iec61406", "https://maker.example/"),
        ("url", "/"),
        ("url", "maker.example/p"),
        ("url", "Maker.example/"),
        ("iso15459", "U"),
        ("iso15459", "123456789"),
        ("iso15459", "un123456789"),
    ],
)
def test_a_prefix_that_covers_other_names_or_none_is_refused(scheme, prefix):
    fault = prefix_fault(scheme, prefix)
    assert (fault.code, fault.pointer) == ("claim.prefix", "/prefix")
    check_wording(fault)


@given(identifiers())
def test_what_qualifies_a_key_plays_no_part_in_a_claim(identifier):
    alone = identifier.walk_up()[-1]
    part = claimed_part(identifier)
    assert part == claimed_part(alone) or part.startswith(claimed_part(alone))
