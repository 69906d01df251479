"""Which requests are for the store, and under which key."""

import pytest

from public.renditions import wanted as module
from public.renditions.wanted import wanted
from tests.public.renditions.asking import HTML, request

MODEL = "/01/09506000134352"
PASSPORTS = (
    MODEL,
    f"{MODEL}/10/B1",
    f"{MODEL}/21/S1",
    f"{MODEL}/21/A%2FB",
    "/8003/09506000134352",
    "/8004/9506000ABC",
    "/own/ABCDEFGHJKMNP0",
    "/url/https:%2F%2Fexample.com",
    "/did/did:web:example.com",
    "/25P/UN123",
    "/eh" + "A" * 8,
    "/exAB_-09az",
)
OTHERS = (
    "/",
    "/01",
    "/api/v1/passports",
    "/sign-in",
    "/carriers" + MODEL + ".svg",
    "/schemas/product/0.1.json",
    "/livez",
    "/static/passport.css",
    "/x/01/09506000134352",
    "/02/09506000134352",
    "/eh/AAAAAAAA",
    "/ehAAAAAAA",
    "/exAAAAAAAA/21/S",
    "//01/09506000134352",
    "",
)


def key(target=MODEL, **more):
    found = wanted(request(target, **more))
    return None if found is None else found.key


def may_keep(target=MODEL, **more):
    return wanted(request(target, **more)).may_keep


# Which requests -----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", PASSPORTS)
def test_the_address_of_a_passport_is_for_the_store(path):
    assert wanted(request(path)).may_keep
    assert wanted(request(path, REQUEST_METHOD="HEAD"))


@pytest.mark.parametrize("path", OTHERS)
def test_any_other_address_is_for_django(path):
    assert wanted(request(path)) is None


@pytest.mark.parametrize(
    "method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PURGE", "get", ""]
)
def test_whoever_does_more_than_read_asks_django(method):
    assert wanted(request(MODEL, REQUEST_METHOD=method)) is None


@pytest.mark.parametrize(
    "header",
    ["authorization", "range", "if_match", "if_unmodified_since", "x_http_method_override"],
)
def test_whoever_asks_for_more_than_a_rendition_asks_django(header):
    assert wanted(request(MODEL, **{header: "x"})) is None
    assert wanted(request(MODEL, **{header: ""})) is None


@pytest.mark.parametrize(
    "cookie", ["sessionid=abc", "a=b; sessionid=abc", "a=b;sessionid=", "xsessionid=1", "sessionid"]
)
def test_whoever_may_have_signed_in_asks_django(cookie):
    assert wanted(request(MODEL, cookie=cookie)) is None


def test_the_name_of_the_session_cookie_is_that_of_the_settings(settings):
    settings.SESSION_COOKIE_NAME = "who"
    assert wanted(request(MODEL, cookie="who=abc")) is None
    assert wanted(request(MODEL, cookie="sessionid=abc"))


def test_other_cookies_make_no_difference():
    assert key(cookie="csrftoken=x; theme=dark") == key()


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1:1", "[::1]:80"])
def test_every_host_of_ours_has_the_same_answer(host):
    assert key(host=host) == key()


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "", None, "localhost:x", "a b", "@localhost"]
)
def test_a_request_for_another_host_is_for_django(host):
    assert wanted(request(MODEL, host=host)) is None


def test_where_every_host_is_ours_one_that_is_none_is_for_django(settings):
    settings.ALLOWED_HOSTS = ["*"]
    module._is_ours.cache_clear()
    try:
        assert wanted(request(MODEL, host="any.example"))
        for host in ("a b", "", "x:y"):
            assert wanted(request(MODEL, host=host)) is None
    finally:
        module._is_ours.cache_clear()


def test_a_path_that_is_too_long_is_for_django():
    longest = MODEL + "/21/" + "A" * (512 - len(MODEL) - 4)
    assert wanted(request(longest))
    assert wanted(request(longest + "A")) is None


def test_a_server_that_leaves_out_the_path_asks_django():
    environ = request(MODEL)
    del environ["PATH_INFO"]
    assert wanted(environ) is None


# The path ----------------------------------------------------------------------------------------


def test_a_slash_within_a_number_is_another_address_than_one_between_numbers():
    assert key(f"{MODEL}/10/A%2F21%2FB") != key(f"{MODEL}/10/A/21/B")


@pytest.mark.parametrize("name", ["RAW_URI", "REQUEST_URI"])
def test_the_path_is_taken_as_it_was_sent(name):
    sent = f"{MODEL}/10/A%2F21%2FB"
    found = wanted(request(f"{MODEL}/10/A/21/B", raw=False, **{name: sent + "?x=/01/"}))
    assert found.path == sent


def test_a_target_that_is_a_whole_address_is_cut_to_its_path():
    sent = f"{MODEL}/10/A%2F21%2FB"
    whole = request(sent, RAW_URI=f"http://localhost:8000{sent}?lang=en")
    assert wanted(whole).path == sent
    assert wanted(whole).key == key(sent)


def test_a_path_that_came_decoded_is_encoded_anew():
    assert wanted(request(f"{MODEL}/21/A%25B%20C", raw=False)).path == f"{MODEL}/21/A%25B%20C"
    assert key(f"{MODEL}/21/%C3%A9", raw=False) == key(f"{MODEL}/21/%C3%A9")


def test_bytes_that_are_no_text_stay_apart():
    keys = {key(f"{MODEL}/21/{sent}", raw=False) for sent in ("%FF", "%FE", "%25FF", "%EF%BF%BD")}
    assert len(keys) == 4


@pytest.mark.parametrize("sent", [f"http://[{MODEL}", f"https://[::1{MODEL}"])
def test_a_target_that_cannot_be_read_is_for_django(sent):
    assert wanted(request(MODEL, RAW_URI=sent)) is None


def test_a_path_that_no_server_may_hand_over_is_for_django():
    assert wanted(request(MODEL, raw=False, PATH_INFO=f"{MODEL}/21/\u20ac")) is None


# The query ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query", ["lang=de&lang=fr", "at=1&at=1", "x=&x=", "lang=de&%6Cang=fr", "lang&lang"]
)
def test_a_parameter_given_twice_is_for_django(query):
    assert wanted(request(f"{MODEL}?{query}")) is None


@pytest.mark.usefixtures("seven_languages")
@pytest.mark.parametrize(
    "query",
    [
        "",
        "lang=de",
        "format=json",
        "format=html&lang=zh-hans",
        "at=2026-03-01T00:00:00Z",
        "at=2026-03-01T00%3A00%3A00Z&lang=ar",
        "view=values",
        "linkType=linkset",
        "linkType=gs1:pip&lang=de",
    ],
)
def test_what_our_own_links_ask_for_may_be_kept(query):
    assert may_keep(f"{MODEL}?{query}" if query else MODEL)


@pytest.mark.usefixtures("seven_languages")
@pytest.mark.parametrize(
    "query",
    [
        "utm_source=x",
        "linktype=linkset",
        "lang=tlh",
        "lang=DE",
        "lang=de-AT",
        "format=none",
        "format=",
        "format=text/html",
        "17=261231",
        "lang=de&x=1",
        "%6Cang=de",
        "lang=%64e",
        "lang=de&",
        "&lang=de",
        "lang=de&&",
        "at=2026%2D03-01T00:00:00Z",
        "from=2026-01-01",
        "?lang=de",
    ],
)
def test_of_endless_ways_to_ask_none_is_kept(query):
    assert not may_keep(f"{MODEL}?{query}")


def test_what_a_reader_of_links_says_at_great_length_is_not_kept():
    target = f"{MODEL}?linkType=gs1:pip"
    assert may_keep(target, accept="text/html")
    assert not may_keep(target, accept="text/html," * 60)


# What decides -------------------------------------------------------------------------------------


@pytest.mark.usefixtures("seven_languages")
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"accept": HTML}, {"accept": "application/json"}),
        ({"accept": "application/json"}, {"accept": "application/ld+json"}),
        ({"accept": "application/json"}, {"accept": "application/linkset+json"}),
        ({"accept": HTML}, {"accept": "*/*"}),
        ({"accept_language": "de"}, {"accept_language": "fr"}),
        ({"accept_language": "fi, de;q=0.5"}, {"accept_language": "de"}),
        ({"accept_encoding": "br"}, {"accept_encoding": "gzip"}),
        ({"accept_encoding": "gzip"}, {"accept_encoding": "identity"}),
        ({}, {"wsgi.url_scheme": "https"}),
    ],
)
def test_what_makes_another_answer_makes_another_key(one, other):
    assert key(**one) != key(**other)


@pytest.mark.usefixtures("seven_languages")
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"accept": HTML}, {"accept": "text/html"}),
        ({"accept": None}, {"accept": HTML}),
        ({"accept": "*/*"}, {"accept": "*/*;q=0.5"}),
        ({"accept_language": "de-AT, en;q=0.5"}, {"accept_language": "de"}),
        ({"accept_language": "de"}, {"accept_language": "DE;q=0.2, fr;q=0.1"}),
        ({"accept_encoding": "gzip, deflate, br, zstd"}, {"accept_encoding": "br"}),
        ({"accept_encoding": None}, {"accept_encoding": "identity"}),
        ({"user_agent": "a"}, {"user_agent": "b"}),
        ({"referer": "https://a.example"}, {"origin": "https://b.example"}),
    ],
)
def test_what_comes_to_the_same_has_one_key(one, other):
    assert key(**one) == key(**other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"accept_language": "de,fr,es"}, {"accept_language": "de,fr,ru"}),
        ({"accept_language": "de,fr"}, {"accept_language": "fr,de"}),
        ({"accept": "text/html"}, {"accept": "text/html,application/pdf"}),
    ],
)
def test_all_that_a_reader_says_may_decide_on_a_link(one, other):
    target = f"{MODEL}?linkType=gs1:pip"
    assert key(target, **one) != key(target, **other)


def test_the_query_stands_in_the_key_as_it_was_sent():
    targets = [
        f"{MODEL}?{query}" for query in ("a=1", "a=%31", "a=1&", "b=1", "a=1&b=2", "b=2&a=1")
    ]
    assert len({key(target) for target in (MODEL, *targets)}) == len(targets) + 1


def test_no_value_can_pass_for_another_key():
    legit = key(f"{MODEL}/21/S1")
    head, _, path = legit.partition(" /")
    crafted = f"{MODEL}?format={head.partition(' ')[2].replace(' ', '+')}+/{path}"
    assert key(crafted) != legit
    assert not may_keep(crafted)
