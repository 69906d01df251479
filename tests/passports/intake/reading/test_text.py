import io

import pytest

from domain.faults import Malformed
from passports.intake.reading.text import encoding_of
from tests.faults import only_fault
from tests.passports.intake.tables import read

GERMAN = "Kennung;Bezeichnung\n1;Kühlschrank groß\n2;Spülmaschine\n3;Wäschetrockner für Gewerbe\n"
FRENCH = "id;nom\n1;Bouilloire électrique\n2;Réfrigérateur à côté\n3;Fer à repasser \u2013 90 €\n"
RUSSIAN = "номер;название\n1;Чайник электрический\n2;Стиральная машина\n3;Холодильник большой\n"
CHINESE = "编号;名称\n1;电热水壶\n2;冰箱\n3;洗衣机\n"
JAPANESE = "番号;名称\n1;電気ケトル\n2;冷蔵庫\n3;やかん\n"
ARABIC = "رقم;الاسم\n1;غلاية كهربائية\n2;ثلاجة كبيرة\n3;غسالة\n"


def cells_of(text):
    return [line.split(";") for line in text.splitlines()]


def assert_reads(text, written, found, said=""):
    table = read(text.encode(written), encoding=said)
    expected = cells_of(text.removeprefix("\ufeff"))
    assert [list(table.columns), *(cells for _, cells in table.rows)] == expected
    assert table.form.encoding == found
    return table


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-32", "utf-32"),
    ],
)
@pytest.mark.parametrize("text", [GERMAN, RUSSIAN, CHINESE, JAPANESE, ARABIC])
def test_unicode_is_read_without_a_guess(text, encoding, found):
    assert assert_reads(text, encoding, found).codes == ()


def test_big_endian_utf16_with_a_mark_is_read_without_a_guess():
    assert assert_reads("\ufeff" + GERMAN, "utf-16-be", "utf-16").codes == ()


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_known_by_its_zero_bytes(encoding):
    assert assert_reads(GERMAN, encoding, encoding).codes == ("encoding.guessed",)


@pytest.mark.parametrize(
    ("text", "encoding", "found"),
    [
        (GERMAN, "cp1252", "cp1252"),
        (GERMAN, "latin-1", "cp1252"),
        (FRENCH, "cp1252", "cp1252"),
        (RUSSIAN, "cp1251", "cp1251"),
        (CHINESE, "gb18030", "gb18030"),
        (JAPANESE, "cp932", "cp932"),
        (ARABIC, "cp1256", "cp1256"),
    ],
)
def test_another_encoding_is_guessed_and_the_guess_is_noted(text, encoding, found):
    [note] = assert_reads(text, encoding, found).notes
    assert note.code == "encoding.guessed"
    assert found in note.sentence


def test_what_a_person_says_holds_against_the_guess():
    text = "id;nazwa\n1;dętka\n2;pióro\n"
    assert read(text.encode("cp1250")).rows[0][1] == ["1", "dêtka"]
    assert assert_reads(text, "cp1250", "cp1250", "cp1250").codes == ()


def test_a_mark_in_the_file_outweighs_what_a_person_says():
    assert_reads(GERMAN, "utf-8-sig", "utf-8", "cp1252")
    assert_reads(GERMAN, "utf-16", "utf-16", "cp1252")


def test_a_text_that_is_utf8_throughout_outweighs_what_was_said_of_an_earlier_file():
    assert assert_reads(GERMAN, "utf-8", "utf-8", "cp1252").codes == ("encoding.utf8",)
    assert assert_reads(RUSSIAN, "utf-8", "utf-8", "cp1251").codes == ("encoding.utf8",)


def test_ascii_is_read_as_whatever_was_said():
    assert read("id;name\n1;Kettle\n", encoding="cp1251").form.encoding == "cp1251"


def test_a_guess_that_fits_badly_says_so():
    [note] = read("id;name\n1;Чайник электрический\n2;Стиральная машина\n".encode("koi8-r")).notes
    assert note.code == "encoding.doubtful"
    assert "UTF-8" in note.sentence


@pytest.mark.parametrize("place", [3, 150_000])
def test_a_cell_in_another_encoding_is_a_fault_wherever_it_stands(place):
    lines = [f"{i};Kühlschrank".encode() for i in range(place)]
    lines.append("x;Küche".encode("cp1252"))
    table = read(b"id;name\n" + b"\n".join(lines))
    assert table.faults == [("cell.encoding", place + 2, "name")]
    assert table.codes == ("encoding.mixed",)


def test_utf8_that_crept_into_another_encoding_is_a_fault():
    other = "".join(f"{i};Größe\n" for i in range(5)).encode("cp1252")
    table = read(b"id;name\n" + other + "9;Größe\n".encode())
    assert table.form.encoding == "cp1252"
    assert table.faults == [("cell.encoding", 7, "name")]
    said = read(b"id;name\n" + other + "9;Größe\n".encode(), encoding="cp1252")
    assert said.faults == table.faults


def test_a_byte_that_the_encoding_does_not_have_is_a_fault_of_its_cell():
    table = read(GERMAN.encode("cp1252") + b"4;Gr\x81n\n")
    assert table.faults == [("cell.encoding", 5, "Bezeichnung")]


def test_a_long_file_in_another_encoding_is_not_counted_to_its_end():
    lines = b"id;name\n" + "1;Größe\n".encode("cp1252") * 300_000
    file = io.BytesIO(lines)
    assert encoding_of(file).name == "cp1252"
    assert file.tell() < len(lines)


def test_a_character_cut_off_at_the_end_is_a_fault_of_its_cell():
    assert read(GERMAN.encode() + b"4;Gr\xc3").faults == [("cell.encoding", 5, "Bezeichnung")]


def test_a_fault_in_the_header_refuses_the_file_at_its_column():
    with pytest.raises(Malformed) as refusal:
        read("id;Gr\x00e\n1;Kühlschrank\n2;Spülmaschine\n")
    fault = only_fault(refusal)
    assert (fault.code, fault.pointer) == ("cell.nul", "/rows/1/B")
