"""What happened to a passport, in words."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from domain.changes import Difference, in_words
from domain.identifiers import parse
from domain.pointers import path_of
from domain.sector_schema import FieldSpec
from lifecycle.representation import timestamp
from passports.reading import Event
from public import telling, wording
from public.pages import levels
from public.pages.blocks import Change, History
from public.pages.sheet import Sheet

SHOWN = 5
KEPT = 40


def history_of(sheet: Sheet) -> History:
    """Return the events of the passport, newest first, and the days that can be asked for."""
    own = sheet.passport.view.registration.identifier
    # Before its own first version the product had no passport that could be shown.
    begun = min(
        (e.seq for e in sheet.passport.events if (e.product, e.number) == (own, 1)), default=0
    )
    return History(
        tuple(_change(sheet, event, begun) for event in sheet.passport.events),
        (sheet.now - timedelta(days=1)).isoformat(),
        sheet.at[:10],
    )


def _change(sheet: Sheet, event: Event, begun: int) -> Change:
    first = event.number == 1
    sentences = [] if first else [_sentence(sheet, each) for each in event.differences[:KEPT]]
    beyond = len(event.differences) - KEPT
    if sentences and beyond > 0:
        sentences.append(
            ngettext("%(count)s more change.", "%(count)s more changes.", beyond)
            % {"count": beyond}
        )
    when = timestamp(event.at_ms)
    return Change(
        wording.day_of(event.at_ms),
        when,
        _what(sheet, event),
        event.reason,
        tuple(sentences[:SHOWN]),
        tuple(sentences[SHOWN:]),
        sheet.link(at=when) if event.seq >= begun else "",
    )


def _what(sheet: Sheet, event: Event) -> str:
    kind = parse(event.product).granularity
    words = {"level": levels.of(kind, own=sheet.is_own(event.product)), "number": event.number}
    if event.number == 1:
        return _("First version of %(level)s") % words
    if event.corrects is not None:
        return _("Version %(number)s of %(level)s, a correction") % words
    return _("Version %(number)s of %(level)s") % words


def _sentence(sheet: Sheet, difference: Difference) -> str:
    path = path_of(difference.pointer)
    node = sheet.walk.node(path)
    field = node.field if node else None
    language = ""
    if field is None:
        # A language map differs text by text: the last name of the path is a language.
        above = sheet.walk.node(path[:-1])
        field = above.field if above else None
        language = wording.language_name(path[-1])
    title = wording.of_schema(field.title) if field else path[-1]
    if language:
        words = {"title": title, "language": language}
        title = pgettext("a text in a language", "%(title)s (%(language)s)") % words
    unit = wording.unit_of(field.unit, None) if field and field.unit else ""
    labels = _labels(difference, field) if field else {}
    return telling.in_language(
        in_words(difference, _title(sheet, path, title), unit, labels, telling.SPELLING)
    )


def _labels(difference: Difference, field: FieldSpec) -> dict[str, str]:
    """Return the words for what a value is in a document: names of codes, days written out."""
    values = [v for v in (difference.old, difference.new) if isinstance(v, str)]
    dated = {v: wording.day(v) for v in values} if field.kind == "date" else {}
    return dated | {code: wording.of_schema(label) for code, label in field.labels.items()}


def _title(sheet: Sheet, path: tuple[str, ...], title: str) -> str:
    """Return the title of a leaf, an entry's key in front where it belongs to one."""
    for length in range(len(path) - 1, 0, -1):
        node = sheet.walk.node(path[:length])
        if node is not None and node.each is not None:
            key = path[length]
            words = {"list": wording.of_schema(node.title), "entry": key, "title": title}
            whole = pgettext("a value of an entry", "%(list)s, %(entry)s: %(title)s") % words
            return whole if node.title else title
    return title
