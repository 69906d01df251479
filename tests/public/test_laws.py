"""References to laws speak the language of the page, where they are made of known words."""

import pytest
from django.utils import translation

from public import laws

BATTERIES = "Regulation (EU) 2023/1542 Article 7(1), Annex XIII (1)(c)"


@pytest.mark.parametrize(
    ("text", "language", "told"),
    [
        (BATTERIES, "de", "Verordnung (EU) 2023/1542, Artikel 7(1), Anhang XIII (1)(c)"),
        (BATTERIES, "zh-hans", "条例 (EU) 2023/1542，第 7(1) 条，附件 XIII (1)(c)"),  # noqa: RUF001
        ("Directive 2012/19/EU Art. 14(2)", "fr", "directive 2012/19/EU, article 14(2)"),
        (
            "Regulation (EU) 2019/424 Annex II, points 3.1(c) and 3.2(c); Table 6",
            "es",
            "Reglamento (UE) 2019/424, anexo II, puntos 3.1(c) y 3.2(c); cuadro 6",
        ),
        (
            "Regulation (EU) 2023/1669 Annex V, item 15; IEC 60529",
            "ru",
            "Регламент (ЕС) 2023/1669, приложение V, позиция 15; IEC 60529",  # noqa: RUF001
        ),
        ("Regulation (EU) 2024/1781 Annex III (g), (h), (k)", "de", None),
    ],
)
def test_a_reference_is_told_word_by_word(text, language, told):
    with translation.override(language):
        shown = laws.reference(text)
        assert shown.language == ""
        assert told is None or (shown.text, laws.in_sentence(text)) == (told, told)


@pytest.mark.parametrize(
    "text",
    [
        "Regulation (EU) 2023/1542 Annex XIII (1)(t), once that is adopted",
        "EU Code of Conduct on Energy Consumption of Broadband Equipment, version 9.1",
        "Regulation (EU) 2019/424 Annex I, point (32): product type",
    ],
)
def test_a_reference_with_other_words_stays_english_as_a_whole(text):
    with translation.override("de"):
        assert (laws.reference(text).text, laws.reference(text).language) == (text, "en")
        assert laws.in_sentence(text) == text


def test_in_english_nothing_changes():
    assert laws.reference(BATTERIES).html == BATTERIES
    assert laws.in_sentence(BATTERIES) == BATTERIES
