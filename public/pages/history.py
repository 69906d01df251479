"""What happened to a passport, in words."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from domain.changes import Difference, in_words
from domain.pointers import path_of
from lifecycle.representation import timestamp
from passports.reading import Event
from public import wording
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
    words = {"level": sheet.level_name(event.product), "number": event.number}
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
        language = f" ({wording.language_name(path[-1])})"
    title = _title(sheet, path, wording.of_schema(field.title) if field else path[-1])
    unit = wording.unit_of(field.unit, None) if field and field.unit else ""
    return in_words(difference, title + language, unit, field.labels if field else {})


def _title(sheet: Sheet, path: tuple[str, ...], title: str) -> str:
    """Return the title of a leaf, an entry's key in front where it belongs to one."""
    for length in range(len(path) - 1, 0, -1):
        node = sheet.walk.node(path[:length])
        if node is not None and node.each is not None:
            key = path[length]
            return f"{wording.of_schema(node.title)}, {key}: {title}" if node.title else title
    return title
