"""A store and a pulse of their own folder, and a door in front of Django."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from public import languages
from public.renditions.door import Door
from public.renditions.pulse import Pulse
from public.renditions.store import Store

LARGEST = 100_000_000


@pytest.fixture(autouse=True)
def _one_connection_to_the_end() -> Iterator[None]:
    """Leave the connection open after a request, as Django's test client does: a test is one."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def pulse(tmp_path: Path) -> Pulse:
    return Pulse(tmp_path / "renditions" / "release.pulse")


@pytest.fixture
def store(tmp_path: Path, pulse: Pulse) -> Store:
    """A store that somebody has begun to follow the changes for, before any was accepted."""
    found = Store(tmp_path / "renditions" / "release", pulse, LARGEST)
    found.begin(0, "")
    return found


@pytest.fixture
def django() -> WSGIHandler:
    return WSGIHandler()


@pytest.fixture
def door(django: WSGIHandler, store: Store, pulse: Pulse) -> Door:
    """A door for which somebody knew every change a moment ago."""
    pulse.beat()
    return Door(django, store, pulse)


@pytest.fixture
def seven_languages(monkeypatch: pytest.MonkeyPatch, settings) -> None:
    """As if the pages had been translated into all languages."""
    codes = tuple(code for code, _name in settings.LANGUAGES)
    monkeypatch.setattr(languages, "offered", lambda: codes)
