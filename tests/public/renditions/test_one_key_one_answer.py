"""Any difference that Django makes is in the key: two requests with one key get the same bytes."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from lifecycle.representation import timestamp
from passports.entries import Action, Entry
from passports.publishing import publish
from public.renditions.door import MARK
from public.renditions.wanted import wanted
from tests.public.examples import MODEL
from tests.public.renditions.asking import ask, request

PATH = "/01/09506000134352"
START, TODAY = 1_772_323_200_000, 1_774_915_200_000

forms = st.sampled_from(
    [
        *("text/html", "application/json", "application/ld+json", "*/*", "text/*", "application/*"),
        *("application/linkset+json", "application/problem+json", "application/xhtml+xml"),
        *("image/png", "TEXT/HTML", "text/html;level=1", "json", ""),
    ]
)
languages = st.sampled_from(
    [
        *("en", "de", "de-AT", "DE-de", "fr", "es-419", "ar", "ru", "zh", "zh-CN", "zh-TW"),
        *("zh-Hant-HK", "fi", "tlh", "x-klingon", "*", "i-default", "no", "pt-BR", "", "9", "e n"),
    ]
)
codings = st.sampled_from(["br", "gzip", "identity", "deflate", "zstd", "*", "BR", "x-gzip", ""])
qualities = st.sampled_from(
    ["", "", "", ";q=0", ";q=0.0", ";q=1", "; q=0.5", ";q=0.3", ";q=.9", ";q=x", ";Q=0.1", ";q=2"]
)


def lists(names):
    parts = st.lists(st.tuples(names, qualities), max_size=4)
    joined = st.builds(
        lambda some, comma: comma.join(f"{name}{quality}" for name, quality in some),
        parts,
        st.sampled_from([",", ", ", " ,"]),
    )
    return st.one_of(st.none(), joined)


pairs = st.sampled_from(
    [
        *("lang=de", "lang=fr", "lang=zh-hans", "lang=DE", "lang=fi", "lang=", "lang", "lang=a'b"),
        *("format=html", "format=json", "format=jsonld", "format=none", "format=", "%66ormat=json"),
        *(f"at={timestamp(START)}", f"at={timestamp(TODAY)}", "at=2026-03-14", "at=", "at=x"),
        *(
            "view=values",
            "view=x",
            "linkType=linkset",
            "linkType=gs1:pip",
            "utm=1",
            "=",
            "%",
            "a=%FF",
        ),
    ]
)
queries = st.lists(pairs, max_size=3).map("&".join)
paths = st.sampled_from(
    [
        *(PATH, f"{PATH}/10/B1", f"{PATH}/21/S1", f"{PATH}/10/B1/21/S1", f"{PATH}/10/X/21/S1"),
        *(f"{PATH}/", f"{PATH}/21/A%2FB", f"{PATH}/21/A/B", f"{PATH}/21/%53%31", f"{PATH}/21/NONE"),
        *("/1/09506000134352", "/01/9506000134352", "/01/09506000134369"),
    ]
)
beside = st.fixed_dictionaries(
    {},
    optional={
        "cookie": st.sampled_from(["theme=dark", "csrftoken=" + "x" * 32, "sessionid=abc", ""]),
        "user_agent": st.sampled_from(["curl/8", "Mozilla/5.0 (iPhone)"]),
        "origin": st.just("https://elsewhere.example"),
        "referer": st.just("http://localhost/01/"),
        "host": st.sampled_from(["localhost", "127.0.0.1:8000", "evil.example"]),
        "x_forwarded_host": st.just("evil.example"),
        "x_forwarded_proto": st.just("https"),
        "x_requested_with": st.just("XMLHttpRequest"),
        "save_data": st.just("on"),
        "accept_charset": st.just("latin-1"),
        "accept_datetime": st.just("Sat, 14 Mar 2026 10:00:00 GMT"),
        "if_modified_since": st.just("Sat, 14 Mar 2026 10:00:00 GMT"),
        "prefer": st.just("return=minimal"),
        "access_control_request_method": st.just("GET"),
        "wsgi.url_scheme": st.sampled_from(["http", "https"]),
        "REQUEST_METHOD": st.sampled_from(["GET", "HEAD"]),
        "SERVER_NAME": st.just("other"),
        "REMOTE_ADDR": st.just("198.51.100.7"),
    },
)
requests = st.builds(
    lambda path, query, raw, accept, language, coding, more: request(
        f"{path}?{query}" if query else path,
        raw=raw,
        accept=accept,
        accept_language=language,
        accept_encoding=coding,
        **more,
    ),
    paths,
    queries,
    st.booleans(),
    lists(forms),
    lists(languages),
    lists(codings),
    beside,
)


@pytest.fixture
def registered(phone, monkeypatch, seven_languages):
    """A phone with texts in many languages, changed once; items with all kinds of numbers."""
    for name in ("ledger.clock", "ledger.acceptance", "public.asking"):
        monkeypatch.setattr(f"{name}.now_ms", lambda: START)
    names = {"en": "Aster", "fi": "Asteri", "zh-hant": "繁", "zh-hans": "简", "pt": "Áster"}
    entries = [
        Entry(MODEL, Action.REVISE, patch={"name": names}),
        Entry(f"{MODEL}/21/A%2FB", patch={"mass": 200}),
    ]
    publish(actor=phone, reason="More", entries=entries)
    for name in ("ledger.clock", "ledger.acceptance", "public.asking"):
        monkeypatch.setattr(f"{name}.now_ms", lambda: TODAY)


def of_model(**more):
    return request(PATH, **more)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(requests, min_size=2, max_size=2))
@example([of_model(), of_model(accept="application/linkset+json, text/html;q=0.5")])
@example([of_model(), of_model(accept="text/html, application/linkset+json;q=0.5")])
@example([of_model(accept_language="fi,de"), of_model(accept_language="fi-FI,tlh,de-CH,fr")])
@example([of_model(accept_encoding="br"), of_model(accept_encoding="gzip, br")])
@example([of_model(), of_model(origin="https://elsewhere.example")])
def test_two_requests_with_one_key_get_the_same_answer(registered, django, seen, some):
    for environ in some:
        asked = wanted(environ)
        if asked is None:
            continue
        method = environ["REQUEST_METHOD"]
        told = ask(django, environ)
        # HEAD is answered with the headers of GET.
        answer = (told.status, told.headers)
        is_kept = asked.may_keep and MARK in environ and told.code in {200, 307}
        for other_method, other, other_body, other_kept in seen.setdefault(asked.key, []):
            if is_kept or other_kept:
                assert answer == other, asked.key
                assert method != other_method or told.body == other_body
        seen[asked.key].append((method, answer, told.body, is_kept))


@pytest.fixture
def seen():
    """What was answered under each key, over all examples."""
    return {}


def test_enough_of_what_is_asked_there_may_be_kept(registered, django):
    """The property would hold for a door that keeps nothing."""
    environ = of_model(accept_language="de", accept_encoding="br")
    told = ask(django, environ)
    assert told.code == 200
    assert MARK in environ
    assert wanted(environ).may_keep
