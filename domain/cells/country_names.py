"""The countries of ISO 3166-1 by their codes and names, in all known languages.

Codes and names are those of the CLDR, as Babel has them, and what people write besides.
"""

from functools import cache

from babel.core import get_global

from domain.cells.folding import folded
from domain.cells.locales import locales
from domain.cells.word_lists import word_list

# Two letters that the CLDR knows and that are no country of ISO 3166-1.
_NO_COUNTRIES = frozenset(
    {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}
)
_ALPHA_2, _ALPHA_3 = 2, 3
_JOINING = frozenset({"and", "the", "und", "et", "y", "e"})
_NONE = ""  # the key of places that are more than one country


def key_of(name: str) -> str:
    """Return a name as it is compared: "Bosnia and Herzegovina" is "Bosnia & Herzegovina"."""
    return " ".join(word for word in folded(name).split() if word not in _JOINING)


@cache
def regions() -> frozenset[str]:
    """Return the folded names of places that are more than one country."""
    return frozenset(map(key_of, word_list("countries")[_NONE]))


@cache
def codes() -> frozenset[str]:
    """Return the alpha-2 codes, with XK, which Kosovo goes by."""
    english = map(str, locales()[0].territories)
    return frozenset(code for code in english if len(code) == _ALPHA_2) - _NO_COUNTRIES


@cache
def by_name() -> dict[str, tuple[str, ...]]:
    """Return codes by folded name, by alpha-3 and by number of three digits; some have several."""
    found: dict[str, tuple[str, ...]] = {}
    known = codes()
    for locale in locales():
        for code, name in locale.territories.items():
            if code in known:
                _add(found, key_of(name), code)
    for alias, targets in get_global("territory_aliases").items():
        kept = [code for code in targets if code in known]
        if len(alias) == _ALPHA_3 or alias == "UK":
            found.setdefault(alias.lower(), tuple(kept[:1] if len(targets) == 1 else kept))
    also = {
        key_of(name): tuple(named.split())
        for named, names in word_list("countries").items()
        for name in names
    }
    return {name: named for name, named in (found | also).items() if name and named}


def _add(found: dict[str, tuple[str, ...]], name: str, code: str) -> None:
    if code not in found.get(name, ()):
        found[name] = (*found.get(name, ()), code)
