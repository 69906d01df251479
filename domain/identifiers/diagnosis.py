"""Why an identifier is refused: every fault of its key, its qualifiers and their order."""

from domain.faults import Fault, Sentence
from domain.identifiers import value_words, words
from domain.identifiers.application_identifiers import ENTRIES, attribute_format
from domain.identifiers.check_digits import check_digit, check_pair
from domain.identifiers.formats import Format
from domain.identifiers.key import Component, Key


def identifier_faults(key: Key, value: str, qualifiers: tuple[tuple[str, str], ...]) -> list[Fault]:
    """Return what is wrong with a key's value and its qualifiers; nothing when all is right."""
    faults = _sequence_faults(key, tuple(ai for ai, _ in qualifiers))
    faults += _component_faults(key.component, value)
    for ai, qualifier in qualifiers:
        if ai in key.qualifiers:
            faults += _component_faults(key.qualifiers[ai], qualifier)
    return faults


def attribute_fault(ai: str, shape: Format, value: str) -> Fault:
    """Return what is wrong with the decoded value of a data attribute, which is not of its form."""
    return _value_fault(Sentence("attribute ({ai})", ai=ai), "attribute", shape, value)


def _component_faults(component: Component, value: str) -> list[Fault]:
    shape = component.format
    if shape.accepts(value):
        return []
    name = component.name
    if component.ai in ENTRIES:
        name = Sentence("{name} ({ai})", name=name, ai=component.ai)
    if len(value) not in component.padded or not shape.characters.fullmatch(value):
        return [_value_fault(name, component.code, shape, value)]
    short = value_words.short_form(name, component.code, len(value), shape.longest)
    return [short, *_component_faults(component, component.in_full(value))]


def _value_fault(name: str, code: str, shape: Format, value: str) -> Fault:
    if not shape.characters.fullmatch(value):
        return value_words.charset(name, shape.alphabet)
    if not shape.shortest <= len(value) <= shape.longest:
        return value_words.length(name, code, shape.shortest, shape.longest)
    broken = shape.broken_rule(value) if shape.pattern.fullmatch(value) else None
    if broken is None:
        return value_words.form(name, code, shape.notation)
    rule, part = broken
    text = value[part]
    # The check digit of a part in the middle is not told: nobody would find it.
    at_end = part.indices(len(value))[1] == len(value)
    if rule.name == "csum":
        return value_words.check_digit(name, code, check_digit(text[:-1]) if at_end else "")
    if rule.name == "csumalpha":
        return value_words.check_pair(name, code, check_pair(text[:-2]) if at_end else "")
    return value_words.rule(rule.name, name, code)


def _sequence_faults(key: Key, ais: tuple[str, ...]) -> list[Fault]:
    if ais in key.sequences:
        return []
    faults = []
    for place, ai in enumerate(ais):
        if ai in ais[:place] or ai == key.component.ai:
            faults.append(words.duplicate(ai if ai in ENTRIES else ""))
        elif ai in key.qualifiers:
            continue
        elif attribute_format(ai):
            faults.append(words.attribute_in_path(ai))
        elif ai in ENTRIES:
            faults.append(words.foreign_qualifier(key, ai))
        else:
            faults.append(words.unknown_in_path(key))
    return faults or [words.order(key)]
