"""A linkset is valid as GS1 has it, whatever a passport declares."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from public.resolving.links import Link, Links
from public.resolving.linksets import CONTEXT, as_json, as_json_ld, linkset
from public.resolving.relations import PASSPORT, VOCABULARY

GS1 = Path(__file__).resolve().parents[4] / "shared" / "reference" / "gs1"
# What GS1's schema asks for, in our own words.
LINK = {
    "type": "object",
    "required": ["href", "title"],
    "additionalProperties": False,
    "properties": {
        "href": {"type": "string", "pattern": "^https?://[A-Za-z0-9]"},
        "title": {"type": "string", "minLength": 1},
        "type": {"type": "string", "pattern": "^[a-z]+/[a-z0-9.+-]+$"},
        "hreflang": {
            "type": "array",
            "minItems": 1,
            "items": {"type": "string", "pattern": "^[a-z]{2}(-[A-Z]{2})?$"},
        },
        "context": {"type": "array", "minItems": 1, "items": {"type": "string"}},
    },
}
SCHEMA = {
    "type": "object",
    "required": ["linkset"],
    "additionalProperties": False,
    "properties": {
        "linkset": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["anchor", "itemDescription"],
                "additionalProperties": False,
                "properties": {
                    "anchor": {"type": "string", "pattern": "^https?://[A-Za-z0-9]"},
                    "itemDescription": {"type": "string", "minLength": 1},
                },
                "patternProperties": {
                    "^(?!anchor$)[a-z-]+$": {"type": "array", "minItems": 1, "items": LINK},
                    "^https://ref[.]gs1[.]org/voc/[A-Za-z]+$": {
                        "type": "array",
                        "minItems": 1,
                        "items": LINK,
                    },
                },
            },
        }
    },
}
TITLES = (("de", "Seite"), ("en", "Page"), ("fr", "Page en français"))
TAGS = st.from_regex(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}", fullmatch=True)


def link(**more):
    given = {"relation": PASSPORT, "href": "https://maker.example/a", "titles": TITLES, **more}
    return Link(0, "https://id.example/01/0", **given)


def target(**more):
    (object_,) = linkset((("en", "Aster"),), [link(**more)])["linkset"]
    return object_[PASSPORT][0]


def test_links_stand_by_anchor_and_type():
    links = [link(), link(href="https://maker.example/b"), link(relation="dpp")]
    (told,) = linkset((("en", "Aster"),), links)["linkset"]
    assert told["anchor"] == "https://id.example/01/0"
    assert told["itemDescription"] == "Aster"
    assert len(told[PASSPORT]) == 2
    assert len(told["dpp"]) == 1


def test_a_title_is_in_the_language_of_the_page_where_it_has_but_one_else_in_english():
    assert target(languages=("fr",))["title"] == "Page en français"
    assert target(languages=("fr", "de"))["title"] == "Page"
    assert target(languages=("it",))["title"] == "Page"
    assert target(titles=(("pt", "Página"), ("nl", "Blad")))["title"] == "Blad"


@pytest.mark.parametrize(
    ("tags", "written"),
    [
        (("en", "de-AT"), ["en", "de-AT"]),
        (("zh-hans",), ["zh"]),
        (("zh-Hans", "zh-Hant"), ["zh"]),
        (("es-419",), ["es"]),
        (("pt-br",), ["pt-BR"]),
        (("fil", "en"), ["en"]),
    ],
)
def test_languages_are_written_as_far_as_gs1_can_write_them(tags, written):
    assert target(languages=tags)["hreflang"] == written


def test_what_says_nothing_of_itself_has_no_empty_members():
    assert target().keys() == {"href", "title"}
    assert "hreflang" not in target(languages=("gsw", "fil"))


LINKS = st.lists(
    st.builds(
        link,
        languages=st.lists(TAGS, max_size=4).map(tuple),
        media_type=st.sampled_from(["", "text/html", "application/ld+json"]),
        contexts=st.lists(st.sampled_from(["NL", "FR"]), max_size=2).map(tuple),
        relation=st.sampled_from([PASSPORT, "dpp", "describedby", f"{VOCABULARY}pip"]),
    ),
    min_size=1,
)


@given(LINKS)
def test_every_linkset_is_valid(links):
    body = json.loads(as_json(Links((("en", "Aster"),), tuple(links))))
    assert list(Draft7Validator(SCHEMA).iter_errors(body)) == []


@given(LINKS)
def test_every_linkset_is_valid_by_gs1s_own_schema(links):
    path = GS1 / "gs1-linkset-schema.json"
    if not path.is_file():
        pytest.skip("GS1's schema is missing: ../shared/reference/gs1/gs1-linkset-schema.json")
    schema = json.loads(path.read_text(encoding="utf-8"))
    body = json.loads(as_json(Links((("en", "Aster"),), tuple(links))))
    assert list(Draft7Validator(schema).iter_errors(body)) == []


def test_the_check_notices_what_gs1_refuses():
    sound = linkset((("en", "Aster"),), [link(languages=("en",))])
    for name, wrong in (("hreflang", ["es-419"]), ("rel", "pip"), ("href", "javascript:0")):
        broken = json.loads(json.dumps(sound))
        broken["linkset"][0][PASSPORT][0][name] = wrong
        assert list(Draft7Validator(SCHEMA).iter_errors(broken))


def test_json_ld_holds_its_context_and_the_same_links():
    links = Links((("en", "Aster"),), (link(),))
    told = json.loads(as_json_ld(links))
    assert told.pop("@context") == CONTEXT
    assert told == json.loads(as_json(links))


def test_the_context_gives_every_member_a_meaning():
    anchors = {"linkset", "anchor", "itemDescription"}
    assert anchors | LINK["properties"].keys() <= CONTEXT.keys()
    assert CONTEXT["@vocab"].startswith("http://www.iana.org/")
