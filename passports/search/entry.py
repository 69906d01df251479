"""From what the public sees of a model to its row in the index."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from domain.chain import Status
from domain.finding.figure import Figure
from domain.finding.words import compact, fold, kept_words
from domain.identifiers import Identifier
from passports.listing import Listed

MARK = "§"  # no typed word begins with it
CLASSES = "ABCDE"
NAME_LENGTH = 80
LABEL_LENGTH = 400
# Orders ascend: what has no class stands behind what has one, an index without a class in between.
NO_CLASS, NO_INDEX = 6, 1_000
NO_REPAIR = 9_000
# In kg: figures for a part of the life stand behind those for a whole one, and none at the end.
PART, NO_CARBON = 1e12, 1e18
INDEXES = (("index", 5.0), ("french_index", 10.0))


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the index, by the columns of `SearchEntry`."""

    product_id: int
    sector: str
    category: str
    maker: str
    maker_key: str
    country: str
    repair_class: str
    model_key: str
    name_order: str
    repair_order: int
    carbon_order: float
    carbon_kg: float | None
    carbon_key: str
    is_active: bool
    changed_ms: int
    seq: int
    label: str
    words: str


def is_listed(model: Listed) -> bool:
    """Whether a model is found at all: not once its passport was withdrawn."""
    return model.status is not Status.WITHDRAWN


def row_of(product_id: int, model: Listed, figure: Figure | None, seq: int) -> Row:
    """Return the row of a model, made from its public document and its public carbon figure."""
    document = model.document
    named = _map(document.get("name"))
    # English first: one of them has to stand for the place in a list by name.
    names = [str(named[tag]) for tag in sorted(named, key=lambda tag: (tag != "en", tag))]
    brand, number = _line(document, "brand"), _line(document, "model_number")
    maker = _line(document, "manufacturer", "name") or brand
    country = _line(document, "origin", "assembly_country")
    letter = repair_class_of(document)
    facets = marks(model.walk.sector, compact(maker), country, letter)
    category = category_mark(model.walk.sector, _line(document, "category"))
    words = kept_words(*names, brand, number, maker, *_numbers(model.identifier))
    words |= {compact(number)} - {""}
    return Row(
        product_id=product_id,
        sector=model.walk.sector,
        category=_line(document, "category"),
        maker=maker,
        maker_key=compact(maker),
        country=country,
        repair_class=letter,
        model_key=compact(number),
        name_order=_name_order(brand, names),
        repair_order=_repair_order(document, letter),
        carbon_order=_carbon_order(figure),
        carbon_kg=figure.kg if figure else None,
        carbon_key=figure.key if figure else "",
        is_active=model.status is Status.ACTIVE,
        changed_ms=model.changed_ms,
        seq=seq,
        label=_label(names, brand, number),
        words=" ".join(sorted({*words, *facets.values(), category})),
    )


def marks(sector: str, maker: str, country: str, repair: str) -> dict[str, str]:
    """Return the words that stand for values to filter by, those that are set, by filter."""
    values = {"sector": sector, "maker": maker, "country": country, "repair": repair}
    return {name: mark(name, value) for name, value in values.items() if value}


def mark(name: str, value: str) -> str:
    """Return the word that stands for a value to filter by: "§s", "§m" and so on, and the value."""
    return f"{MARK}{name[0]}{compact(value)}"


def category_mark(sector: str, category: str) -> str:
    """Return the word that stands for a category of a sector."""
    return f"{MARK}k{compact(sector)}{MARK}{compact(category)}"


def repair_class_of(document: Mapping[str, Any]) -> str:
    """Return the class of repairability of a public document, "" where it has none."""
    letter = _line(document, "repair", "class")
    return letter if len(letter) == 1 and letter in CLASSES else ""


def _repair_order(document: Mapping[str, Any], letter: str) -> int:
    repair = _map(document.get("repair"))
    shares = [repair[name] / best for name, best in INDEXES if _is_number(repair.get(name))]
    if not letter and not shares:
        return NO_REPAIR
    rank = CLASSES.index(letter) if letter else NO_CLASS
    return rank * NO_INDEX + round((NO_INDEX - 1) * (1 - min(1.0, shares[0] if shares else 0.0)))


def _carbon_order(figure: Figure | None) -> float:
    if figure is None:
        return NO_CARBON
    return figure.kg if figure.is_whole else PART + figure.kg


def _name_order(brand: str, names: list[str]) -> str:
    name = names[0] if names else ""
    whole = name if fold(name).startswith(fold(brand)) else f"{brand} {name}"
    return fold(whole)[:NAME_LENGTH]


def _label(names: list[str], brand: str, number: str) -> str:
    lines = dict.fromkeys(fold(f"{brand} {name} {number}") for name in names or [""])
    return "\n".join(line[:LABEL_LENGTH] for line in lines)


def _numbers(identifier: Identifier) -> list[str]:
    """Return the spellings of a model's number as words: a GTIN with and without its zeros."""
    value = identifier.key[1]
    return [value, value.lstrip("0")]


def _line(document: Mapping[str, Any], *path: str) -> str:
    here: Any = document
    for name in path:
        here = here.get(name) if isinstance(here, dict) else None
    return here if isinstance(here, str) else ""


def _map(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
