"""Making the renditions that are likely to be read next, before anybody waits for them."""

import io
import sys
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from django.conf import settings

from passports.listing import newest_identifiers
from public import languages
from public.renditions.door import Application
from public.renditions.wanted import Environ

MODELS = 24
# As browsers ask.
ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
ENCODINGS = "gzip, deflate, br, zstd"


def warm(door: Application) -> Iterator[str]:
    """Ask the door for the newest models in every language, one at a time; yield each path.

    What is stored and still good costs it a look-up.
    """
    for identifier in newest_identifiers(MODELS):
        for language in languages.offered():
            for _part in door(_request(identifier.path, language), lambda *_answer: None):
                pass
            yield identifier.path


def _request(path: str, language: str) -> Environ:
    """Return a reader's request as WSGI describes it (PEP 3333)."""
    return {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote(path, "latin-1"),
        "QUERY_STRING": "",
        "SERVER_NAME": settings.HOST,
        "SERVER_PORT": str(settings.PORT),
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
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
