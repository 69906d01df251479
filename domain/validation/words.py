"""The words of validation: each fault as a sentence and a remedy, told from the schema alone.

No text here looks at the submitted value, so that faults may travel into logs and answers.
"""

from collections.abc import Callable, Iterable
from difflib import get_close_matches
from typing import Any

from jsonschema.exceptions import ValidationError

from domain.code_lists import KEYWORD
from domain.faults import Fault
from domain.pointers import pointer_of
from domain.validation.terms import (
    BOUNDS,
    CODE_FORMS,
    CODES,
    FORMATS,
    IN_JSON,
    KINDS,
    NAME_FORMS,
    Schema,
    literal,
    unit_of,
)

Words = tuple[str, str]
Wording = Callable[[str, Any, Schema], Words]

MAX_LISTED = 8
MAX_SUGGESTIONS = 20
MAX_NAME_LENGTH = 64


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
        faults.append(Fault(CODES.get(keyword, keyword), sentence, pointer, remedy))
    return sorted(faults, key=lambda fault: (fault.pointer, fault.code))


def _words(error: ValidationError, root: Schema) -> Words:
    keyword = str(error.validator)
    what = _subject(error, root)
    if keyword in BOUNDS and isinstance(error.schema, dict):
        return _bound(what, keyword, error.schema)
    wording = _WORDINGS.get(keyword)
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
        known: Any = error.validator_value
        near = get_close_matches(name, known, n=1)
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
    named = " or ".join(KINDS.get(kind, str(kind)) for kind in kinds)
    return f"{what} must be {named}.", f"Give {_expected(schema)}."


def _expected(schema: Schema) -> str:
    """Return what is expected in this place, such as "a number in kg, without quotation marks"."""
    kind = schema.get("type")
    if not isinstance(kind, str):
        return "a value that the schema allows"
    if schema.get("x-kind") == "text":
        return 'an object with one text for each language, such as {"en": "..."}'
    if kind == "string" and schema.get("format") in FORMATS:
        return f"text that is {FORMATS[schema['format']][0]}"
    unit = unit_of(schema)
    return f"{KINDS.get(kind, kind)}{' in' + unit if unit else ''}, {IN_JSON.get(kind, 'in JSON')}"


def _enum(what: str, allowed: list[Any], schema: Schema) -> Words:
    codes = str(schema.get(KEYWORD, ""))
    labels = schema.get("x-labels", {})
    listed = ", ".join(_choice(value, labels) for value in allowed[:MAX_LISTED])
    sentence = f"{what} is not one of the allowed values."
    if codes:
        sentence = f"{what} is not in the list of {codes.replace('-', ' ')}."
    if len(allowed) > MAX_LISTED and codes in CODE_FORMS:
        return sentence, f"Write {CODE_FORMS[codes]}; the schema has {len(allowed)} of them."
    if len(allowed) > MAX_LISTED:
        return sentence, f"Use one of the {len(allowed)} values in the schema, among them {listed}."
    return sentence, f"Use {listed}." if len(allowed) == 1 else f"Use one of {listed}."


def _choice(value: Any, labels: dict[str, str]) -> str:
    label = labels.get(value) if isinstance(value, str) else None
    return f"{literal(value)} ({label})" if label else literal(value)


def _const(what: str, value: Any, _schema: Schema) -> Words:
    return f"{what} may have one value only.", f"Write {literal(value)}."


def _pattern(what: str, pattern: str, schema: Schema) -> Words:
    sentence = f"{what} is not written in the form that is expected."
    examples = schema.get("examples")
    if isinstance(examples, list) and examples:
        return sentence, f"Write it like {literal(examples[0])}, in the form {pattern}."
    return sentence, f"Write it in the form {pattern}."


def _property_names(what: str, names: Schema, _schema: Schema) -> Words:
    pattern = str(names.get("pattern", ""))
    form = NAME_FORMS.get(pattern, f"the form {pattern}" if pattern else "")
    if "maxLength" in names:
        limit = f"at most {names['maxLength']} characters"
        form = f"{form}, {limit}" if form else limit
    return f"{what} has a key that is not in the expected form.", f"As the key, use {form}."


def _format(what: str, name: str, _schema: Schema) -> Words:
    kind, form = FORMATS.get(name, (f"in the format {name}", f"it in the format {name}"))
    return f"{what} is not {kind}.", f"Write {form}."


def _unique(what: str, _value: Any, _schema: Schema) -> Words:
    return f"{what} has an entry more than once.", "Leave each entry in once."


def _multiple_of(what: str, step: Any, schema: Schema) -> Words:
    steps = f"{literal(step)}{unit_of(schema)}"
    return f"{what} is not a multiple of {steps}.", f"Give a multiple of {steps}."


def _bound(what: str, violated: str, schema: Schema) -> Words:
    limits = [_limit(schema, keyword) for keyword in BOUNDS if keyword in schema]
    return (
        f"{what} must be {_limit(schema, violated)}.",
        f"Give a value of {' and '.join(limits)}.",
    )


def _limit(schema: Schema, keyword: str) -> str:
    return f"{BOUNDS[keyword]} {literal(schema[keyword])}{unit_of(schema)}"


def _size(fault: str, least: str, most: str, noun: str, plural: str) -> Wording:
    def wording(what: str, _value: Any, schema: Schema) -> Words:
        low, high = schema.get(least), schema.get(most)
        limits = [f"at least {low}"] if low else []
        limits += [f"at most {high}"] if high is not None else []
        limits = [f"exactly {low}"] if low == high else limits
        last = low if high is None else high
        return (
            f"{what} {fault}.",
            f"Give {' and '.join(limits)} {noun if last == 1 else plural}.",
        )

    return wording


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
