"""Why an identifier is refused: every fault of its key, its qualifiers and their order."""

from domain.faults import Fault
from domain.identifiers import words
from domain.identifiers.attributes import ATTRIBUTES, KNOWN
from domain.identifiers.check_digits import check_digit
from domain.identifiers.formats import Format
from domain.identifiers.keys import OWN, QUALIFIER, Component, Key


def identifier_faults(key: Key, value: str, qualifiers: tuple[tuple[str, str], ...]) -> list[Fault]:
    """Return what is wrong with a key's value and its qualifiers; nothing when all is right."""
    faults = _sequence_faults(key, tuple(ai for ai, _ in qualifiers))
    faults += _component_faults(key.component, value)
    for ai, qualifier in qualifiers:
        if ai in key.qualifiers:
            faults += _component_faults(key.qualifiers[ai], qualifier)
    return faults


def attribute_fault(ai: str, value: str) -> Fault | None:
    """Return what is wrong with the decoded value of a data attribute, None when it is right."""
    shape = ATTRIBUTES[ai]
    if shape.accepts(value):
        return None
    return _value_fault(f"attribute ({ai})", "attribute", shape, value)


def _component_faults(component: Component, value: str) -> list[Fault]:
    shape = component.format
    if shape.accepts(value):
        return []
    name = f"{component.name} ({component.ai})" if component.ai in KNOWN else component.name
    if len(value) not in component.padded or not shape.characters.fullmatch(value):
        return [_value_fault(name, component.code, shape, value)]
    short = words.short_form(name, component.code, len(value), shape.longest)
    return [short, *_component_faults(component, value.zfill(shape.longest))]


def _value_fault(name: str, code: str, shape: Format, value: str) -> Fault:
    if not shape.characters.fullmatch(value):
        return words.charset(name, shape.alphabet)
    if not shape.shortest <= len(value) <= shape.longest:
        return words.length(name, code, shape.shortest, shape.longest)
    if not shape.pattern.fullmatch(value):
        return words.form(name, code, shape.notation)
    if shape is OWN:
        return words.OWN_CHECK
    if shape is QUALIFIER:
        return words.dot_segment(name)
    # In the few formats whose check digit is not the last character it is not told.
    right = check_digit(value[:-1]) if shape.notation.endswith("*") else ""
    return words.check_digit(name, code, right)


def _sequence_faults(key: Key, ais: tuple[str, ...]) -> list[Fault]:
    if ais in key.sequences:
        return []
    faults = []
    for place, ai in enumerate(ais):
        if ai in ais[:place] or ai == key.component.ai:
            faults.append(words.duplicate(ai if ai in KNOWN else ""))
        elif ai in key.qualifiers:
            continue
        elif ai in ATTRIBUTES:
            faults.append(words.attribute_in_path(ai))
        elif ai in KNOWN:
            faults.append(words.foreign_qualifier(key, ai))
        else:
            faults.append(words.unknown_in_path(key))
    return faults or [words.order(key)]
