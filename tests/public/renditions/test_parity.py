"""Whoever asks cannot tell whether the door answered or Django: status, headers, bytes."""

from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler

from domain.chain import Status
from lifecycle.representation import timestamp
from passports.entries import Action, Entry
from passports.publishing import publish
from public.renditions.door import Door
from tests.public.examples import MODEL
from tests.public.renditions.asking import HTML, Told, ask, request

PATH = "/01/09506000134352"
ITEM_PATH = f"{PATH}/21/S1"
SLASHED = "gs1:01/09506000134352/21/A%2FB"
START = 1_772_323_200_000  # 2026-03-01
TODAY = START + 86_400_000 * 30
JSON, JSON_LD = "application/json", "application/ld+json"
BROWSER = {
    "accept": HTML,
    "accept_language": "de-AT,de;q=0.9,en;q=0.8",
    "accept_encoding": "gzip, deflate, br, zstd",
}
SECURITY = (
    "Content-Security-Policy",
    "X-Frame-Options",
    "X-Content-Type-Options",
    "Referrer-Policy",
    "Cross-Origin-Opener-Policy",
)


@pytest.fixture(autouse=True)
def _held(monkeypatch) -> None:
    """A beat holds to the end of the test, and so does the day."""
    monkeypatch.setattr("public.renditions.door.FRESH_MS", 10**12)
    for name in ("ledger.clock", "ledger.acceptance", "public.asking"):
        monkeypatch.setattr(f"{name}.now_ms", lambda: START)


@pytest.fixture
def shop(phone, monkeypatch, seven_languages) -> None:
    """The phone, changed once; an item with a slash in its number; a withdrawn item."""
    for name in ("ledger.clock", "ledger.acceptance", "public.asking"):
        monkeypatch.setattr(f"{name}.now_ms", lambda: TODAY)
    entries = [
        Entry(MODEL, Action.REVISE, patch={"name": {"en": "Aster 5", "fi": "Asteri 5"}}),
        Entry(SLASHED, patch={"mass": 200}),
        Entry(f"{MODEL}/21/GONE", patch={}, status=Status.WITHDRAWN),
    ]
    publish(actor=phone, reason="More", entries=entries)


CASES = {
    "page": (PATH, BROWSER),
    "led": (PATH, {"accept": "*/*"}),
    "led, item": (ITEM_PATH, {"accept": "*/*", "accept_language": "de"}),
    "linkset": (PATH, {"accept": "application/linkset+json"}),
    "linkset by parameter": (f"{PATH}?linkType=linkset", {"accept": "application/json"}),
    "link": (f"{PATH}?linkType=gs1:dpp", BROWSER),
    "no such link": (f"{PATH}?linkType=gs1:recipeInfo", BROWSER),
    "history": (f"{PATH}?view=history", BROWSER),
    "compared": (f"{PATH}?from={timestamp(START)}", BROWSER),
    "item": (ITEM_PATH, BROWSER),
    "batch": (f"{PATH}/10/B1", BROWSER),
    "item of its batch": (f"{PATH}/10/B1/21/S1", BROWSER),
    "withdrawn": (f"{PATH}/21/GONE", BROWSER),
    "slashed": (f"{PATH}/21/A%2FB", BROWSER),
    "slash decoded": (f"{PATH}/21/A%2FB", {**BROWSER, "raw": False}),
    "gzip": (PATH, {**BROWSER, "accept_encoding": "gzip"}),
    "unpacked": (PATH, {**BROWSER, "accept_encoding": "identity"}),
    "any coding": (PATH, {**BROWSER, "accept_encoding": None}),
    "json": (ITEM_PATH, {"accept": JSON}),
    "json packed": (ITEM_PATH, {"accept": JSON, "accept_encoding": "br"}),
    "json-ld": (ITEM_PATH, {"accept": JSON_LD}),
    "format": (f"{ITEM_PATH}?format=json", BROWSER),
    "language": (f"{PATH}?lang=ar", BROWSER),
    "language and format": (f"{PATH}?lang=zh-hans&format=html", BROWSER),
    "another first language": (PATH, {**BROWSER, "accept_language": "fi,de;q=0.5"}),
    "boundary": (f"{PATH}?at={timestamp(START)}", BROWSER),
    "boundary in json": (f"{PATH}?at={timestamp(START)}&lang=en", {"accept": JSON}),
    "another time": (f"{PATH}?at=2026-03-14", BROWSER),
    "unknown parameter": (f"{PATH}?utm_source=x", BROWSER),
    "remark": (f"{PATH}/10/OTHER/21/S1", BROWSER),
    "unregistered": (f"{PATH}/21/NONE", BROWSER),
    "unregistered in json": (f"{PATH}/21/NONE", {"accept": JSON}),
    "of nobody": ("/01/09506000134369", BROWSER),
    "wrong check digit": ("/01/09506000134353", BROWSER),
    "not acceptable": (PATH, {"accept": "image/png"}),
    "before its time": (f"{PATH}?at=2001-01-01", BROWSER),
    "doubled": (f"{PATH}?lang=de&lang=fr", BROWSER),
    "https": (PATH, {**BROWSER, "wsgi.url_scheme": "https"}),
    "other port": (PATH, {**BROWSER, "host": "127.0.0.1:1234"}),
    "cross origin": (ITEM_PATH, {"accept": JSON, "origin": "https://elsewhere.example"}),
    "some cookie": (PATH, {**BROWSER, "cookie": "theme=dark; csrftoken=" + "x" * 32}),
    "foreign host": (PATH, {**BROWSER, "host": "evil.example"}),
    "no host": (PATH, {**BROWSER, "host": None, "SERVER_NAME": "evil.example"}),
    "post": (PATH, {**BROWSER, "REQUEST_METHOD": "POST"}),
    "options": (PATH, {**BROWSER, "REQUEST_METHOD": "OPTIONS"}),
    "range": (PATH, {**BROWSER, "range": "bytes=0-9"}),
    "start": ("/", BROWSER),
    "carrier": (f"/carriers{PATH}.svg", BROWSER),
}
KEPT = (
    *("led", "led, item", "linkset", "linkset by parameter", "link", "history"),
    *("page", "item", "batch", "item of its batch", "withdrawn", "slashed", "gzip", "unpacked"),
    *("any coding", "json", "json packed", "json-ld", "format", "language", "https"),
    *("language and format", "another first language", "boundary", "boundary in json"),
    *("other port", "cross origin", "some cookie"),
)


def asked(application: Any, case: str, **more: Any) -> Told:
    target, headers = CASES[case]
    return ask(application, request(target, **{**headers, **more}))


def _nobody(_environ, _start_response):
    raise AssertionError("Django was asked")


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize("case", KEPT)
def test_what_may_be_kept_is_answered_alike_by_django_and_cold_and_warm(
    django, door, store, pulse, case
):
    alone = asked(django, case)
    assert alone.code == (307 if "Location" in dict(alone.headers) else 200)
    assert asked(door, case) == alone
    warm = Door(_nobody, store, pulse)
    assert asked(warm, case) == alone
    head = asked(warm, case, REQUEST_METHOD="HEAD")
    assert (head.status, head.headers, head.body) == (alone.status, alone.headers, b"")

    if alone.code != 200:
        return
    # Who has it already is told so. What Django says then, the door says too; of the rest it
    # repeats what is true of the whole answer.
    seen = {"if_none_match": alone["ETag"]}
    told, again = asked(django, case, **seen), asked(warm, case, **seen)
    assert (again.status, again.body) == (told.status, b"") == ("304 Not Modified", b"")
    said = {each for each in told.headers if each[0].lower() != "content-length"}
    assert said <= set(again.headers) <= set(alone.headers)


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize("case", [case for case in CASES if case not in KEPT])
def test_what_may_not_be_kept_is_answered_alike_by_django_and_the_door(django, door, store, case):
    alone = asked(django, case)
    assert asked(door, case) == alone
    assert asked(door, case) == alone
    assert store.file.connection.execute("SELECT key FROM rendition").fetchall() == []


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize("case", ["page", "json", "unregistered"])
def test_head_is_answered_alike_while_the_store_is_cold(django, door, case):
    alone = asked(django, case, REQUEST_METHOD="HEAD")
    cold = asked(door, case, REQUEST_METHOD="HEAD")
    assert (cold.status, cold.headers, cold.body) == (alone.status, alone.headers, b"")


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize("case", ["page", "item", "json", "json-ld", "https"])
def test_nothing_that_protects_readers_is_missing_from_a_stored_answer(door, case):
    asked(door, case)
    told = asked(door, case)
    for name in SECURITY:
        assert told[name], name
    assert told["X-Frame-Options"] == "DENY"
    assert told["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in told["Content-Security-Policy"]
    assert "script-src" not in told["Content-Security-Policy"]
    is_item = CASES[case][0].startswith(ITEM_PATH)
    assert told["X-Robots-Tag"] == ("noindex" if is_item else "")


@pytest.mark.usefixtures("shop")
def test_strict_transport_is_told_over_https_alone(door, settings):
    settings.SECURE_HSTS_SECONDS = 31_536_000
    door = Door(WSGIHandler(), door._store, door._pulse)
    for _ in range(2):
        assert asked(door, "https")["Strict-Transport-Security"].startswith("max-age=31536000")
        assert asked(door, "page")["Strict-Transport-Security"] == ""


@pytest.mark.usefixtures("shop")
def test_a_foreign_host_is_refused_warm_and_cold(door):
    for _ in range(2):
        assert asked(door, "foreign host").code == 400
        asked(door, "page")
        assert asked(door, "no host").code == 400


@pytest.mark.usefixtures("shop")
def test_scripts_of_other_sites_may_read_what_everybody_may(door):
    for _ in range(2):
        assert asked(door, "cross origin")["Access-Control-Allow-Origin"] == "*"


@pytest.mark.usefixtures("shop")
def test_each_coding_has_a_tag_of_its_own(door):
    tags = {asked(door, case)["ETag"] for case in ("page", "gzip", "unpacked")}
    again = {asked(door, case)["ETag"] for case in ("page", "gzip", "unpacked")}
    assert tags == again
    assert len(tags) == 3


def test_a_signed_in_reader_is_never_answered_from_the_store(shop, door, store, client, member):
    client.force_login(member)
    cookie = f"sessionid={client.cookies['sessionid'].value}"
    asked(door, "page")
    told = asked(door, "page", cookie=cookie)
    assert told["Cache-Control"] == "private, no-store"
    rows = store.file.connection.execute("SELECT count(*) FROM rendition").fetchone()
    assert rows == (1,)
    assert asked(door, "page")["Cache-Control"].startswith("public")


def test_a_session_that_ended_reads_like_everybody_and_is_not_kept(shop, door, store):
    told = asked(door, "page", cookie="sessionid=nobody")
    assert told["Cache-Control"].startswith("public")
    assert store.file.connection.execute("SELECT count(*) FROM rendition").fetchone() == (0,)


@pytest.mark.usefixtures("shop")
def test_a_batch_that_nobody_contradicts_is_shown_and_not_kept(phone, door, store):
    publish(actor=phone, reason="More", entries=[Entry(f"{MODEL}/21/LOOSE", patch={})])
    for number in range(3):
        told = ask(door, request(f"{PATH}/10/ANY{number}/21/LOOSE", **BROWSER))
        assert told.code == 200
    assert store.file.connection.execute("SELECT count(*) FROM rendition").fetchone() == (0,)
    ask(door, request(f"{PATH}/21/LOOSE", **BROWSER))
    assert store.file.connection.execute("SELECT count(*) FROM rendition").fetchone() == (1,)


@pytest.mark.usefixtures("shop")
def test_a_cookie_that_django_would_give_to_one_reader_is_given_to_no_other(door, store):
    broken = asked(door, "page", cookie="csrftoken=x")
    assert "csrftoken=" in broken["Set-Cookie"]
    assert store.file.connection.execute("SELECT count(*) FROM rendition").fetchone() == (0,)
    for _ in range(2):
        assert asked(door, "page")["Set-Cookie"] == ""
