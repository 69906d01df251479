"""The JSON-LD context: every member of every document has a meaning, and none depends on a host."""

import json

import pytest

from passports.schema_registry import walks
from public.contexts import VOCABULARY, context_of
from tests.public.examples import SCHEMAS, SECTORS, example, sector

EXAMPLES = sorted(
    (path.parent.parent.name, path.stem) for path in SCHEMAS.glob("*/examples/*.json")
)


def terms(walk):
    return context_of(walk)["@context"]


def unexplained(value, scope, path=()):
    """Yield the places of members that the context does not define, as JSON-LD 1.1 scopes it."""
    for name, below in value.items():
        term = scope.get(name)
        if not isinstance(term, dict):
            yield (*path, name)
            continue
        inner = {**scope, **term.get("@context", {})}
        if term.get("@container") == "@language" or not isinstance(below, dict):
            continue
        entries = below.items() if term.get("@container") == "@index" else [("", below)]
        for key, entry in entries:
            if isinstance(entry, dict):
                yield from unexplained(entry, inner, (*path, name, key))


@pytest.mark.parametrize(("name", "stem"), EXAMPLES)
def test_every_member_of_the_examples_has_a_term(name, stem):
    assert list(unexplained(example(name, stem), terms(sector(name)))) == []


def iris(term):
    if isinstance(term, dict):
        yield term["@id"]
        for below in term.get("@context", {}).values():
            yield from iris(below)


@pytest.mark.parametrize("name", SECTORS)
def test_every_path_has_an_iri_of_its_own_and_none_names_a_host(name):
    found = [iri for term in terms(sector(name)).values() for iri in iris(term)]
    assert len(found) == len(set(found))
    assert all(iri.startswith(VOCABULARY) for iri in found)


def test_the_same_path_means_the_same_in_every_sector():
    one, other = terms(sector("product")), terms(sector("smartphone"))
    shared = one.keys() & other.keys() - {"@version", "data"}
    assert shared
    assert all(one[name]["@id"] == other[name]["@id"] for name in shared)


@pytest.mark.parametrize("name", SECTORS)
def test_no_sector_takes_a_word_that_the_registry_uses_itself(name):
    assert not {"data", "registration"} & set(sector(name).root.members)


def test_texts_dates_addresses_and_numbers_keep_their_kind():
    product = terms(sector("product"))
    assert product["name"]["@container"] == "@language"
    assert product["placed_on_market"]["@type"].endswith("#date")
    assert product["mass"]["@type"].endswith("#double")
    assert product["documents"]["@container"] == "@index"
    assert product["documents"]["@context"]["url"]["@type"] == "@id"
    minerals = product["origin"]["@context"]["minerals"]["@context"]
    assert minerals["mine_countries"]["@container"] == "@set"


@pytest.mark.django_db
def test_contexts_and_schemas_are_served_side_by_side(machine):
    for walk in walks():
        address = f"/schemas/{walk.sector}/{walk.version}"
        context, schema = machine.get(f"{address}.jsonld"), machine.get(f"{address}.json")
        assert context["Content-Type"] == "application/ld+json"
        assert json.loads(context.content) == context_of(walk)
        assert schema["Content-Type"] == "application/schema+json"
        assert json.loads(schema.content) == walk.schema
        for response in (context, schema):
            assert response["Access-Control-Allow-Origin"] == "*"
            assert "ETag" in response


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/schemas/none/0.1.json", "/schemas/product/9.9.jsonld"])
def test_a_schema_that_does_not_exist_is_not_found(machine, path):
    assert machine.get(path).status_code == 404


@pytest.mark.usefixtures("phone")
def test_the_context_explains_every_member_of_an_answer(machine):
    answer = json.loads(machine.get("/01/09506000134352/21/S1?format=jsonld").content)
    scope = json.loads(machine.get(answer["@context"]).content)["@context"]
    assert list(unexplained(answer["data"], scope)) == []
    registration = scope["registration"]["@context"]
    flat = {"registration": answer["registration"] | {"operator": {}, "chain": [], "erased": []}}
    assert list(unexplained(flat, scope)) == []
    inner = [answer["registration"]["operator"], *answer["registration"]["chain"]]
    assert all(name in registration for record in inner for name in record)
