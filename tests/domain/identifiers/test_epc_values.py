"""How the value of each Application Identifier stands in a tag (TDS 2.3, table F)."""

import pytest

from domain.identifiers.application_identifiers import ENTRIES
from domain.identifiers.epc.bits import Bits, UndecodableError
from domain.identifiers.epc.elements import read_ai, read_value
from tests.domain.identifiers.tags import ascii_text, date, decimal, number, sized, unsigned

NOT_IN_TAGS = {"03", "717", "8014", "8040", "8041", "8042", "8043"}


def bits(written):
    return Bits(int(written or "0", 2), len(written))


def code_40(*triples):
    alphabet = "\0ABCDEFGHIJKLMNOPQRSTUVWXYZ-.:0123456789"
    return "".join(
        unsigned(1 + sum(alphabet.index(c) * 40**p for c, p in zip(t, (2, 1, 0), strict=True)), 16)
        for t in triples
    )


@pytest.mark.parametrize(
    ("ai", "written", "value"),
    [
        ("00", decimal("095201234567891235"), "095201234567891235"),
        ("01", decimal("09506000134352"), "09506000134352"),
        ("10", ascii_text("a b%", 20), "a b%"),
        ("11", date("270131"), "270131"),
        ("15", date("270100"), "270100"),
        ("20", number("07"), "07"),
        ("30", sized("00750", 8) + number("00750"), "00750"),
        ("402", number("95060001343520000"), "95060001343520000"),
        ("410", decimal("9506000134352"), "9506000134352"),
        ("422", number("056"), "056"),
        ("423", sized("056276", 15) + number("056276"), "056276"),
        ("421", number("276") + ascii_text("47110", 9), "27647110"),
        ("3102", number("001234"), "001234"),
        ("3932", number("978") + sized("0199", 15) + number("0199"), "9780199"),
        ("4307", unsigned(ord("D") - 65, 6) + unsigned(ord("E") - 65, 6), "DE"),
        ("4309", number("01234567890123456789"), "01234567890123456789"),
        ("4321", "1", "1"),
        ("4324", date("270131") + unsigned(23, 5) + unsigned(59, 6), "2701312359"),
        ("4331", number("000250") + "1", "000250-"),
        ("4331", number("000250") + "0", "000250"),
        ("7003", date("270131") + unsigned(7, 5) + unsigned(5, 6), "2701310705"),
        ("7007", "0" + date("270131"), "270131"),
        ("7007", "1" + date("270131") + date("270228"), "270131270228"),
        ("7011", "11" + date("270131"), "270131"),
        ("7011", "01" + date("270131") + unsigned(7, 5) + unsigned(5, 6), "2701310705"),
        ("7040", ascii_text("1ABC", 4), "1ABC"),
        ("7230", ascii_text("EMcert", 30), "EMcert"),
        ("7241", decimal("01"), "01"),
        ("7258", unsigned(1, 4) + unsigned(3, 4), "1/3"),
        ("8003", decimal("09521141123454") + ascii_text("32a/b", 16), "0952114112345432a/b"),
        ("8004", decimal("9521141") + "1111", "9521141"),
        ("8004", decimal("9521141") + "1110" + ascii_text("a/b", 30), "9521141a/b"),
        ("8006", decimal("095211411234540102"), "095211411234540102"),
        ("8008", "00" + date("270131") + unsigned(7, 5), "27013107"),
        (
            "8008",
            "10" + date("270131") + unsigned(7, 5) + unsigned(5, 6) + unsigned(9, 6),
            "270131070509",
        ),
        ("8011", sized("12345", 12) + number("12345"), "12345"),
        ("8019", sized("7", 10) + number("7"), "7"),
        ("8020", ascii_text("R1", 25), "R1"),
    ],
)
def test_each_kind_of_value_is_read_in_its_own_way(ai, written, value):
    read = bits(written)
    assert read_value(ai, read) == value
    assert read.left == 0


@pytest.mark.parametrize(
    ("kind", "characters", "value"),
    [
        (0, number("0750"), "0750"),
        (1, "".join(unsigned(n, 4) for n in (0, 10, 15)), "0AF"),
        (2, "".join(unsigned(n, 4) for n in (9, 10, 15)), "9af"),
        (3, "".join(unsigned(n, 6) for n in (0, 26, 52, 62, 63)), "Aa0-_"),
        (4, "".join(unsigned(ord(c), 7) for c in 'z"'), 'z"'),
        (5, code_40("AB-", "9.:"), "AB-9.:"),
        (5, code_40("AB-", "9\0\0"), "AB-9"),
    ],
)
def test_a_text_has_one_of_six_alphabets(kind, characters, value):
    read = bits(unsigned(kind, 3) + sized(value, 20) + characters)
    assert read_value("10", read) == value
    assert read.left == 0


@pytest.mark.parametrize(
    ("ai", "written"),
    [
        ("10", "110" + sized("A", 20) + "0" * 20),
        ("10", unsigned(5, 3) + sized("A", 20) + "0" * 16),
        ("10", unsigned(5, 3) + sized("A", 20) + unsigned(64001, 16)),
        ("10", unsigned(5, 3) + sized("AB", 20) + code_40("ABC")),
        ("10", unsigned(5, 3) + sized("ABC", 20) + code_40("A\0C")),
        ("10", unsigned(4, 3) + sized("A" * 21, 20) + "1" * 200),
        ("20", unsigned(100, 7)),
        ("30", unsigned(9, 4) + "0" * 30),
        ("30", sized("1", 8) + unsigned(10, 4)),
        ("4307", unsigned(26, 6) + unsigned(0, 6)),
        ("8004", "1010" + "1111"),
        ("17", "1"),
        ("03", decimal("09506000134352")),
        ("18", "0" * 99),
    ],
)
def test_what_no_value_is_written_like_is_refused(ai, written):
    with pytest.raises(UndecodableError):
        read_value(ai, bits(written))


def test_every_application_identifier_of_tags_can_be_read():
    for ai in ENTRIES.keys() - NOT_IN_TAGS:
        assert read_ai(bits(decimal(ai))) == ai
        if ai in {"7023", "8004", "8010"}:
            # Zeros are digits that no sign ends.
            with pytest.raises(UndecodableError):
                read_value(ai, bits("0" * 900))
        else:
            assert set(read_value(ai, bits("0" * 900))) <= set("0/A"), ai


@pytest.mark.parametrize("ai", sorted(NOT_IN_TAGS))
def test_what_has_no_place_in_tags_is_refused(ai):
    with pytest.raises(UndecodableError):
        read_value(ai, bits("0" * 900))
