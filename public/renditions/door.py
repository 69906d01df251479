"""The thin door in front of Django: anonymous GET and HEAD of a passport from the stored bytes.

What may be answered from the store is what Django answered before, to the byte and with the same
headers. The door answers by itself only while somebody follows the changes of the registry; if not,
Django is asked, and the store speaks where Django cannot: with the database stopped, readers go on
reading, and a header says how old the answer may be.
"""

import itertools
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from public.renditions.pulse import Pulse
from public.renditions.rendition import Answer, Rendition
from public.renditions.store import Store, today
from public.renditions.wanted import Environ, Wanted, wanted

# A change shows within a second: for so long the word of whoever follows the changes holds.
FRESH_MS = 900
# For so long a failure of Django counts before it is asked again.
FAILED_S = 1.0
# Every so many answers from the store one is counted, to know which are read much; so many counts
# are written down at once.
SAMPLE, COUNTS = 32, 16
MARK = "registry.rendition"
# What a 304 says besides (RFC 9110, 15.4.5), and Django's own order of things.
WITHOUT_BODY = frozenset({"content-type", "content-length", "content-encoding", "content-language"})
OK, NOT_MODIFIED = "200 OK", "304 Not Modified"
LED = "307 Temporary Redirect"

StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Mark:
    """What a view says of an answer that may be kept: the sequence it was read at, its chain.

    It stands in the WSGI environment under `MARK` and never leaves the house.
    """

    seq: int
    chain: tuple[str, ...]


class Door:
    """A WSGI application in front of another one."""

    def __init__(self, application: Application, store: Store, pulse: Pulse) -> None:
        self._application = application
        self._store = store
        self._pulse = pulse
        self._failed_at = -FAILED_S
        self._count = itertools.count()
        self._counted: list[Rendition] = []

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        asked = wanted(environ)
        if asked is None:
            return self._application(environ, start_response)
        is_known = self._pulse.is_fresh(FRESH_MS)
        if is_known or time.monotonic() - self._failed_at < FAILED_S:
            found = self._found(environ, asked)
            # Pages speak of the day on which they are read; one of yesterday is better than none.
            if found is not None and (found.day == today() or not is_known):
                if next(self._count) % SAMPLE == 0:
                    self._note(found)
                return self._stored(environ, start_response, found, is_known=is_known)
        return self._through(environ, start_response, asked)

    def _note(self, found: Rendition) -> None:
        """Count a reader; writing each one down would cost every reader a tenth."""
        counted = self._counted
        counted.append(found)
        if len(counted) >= COUNTS:
            self._counted = []
            self._store.want(*counted)

    def _found(self, environ: Environ, asked: Wanted) -> Rendition | None:
        return self._store.find(asked.key, str(environ.get("HTTP_IF_NONE_MATCH", "")))

    def _stored(
        self, environ: Environ, start_response: StartResponse, found: Rendition, *, is_known: bool
    ) -> Iterable[bytes]:
        headers = found.headers if is_known else (*found.headers, self._told_age())
        answer = Answer(found.status, headers, found.body)
        return _answer(environ, start_response, answer, found.tag)

    def _through(
        self, environ: Environ, start_response: StartResponse, asked: Wanted
    ) -> Iterable[bytes]:
        """Ask Django; keep what it marks as worth keeping, and stand in for it where it fails."""
        day = today()
        answer = self._asked(environ)
        if answer is None or answer.status.startswith("5"):
            self._failed_at = time.monotonic()
            found = self._found(environ, asked)
            if found is not None:
                return self._stored(environ, start_response, found, is_known=False)
        if answer is None:
            # It fails before everybody, and the web server tells about it.
            return self._application(environ, start_response)
        mark, tag = environ.get(MARK), dict(answer.headers).get("ETag", "")
        is_whole = environ["REQUEST_METHOD"] == "GET" and _is_for_all(answer)
        if asked.may_keep and is_whole and isinstance(mark, Mark):
            # Of the day before, if that ended meanwhile.
            self._store.keep(asked.key, mark.chain, mark.seq, day, tag, answer)
        return _answer(environ, start_response, answer, tag)

    def _asked(self, environ: Environ) -> Answer | None:
        """Return Django's whole answer, as to a reader who has nothing yet; None if it raises."""
        told: list[tuple[str, list[tuple[str, str]]]] = []

        def start_response(status: str, headers: list[tuple[str, str]], *_more: object) -> None:
            told.append((status, headers))

        tag = environ.pop("HTTP_IF_NONE_MATCH", None)
        try:
            body = self._application(environ, start_response)
            try:
                whole = b"".join(body)
            finally:
                getattr(body, "close", lambda: None)()
        except Exception:  # noqa: BLE001 - whatever it is, readers go on reading
            return None
        finally:
            if tag is not None:
                environ["HTTP_IF_NONE_MATCH"] = tag
        status, headers = told[-1]
        return Answer(status, tuple(headers), whole)

    def _told_age(self) -> tuple[str, str]:
        """Return the header that says up to when changes are in an answer (RFC 9211)."""
        known = datetime.fromtimestamp(self._pulse.at_ms / 1000, UTC)
        return "Cache-Status", f'registry; hit; detail="as of {known:%Y-%m-%dT%H:%M:%SZ}"'


def _is_for_all(answer: Answer) -> bool:
    """Whether an answer may be handed to anybody: a page with its tag, or the way to one."""
    headers = dict(answer.headers)
    policy = headers.get("Cache-Control", "private")
    is_page = answer.status == OK and policy.startswith("public") and "ETag" in headers
    is_led = answer.status == LED and not policy.startswith("private")
    return (is_page or is_led) and "Set-Cookie" not in headers


def _answer(
    environ: Environ, start_response: StartResponse, answer: Answer, tag: str
) -> Iterable[bytes]:
    """Begin an answer and return its bytes, none where the reader has them or asks for none."""
    sent = environ.get("HTTP_IF_NONE_MATCH")
    if sent and answer.status == OK and _has(str(sent), tag):
        told = [each for each in answer.headers if each[0].lower() not in WITHOUT_BODY]
        start_response(NOT_MODIFIED, told)
        return ()
    start_response(answer.status, list(answer.headers))
    return () if environ["REQUEST_METHOD"] == "HEAD" else (answer.body,)


def _has(sent: str, tag: str) -> bool:
    """Whether a reader who sent these tags has the bytes with this one (RFC 9110, 13.1.2).

    A tag is quoted and long: where it stands in the header, it is one of the tags.
    """
    return bool(tag) and (tag in sent or sent.strip() == "*")
