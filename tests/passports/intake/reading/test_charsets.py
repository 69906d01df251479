import pytest

from passports.intake.reading.charsets import DOUBTFUL, guess

# Short lists as they stand in tables: a handful of words, in the encodings of their countries.
LISTS = {
    "German": ("Kühlschrank groß|Spülmaschine|Wäschetrockner", ["cp1252", "cp850", "mac-roman"]),
    "one word": ("Küche", ["cp1252"]),
    "French": ("Bouilloire électrique|Réfrigérateur à côté|Fer à repasser", ["cp1252"]),
    "Spanish": ("Lavadora pequeña|Frigorífico para cocina", ["cp1252"]),
    "Portuguese": ("Fogão elétrico|Máquina de lavar", ["cp1252"]),
    "Italian": ("Lavatrice più piccola|Qualità", ["cp1252"]),
    "Swedish": ("Kylskåp för kök|Tvättmaskin|Smörgåsgrill", ["cp1252"]),
    "Danish": ("Køleskab på hjul", ["cp1252", "cp850"]),
    "Icelandic": ("Ísskápur þvottavél", ["cp1252"]),
    "several Western": (
        "Kühlschrank Café|Señor Ångström|Brûlée \u2013 groß",
        ["cp1252", "mac-roman"],
    ),
    "symbols": ("5 µg/m³|12 °C ± 2|80 € \u2013 90 €", ["cp1252"]),
    "quotes": ("Kettle \u2013 \u2018best\u2019 “one”", ["cp1252"]),
    "Polish": ("Lodówka duża|Żelazko parowe|Odkurzacz przemysłowy", ["cp1250"]),
    "Czech": ("Lednička žlutá|Pračka s přední náplní|Čistička", ["cp1250"]),
    "Hungarian": ("Hűtőszekrény|Mosógép fehér", ["cp1250"]),
    "Turkish": ("Çamaş\u0131r makinesi|Buzdolab\u0131 geniş|Ütü ş\u0131k", ["cp1254"]),
    "Lithuanian": ("Šaldytuvas didelė įranga|Ąžuolas ūkis", ["cp1257"]),
    "Russian": ("Чайник электрический|Стиральная машина", ["cp1251"]),
    "Russian capitals": ("ЧАЙНИК|СТИРАЛЬНАЯ МАШИНА", ["cp1251"]),
    "Ukrainian": ("Чайник електричний|Пральна машина їжак", ["cp1251"]),
    "Greek": ("Ψυγείο μεγάλο|Πλυντήριο ρούχων", ["cp1253"]),
    "Hebrew": ("קומקום חשמלי|שם", ["cp1255"]),
    "Arabic": ("غلاية كهربائية|ثلاجة كبيرة", ["cp1256"]),
    "Chinese": ("电热水壶|冰箱|洗衣机", ["gb18030"]),
    "traditional Chinese": ("編號|電熱水壺|冰箱", ["big5"]),
    "Japanese": ("電気ケトル|冷蔵庫|やかん", ["cp932", "euc-jp"]),
    "Korean": ("이름|전기 주전자|냉장고", ["cp949"]),
}
CASES = [(name, text, encoding) for name, (text, all_) in LISTS.items() for encoding in all_]


@pytest.mark.parametrize(("name", "text", "encoding"), CASES)
def test_a_short_list_is_enough_to_tell_the_encoding(name, text, encoding):
    raw = "".join(f"{i},{word}\n" for i, word in enumerate(text.split("|"))).encode(encoding)
    found = guess(raw)
    assert raw.decode(found.encoding) == raw.decode(encoding)
    assert found.fit >= DOUBTFUL


def test_an_encoding_that_is_not_known_is_doubtful():
    raw = "1,Чайник электрический\n2,Стиральная машина\n".encode("koi8-r")
    assert guess(raw).fit < DOUBTFUL


def test_a_stray_byte_among_many_words_does_not_hide_the_encoding():
    raw = "".join(f"{i},Wäschetrockner für Gewerbe\n" for i in range(60)).encode("cp1252")
    assert guess(raw + b"61,\x81\n").encoding == "cp1252"
