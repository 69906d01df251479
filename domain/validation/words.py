"""The words of validation: each fault as a sentence and a remedy, told from the schema alone.

No text here looks at the submitted value, so that faults may travel into logs and answers.
"""

import json
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from typing import Any

from jsonschema.exceptions import ValidationError

from domain.faults import Fault
from domain.sector_schema import pointer_of

Schema = dict[str, Any]
Words = tuple[str, str]
Wording = Callable[[str, Any, Schema], Words]

KEY_PATTERN = "^[a-z0-9][a-z0-9-]{0,63}$"
LANGUAGE_PATTERN = "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"

MAX_LISTED = 8
MAX_SUGGESTIONS = 20
MAX_NAME_LENGTH = 64

_CODES = {
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

_KINDS = {
    "string": "text",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
    "object": "an object",
    "array": "a list",
    "null": "null",
}
_IN_JSON = {
    "string": "in quotation marks",
    "number": "without quotation marks",
    "integer": "without quotation marks and without a fraction",
    "boolean": "without quotation marks",
    "object": "in curly brackets",
    "array": "in square brackets",
}

_FORMATS = {
    "date": ("a calendar date", "year-month-day, such as 2027-02-18"),
    "date-time": (
        "a point in time",
        "date, T, time and offset, such as 2027-02-18T09:30:00Z or 2027-02-18T10:30:00+01:00",
    ),
    "email": ("an e-mail address", "the bare address, such as service@example.org"),
    "uri": (
        "a complete web address (URI)",
        "the whole address, special characters percent-encoded, as in https://example.org/a%20b",
    ),
}

_NAME_FORMS = {
    KEY_PATTERN: "1 to 64 lower-case letters, digits and hyphens, and begin with a letter or digit",
    LANGUAGE_PATTERN: "a language tag (BCP 47), such as en, fr or zh-Hans",
}


def faults_of(errors: Iterable[ValidationError], schema: Schema) -> list[Fault]:
    """Return the errors found against `schema` as faults, sorted by pointer and code."""
    unknown = 0
    faults = []
    for error in errors:
        if error.validator == "additionalProperties":
            unknown += 1
            sentence, remedy = _additional(error, hint=unknown <= MAX_SUGGESTIONS)
        else:
            sentence, remedy = _words(error, schema)
        keyword = str(error.validator)
        pointer = pointer_of(tuple(str(part) for part in error.path))
        faults.append(Fault(_CODES.get(keyword, keyword), sentence, pointer, remedy))
    return sorted(faults, key=lambda fault: (fault.pointer, fault.code))


def _words(error: ValidationError, root: Schema) -> Words:
    wording = _WORDINGS.get(str(error.validator))
    what = _subject(error, root)
    if wording is None or not isinstance(error.schema, dict):
        return f"{what} does not keep to the schema.", "Look up in the schema what is allowed here."
    return wording(what, error.validator_value, error.schema)


def _subject(error: ValidationError, root: Schema) -> str:
    """Return the field's title in quotation marks, or that of the list or map it is an entry of."""
    if not error.path:
        return "The document"
    if isinstance(error.schema, dict) and error.schema.get("title"):
        return f"“{error.schema['title']}”"
    title = ""
    here: Any = root
    for part in list(error.schema_path)[:-1]:
        here = here.get(part) if isinstance(here, dict) else None
        title = here.get("title", title) if isinstance(here, dict) else title
    return f"An entry of “{title}”" if title else "This value"


def _additional(error: ValidationError, *, hint: bool) -> Words:
    name = str(error.path[-1])
    near = []
    if hint and len(name) <= MAX_NAME_LENGTH:
        near = get_close_matches(name, error.validator_value, n=1)
    remedy = f'Did you mean "{near[0]}"? Otherwise leave it out.' if near else "Leave it out."
    return "The schema has no member of this name here.", remedy


def _member(schema: Schema, name: str) -> tuple[str, Schema]:
    """Return what to call the member `name` of an object, and the member's own schema."""
    part = schema.get("properties", {}).get(name)
    if isinstance(part, dict) and part.get("title"):
        return f"“{part['title']}”", part
    return f'The member "{name}"', part if isinstance(part, dict) else {}


def _required(_what: str, name: str, schema: Schema) -> Words:
    title, part = _member(schema, name)
    return f"{title} is missing.", f'Add the member "{name}": {_expected(part)}.'


def _dependent_required(_what: str, names: tuple[str, str], schema: Schema) -> Words:
    name, cause = names
    title, part = _member(schema, name)
    return (
        f"{title} is missing; it must be given together with {_member(schema, cause)[0]}.",
        f'Add the member "{name}": {_expected(part)}. Or leave out "{cause}".',
    )


def _type(what: str, value: Any, schema: Schema) -> Words:
    kinds = [value] if isinstance(value, str) else list(value)
    named = " or ".join(_KINDS.get(kind, str(kind)) for kind in kinds)
    return f"{what} must be {named}.", f"Give {_expected(schema)}."


def _expected(schema: Schema) -> str:
    """Return what is expected in this place, such as "a number in kg, without quotation marks"."""
    kind = schema.get("type")
    if not isinstance(kind, str):
        return "a value that the schema allows"
    if schema.get("x-kind") == "text":
        return 'an object with one text for each language, such as {"en": "..."}'
    if kind == "string" and schema.get("format") in _FORMATS:
        return f"text that is {_FORMATS[schema['format']][0]}"
    unit = _unit(schema)
    return (
        f"{_KINDS.get(kind, kind)}{' in' + unit if unit else ''}, {_IN_JSON.get(kind, 'in JSON')}"
    )


def _enum(what: str, allowed: list[Any], schema: Schema) -> Words:
    labels = schema.get("x-labels", {})
    listed = ", ".join(_choice(value, labels) for value in allowed[:MAX_LISTED])
    sentence = f"{what} is not one of the allowed values."
    if len(allowed) > MAX_LISTED:
        return sentence, f"Use one of the {len(allowed)} values in the schema, among them {listed}."
    return sentence, f"Use one of {listed}."


def _choice(value: Any, labels: dict[str, str]) -> str:
    label = labels.get(value) if isinstance(value, str) else None
    return f"{_literal(value)} ({label})" if label else _literal(value)


def _const(what: str, value: Any, _schema: Schema) -> Words:
    return f"{what} may have one value only.", f"Write {_literal(value)}."


def _pattern(what: str, pattern: str, schema: Schema) -> Words:
    sentence = f"{what} is not written in the form that is expected."
    examples = schema.get("examples")
    if isinstance(examples, list) and examples:
        return sentence, f"Write it like {_literal(examples[0])}, in the form {pattern}."
    return sentence, f"Write it in the form {pattern}."


def _property_names(what: str, names: Schema, _schema: Schema) -> Words:
    pattern = str(names.get("pattern", ""))
    form = _NAME_FORMS.get(pattern, f"the form {pattern}" if pattern else "")
    if "maxLength" in names:
        limit = f"at most {names['maxLength']} characters"
        form = f"{form}, {limit}" if form else limit
    return f"{what} has a name that is not in the expected form.", f"For the name, use {form}."


def _format(what: str, name: str, _schema: Schema) -> Words:
    kind, form = _FORMATS.get(name, (f"in the format {name}", f"it in the format {name}"))
    return f"{what} is not {kind}.", f"Write {form}."


def _unique(what: str, _value: Any, _schema: Schema) -> Words:
    return f"{what} has an entry more than once.", "Leave each entry in once."


def _multiple_of(what: str, step: Any, schema: Schema) -> Words:
    steps = f"{_literal(step)}{_unit(schema)}"
    return f"{what} is not a multiple of {steps}.", f"Give a multiple of {steps}."


def _bound(fault: str) -> Wording:
    def wording(what: str, _value: Any, schema: Schema) -> Words:
        limits = [
            f"{words} {_literal(schema[keyword])}{_unit(schema)}"
            for keyword, words in _BOUNDS
            if keyword in schema
        ]
        return f"{what} is {fault}.", f"Give a value of {' and '.join(limits)}."

    return wording


def _size(fault: str, least: str, most: str, noun: str, plural: str) -> Wording:
    def wording(what: str, _value: Any, schema: Schema) -> Words:
        low, high = schema.get(least), schema.get(most)
        limits = [f"at least {low}"] if low else []
        limits += [f"at most {high}"] if high is not None else []
        last = high if high is not None else low
        return (
            f"{what} {fault}.",
            f"Give {' and '.join(limits)} {noun if last == 1 else plural}.",
        )

    return wording


def _unit(schema: Schema) -> str:
    unit = schema.get("x-unit", "1")
    return "" if unit == "1" else f" {unit}"


def _literal(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


_BOUNDS = (
    ("minimum", "at least"),
    ("exclusiveMinimum", "more than"),
    ("maximum", "at most"),
    ("exclusiveMaximum", "less than"),
)

_WORDINGS: dict[str, Wording] = {
    "required": _required,
    "dependentRequired": _dependent_required,
    "type": _type,
    "enum": _enum,
    "const": _const,
    "pattern": _pattern,
    "propertyNames": _property_names,
    "format": _format,
    "uniqueItems": _unique,
    "multipleOf": _multiple_of,
    "minimum": _bound("below the smallest allowed value"),
    "maximum": _bound("above the largest allowed value"),
    "exclusiveMinimum": _bound("not above the limit"),
    "exclusiveMaximum": _bound("not below the limit"),
    "minLength": _size("is too short", "minLength", "maxLength", "character", "characters"),
    "maxLength": _size("is too long", "minLength", "maxLength", "character", "characters"),
    "minItems": _size("has too few entries", "minItems", "maxItems", "entry", "entries"),
    "maxItems": _size("has too many entries", "minItems", "maxItems", "entry", "entries"),
    "minProperties": _size(
        "has too few entries", "minProperties", "maxProperties", "entry", "entries"
    ),
    "maxProperties": _size(
        "has too many entries", "minProperties", "maxProperties", "entry", "entries"
    ),
}
