"""What changed between two states of a passport, told leaf by leaf in the words of the page."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from domain import changes
from domain.pointers import path_of
from domain.sector_schema import FieldSpec
from public import telling, wording
from public.pages.blocks import Difference
from public.pages.sheet import Sheet
from public.wording import Words


def in_a_sentence(sheet: Sheet, difference: changes.Difference) -> str:
    """Return a difference between documents as a sentence in the language of the page.

    The values in it have been cut to what the reader may see already.
    """
    path = path_of(difference.pointer)
    field, language = _field_at(sheet, path)
    found, unit = _as_read(difference, field)
    labels = _labels(difference, field) if field else {}
    title = _title(sheet, path, field, language)
    return telling.in_language(changes.in_words(found, title, unit, labels, telling.SPELLING))


def differences_of(sheet: Sheet, found: Iterable[changes.Difference]) -> Iterator[Difference]:
    """Yield differences between documents, old and new value apart, with nothing cut off."""
    for each in found:
        path = path_of(each.pointer)
        field, language = _field_at(sheet, path)
        yield Difference(
            _title(sheet, path, field, language),
            None if each.kind == "added" else _words(sheet, each.old, field),
            None if each.kind == "removed" else _words(sheet, each.new, field),
        )


def _field_at(sheet: Sheet, path: tuple[str, ...]) -> tuple[FieldSpec | None, str]:
    """Return the leaf at a path, and the language where the path leads to one text of several."""
    node = sheet.walk.node(path)
    if node is not None and node.field is not None:
        return node.field, ""
    # A language map differs text by text: the last name of the path is a language.
    above = sheet.walk.node(path[:-1])
    return above.field if above else None, wording.language_name(path[-1])


def _as_read(
    difference: changes.Difference, field: FieldSpec | None
) -> tuple[changes.Difference, str]:
    """Return a difference with its numbers as they are read, and their unit."""
    if field is None or not field.unit:
        return difference, ""
    numbers = [n for n in (difference.old, difference.new) if wording.is_number(n)]
    unit = field.unit
    if numbers and all(wording.as_read(n, unit) != (n, unit) for n in numbers):
        old, new = (
            wording.as_read(n, unit)[0] if wording.is_number(n) else n
            for n in (difference.old, difference.new)
        )
        difference, unit = replace(difference, old=old, new=new), "kg"
    return difference, wording.unit_of(unit, None)


def _labels(difference: changes.Difference, field: FieldSpec) -> dict[str, str]:
    """Return the words for what a value is in a document: names of codes, days written out."""
    values = [v for v in (difference.old, difference.new) if isinstance(v, str)]
    dated = {v: wording.day(v) for v in values} if field.kind == "date" else {}
    return dated | {code: wording.of_schema(label) for code, label in field.labels.items()}


def _words(sheet: Sheet, value: object, field: FieldSpec | None) -> Words:
    if field is None or (field.kind == "text" and isinstance(value, str)):
        return Words(str(value))
    if field.unit and wording.is_number(value):
        return Words(wording.measured(value, field.unit))
    said = wording.value_of(value, field, sheet.spoken)
    text = wording.listed([each.text for each in said]) if said else _("an empty list")
    return Words(text, said[0].language if len(said) == 1 else "")


def _title(sheet: Sheet, path: tuple[str, ...], field: FieldSpec | None, language: str) -> str:
    """Return the title of a leaf, its language and an entry's key with it where they belong."""
    title = wording.of_schema(field.title) if field else path[-1]
    if language:
        words = {"title": title, "language": language}
        title = pgettext("a text in a language", "%(title)s (%(language)s)") % words
    for length in range(len(path) - 1, 0, -1):
        node = sheet.walk.node(path[:length])
        if node is not None and node.each is not None:
            words = {"list": wording.of_schema(node.title), "entry": path[length], "title": title}
            whole = pgettext("a value of an entry", "%(list)s, %(entry)s: %(title)s") % words
            return whole if node.title else title
    return title
