"""What happened to a passport, in words."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from domain.identifiers import parse
from lifecycle.representation import timestamp
from passports.reading import Event
from public import wording
from public.pages import levels
from public.pages.blocks import Change, History
from public.pages.differences import in_a_sentence
from public.pages.sheet import Sheet

SHOWN = 5
KEPT = 40


def history_of(sheet: Sheet) -> History:
    """Return the events of the passport, newest first, and the days that can be asked for."""
    yesterday = (sheet.now - timedelta(days=1)).isoformat()
    return History(_changes(sheet, sheet.passport.events), yesterday, sheet.at[:10], sheet.kept)


def told(sheet: Sheet, events: tuple[Event, ...]) -> History:
    """Return these events, newest first, without a form."""
    return History(_changes(sheet, events), "", "", has_form=False)


def _changes(sheet: Sheet, events: tuple[Event, ...]) -> tuple[Change, ...]:
    own = sheet.passport.view.registration.identifier
    # Before its own first version the product had no passport that could be shown.
    begun = min((e.seq for e in events if (e.product, e.number) == (own, 1)), default=0)
    changes = []
    for event in events:
        before = next((e for e in events if e.seq < event.seq), None)
        since = timestamp(before.at_ms) if before is not None and before.seq >= begun else ""
        changes.append(_change(sheet, event, since, is_shown=event.seq >= begun))
    return tuple(changes)


def _change(sheet: Sheet, event: Event, since: str, *, is_shown: bool) -> Change:
    """Return an event; `since` is the time of the change before, "" where nothing was shown yet."""
    found = () if event.number == 1 else event.differences
    sentences = [in_a_sentence(sheet, each) for each in found[:KEPT]]
    beyond = len(found) - KEPT
    if beyond > 0:
        more = ngettext("%(count)s more change.", "%(count)s more changes.", beyond)
        sentences.append(more % {"count": beyond})
    when = timestamp(event.at_ms)
    return Change(
        wording.day_of(event.at_ms),
        when,
        _what(sheet, event),
        event.reason,
        tuple(sentences[:SHOWN]),
        tuple(sentences[SHOWN:]),
        sheet.link(at=when) if is_shown else "",
        sheet.link(**{"from": since, "at": when}) if since and found else "",
    )


def _what(sheet: Sheet, event: Event) -> str:
    kind = parse(event.product).granularity
    words = {"level": levels.of(kind, own=sheet.is_own(event.product)), "number": event.number}
    if event.number == 1:
        return _("First version of %(level)s") % words
    if event.corrects is not None:
        return _("Version %(number)s of %(level)s, a correction") % words
    return _("Version %(number)s of %(level)s") % words
