"""The keys of GS1 that an address may begin with, and what each of them names.

Form, order of qualifiers and check digits come from GS1's own table. What is added here is
judgement: how fine a key tells products apart, and which keys name no product.

A GTIN, a piece of a trade item (ITIP), a model number (GMN) and a component (CPID) name a model;
with a serial number, an item. So does an asset type (GRAI), whose serial number is part of the
value. An individual asset (GIAI) is an item: whoever owns it may have numbered what has no GTIN.
Logistic units, consignments, shipments, documents, coupons, places, parties and relations of
service can be read and found in links, but have no passport.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from domain.faults import Sentence
from domain.identifiers.application_identifiers import ENTRIES, KEYS_OF_GS1
from domain.identifiers.formats import Format
from domain.identifiers.key import (
    DOTS,
    LEVELS_OF_TRADE_ITEMS,
    VARIANT_LOT_SERIAL,
    Ais,
    Component,
    Granularity,
    Key,
)

_SHORT_GTINS = (8, 12, 13)
_GRAI_CLASS = 14

# Name, beginning of the codes of its faults, what it tells apart, what it names if no product.
_NAMES: dict[str, tuple[str, str, Granularity, str]] = {
    "00": ("SSCC", "sscc", "item", Sentence("a logistic unit")),
    "01": ("GTIN", "gtin", "model", ""),
    "253": ("GDTI", "gdti", "item", Sentence("a document")),
    "255": ("GCN", "gcn", "item", Sentence("a coupon")),
    "401": ("GINC", "ginc", "item", Sentence("a consignment")),
    "402": ("GSIN", "gsin", "item", Sentence("a shipment")),
    "414": (Sentence("GLN of a place"), "gln", "item", Sentence("a place")),
    "415": (Sentence("GLN of a payee"), "gln", "item", Sentence("a party")),
    "417": (Sentence("GLN of a party"), "gln", "item", Sentence("a party")),
    "8003": ("GRAI", "grai", "model", ""),
    "8004": ("GIAI", "giai", "item", ""),
    "8006": ("ITIP", "itip", "model", ""),
    "8010": ("CPID", "cpid", "model", ""),
    "8013": ("GMN", "gmn", "model", ""),
    "8017": (Sentence("GSRN of a provider"), "gsrn", "item", Sentence("a relation of service")),
    "8018": (Sentence("GSRN of a recipient"), "gsrn", "item", Sentence("a relation of service")),
    "10": (Sentence("batch or lot number"), "lot", "batch", ""),
    "21": (Sentence("serial number"), "serial", "item", ""),
    "22": (Sentence("consumer product variant"), "cpv", "model", ""),
    "235": (Sentence("third-party serial number"), "tpx", "item", ""),
    "254": (Sentence("extension of the GLN"), "gln_extension", "item", Sentence("a place")),
    "7040": (
        Sentence("UIC with its extension"),
        "uic",
        "item",
        Sentence("a machine or a facility"),
    ),
    "8011": (Sentence("serial number of the component"), "cpid_serial", "item", ""),
    "8019": (
        Sentence("service relation instance"),
        "srin",
        "item",
        Sentence("a relation of service"),
    ),
    "8020": (Sentence("payment reference"), "payment", "item", Sentence("a payment")),
}


def component(ai: str) -> Component:
    """Return the Application Identifier of a path: a key or a qualifier of GS1's."""
    name, code, granularity, other = _NAMES[ai]
    padded = _SHORT_GTINS if ai == "01" else ()
    return Component(ai, name, code, _format(ai), granularity, padded, other)


def _format(ai: str) -> Format:
    shape = ENTRIES[ai].format
    # Only a value of two characters or less without another rule can be nothing but dots.
    may_be_dots = not shape.rules and shape.shortest == 1 and shape.alphabet.startswith("letters")
    return replace(shape, rules=((slice(None), DOTS),)) if may_be_dots else shape


def _levels(orders: tuple[Ais, ...]) -> tuple[Ais, ...]:
    levels: list[Ais] = []
    for order in orders:
        levels += LEVELS_OF_TRADE_ITEMS if order == VARIANT_LOT_SERIAL else (order,)
    return (*levels, ())


def _less_first(value: str) -> str:
    return value[1:]


def _claimed(ai: str) -> Callable[[str], str]:
    """Return what takes from a value the digit in front of its company prefix, if there is one."""
    notation = ENTRIES[ai].notation
    return _less_first if "gcppos2" in notation or notation.startswith("N1,zero") else str


def keys() -> Iterator[Key]:
    """Return GS1's keys, each with its qualifiers."""
    for ai in sorted(KEYS_OF_GS1):
        orders = ENTRIES[ai].orders or ((),)
        qualifiers = {name: component(name) for order in orders for name in order}
        yield Key(
            "gs1",
            component(ai),
            qualifiers,
            orders,
            _levels(orders),
            claimed=_claimed(ai),
            class_length=_GRAI_CLASS if ai == "8003" else 0,
        )
