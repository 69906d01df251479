"""How a browser asks for the pages of the scans, and how a WSGI application answers it."""

import io
import sys
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings

from benchmarks.cast import MODEL
from config import wsgi
from domain.identifiers import parse
from public.renditions.door import Application, Door, StartResponse
from public.renditions.rendition import Headers
from public.renditions.wanted import Environ

LANGUAGES = ("en", "zh", "fr", "es", "ar", "ru", "de")
ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
ENCODINGS = "gzip, deflate, br, zstd"


class Answer(NamedTuple):
    status: str
    headers: Headers
    body: bytes


def serial(number: int) -> str:
    # No other number of a page looks like it.
    return f"EX-{number:08}"


def identifier(number: int) -> str:
    return f"{MODEL}/21/{serial(number)}"


def path_of(number: int) -> str:
    return parse(identifier(number)).path


def language_of(number: int) -> str:
    """Return the language in which the page of an item is kept."""
    return LANGUAGES[number % len(LANGUAGES)]


def request(target: str, language: str) -> Environ:
    """Return a browser's request as WSGI describes it (PEP 3333)."""
    path, _, query = target.partition("?")
    return {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": urlsplit(settings.PUBLIC_URL).netloc,
        "HTTP_ACCEPT": ACCEPT,
        "HTTP_ACCEPT_LANGUAGE": language,
        "HTTP_ACCEPT_ENCODING": ENCODINGS,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }


def door() -> Door:
    """Return the door of the registry, with Django behind it."""
    assert isinstance(wsgi.application, Door)
    return wsgi.application


def nobody(_environ: Environ, _start_response: StartResponse) -> Iterable[bytes]:
    """Stand behind the door in place of Django where only what is kept may be answered."""
    raise AssertionError("The page was not kept.")


def answer(application: Application, environ: Environ) -> Answer:
    """Return the whole answer of a WSGI application."""
    told: list[tuple[str, Headers]] = []
    body = application(environ, lambda status, headers, *_: told.append((status, tuple(headers))))
    try:
        return Answer(*told[0], b"".join(body))
    finally:
        getattr(body, "close", lambda: None)()
