"""A real Chromium, whose requests are answered by the registry in the test itself.

No port and no second thread: what the browser asks for is handed to Django, in the transaction of
the test, and the answer goes back with all its headers.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextvars import copy_context
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from playwright.sync_api import Browser, Page, Route, sync_playwright

from accounts.actors import Actor
from domain.identifiers import from_path, parse
from ledger import relay
from lifecycle.activities import record_activity_models
from lifecycle.demonstration import ACTIONS
from lifecycle.factors import factors_of, publish_factor_set, read_csv
from lifecycle.reading import passport
from lifecycle.representation import timestamp
from passports.entries import Entry
from passports.publishing import publish
from tests.data.files import DATA, read_json
from tests.lifecycle.conftest import work_off

# A name that browsers trust without TLS, as they will trust the registry with it.
BASE = "http://localhost"
LEFT_OUT = {"host", "accept-encoding", "content-length"}
NAMES = ("chromium", "chromium-browser", "google-chrome")
Visit = Callable[..., Page]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    assert path, "There is no Chromium: install it, or set CHROMIUM to its path."
    with sync_playwright() as playwright:
        # Playwright runs a loop in this thread, which Django takes for a view that must not block.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()
        # While that loop runs, Django keeps connections apart from those that the suite will close.
        connections.close_all()
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def visit(chromium: Browser, db: None) -> Iterator[Visit]:
    """Open an address in a window of its own; `page.asked` and `page.complaints` tell the rest."""
    contexts = []
    # Django keeps its connections by context, and Playwright calls back in one of its own.
    ours = copy_context()

    def visit(path: str, *, width: int = 1280, **settings: Any) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 800}, locale="en-GB", **settings
        )
        contexts.append(context)
        asked: list[str] = []
        complaints: list[str] = []
        context.route("**/*", lambda route: ours.run(_answer, route, asked))
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.asked, page.complaints = asked, complaints  # type: ignore[attr-defined]
        page.goto(BASE + path)
        return page

    yield visit
    for context in contexts:
        context.close()


def _answer(route: Route, asked: list[str]) -> None:
    request = route.request
    asked.append(request.url)
    if not request.url.startswith(BASE + "/"):
        route.abort()
        return
    headers = {n: v for n, v in request.all_headers().items() if n not in LEFT_OUT and n[0] != ":"}
    response = Client(headers=headers).generic(
        request.method,
        request.url.removeprefix(BASE),
        request.post_data_buffer or b"",
        content_type=headers.get("content-type", "application/octet-stream"),
    )
    told, body = dict(response.items()), response.getvalue()
    if "Location" in told:
        # Playwright lets no route answer what a redirection leads to: the page goes there itself.
        body = f'<meta http-equiv="refresh" content="0;url={told.pop("Location")}">'.encode()
        told["Content-Type"] = "text/html"
    if response.cookies:
        told["Set-Cookie"] = "\n".join(c.OutputString() for c in response.cookies.values())
    status = 200 if 300 <= response.status_code < 400 else response.status_code
    route.fulfill(status=status, headers=told, body=body)


@pytest.fixture
def family(maker: Actor, registry: Actor, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The invented family of phones of the demonstration, with its footprint."""
    monkeypatch.setattr(relay, "_installed", [])
    factors_of.cache_clear()
    told = read_json(DATA / "demo" / "family.json")
    text = (DATA / "factors" / "2025.1.csv").read_text(encoding="utf-8")
    publish_factor_set(
        actor=registry,
        series="registry-basis",
        version="2025.1",
        rows=read_csv(text),
        reason="First release.",
    )
    for entry in told["entries"]:
        members = ("identifier", "document", "patch", "parent", "corrects")
        given = {name: entry[name] for name in members if name in entry}
        sector = "smartphone" if "document" in entry else None
        publish(
            actor=maker,
            reason=entry["reason"],
            entries=[Entry(action=ACTIONS[entry["kind"]], sector=sector, **given)],
        )
        if entry is told["entries"][0]:
            # It holds from the revision on that is the newest when it is recorded.
            bodies = {each["identifier"]: each["body"] for each in told["activities"]}
            record_activity_models(actor=maker, bodies=bodies, reason="How the phone is used.")
    work_off()
    return dict(told)


@pytest.fixture
def first(item: str) -> str:
    """The time at which the item had its first version, as an address names it."""
    found = passport(from_path(item))
    own = [e for e in found.events if e.product == found.view.registration.identifier]
    return timestamp(own[-1].at_ms)


@pytest.fixture
def item(family: dict[str, Any]) -> str:
    """The path of an item of the family."""
    identifiers = [parse(entry["identifier"]) for entry in family["entries"]]
    return next(each.path for each in identifiers if each.granularity == "item")
