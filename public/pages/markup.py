"""What search engines and shops read of a passport: a block of data in words of schema.org.

It holds what the public may read anyway, and is data: no browser runs it (schema.org 30.1 has
DigitalProductPassport; the block is JSON-LD 1.1).
"""

import json
from typing import Any

from django.utils.safestring import SafeString

from domain.audiences import ANYONE
from domain.identifiers import parse
from lifecycle.representation import timestamp
from public.pages import identity
from public.pages.sheet import Sheet

GTIN, SERIAL, GRAMS = "01", "21", "GRM"
# What could end the block, or begin another, within a text.
ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", ord("'"): "\\u0027"}


def markup_of(sheet: Sheet, address: str) -> SafeString | None:
    """Return the product and its passport at `address` as JSON-LD, None for a restricted view."""
    view = sheet.passport.view
    if view.audiences != ANYONE:
        return None
    product: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": sheet.text(sheet.value("name")).text,
        "category": identity.category_of(sheet),
        "model": sheet.value("model_number"),
        **_numbers(view.registration.identifier),
        **_declared(sheet),
        "hasDigitalProductPassport": {
            "@type": "DigitalProductPassport",
            "url": address,
            "dateModified": timestamp(view.registration.boundary_ms),
        },
    }
    told = {name: value for name, value in product.items() if value not in (None, "")}
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return SafeString(text.translate(ESCAPES))


def _numbers(identifier: str) -> dict[str, str]:
    parsed = parse(identifier)
    ai, value = parsed.key
    numbers = {"gtin": value} if ai == GTIN else {}
    serial = dict(parsed.qualifiers).get(SERIAL)
    return numbers | ({"serialNumber": serial} if serial else {})


def _declared(sheet: Sheet) -> dict[str, Any]:
    brand, maker = sheet.value("brand"), sheet.value("manufacturer", "name")
    mass = sheet.value("mass")
    return {
        "brand": {"@type": "Brand", "name": brand} if isinstance(brand, str) else None,
        "manufacturer": {"@type": "Organization", "name": maker}
        if isinstance(maker, str)
        else None,
        "countryOfAssembly": sheet.value("origin", "assembly_country"),
        "weight": {"@type": "QuantitativeValue", "value": mass, "unitCode": GRAMS}
        if isinstance(mass, int | float)
        else None,
    }
