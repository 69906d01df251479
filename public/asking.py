"""What a request asks for besides the product: a time, a form, a view. How the answer says so."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest

from domain.faults import Fault, Malformed, Sentence
from domain.moments import parse_at
from ledger.clock import moment, now_ms
from lifecycle.reading import Passport
from lifecycle.representation import timestamp
from public import languages, negotiation

AT, SINCE, VIEW = "at", "from", "view"
PARAMETERS = (AT, SINCE, VIEW, negotiation.PARAMETER, languages.PARAMETER)
VALUES, HISTORY, DISASSEMBLY = "values", "history", "disassembly"
VIEWS = (VALUES, HISTORY, DISASSEMBLY)


@dataclass(frozen=True, slots=True)
class Asked:
    """The time asked for, as it was written and in ms; "" and None stand for now.

    `since_ms` is the earlier of two times that are to be compared, None where nothing is. `view`
    names a further view of the passport, "" the first one.
    """

    at: str
    at_ms: int | None
    now_ms: int
    view: str = ""
    since_ms: int | None = None

    @property
    def is_further(self) -> bool:
        """Whether a page behind the first view is asked for."""
        return bool(self.view) or self.since_ms is not None

    @property
    def now(self) -> date:
        return moment(self.now_ms).date()

    @property
    def day(self) -> date:
        """The day that the answer is about, in UTC."""
        return self.now if self.at_ms is None else moment(self.at_ms).date()


def asked_of(request: HttpRequest) -> Asked:
    """Return what a request asks for; raises Malformed for a parameter that is wrong or doubled."""
    for name in PARAMETERS:
        if len(request.GET.getlist(name)) > 1:
            raise Malformed(
                Fault(
                    "parameter.doubled",
                    "A parameter is given twice.",
                    f"/{name}",
                    "Give it once.",
                )
            )
    now, text, since = now_ms(), request.GET.get(AT), request.GET.get(SINCE)
    at_ms = None if text is None else parse_at(text, now)
    since_ms = None if since is None else parse_at(since, now)
    if since_ms is not None and at_ms is not None and since_ms > at_ms:
        raise Malformed(
            Fault(
                "from.later",
                "The time to compare from is later than the time to compare with.",
                f"/{SINCE}",
                Sentence(
                    "Give the earlier of the two as {since}, and the later as {at}.",
                    since=SINCE,
                    at=AT,
                ),
            )
        )
    return Asked(text or "", at_ms, now, _view(request), since_ms)


def place_of(request: HttpRequest, shown: Passport, asked: Asked) -> dict[str, str]:
    """Return the header that says where an answer about an earlier time stands for good.

    From the newest change that counts up to the time asked for, every time has the same answer;
    the address at that change names it (RFC 9110, 8.7).
    """
    if asked.at_ms is None:
        return {}
    query = {AT: timestamp(_boundary_ms(shown))}
    for name in PARAMETERS:
        if name != AT and name in request.GET:
            query[name] = request.GET[name]
    return {"Content-Location": f"{shown.view.identifier.path}?{urlencode(query, safe=':')}"}


def is_settled(shown: Passport, asked: Asked) -> bool:
    """Whether the time asked for is the one under which the answer stands for good, or is now.

    Of all the times that have one answer, one is enough to keep it under.
    """
    return asked.at_ms is None or asked.at == timestamp(_boundary_ms(shown))


def _boundary_ms(shown: Passport) -> int:
    boundary = shown.view.registration.boundary_ms
    return boundary if shown.footprint is None else max(boundary, shown.footprint.at_ms)


def _view(request: HttpRequest) -> str:
    view = request.GET.get(VIEW)
    if view is not None and view not in VIEWS:
        raise Malformed(
            Fault(
                "view.unknown",
                "The passport has no view of this name.",
                f"/{VIEW}",
                Sentence("Ask for one of {values}, or leave it out.", values=", ".join(VIEWS)),
            )
        )
    return view or ""
