"""The door answers what it keeps, asks Django for the rest, and stands in where Django fails."""

import time
from typing import Any

import pytest

from public.renditions import door as module
from public.renditions.door import COUNTS, MARK, SAMPLE, Door, Mark
from public.renditions.store import today
from tests.public.renditions.asking import ask, request

PATH = "/01/09506000134352"
CHAIN = ("gs1:01/09506000134352",)
CACHED = "public, max-age=0, stale-if-error=600"
TAG = '"AAAAAAAAAAAAAAAAAAAA"'


class Behind:
    """Stands for Django: answers with what a test lays down, and counts how often it was asked."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.status = "200 OK"
        self.headers = [
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Language", "en"),
            ("Content-Encoding", "br"),
            ("Content-Length", "5"),
            ("Cache-Control", CACHED),
            ("ETag", TAG),
            ("Vary", "Accept"),
            ("X-Frame-Options", "DENY"),
        ]
        self.body = b"bytes"
        self.mark: object = Mark(5, CHAIN)
        self.fault: Exception | None = None
        self.meanwhile = lambda: None
        self.closed = 0

    def __call__(self, environ, start_response):
        self.asked.append(dict(environ))
        self.meanwhile()
        if self.fault is not None:
            raise self.fault
        if self.mark is not None:
            environ[MARK] = self.mark
        start_response(self.status, list(self.headers))
        return Chunks(self, [self.body[:2], self.body[2:]])

    def says(self, status, body=b"other"):
        self.status, self.body, self.mark = status, body, None
        self.headers = [("Content-Type", "text/plain"), ("Cache-Control", "no-store")]


class Chunks:
    def __init__(self, behind, parts):
        self.behind, self.parts = behind, iter(parts)

    def __iter__(self):
        return self.parts

    def close(self):
        self.behind.closed += 1


@pytest.fixture
def behind() -> Behind:
    return Behind()


@pytest.fixture
def door(behind, store, pulse) -> Door:
    pulse.beat()
    return Door(behind, store, pulse)


@pytest.fixture
def warm(door, behind) -> Door:
    """A door that keeps the page already."""
    ask(door, request(PATH))
    behind.asked.clear()
    return door


def stale(pulse):
    pulse.beat(1_795_600_800_000)  # 2026-11-25T10:00:00Z


# What is kept -------------------------------------------------------------------------------------


def test_what_django_answered_is_answered_again_without_it(door, behind):
    first = ask(door, request(PATH))
    again = ask(door, request(PATH))
    assert again == first
    assert (first.status, first.body) == ("200 OK", b"bytes")
    assert first.headers == tuple(behind.headers)
    assert len(behind.asked) == 1


def test_a_mark_stays_in_the_house(door):
    assert all("Mark" not in f"{name}{value}" for name, value in ask(door, request(PATH)).headers)


def test_what_reads_django_s_answer_closes_it(door, behind):
    ask(door, request(PATH))
    assert behind.closed == 1


def test_what_is_not_for_the_store_goes_through_untouched(door, behind):
    for more in ({"authorization": "Bearer x"}, {"cookie": "sessionid=x"}, {"range": "bytes=0-1"}):
        told = ask(door, request(PATH, **more))
        assert told.body == b"bytes"
    ask(door, request("/sign-in"))
    ask(door, request(PATH, if_none_match=TAG, cookie="sessionid=x"))
    assert behind.asked[-1]["HTTP_IF_NONE_MATCH"] == TAG
    ask(door, request(PATH))
    assert len(behind.asked) == 6


def nothing(behind):
    pass


def status(code):
    def change(behind):
        behind.status = code

    return change


def header(name, value):
    def change(behind):
        behind.headers = [each for each in behind.headers if each[0] != name]
        if value is not None:
            behind.headers.append((name, value))

    return change


def mark(value):
    def change(behind):
        behind.mark = value

    return change


def led(more=nothing):
    def change(behind):
        behind.status, behind.body = "307 Temporary Redirect", b""
        names = {"Cache-Control": "no-store", "Location": "/", "Content-Type": "text/plain"}
        behind.headers = list(names.items())
        more(behind)

    return change


@pytest.mark.parametrize("sent", [None, TAG, "*"])
def test_where_readers_are_led_on_is_kept_too_and_never_not_modified(door, behind, sent):
    led()(behind)
    first = ask(door, request(PATH, if_none_match=sent))
    again = ask(door, request(PATH, if_none_match=sent))
    assert first == again
    assert (first.status, first["Location"]) == ("307 Temporary Redirect", "/")
    assert len(behind.asked) == 1


@pytest.mark.parametrize(
    ("change", "target", "more"),
    [
        (mark(None), PATH, {}),
        (mark("a mark of somebody else"), PATH, {}),
        (status("404 Not Found"), PATH, {}),
        (status("206 Partial Content"), PATH, {}),
        (status("301 Moved Permanently"), PATH, {}),
        (status("500 Internal Server Error"), PATH, {}),
        (header("ETag", None), PATH, {}),
        (header("Cache-Control", None), PATH, {}),
        (header("Cache-Control", "private, no-store"), PATH, {}),
        (header("Cache-Control", "no-store"), PATH, {}),
        (header("Set-Cookie", "csrftoken=x"), PATH, {}),
        (led(header("Set-Cookie", "csrftoken=x")), PATH, {}),
        (led(header("Cache-Control", "private, no-store")), PATH, {}),
        (led(header("Cache-Control", None)), PATH, {}),
        (status("302 Found"), PATH, {}),
        (nothing, f"{PATH}?utm=x", {}),
        (nothing, PATH, {"REQUEST_METHOD": "HEAD"}),
    ],
)
def test_what_is_not_for_everybody_or_not_whole_is_not_kept(door, behind, change, target, more):
    change(behind)
    for _ in range(2):
        ask(door, request(target, **more))
    assert len(behind.asked) == 2
    ask(door, request(target.partition("?")[0]))
    assert len(behind.asked) == 3


@pytest.mark.parametrize(
    "more",
    [{"accept": "application/json"}, {"accept_encoding": "br"}, {"wsgi.url_scheme": "https"}],
)
def test_another_variant_is_another_answer(warm, behind, more):
    ask(warm, request(PATH, **more))
    assert len(behind.asked) == 1


def test_a_change_of_its_chain_has_django_asked_again(warm, behind, store):
    store.spoil({CHAIN[0]: 6}, 6, "x")
    behind.body, behind.mark = b"newer", Mark(6, CHAIN)
    assert ask(warm, request(PATH)).body == b"newer"
    assert ask(warm, request(PATH)).body == b"newer"
    assert len(behind.asked) == 1


def test_what_changed_while_django_answered_is_not_answered_again(door, behind, store):
    behind.meanwhile = lambda: store.spoil({CHAIN[0]: 6}, 6, "x")
    assert ask(door, request(PATH)).body == b"bytes"
    ask(door, request(PATH))
    assert len(behind.asked) == 2


# Whoever has it already ---------------------------------------------------------------------------


@pytest.mark.parametrize("sent", [TAG, f'"x", {TAG}', f"W/{TAG}", f"{TAG},{TAG}", "*", " * "])
@pytest.mark.parametrize("when", ["cold", "warm"])
def test_who_has_the_bytes_is_told_so(door, sent, when):
    if when == "warm":
        ask(door, request(PATH))
    told = ask(door, request(PATH, if_none_match=sent))
    assert (told.status, told.body) == ("304 Not Modified", b"")
    assert dict(told.headers) == {
        "Cache-Control": CACHED,
        "ETag": TAG,
        "Vary": "Accept",
        "X-Frame-Options": "DENY",
    }


@pytest.mark.parametrize("sent", ['"other"', TAG[1:-1], "", "W/", '"*"', TAG[:-2] + '"', "*,*"])
def test_who_has_other_bytes_gets_these(warm, sent):
    told = ask(warm, request(PATH, if_none_match=sent))
    assert (told.code, told.body) == (200, b"bytes")


def test_django_is_asked_as_by_somebody_who_has_nothing_and_then_forgets_it(door, behind):
    environ = request(PATH, if_none_match=TAG)
    ask(door, environ)
    assert "HTTP_IF_NONE_MATCH" not in behind.asked[0]
    assert environ["HTTP_IF_NONE_MATCH"] == TAG
    assert ask(door, request(PATH)).body == b"bytes"
    assert len(behind.asked) == 1


def test_an_error_is_never_not_modified(door, behind):
    behind.says("404 Not Found")
    for sent in ("*", TAG):
        assert ask(door, request(PATH, if_none_match=sent)).body == b"other"


def test_an_error_with_a_tag_is_never_not_modified(door, behind):
    behind.status = "404 Not Found"
    assert ask(door, request(PATH, if_none_match=TAG)).body == b"bytes"


def test_an_answer_that_was_begun_anew_is_the_last_one(store, pulse):
    def behind(_environ, start_response):
        start_response("200 OK", [("Content-Type", "text/html")])
        start_response("404 Not Found", [("Content-Type", "text/plain")], (None, None, None))
        return [b"gone"]

    told = ask(Door(behind, store, pulse), request(PATH))
    assert (told.status, told.body) == ("404 Not Found", b"gone")


def test_an_answer_without_a_tag_is_never_not_modified(door, behind):
    header("ETag", None)(behind)
    assert ask(door, request(PATH, if_none_match="*")).code == 200


@pytest.mark.parametrize("when", ["cold", "warm"])
def test_head_tells_the_same_without_the_bytes(door, when):
    if when == "warm":
        ask(door, request(PATH))
    head = ask(door, request(PATH, REQUEST_METHOD="HEAD"))
    assert (head.status, head.body) == ("200 OK", b"")
    assert head.headers == ask(door, request(PATH)).headers
    gone = ask(door, request(PATH, REQUEST_METHOD="HEAD", if_none_match=TAG))
    assert gone.status == "304 Not Modified"


# The day ------------------------------------------------------------------------------------------


def test_a_page_of_yesterday_is_made_anew(warm, behind, monkeypatch):
    monkeypatch.setattr(module, "today", lambda: today() + 1)
    ask(warm, request(PATH))
    assert len(behind.asked) == 1
    ask(warm, request(PATH))
    assert len(behind.asked) == 1


def test_a_page_made_before_midnight_and_kept_after_it_is_one_of_yesterday(
    door, behind, monkeypatch
):
    day = today()
    days = iter([day])
    monkeypatch.setattr(module, "today", lambda: next(days, day + 1))
    ask(door, request(PATH))
    monkeypatch.setattr(module, "today", lambda: day + 1)
    ask(door, request(PATH))
    assert len(behind.asked) == 2


def test_a_page_of_yesterday_is_better_than_none(warm, behind, monkeypatch, pulse):
    monkeypatch.setattr(module, "today", lambda: today() + 1)
    behind.fault = OSError("away")
    stale(pulse)
    for _ in range(2):
        assert ask(warm, request(PATH)).body == b"bytes"
        assert len(behind.asked) == 1
    pulse.beat()
    assert ask(warm, request(PATH)).body == b"bytes"


# Nobody follows the changes -----------------------------------------------------------------------


def test_without_a_pulse_django_is_asked_each_time(warm, behind, pulse):
    stale(pulse)
    for number in range(3):
        behind.body = b"new %d" % number
        told = ask(warm, request(PATH))
        assert told.body == behind.body
        assert told["Cache-Status"] == ""
    assert len(behind.asked) == 3


def test_a_pulse_holds_for_less_than_a_second(warm, behind, pulse):
    now = time.time_ns() // 1_000_000
    pulse.beat(now - 850)
    ask(warm, request(PATH))
    assert len(behind.asked) == 0
    pulse.beat(now - 1_000)
    ask(warm, request(PATH))
    assert len(behind.asked) == 1


def test_once_the_pulse_beats_again_the_door_answers_by_itself(warm, behind, pulse):
    stale(pulse)
    ask(warm, request(PATH))
    pulse.beat()
    ask(warm, request(PATH))
    assert len(behind.asked) == 1


# Django fails -------------------------------------------------------------------------------------


def fails(behind, how):
    if how == "raises":
        behind.fault = OSError("the database is away")
    else:
        behind.says(how, b"sorry")


@pytest.mark.parametrize("how", ["raises", "500 Internal Server Error", "503 Service Unavailable"])
def test_where_django_fails_the_store_answers_and_says_how_old_it_may_be(warm, behind, pulse, how):
    good = ask(warm, request(PATH))
    stale(pulse)
    fails(behind, how)
    told = ask(warm, request(PATH))
    assert (told.status, told.body) == ("200 OK", b"bytes")
    assert told.headers == (
        *good.headers,
        ("Cache-Status", 'registry; hit; detail="as of 2026-11-25T10:00:00Z"'),
    )


def test_who_has_it_already_is_told_so_while_django_fails_too(warm, behind, pulse):
    stale(pulse)
    fails(behind, "raises")
    told = ask(warm, request(PATH, if_none_match=TAG))
    assert told.status == "304 Not Modified"
    assert "as of 2026-11-25" in told["Cache-Status"]
    head = ask(warm, request(PATH, REQUEST_METHOD="HEAD"))
    assert (head.status, head.body) == ("200 OK", b"")


def test_a_failing_django_is_left_alone_for_a_second(warm, behind, pulse, monkeypatch):
    clock = [1000.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: clock[0])
    stale(pulse)
    fails(behind, "raises")
    ask(warm, request(PATH))
    clock[0] += 0.99
    ask(warm, request(PATH))
    assert len(behind.asked) == 1
    clock[0] += 0.02
    ask(warm, request(PATH))
    assert len(behind.asked) == 2
    clock[0] += 1.01
    behind.fault = None
    assert ask(warm, request(PATH))["Cache-Status"] == ""
    ask(warm, request(PATH))
    assert len(behind.asked) == 4


def test_a_machine_that_has_just_started_does_not_take_django_for_failing(
    warm, behind, pulse, monkeypatch
):
    monkeypatch.setattr(module.time, "monotonic", lambda: 0.5)
    fresh = Door(behind, warm._store, pulse)
    stale(pulse)
    ask(fresh, request(PATH))
    assert len(behind.asked) == 1


def test_what_the_store_lacks_fails_as_django_fails(door, behind, pulse):
    stale(pulse)
    behind.says("503 Service Unavailable", b"sorry")
    told = ask(door, request(PATH))
    assert (told.status, told.body) == ("503 Service Unavailable", b"sorry")
    assert told["Cache-Status"] == ""
    behind.fault = OSError("away")
    with pytest.raises(OSError, match="away"):
        ask(door, request(PATH))


def test_what_is_spoilt_is_not_shown_however_django_fails(warm, behind, store, pulse):
    store.spoil({CHAIN[0]: 6}, 6, "x")
    fails(behind, "500 Internal Server Error")
    assert ask(warm, request(PATH)).code == 500
    stale(pulse)
    assert ask(warm, request(PATH)).code == 500


@pytest.mark.parametrize("code", ["400 Bad Request", "404 Not Found", "410 Gone", "429 Too Many"])
def test_a_refusal_of_django_s_is_no_failure(warm, behind, pulse, code):
    stale(pulse)
    behind.says(code)
    for number in range(2):
        told = ask(warm, request(PATH))
        assert (told.status, told.body) == (code, b"other")
        assert len(behind.asked) == number + 1


def test_a_failure_is_not_kept(warm, behind, store, pulse):
    stale(pulse)
    behind.status = "500 Internal Server Error"
    ask(warm, request(PATH))
    pulse.beat()
    assert ask(warm, request(PATH)).code == 200


# Much read ----------------------------------------------------------------------------------------


def test_of_many_readers_some_are_counted(warm, store):
    for _ in range(SAMPLE * COUNTS):
        ask(warm, request(PATH))
    assert [each.tag for each in store.most_wanted(COUNTS, 9)] == [TAG]
    for _ in range(SAMPLE * (COUNTS - 1)):
        ask(warm, request(PATH))
    assert store.most_wanted(1, 9) == []


# The store is lost --------------------------------------------------------------------------------


def test_without_a_store_django_answers(warm, behind, store):
    store.file.close()
    store.file._named(store.file._pulse.file).unlink()
    for number in range(3):
        assert ask(warm, request(PATH)).body == b"bytes"
        assert len(behind.asked) == number + 1
