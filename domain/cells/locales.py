"""The languages whose names for things are understood in cells, as the CLDR has them.

Those of the pages, the other official ones of the European Union, and those of countries where
much is made or sold. They are read once a column needs them, which takes half a second.
"""

from functools import cache

from babel import Locale

LANGUAGES = (
    *("en", "zh", "fr", "es", "ar", "ru", "de"),
    *("bg", "cs", "da", "el", "et", "fi", "ga", "hr", "hu", "it", "lt", "lv", "mt", "nl", "pl"),
    *("pt", "ro", "sk", "sl", "sv"),
    *("hi", "id", "ja", "ko", "nb", "th", "tr", "uk", "vi", "zh_Hant"),
)


@cache
def locales() -> tuple[Locale, ...]:
    """Return the locales of the languages, English first."""
    return tuple(map(Locale.parse, LANGUAGES))
