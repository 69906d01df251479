"""A table that is written in any encoding, separator and quoting is read as it was."""

import csv
import io
import json
from itertools import cycle

from hypothesis import assume, given
from hypothesis import strategies as st

from passports.intake.reading.form import SEPARATORS
from tests.passports.intake.tables import read

QUOTINGS = [csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]
ENDS = ["\n", "\r\n", "\r"]
# With the letters that each can write.
ENCODINGS = {
    "utf-8": "",
    "utf-8-sig": "",
    "utf-16": "",
    "utf-16-le": "",
    "utf-16-be": "",
    "cp1252": "äöüßéèçñøå€\u2013",
    "latin-1": "äöüßéèçñøå",
    "cp1251": "абвгдежзийклмнопрстуфхцчшщ",
    "gb18030": "编号名称电热水壶冰箱洗衣机",
    "cp932": "番号名称電気冷蔵庫やかんケトル",
    "cp1256": "غلايةكهربائيةثلاجة",
}
ASCII = st.characters(min_codepoint=32, max_codepoint=126) | st.sampled_from("\n\t,;|\"' ")


def characters(encoding):
    own = ENCODINGS[encoding]
    if own:
        return ASCII | st.sampled_from(own)
    return st.characters(codec="utf-8", exclude_characters="\0\r\ufeff")


@st.composite
def tables(draw, encoding):
    width = draw(st.integers(2, 5))
    cells = st.text(characters(encoding), max_size=12)
    rows = draw(st.lists(st.lists(cells, min_size=width, max_size=width), max_size=8))
    names = [f"column {index}" for index in range(width)]
    return names, [row for row in rows if any(cell.strip() for cell in row)]


def written(names, rows, encoding, separator, quoting, end):
    text = io.StringIO(newline="")
    # The csv module puts no quotes around a line feed where lines end otherwise.
    quoting = csv.QUOTE_ALL if end == "\r" else quoting
    writer = csv.writer(text, delimiter=separator, quoting=quoting, lineterminator=end)
    writer.writerow(names)
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


@given(st.data())
def test_any_table_is_read_as_it_was_written(data):
    encoding = data.draw(st.sampled_from(sorted(ENCODINGS)))
    separator = data.draw(st.sampled_from(SEPARATORS))
    names, rows = data.draw(tables(encoding))
    form = (data.draw(st.sampled_from(QUOTINGS)), data.draw(st.sampled_from(ENDS)))
    content = written(names, rows, encoding, separator, *form)
    said = "utf-8" if encoding == "utf-8-sig" else encoding
    # Read as Latin text, what happens to be UTF-8 throughout is taken for that.
    assume(not ENCODINGS[encoding] or not _is_utf8(content) or content.isascii())
    table = read(
        content, encoding=said, separator=separator, header=(1,), units=0, footer=0, format="csv"
    )
    assert table.columns == tuple(names)
    assert [cells for _, cells in table.rows] == rows


WORDS = {
    "utf-8": ["Küche", "Кухня", "厨房"],
    "utf-16": ["Küche", "Кухня", "厨房"],
    "cp1252": ["Küchenwaage", "Wäschetrockner für Öl", "Spülmaschine"],
    "cp1251": ["Чайник электрический", "Стиральная машина", "Холодильник"],
    "gb18030": ["电热水壶", "冰箱", "洗衣机"],
    "cp932": ["電気ケトル", "冷蔵庫とやかん", "せんたくき"],
    "cp1256": ["غلاية كهربائية", "ثلاجة كبيرة", "غسالة"],
}


@given(st.data())
def test_a_usual_table_is_read_without_being_told_anything(data):
    encoding = data.draw(st.sampled_from(sorted(WORDS)))
    separator = data.draw(st.sampled_from(SEPARATORS))
    note = st.text(ASCII, max_size=9).filter(lambda text: "\t" not in text)
    mass = st.integers(0, 9999).map(str)
    products = data.draw(st.lists(st.tuples(mass, note, mass), min_size=3, max_size=12))
    words = cycle(WORDS[encoding])
    rows = [[f"K{i}", next(words), *product] for i, product in enumerate(products)]
    names = ["id", "name", "mass", "note", "power"]
    content = written(names, rows, encoding, separator, csv.QUOTE_ALL, "\r\n")
    table = read(content)
    assert table.columns == tuple(names)
    assert [cells for _, cells in table.rows] == rows


@given(
    st.lists(
        st.dictionaries(
            st.text(st.characters(codec="utf-8", exclude_characters="\0/"), min_size=1, max_size=5),
            st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=9)
            | st.integers(-9999, 9999)
            | st.booleans(),
            min_size=1,
            max_size=5,
        ),
        min_size=1,
        max_size=6,
    ),
    st.sampled_from([None, 1]),
    st.booleans(),
)
def test_any_list_of_objects_is_read_as_it_was_written(objects, indent, ascii_only):
    table = read(json.dumps(objects, indent=indent, ensure_ascii=ascii_only))
    read_objects = [
        {name: cell for name, cell in zip(table.columns, cells, strict=True) if cell != ""}
        for _, cells in table.rows
    ]
    assert read_objects == objects


def _is_utf8(content):
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True
