"""What the tests of cells share: fields made of a schema, and readings as short tales."""

from domain.cells.column import Column
from domain.cells.reader import reader_of
from domain.sector_schema import walk

GRAMS = {"type": "number", "x-unit": "g"}
MONTHS = {"type": "integer", "x-unit": "mo"}
PERCENT = {"type": "number", "minimum": 0, "maximum": 100, "x-unit": "%"}
LINE = {"type": "string", "maxLength": 200}
PROSE = {"type": "object", "x-kind": "text", "additionalProperties": {"type": "string"}}
DAY = {"type": "string", "format": "date"}
MONTH = {"type": "string", "pattern": "^[0-9]{4}(-(0[1-9]|1[0-2]))?$"}
FLAG = {"type": "boolean"}
COUNTRY = {"type": "string", "pattern": "^[A-Z]{2}$"}
LANGUAGE = {"type": "string", "pattern": "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"}
AMOUNT = {"type": "string", "pattern": "^(0|[1-9][0-9]{0,8})([.][0-9]{1,4})?$"}
CURRENCY = {"type": "string", "pattern": "^[A-Z]{3}$"}
ADDRESS = {"type": "string", "format": "uri", "pattern": "^https://[!-~]+$"}
EMAIL = {"type": "string", "pattern": "^[!-?A-~]+@[A-Za-z0-9.-]+[.][A-Za-z]{2,63}$"}


def field(schema):
    return walk({"$id": "x/0.1", "type": "object", "properties": {"x": schema}}).fields[0]


def reading(schema, cell, *sample, **said):
    return reader_of(field(schema), Column(**said), sample)(cell)


def tale(reading):
    """Return (value, codes of repairs ...), (code of a question, choices ...) or a fault's code."""
    if reading.fault:
        return reading.fault.code
    if reading.question:
        return (reading.question.code, *reading.question.choices)
    return (reading.value, *(repair.code for repair in reading.repairs))


def told(schema, cell, *sample, **said):
    return tale(reading(schema, cell, *sample, **said))
