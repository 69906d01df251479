from itertools import permutations

import pytest

from domain.identifiers import from_path, from_uri, new_own_key, parse
from tests.domain.identifiers.refusing import codes, faults

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SAMPLES = [
    new_own_key(entropy).key[1]
    for entropy in (bytes(9), b"\xff" * 9, bytes(range(9)), b"registry!", b"\x80" + bytes(8))
]


def with_check(drawn):
    number = 0
    for character in drawn:
        number = number << 5 | ALPHABET.index(character)
    key = new_own_key((number << 7).to_bytes(9)).key[1]
    assert key[:13] == drawn
    return key


def test_an_own_key_is_thirteen_characters_and_a_check_without_the_mistakable_letters():
    key = new_own_key(bytes(range(9)))
    assert key.text.startswith("own:")
    assert len(key.text) == len("own:") + 14
    assert set(key.text.removeprefix("own:")) <= set(ALPHABET)
    assert not set("ILOU") & set(ALPHABET)


def test_the_same_entropy_gives_the_same_key_and_only_65_bits_of_it_count():
    assert new_own_key(bytes(9)) == new_own_key(bytes(32))
    assert new_own_key(bytes(8) + b"\x7f") == new_own_key(bytes(9))
    assert new_own_key(bytes(8) + b"\x80") != new_own_key(bytes(9))


def test_each_of_the_65_bits_gives_another_key():
    keys = {new_own_key((1 << bit).to_bytes(9)) for bit in range(7, 72)}
    assert len(keys) == 65


def test_too_little_entropy_is_refused():
    with pytest.raises(ValueError, match="9 random bytes"):
        new_own_key(bytes(8))


@pytest.mark.parametrize("key", SAMPLES)
def test_every_single_wrong_character_is_detected(key):
    for place, right in enumerate(key):
        for wrong in ALPHABET:
            if wrong != right:
                changed = key[:place] + wrong + key[place + 1 :]
                assert codes(parse, f"own:{changed}") == ["own.check"]


@pytest.mark.parametrize("place", range(12))
def test_every_transposition_of_neighbours_is_detected(place):
    drawn = SAMPLES[2][:13]
    for first, second in permutations(ALPHABET, 2):
        key = with_check(drawn[:place] + first + second + drawn[place + 2 :])
        swapped = key[:place] + second + first + key[place + 2 :]
        assert codes(parse, f"own:{swapped}") == ["own.check"]


@pytest.mark.parametrize("drawn", [key[:12] for key in SAMPLES])
def test_every_transposition_of_the_last_character_and_the_check_is_detected(drawn):
    keys = [with_check(drawn + last) for last in ALPHABET]
    swapped = [key[:12] + key[13] + key[12] for key in keys if key[12] != key[13]]
    assert len(swapped) >= 31
    for key in swapped:
        assert codes(parse, f"own:{key}") == ["own.check"]


def test_the_fault_of_a_wrong_check_does_not_tell_which_check_would_be_right():
    key = new_own_key(bytes(range(9))).key[1]
    wrong = next(c for c in ALPHABET if c != key[-1])
    told = {str(faults(parse, f"own:{key[:-1]}{c}")) for c in ALPHABET if c != key[-1]}
    assert len(told) == 1
    assert faults(parse, f"own:{key[:-1]}{wrong}")[0].remedy


def test_small_letters_and_mistakable_letters_are_understood_in_addresses():
    key = new_own_key(b"\x00\x44\x32\x14\xc7\x42\x54\xb6\x35")
    typed = key.key[1]
    assert {"0", "1"} <= set(typed)
    for zero in "Oo0":
        for one in "IiLl1":
            mistyped = typed.replace("0", zero).replace("1", one).lower()
            assert from_path(f"/own/{mistyped}") == key
            assert from_uri(f"https://registry.example/own/{mistyped}")[0] == key


def test_an_address_in_capitals_is_understood_so_that_its_symbol_may_be_smaller():
    item = parse(new_own_key(bytes(range(9))).text + "/21/SN1")
    assert from_uri("HTTPS://REGISTRY.EXAMPLE/OWN" + item.path.removeprefix("/own"))[0] == item


def test_qualifiers_keep_their_case():
    key = new_own_key(bytes(range(9)))
    assert from_path(f"{key.path.lower()}/21/sn1o").qualifiers == (("21", "sn1o"),)


def test_the_stored_text_is_in_capitals_and_nothing_else():
    key = new_own_key(bytes(range(9)))
    assert codes(parse, "own:" + key.key[1].lower()) == ["link.charset"]
    assert codes(parse, key.text.replace("0", "O")) == ["link.charset"]


@pytest.mark.parametrize("key", ["", "0", "0" * 13, "0" * 15])
def test_another_length_is_refused(key):
    assert codes(parse, f"own:{key}") == ["own.length"]


@pytest.mark.parametrize("character", ["U", "-", " ", "\u0131", "\u212a", "\u00df", "\u0660"])
def test_characters_outside_the_alphabet_are_refused_wherever_they_come_from(character):
    key = "0" * 13 + character
    assert codes(parse, f"own:{key}") == ["link.charset"]
    escaped = "".join(f"%{byte:02X}" for byte in character.encode())
    assert codes(from_path, "/own/" + "0" * 13 + escaped) == ["link.charset"]


def test_own_keys_take_the_qualifiers_of_a_gtin_in_the_same_order():
    key = new_own_key(bytes(range(9))).text
    full = parse(f"{key}/22/V/10/L/21/S")
    assert full.path == f"/own/{key.removeprefix('own:')}/22/V/10/L/21/S"
    assert full.granularity == "item"
    assert parse(f"{key}/10/L").granularity == "batch"
    assert parse(f"{key}/22/V").granularity == "model"
    assert codes(parse, f"{key}/21/S/10/L") == ["link.order"]
    assert codes(from_path, f"/own/{key.removeprefix('own:')}/235/T") == ["link.qualifier"]


def test_data_attributes_stand_in_the_query_of_an_own_address_as_of_a_gs1_one():
    key = new_own_key(bytes(range(9)))
    read, attributes = from_uri(f"https://registry.example{key.path}?17=261231&01=09506000134352")
    assert read == key
    assert attributes == {"01": "09506000134352", "17": "261231"}
    in_query = codes(from_uri, f"https://registry.example{key.path}?21=S")
    assert in_query == ["link.qualifier_in_query"]
