from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.cells.identifiers import identifier_reader
from domain.faults import Fault
from domain.identifiers import check_digit, new_own_key
from tests.domain.cells.reads import tale

GTIN = "09506000134352"
CANONICAL = f"gs1:01/{GTIN}"


def told(cell):
    return tale(identifier_reader()(cell))


@pytest.mark.parametrize("text", [CANONICAL, f"{CANONICAL}/21/SN1", f" {CANONICAL}/10/A/21/1 "])
def test_a_canonical_text_is_right_as_it_stands(text):
    assert told(text) == (text.strip(),)


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        (GTIN, ("repair.identifier",)),
        ("9506000134352", ("repair.gtin_zeros",)),
        (9506000134352, ("repair.gtin_zeros",)),
        (9506000134352.0, ("repair.gtin_zeros",)),
        ("9506000134352.0", ("repair.code", "repair.gtin_zeros")),
        ("9 506000 134352", ("repair.code", "repair.gtin_zeros")),
        ("0-950600-013435-2", ("repair.code",)),
        ("'09506000134352", ("repair.code",)),
        ("GTIN: 9506000134352", ("repair.code", "repair.gtin_zeros")),
        ("EAN-13 9506000134352", ("repair.code", "repair.gtin_zeros")),
        ("٩٥٠٦٠٠٠١٣٤٣٥٢", ("repair.code", "repair.gtin_zeros")),
        ("9.506000134352E+12", ("repair.gtin_scientific", "repair.gtin_zeros")),
        ("9,506000134352E+12", ("repair.gtin_scientific", "repair.gtin_zeros")),
        ("(01)09506000134352", ("repair.identifier",)),
        ("(01) 0950 6000 1343 52", ("repair.identifier",)),
        ("0109506000134352", ("repair.identifier",)),
        ("01/09506000134352", ("repair.identifier",)),
        ("/01/09506000134352", ("repair.identifier",)),
        ("gs1:01/9506000134352", ("repair.identifier",)),
        ("https://id.example.com/01/09506000134352", ("repair.link",)),
        ("HTTPS://ID.EXAMPLE.COM/01/09506000134352", ("repair.link",)),
        ("https://id.example.com/01/9506000134352", ("repair.link",)),
        ("id.example.com/01/09506000134352", ("repair.link",)),
        (f"https://id.example.com/01/{GTIN}?17=261231", ("repair.link", "repair.link_rest")),
    ],
)
def test_a_gtin_is_found_however_it_was_written(cell, codes):
    assert told(cell) == (CANONICAL, *codes)


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("(01)09506000134352(21)SN1", ("repair.identifier",)),
        ("(01) 09506000134352 (21) SN1", ("repair.identifier",)),
        ("(01)09506000134352(17)261231(21)SN1", ("repair.identifier", "repair.link_rest")),
        ("]d2(01)09506000134352(21)SN1", ("repair.identifier",)),
        (f"https://id.example.com/01/{GTIN}/21/SN1", ("repair.link",)),
        (f"01/{GTIN}/21/SN1", ("repair.identifier",)),
    ],
)
def test_a_serial_number_is_kept_with_its_gtin(cell, codes):
    assert told(cell) == (f"{CANONICAL}/21/SN1", *codes)


def test_qualifiers_of_an_element_string_are_put_in_their_order():
    assert told(f"(01){GTIN}(21)S(10)L")[0] == f"{CANONICAL}/10/L/21/S"


def test_an_own_key_is_read_as_people_type_it():
    key = new_own_key(bytes(range(9))).text
    typed = "OWN: " + key.removeprefix("own:").lower().replace("0", "o")
    assert told(key) == (key,)
    assert told(typed) == (key, "repair.identifier")
    assert told(key.lower()) == (key, "repair.identifier")


def test_the_right_check_digit_is_told():
    fault = identifier_reader()("9506000134353").fault
    assert fault.code == "gtin.check_digit"
    assert "the last one is 2" in fault.remedy


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("9.506E+12", "gtin.scientific"),
        ("9.50600013435E+12", "gtin.scientific"),
        ("12345", "gtin.length"),
        ("0", "gtin.length"),
        ("00000000", "gtin.length"),
        (12, "gtin.length"),
        ("123456789012345678", "gtin.length"),
        ("an own name", "identifier.scheme"),
        ("x" * 5000, "identifier.scheme"),
        (1.5, "identifier.scheme"),
        (-5, "identifier.scheme"),
        (float("inf"), "identifier.scheme"),
        ("(99)1", "identifier.scheme"),
        ("(21)SN1", "identifier.scheme"),
        ("gs1:foo", "identifier.pairs"),
        (True, "cell.kind"),
        (date(2020, 3, 5), "cell.kind"),
        ("#REF!", "cell.error"),
    ],
)
def test_what_is_no_identifier_says_so(cell, code):
    assert told(cell) == code


def test_a_place_has_no_passport():
    assert told("(414)9506000134352") == "identifier.no_product"


def test_a_short_number_may_be_something_else_than_a_gtin():
    digits = "123456"
    number = digits + check_digit(digits)
    assert told(number) == ("question.gtin", f"gs1:01/{number:0>14}")


def test_a_serial_number_that_nothing_parts_from_the_gtin_is_asked_about():
    assert told(f"01{GTIN}21SN1") == ("question.gtin", f"{CANONICAL}/21/SN1")


def test_a_maker_s_address_may_be_that_of_an_item_or_of_a_model():
    assert told("https://maker.example/p/1") == (
        "question.identifier",
        "iec61406:maker.example%2Fp%2F1",
        "url:maker.example%2Fp%2F1",
    )


def test_a_sign_for_nothing_is_asked_about_and_an_empty_cell_is_empty():
    assert told("n/a") == ("question.empty", None)
    assert told("  ") == (None,)


def test_a_cell_that_could_not_be_read_keeps_its_fault():
    fault = Fault("cell.damaged", "The cell cannot be read.")
    assert identifier_reader()(fault).fault is fault


@given(st.integers(1_000_000, 10**12 - 1), st.sampled_from(["", " ", "-", ".0", "f"]))
def test_a_gtin_comes_back_from_every_way_in_which_a_program_spoils_it(number, way):
    gtin = f"{number:013}" + check_digit(f"{number:013}")
    bare = gtin.lstrip("0")
    cell = (
        float(bare) if way == "f" else bare + way if way == ".0" else f"{bare[:3]}{way}{bare[3:]}"
    )
    assert told(cell)[0] == f"gs1:01/{gtin}"


@given(st.from_regex(r"(gs1:|own:|https://|\(01\)|/01/)?[0-9./()E+a-z%-]{0,30}", fullmatch=True))
def test_whatever_comes_in_what_comes_out_is_canonical(text):
    read = identifier_reader()(text)
    if read.value is not None:
        assert tale(identifier_reader()(read.value)) == (read.value,)
