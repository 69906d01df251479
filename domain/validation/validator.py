"""The validator of one schema: a fast verdict by one engine, all faults in words by another."""

from collections.abc import Iterator
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend
from referencing import Registry

from domain.faults import Fault, Invalid, Json
from domain.validation.engine import engine, keyword_engine
from domain.validation.words import faults_of

Schema = dict[str, Any]
Errors = Iterator[ValidationError]


class Validator:
    """Validates documents against one schema whose references are written out.

    Documents are parsed strict JSON (`domain.strict_json`). The two engines are meant never to
    disagree on a schema that `lint` accepts; `check` notices if they do.
    """

    def __init__(self, schema: Schema) -> None:
        """Compile the schema.

        Raises Invalid (`schema.unusable`) for one that is no valid schema of draft 2020-12, has a
        pattern that needs backtracking or a reference that leads out of it.
        """
        self._schema = schema
        try:
            self._verdict = engine(schema)
        except ValueError as error:
            raise Invalid(
                Fault(
                    "schema.unusable",
                    f"The schema {self._name} cannot be used to validate anything.",
                    "",
                    "Correct what the lint of the schema reports.",
                )
            ) from error
        self._finder = _Finder(schema, registry=Registry())

    @property
    def _name(self) -> str:
        return str(self._schema.get("$id", "without $id"))

    def is_valid(self, document: Json) -> bool:
        """Whether the document keeps to the schema; stops at the first fault."""
        return self._verdict.is_valid(document)

    def faults(self, document: Json) -> list[Fault]:
        """Return every fault in words, sorted by pointer; [] when there is none."""
        return faults_of(self._finder.iter_errors(document), self._schema)

    def check(self, document: Json) -> list[Fault]:
        """Return every fault like `faults`, but at the cost of a verdict when there is none.

        Raises RuntimeError, naming the schema alone, when one engine refuses a document in which
        the other finds nothing.
        """
        if self.is_valid(document):
            return []
        found = self.faults(document)
        if not found:
            raise RuntimeError(f"The engines disagree on a document of the schema {self._name}.")
        return found


# The keyword functions below take the place of jsonschema's own, either because the place of the
# fault must be the member's and not the object's, or because the answer must be the fast engine's.
# `validator` names the kind of fault for `words`, `validator_value` is what the wording needs.


def _required(_validator: Any, names: list[str], instance: Json, _schema: Schema) -> Errors:
    if not isinstance(instance, dict):
        return
    for name in names:
        if name not in instance:
            yield _error("required", name, name)


def _dependent_required(
    _validator: Any, dependencies: dict[str, list[str]], instance: Json, _schema: Schema
) -> Errors:
    if not isinstance(instance, dict):
        return
    for cause, names in dependencies.items():
        if cause in instance:
            for name in names:
                if name not in instance:
                    yield _error("dependentRequired", (name, cause), name)


def _additional_properties(validator: Any, allowed: Any, instance: Json, schema: Schema) -> Errors:
    if not isinstance(instance, dict):
        return
    declared = schema.get("properties", {})
    for name, value in instance.items():
        if name in declared:
            continue
        if isinstance(allowed, dict):
            yield from validator.descend(value, allowed, path=name)
        elif allowed is False:
            yield _error("additionalProperties", [n for n in declared if n not in instance], name)


def _property_names(validator: Any, names: Schema, instance: Json, _schema: Schema) -> Errors:
    if not isinstance(instance, dict):
        return
    for name in instance:
        if next(validator.descend(name, names), None) is not None:
            yield _error("propertyNames", names, name)


def _judged(keyword: str) -> Any:
    def judge(_validator: Any, value: str, instance: Json, _schema: Schema) -> Errors:
        if isinstance(instance, str) and not keyword_engine(keyword, value).is_valid(instance):
            yield ValidationError("")

    return judge


def _unique_items(_validator: Any, unique: Any, instance: Json, _schema: Schema) -> Errors:
    # jsonschema compares all pairs when the entries cannot be sorted: seconds on a hostile list
    if not unique or not isinstance(instance, list):
        return
    if len({_identity(entry) for entry in instance}) < len(instance):
        yield ValidationError("")


def _identity(value: Json) -> Any:
    if isinstance(value, dict):
        return frozenset((name, _identity(part)) for name, part in value.items())
    if isinstance(value, list):
        return tuple(_identity(part) for part in value)
    return (bool, value) if isinstance(value, bool) else value


def _error(keyword: str, value: Any, name: str) -> ValidationError:
    return ValidationError("", validator=keyword, validator_value=value, path=(name,))


_Finder = extend(  # type: ignore[no-untyped-call]
    Draft202012Validator,
    {
        "required": _required,
        "dependentRequired": _dependent_required,
        "additionalProperties": _additional_properties,
        "propertyNames": _property_names,
        "pattern": _judged("pattern"),
        "format": _judged("format"),
        "uniqueItems": _unique_items,
    },
)
