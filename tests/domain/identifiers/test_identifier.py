import copy
import pickle
from dataclasses import FrozenInstanceError

import pytest

from domain.faults import Malformed
from domain.identifiers import (
    Identifier,
    address,
    canonical_uri,
    from_path,
    new_own_key,
    parse,
)
from tests.domain.identifiers.refusing import codes, faults

GTIN = "09506000134352"
OWN = new_own_key(bytes(range(9))).text


def test_an_item_is_read_from_its_canonical_text():
    item = parse(f"gs1:01/{GTIN}/21/SN1")
    assert item.scheme == "gs1"
    assert item.key == ("01", GTIN)
    assert item.qualifiers == (("21", "SN1"),)
    assert item.text == f"gs1:01/{GTIN}/21/SN1"
    assert item.path == f"/01/{GTIN}/21/SN1"
    assert item.element_string == f"(01){GTIN}(21)SN1"


def test_slashes_and_other_symbols_of_a_value_are_escaped_in_text_and_path_but_not_for_people():
    item = Identifier("gs1", ("01", GTIN), (("10", "A/B%"), ("21", 'x"+.-_')))
    assert item.text == f"gs1:01/{GTIN}/10/A%2FB%25/21/x%22%2B.-_"
    assert item.path == item.text.replace("gs1:", "/")
    assert item.element_string == f'(01){GTIN}(10)A/B%(21)x"+.-_'
    assert parse(item.text) == item


@pytest.mark.parametrize(
    ("text", "granularity", "depth"),
    [
        (f"gs1:01/{GTIN}", "model", 0),
        (f"gs1:01/{GTIN}/22/V", "model", 1),
        (f"gs1:01/{GTIN}/10/L", "batch", 1),
        (f"gs1:01/{GTIN}/22/V/10/L", "batch", 2),
        (f"gs1:01/{GTIN}/21/S", "item", 1),
        (f"gs1:01/{GTIN}/22/V/10/L/21/S", "item", 3),
        (OWN, "model", 0),
        (f"{OWN}/10/L", "batch", 1),
        (f"{OWN}/21/S", "item", 1),
    ],
)
def test_the_last_qualifier_says_how_fine_an_identifier_is(text, granularity, depth):
    identifier = parse(text)
    assert identifier.granularity == granularity
    assert identifier.depth == depth


@pytest.mark.parametrize("key", [f"gs1:01/{GTIN}", OWN])
def test_parents_go_up_from_serial_to_lot_to_variant_to_key(key):
    identifier = parse(f"{key}/22/V/10/L/21/S")
    texts = []
    while identifier := identifier.parent():
        texts.append(identifier.text)
        assert parse(identifier.text) == identifier
    assert texts == [f"{key}/22/V/10/L", f"{key}/22/V", key]


@pytest.mark.parametrize("key", [f"gs1:01/{GTIN}", OWN])
def test_r24_a_passport_is_looked_for_from_the_most_specific_identifier_up(key):
    def found(text):
        return [above.text.removeprefix(key) for above in parse(key + text).walk_up()]

    assert found("/22/V/10/L/21/S") == [
        "/22/V/10/L/21/S",
        "/21/S",
        "/22/V/10/L",
        "/10/L",
        "/22/V",
        "",
    ]
    assert found("/10/L/21/S") == ["/10/L/21/S", "/21/S", "/10/L", ""]
    assert found("/22/V/10/L") == ["/22/V/10/L", "/10/L", "/22/V", ""]
    assert found("/21/S") == ["/21/S", ""]
    assert found("") == [""]


def test_equal_texts_are_equal_identifiers_and_equal_keys_of_a_dictionary():
    first, second = parse(f"gs1:01/{GTIN}/21/S"), from_path(f"/stem/01/{GTIN}/21/%53")
    assert first == second
    assert {first: 1}[second] == 1
    assert first != parse(f"gs1:01/{GTIN}/10/S")


def test_an_identifier_cannot_be_changed_and_holds_nothing_else():
    item = parse(f"gs1:01/{GTIN}/21/S")
    with pytest.raises(FrozenInstanceError):
        item.text = "other"
    assert not hasattr(item, "__dict__")


def test_an_identifier_survives_copying_and_pickling():
    item = parse(f"gs1:01/{GTIN}/21/S").parent()
    assert copy.deepcopy(item) == item
    assert pickle.loads(pickle.dumps(item)).path == item.path


def test_no_wrong_identifier_can_be_made_and_all_its_faults_are_told_at_once():
    with pytest.raises(Malformed) as refused:
        Identifier("gs1", ("01", "09506000134353"), (("21", "a b"), ("10", "x" * 21)))
    told = [fault.code for fault in refused.value.faults]
    assert told == ["link.order", "gtin.check_digit", "link.charset", "lot.length"]
    assert all(fault.remedy and fault.pointer == "" for fault in refused.value.faults)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "identifier.scheme"),
        ("gs1", "identifier.pairs"),
        ("gs1:", "identifier.pairs"),
        (GTIN, "identifier.scheme"),
        (f"gs1:{GTIN}", "identifier.pairs"),
        (f"gs1:01/{GTIN}/", "identifier.pairs"),
        (f"gs1:01/{GTIN}/21", "identifier.pairs"),
        (f"gs1:/01/{GTIN}", "identifier.pairs"),
        (f"gs1:stem/x/01/{GTIN}", "identifier.scheme"),
        (f"01:{GTIN}", "identifier.scheme"),
        (f"GS1:01/{GTIN}", "identifier.scheme"),
        (f" gs1:01/{GTIN}", "identifier.scheme"),
        (f"own:01/{GTIN}", "identifier.pairs"),
        (f"gs1:own/{OWN.removeprefix('own:')}", "identifier.scheme"),
        ("gs1:8014/1987654Ad4X4bL5ttr2310c2K", "identifier.scheme"),
        ("gs1:8013/1987654Ad4X4bL5ttr2310c2L", "gmn.check_pair"),
        (f"https://id.gs1.org/01/{GTIN}", "identifier.scheme"),
        (f"gs1:01/{GTIN}/99/X", "link.attribute_in_path"),
        (f"gs1:01/{GTIN}/foo/X", "link.unknown_ai"),
        (f"gs1:01/{GTIN}/8011/1", "link.qualifier"),
        (f"gs1:01/{GTIN}/235/X/21/Y", "link.order"),
        (f"gs1:01/{GTIN}/01/{GTIN}", "link.duplicate"),
        (f"gs1:01/{GTIN}/10/A/10/A", "link.duplicate"),
        (f"gs1:01/{GTIN}/21/S/10/L", "link.order"),
        (f"gs1:01/{GTIN}/10/", "lot.length"),
        (f"gs1:01/{GTIN}/22/{'v' * 21}", "cpv.length"),
        (f"gs1:01/{GTIN}/21/{'s' * 21}", "serial.length"),
        (f"gs1:01/{GTIN}\n", "link.charset"),
        (f"gs1:01/{GTIN}/21/S?17=261231", "identifier.canonical"),
        (f"gs1:01/{GTIN}/21/{'%41' * 100}", "identifier.length"),
    ],
)
def test_anything_but_a_canonical_text_is_refused(text, code):
    assert codes(parse, text) == [code]


@pytest.mark.parametrize(
    "value", ["A%2fB", "%41", "A+B", "A%2BB%", "100%", "A%2", "a(b", "A%252FB%2f"]
)
def test_other_spellings_of_the_same_identifier_are_refused(value):
    assert codes(parse, f"gs1:01/{GTIN}/21/{value}") == ["identifier.canonical"]


@pytest.mark.parametrize(
    "character",
    [
        "\0",
        "\n",
        " ",
        "#",
        "~",
        "@",
        "\u00e9",
        "\u200b",
        "\u202e",
        "\u2066",
        "\ufeff",
        "\uff11",
        "\U0001f50b",
    ],
)
def test_null_bidi_zero_width_and_all_outside_character_set_82_is_refused(character):
    with pytest.raises(Malformed) as refused:
        Identifier("gs1", ("01", GTIN), (("21", f"S{character}"),))
    assert [fault.code for fault in refused.value.faults] == ["link.charset"]
    escaped = "".join(f"%{byte:02X}" for byte in character.encode())
    assert codes(parse, f"gs1:01/{GTIN}/21/S{character}") == ["link.charset"]
    assert codes(parse, f"gs1:01/{GTIN}/21/S{escaped}") == ["link.charset"]
    assert codes(from_path, f"/01/{GTIN}/21/S{escaped}") == ["link.charset"]


def test_all_82_characters_are_taken_and_no_other_ascii_character():
    taken = set()
    for number in range(128):
        try:
            Identifier("gs1", ("01", GTIN), (("21", f"{chr(number)}0"),))
        except Malformed:
            continue
        taken.add(chr(number))
    assert len(taken) == 82
    assert set("!\"%&'()*+,-./:;<=>?_") <= taken


@pytest.mark.parametrize("value", [".", ".."])
def test_values_that_browsers_remove_from_addresses_are_refused(value):
    assert codes(parse, f"gs1:01/{GTIN}/21/{value}") == ["link.dot_segment"]
    assert codes(from_path, f"/01/{GTIN}/21/{value.replace('.', '%2E')}") == ["link.dot_segment"]
    assert parse(f"gs1:01/{GTIN}/21/...").qualifiers == (("21", "..."),)


@pytest.mark.parametrize("digit", "013456789")
def test_u4_a_wrong_check_digit_is_refused_and_the_right_one_told(digit):
    (fault,) = faults(parse, f"gs1:01/{GTIN[:-1]}{digit}")
    assert fault.code == "gtin.check_digit"
    assert "the last one is 2." in fault.remedy


@pytest.mark.parametrize(
    ("short", "zeros"),
    [("9506000134352", "1 zero"), ("614141123452", "2 zeros"), ("96385074", "6 zeros")],
)
def test_u3_a_short_gtin_is_refused_and_its_14_digit_form_explained(short, zeros):
    (fault,) = faults(parse, f"gs1:01/{short}")
    assert fault.code == "gtin.length"
    assert fault.remedy == f"Put {zeros} in front of it: it is always written with 14 digits."
    padded = "0" * int(zeros.split()[0]) + short
    assert parse(f"gs1:01/{padded}").key == ("01", padded)


def test_u3_a_short_gtin_with_a_wrong_check_digit_is_told_both():
    assert codes(parse, "gs1:01/9506000134351") == ["gtin.length", "gtin.check_digit"]


@pytest.mark.parametrize("value", ["", "0", "1" * 7, "1" * 9, "1" * 11, "1" * 15, "1" * 40])
def test_u3_other_lengths_of_a_gtin_are_refused(value):
    (fault,) = faults(parse, f"gs1:01/{value}")
    assert fault.code == "gtin.length"
    assert "exactly 14" in fault.remedy


@pytest.mark.parametrize("value", ["0950600013435X", "٠٩٥٠٦٠٠٠١٣٤٣٥٢", "9506000 34352", "²" * 14])
def test_a_gtin_of_anything_but_ascii_digits_is_refused(value):
    assert codes(parse, f"gs1:01/{value}") == ["link.charset"]


def test_the_address_of_an_identifier_stands_under_the_base_that_is_given():
    item = parse(f"gs1:01/{GTIN}/21/A%2FB")
    assert (
        address(item, "https://registry.example/") == f"https://registry.example/01/{GTIN}/21/A%2FB"
    )
    assert address(item, "https://a.example/p") == f"https://a.example/p/01/{GTIN}/21/A%2FB"


def test_only_a_gs1_identifier_has_a_canonical_gs1_address():
    with pytest.raises(ValueError, match="gs1"):
        canonical_uri(parse(OWN))
