"""Keys of other schemes than GS1's: what each value looks like and what it names.

They are those that EN 18219 lists for products, and the registry's own. What an opaque text names
cannot be read from it: a DID and an identification link are taken for a single item, the level at
which most is protected. (IEC 61406-2 takes links for items too, unless they say otherwise in a way
that is not read here.) A model may be named by an operator's own web address, which takes the
qualifiers of a GTIN, or by any other key of a model.

A unique identifier of ISO/IEC 15459 begins with the code of an issuing agency, 1 to 3 characters,
and the company's number there. Digits in front mean GS1, whose keys have a scheme of their own. The
Data Identifier says what it names (ANSI MH10.8.2): 25P a part number, to which a lot (1T) and a
serial number (S) may be added, 25S a single item.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from domain.faults import Sentence
from domain.identifiers import dids, formats, links, own
from domain.identifiers.formats import Format, Rule
from domain.identifiers.gs1_keys import component
from domain.identifiers.key import (
    LEVELS_OF_TRADE_ITEMS,
    VARIANT_LOT_SERIAL,
    Component,
    Granularity,
    Key,
)

_QUALIFIER = component("21").format
_TRADE_ITEM = {ai: component(ai) for ai in VARIANT_LOT_SERIAL}
_TRADE_ITEM_LEVELS = (*LEVELS_OF_TRADE_ITEMS, ())

_OWN = Format(
    Sentence("13 characters and a check character"),
    re.compile(f"[{own.ALPHABET}]{{{own.LENGTH}}}"),
    re.compile(f"[{own.ALPHABET}]*"),
    Sentence("digits and capital letters other than I, L, O and U"),
    own.LENGTH,
    own.LENGTH,
    ((slice(None), Rule("own", own.checks)),),
)
_AGENCY = Rule("agency", lambda value: re.match("[A-Z][0-9A-Z]{2}", value) is not None)
_UNIQUE = replace(formats.of("X..50"), rules=((slice(None), _AGENCY),))

_PART = {
    "1T": Component("1T", Sentence("lot number"), "lot", _QUALIFIER, "batch"),
    "S": Component("S", Sentence("serial number"), "serial", _QUALIFIER, "item"),
}


def _alone(scheme: str, ai: str, name: str, shape: Format, granularity: Granularity) -> Key:
    return Key(scheme, Component(ai, name, ai.lower(), shape, granularity), {}, ((),), ((),))


def keys() -> Iterator[Key]:
    """Return the keys of the other schemes, each with its qualifiers."""
    yield Key(
        "own",
        Component("own", Sentence("own key"), "own", _OWN, "model"),
        _TRADE_ITEM,
        (VARIANT_LOT_SERIAL,),
        _TRADE_ITEM_LEVELS,
        read=own.read,
    )
    yield Key(
        "url",
        Component("url", Sentence("web address"), "url", links.WEB_ADDRESS, "model"),
        _TRADE_ITEM,
        (VARIANT_LOT_SERIAL,),
        _TRADE_ITEM_LEVELS,
        read=links.tidy,
    )
    link = _alone(
        "iec61406", "iec61406", Sentence("identification link"), links.IDENTIFICATION_LINK, "item"
    )
    yield replace(link, read=links.tidy)
    did = _alone("did", "did", "DID", dids.DID, "item")
    yield replace(did, encode=dids.encode, claimed=dids.claimed)
    yield Key(
        "iso15459",
        Component("25P", Sentence("part number"), "part_number", _UNIQUE, "model"),
        _PART,
        (("1T", "S"),),
        (("S",), ("1T",), ()),
    )
    yield _alone("iso15459", "25S", Sentence("unique item identifier"), _UNIQUE, "item")
