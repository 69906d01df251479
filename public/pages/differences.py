"""What changed between two states of a passport, told leaf by leaf in the words of the page."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from domain import changes
from domain.pointers import path_of
from domain.sector_schema import FieldSpec
from public import wording
from public.pages.blocks import Difference
from public.pages.sheet import Sheet
from public.wording import Words

LONGEST = 80
LEAD = 20  # characters before the first difference of two long texts


def differences_of(sheet: Sheet, found: Iterable[changes.Difference]) -> Iterator[Difference]:
    """Yield differences between documents with the titles and words that the schema has for them.

    The values in them have been cut to what the reader may see already.
    """
    for each in found:
        path = path_of(each.pointer)
        node = sheet.walk.node(path)
        field = node.field if node else None
        language = ""
        if field is None:
            # A language map differs text by text: the last name of the path is a language.
            above = sheet.walk.node(path[:-1])
            field = above.field if above else None
            language = f" ({wording.language_name(path[-1])})"
        title = wording.of_schema(field.title) if field else path[-1]
        yield Difference(
            _title(sheet, path, title) + language,
            None if each.kind == "added" else _words(sheet, each.old, field),
            None if each.kind == "removed" else _words(sheet, each.new, field),
        )


def in_a_sentence(difference: Difference) -> SafeString:
    """Return a difference as one sentence: what was is struck through, long texts are cut."""
    short = _cut(difference)
    old = format_html("<del>{}</del>", short.old.html) if short.old else None
    new = format_html("<ins>{}</ins>", short.new.html) if short.new else None
    if new and not old:
        return _filled(_("%(title)s was added: %(new)s."), title=short.label, new=new)
    if old and not new:
        return _filled(_("%(title)s was removed; it was %(old)s."), title=short.label, old=old)
    if not old or not new or short.old == short.new:
        return _filled(_("%(title)s changed only in the way it is written."), title=short.label)
    sentence = _("%(title)s changed from %(old)s to %(new)s.")
    return _filled(sentence, title=short.label, old=old, new=new)


def _filled(sentence: str, **parts: str) -> SafeString:
    """Return a translated sentence as markup, its parts in their places."""
    escaped = {name: conditional_escape(part) for name, part in parts.items()}
    return SafeString(str(conditional_escape(sentence)) % escaped)


def _words(sheet: Sheet, value: object, field: FieldSpec | None) -> Words:
    if field is None or (field.kind == "text" and isinstance(value, str)):
        return Words(str(value))
    said, unit = wording.measured(value, field, sheet.spoken)
    text = wording.listed([each.text for each in said]) or _("an empty list")
    return Words(f"{text} {unit}".rstrip(), said[0].language if len(said) == 1 else "")


def _cut(difference: Difference) -> Difference:
    """Return a difference with its long texts cut to the stretch that differs."""
    old, new = difference.old, difference.new
    if max(len(each.text) for each in (old, new) if each is not None) <= LONGEST:
        return difference
    start = 0
    if old is not None and new is not None:
        pairs = zip(old.text, new.text, strict=False)
        shorter = min(len(old.text), len(new.text))
        start = max(0, next((i for i, (a, b) in enumerate(pairs) if a != b), shorter) - LEAD)

    def stretch(words: Words) -> Words:
        before = "…" if start else ""
        after = "…" if len(words.text) > start + LONGEST else ""
        return replace(words, text=f"{before}{words.text[start : start + LONGEST]}{after}")

    return replace(difference, old=old and stretch(old), new=new and stretch(new))


def _title(sheet: Sheet, path: tuple[str, ...], title: str) -> str:
    """Return the title of a leaf, an entry's key in front where it belongs to one."""
    for length in range(len(path) - 1, 0, -1):
        node = sheet.walk.node(path[:length])
        if node is not None and node.each is not None:
            key = path[length]
            return f"{wording.of_schema(node.title)}, {key}: {title}" if node.title else title
    return title
