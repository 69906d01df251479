"""The terms that the words of validation are made of: kinds, formats, units and key forms."""

import json
from typing import Any

Schema = dict[str, Any]

KEY_PATTERN = "^[a-z0-9][a-z0-9-]{0,63}$"
LANGUAGE_PATTERN = "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"


CODES = {
    "additionalProperties": "additional",
    "dependentRequired": "dependent_required",
    "exclusiveMaximum": "exclusive_maximum",
    "exclusiveMinimum": "exclusive_minimum",
    "maxItems": "max_items",
    "maxLength": "max_length",
    "maxProperties": "max_properties",
    "minItems": "min_items",
    "minLength": "min_length",
    "minProperties": "min_properties",
    "multipleOf": "multiple_of",
    "propertyNames": "property_name",
    "uniqueItems": "unique",
}

KINDS = {
    "string": "text",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
    "object": "an object",
    "array": "a list",
    "null": "null",
}
IN_JSON = {
    "string": "in quotation marks",
    "number": "without quotation marks",
    "integer": "without quotation marks and without a fraction",
    "boolean": "without quotation marks",
    "object": "in curly brackets",
    "array": "in square brackets",
}

FORMATS = {
    "date": ("a calendar date", "year-month-day, such as 2027-02-18"),
    "date-time": (
        "a point in time",
        "date, T, time and offset, such as 2027-02-18T09:30:00Z or 2027-02-18T10:30:00+01:00",
    ),
    "uri": (
        "a complete web address (URI)",
        "the whole address, special characters percent-encoded, as in https://example.org/a%20b",
    ),
}

NAME_FORMS = {
    KEY_PATTERN: "1 to 64 lower-case letters, digits and hyphens, and begin with a letter or digit",
    LANGUAGE_PATTERN: "a language tag (BCP 47), such as en, fr or zh-Hans",
}

# How the codes of a list look, where that says more than the first few of them.
CODE_FORMS = {
    "countries": 'the two capital letters of ISO 3166-1, such as "NL"',
    "currencies": 'the three capital letters of ISO 4217, such as "EUR"',
}

BOUNDS = {
    "minimum": "at least",
    "exclusiveMinimum": "more than",
    "maximum": "at most",
    "exclusiveMaximum": "less than",
}

# UCUM codes that readers do not recognise; all others are shown as they are
UNITS = {
    "a": "years",
    "mo": "months",
    "d": "days",
    "h": "hours",
    "min": "minutes",
    "s": "seconds",
    "Cel": "°C",
    "GBy": "GB",
    "W.h": "Wh",
    "kW.h": "kWh",
    "kW.h/a": "kWh a year",
    "mA.h": "mAh",
    "A.h": "Ah",
    "Ohm": "Ω",
    "[in_i]": "inches",
    "kg{CO2e}": "kg CO2e",
    "kg{CO2e}/kW.h": "kg CO2e/kWh",
    "kg{CO2e}/kW.min": "kg CO2e/kWmin",
    "/W": "per W",
}


def unit_of(schema: Schema) -> str:
    """Return the unit to be written behind a number, with a space before it; "" if without unit."""
    unit = schema.get("x-unit", "1")
    return "" if unit == "1" else f" {UNITS.get(unit, unit)}"


def literal(value: Any) -> str:
    """Return a value of the schema as it is written in JSON."""
    return json.dumps(value, ensure_ascii=False)
