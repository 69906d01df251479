"""Requests as a web server hands them over (PEP 3333), and answers as it gets them back."""

import io
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote
from wsgiref.validate import validator

HTML = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
# What the server adds, or the day.
OF_THE_SERVER = frozenset({"date", "server", "connection"})


@dataclass(frozen=True)
class Told:
    """An answer: status line, headers as they came, bytes."""

    status: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def __getitem__(self, name: str) -> str:
        """Return a header, "" where there is none."""
        found = [value for key, value in self.headers if key.lower() == name.lower()]
        assert len(found) <= 1, found
        return found[0] if found else ""

    @property
    def code(self) -> int:
        return int(self.status.split()[0])


def request(target: str, *, raw: bool = True, **more: Any) -> dict[str, Any]:
    """Return the WSGI environment of a request for a target such as /01/...?lang=de.

    Further arguments are headers (`accept_language`) or variables of the server (`RAW_URI`,
    `wsgi.url_scheme`); None leaves one out.
    `raw` tells whether the server hands the path over as it was sent, too.
    """
    path, mark, query = target.partition("?")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote(path, "latin-1"),
        "QUERY_STRING": query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "192.0.2.1",
        "HTTP_HOST": "localhost",
        "HTTP_ACCEPT": HTML,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    if raw:
        environ["RAW_URI"] = path + mark + query
    for name, value in more.items():
        key = name if name.isupper() or "." in name else f"HTTP_{name.upper()}"
        if value is None:
            environ.pop(key, None)
        else:
            environ[key] = value
    return environ


def ask(application: Any, environ: dict[str, Any]) -> Told:
    """Return what an application answers; both sides keep to PEP 3333, or this fails."""
    told: list[tuple[str, tuple[tuple[str, str], ...]]] = []

    def start_response(status: str, headers: list[tuple[str, str]], *_: object) -> Any:
        told.append((status, tuple(headers)))
        return lambda _bytes: None

    body: Iterable[bytes] = validator(application)(environ, start_response)
    try:
        whole = b"".join(body)
    finally:
        body.close()  # type: ignore[attr-defined]
    status, headers = told[-1]
    return Told(status, headers, whole)
