"""What a field holds besides its type: a country, an amount of money, a web address and the like.

Schemas say it by the code list that they name, by the pattern that `schemas/common` has for it, or
by a format.
"""

from collections.abc import Mapping
from typing import Any

from domain.code_lists import KEYWORD

COUNTRY, CURRENCY, AMOUNT, LANGUAGE = "country", "currency", "amount", "language"
EMAIL, ADDRESS, DAY, MONTH = "email", "uri", "date", "month"

_BY_LIST = {"countries": COUNTRY, "currencies": CURRENCY, "languages": LANGUAGE}
_BY_PATTERN = {
    "^[A-Z]{2}$": COUNTRY,
    "^[A-Z]{3}$": CURRENCY,
    "^(0|[1-9][0-9]{0,8})([.][0-9]{1,4})?$": AMOUNT,
    "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$": LANGUAGE,
    "^[!-?A-~]+@[A-Za-z0-9.-]+[.][A-Za-z]{2,63}$": EMAIL,
    "^[0-9]{4}(-(0[1-9]|1[0-2]))?$": MONTH,
}
_BY_FORMAT = {"date": DAY, "uri": ADDRESS, "email": EMAIL}


def meaning_of(schema: Mapping[str, Any]) -> str:
    """Return what a text of this schema means, "" for one that is only text."""
    return (
        _BY_LIST.get(schema.get(KEYWORD, ""), "")
        or _BY_FORMAT.get(schema.get("format", ""), "")
        or _BY_PATTERN.get(schema.get("pattern", ""), "")
    )
