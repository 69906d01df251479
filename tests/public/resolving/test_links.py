"""The links of a passport: all that the public sees, each at the level that declares it."""

import csv
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.identifiers import parse
from passports.entries import Entry
from passports.publishing import publish
from passports.reading import read
from passports.schema_registry import walks
from public.negotiation import FORMATS
from public.resolving import relations
from public.resolving.links import FORMS, Link, Links, links_of, restored, stored
from tests.public.examples import BATCH, ITEM, MODEL, SCHEMAS, SECTORS, example, sector

BASE = "https://id.example"
PATH = "/01/09506000134352"
LINK_TYPES = json.loads((SCHEMAS / "codes/link-types.json").read_text(encoding="utf-8"))["codes"]
ROWS = list(csv.DictReader((SCHEMAS / "link-types.csv").read_text(encoding="utf-8").splitlines()))
MANUAL = {"title": {"en": "For this one"}, "kind": "manual", "url": "https://maker.example/one.pdf"}


def links(identifier, asked=None):
    view = read(parse(identifier))
    return links_of(view, BASE, ("en", "zh-hans"), parse(asked) if asked else None)


def of(found, name, level=None):
    wanted = relations.relation_of(name)
    return [
        each
        for each in found.links
        if each.relation == wanted and (level is None or each.level == level)
    ]


# The table ----------------------------------------------------------------------------------------


def test_every_address_of_every_sector_has_a_link_type():
    fields = [field for name in SECTORS for field in sector(name).fields]
    pointers = {field.pointer for field in fields if field.kind == "uri"}
    assert pointers == {row["pointer"] for row in ROWS} | {"/links/*/url"}


def test_every_row_names_a_link_type_that_operators_may_use_or_a_registered_relation():
    types = {row["link_type"] for row in ROWS}
    assert {name.removeprefix("gs1:") for name in types - {"describedby"}} <= LINK_TYPES.keys()
    assert all(row["source"] for row in ROWS)


def test_every_kind_of_document_has_a_link_type():
    nodes = [sector(name).node(("documents", "*", "kind")) for name in SECTORS]
    kinds = {kind for node in nodes for kind in node.field.schema["enum"]}
    assert kinds == {row["kind"] for row in ROWS if row["pointer"] == "/documents/*/url"}


def test_operators_can_set_neither_the_default_nor_the_passport():
    assert not LINK_TYPES.keys() & {"defaultLink", "defaultLinkMulti", "dpp", "handledBy", "jws"}


def test_what_the_table_does_not_know_describes_the_product():
    assert relations.relation_at("/somewhere/new", "") == "describedby"
    assert relations.relation_at("/documents/*/url", "unheard-of") == "describedby"


@pytest.mark.parametrize(
    "spelled",
    [
        "gs1:pip",
        "https://ref.gs1.org/voc/pip",
        "https://gs1.org/voc/pip",
        "https://www.gs1.org/voc/pip",
        "http://gs1.org/voc/pip",
    ],
)
def test_a_type_of_gs1_is_known_by_all_its_names_and_has_one_here(spelled):
    assert relations.relation_of(spelled) == "https://ref.gs1.org/voc/pip"
    assert relations.short(relations.relation_of(spelled)) == "gs1:pip"


@pytest.mark.parametrize("name", ["dpp", "describedby", "https://other.example/voc/pip", "pip"])
def test_other_types_stay_as_they_are(name):
    assert relations.relation_of(name) == relations.short(name) == name


def test_the_passport_is_linked_in_every_form_that_it_has():
    assert {form: media_type for media_type, (form, _) in FORMS.items()} == FORMATS


# What there is ------------------------------------------------------------------------------------


@pytest.mark.usefixtures("phone")
def test_every_level_has_one_default_which_is_its_passport_here_and_has_nothing_but_a_title():
    found = links(ITEM)
    anchors = [f"{BASE}{PATH}/21/S1", f"{BASE}{PATH}/10/B1", f"{BASE}{PATH}"]
    defaults = of(found, "gs1:defaultLink")
    assert [(each.level, each.anchor) for each in defaults] == list(enumerate(anchors))
    for default in defaults:
        assert default.href == f"{default.anchor}?format=html"
        assert not default.languages
        assert not default.media_type
        assert default.href in {each.href for each in of(found, "gs1:dpp", default.level)}


@pytest.mark.usefixtures("phone")
def test_the_passport_is_linked_in_three_forms_under_both_its_names():
    for name in ("gs1:dpp", "dpp"):
        forms = of(links(MODEL), name)
        assert [each.media_type for each in forms] == list(FORMATS.values())
        assert forms[0].languages == ("en", "zh-hans")


@pytest.mark.usefixtures("phone")
@pytest.mark.parametrize(
    ("name", "href"),
    [
        ("gs1:instructions", "https://devices.example/a5/manual.pdf"),
        ("gs1:serviceInfo", "https://devices.example/a5/repair"),
        ("gs1:sustainabilityInfo", "https://devices.example/a5/dismantling"),
        ("gs1:certificationInfo", "https://devices.example/a5/doc.pdf"),
        ("gs1:homepage", "https://devices.example"),
        ("gs1:support", "https://devices.example/aster-5/help"),
    ],
)
def test_documents_and_pages_are_linked_by_what_they_are_about(name, href):
    assert href in {each.href for each in of(links(MODEL), name)}


@pytest.mark.usefixtures("phone")
def test_a_link_says_what_its_entry_says():
    (film,) = of(links(MODEL), "gs1:tutorial")
    assert film.titles == (("en", "Change the battery: a film of two minutes"),)
    assert (film.media_type, film.languages) == ("video/mp4", ("en",))
    (manual,) = of(links(MODEL), "gs1:instructions")
    assert manual.media_type == "application/pdf"
    countries = {each.contexts for each in of(links(MODEL), "gs1:sustainabilityInfo")}
    assert {("NL",), ("FR",), ()} == countries


@pytest.mark.usefixtures("phone")
def test_a_field_without_a_title_of_its_own_is_called_as_the_schema_calls_it():
    titles = dict(of(links(MODEL), "gs1:homepage")[0].titles)
    assert titles["en"] == "Website"
    assert {"fr", "zh", "ar"} <= titles.keys()


@pytest.mark.usefixtures("phone")
def test_one_target_is_linked_once_for_each_type():
    found = links(ITEM)
    places = [(each.level, each.relation, each.href) for each in found.links]
    assert len(places) == len(set(places))
    report = [each for each in found.links if each.href.endswith("footprint.pdf")]
    assert [each.languages for each in report] == [("en",)]


@pytest.mark.usefixtures("phone")
def test_what_is_not_open_to_the_public_is_not_linked():
    told = example("smartphone", "aster-5")
    shut = [each["url"] for each in told["repair"]["repair_documents"].values()]
    assert shut
    assert not {each.href for each in links(MODEL).links} & set(shut)


# Levels -------------------------------------------------------------------------------------------


def declared(actor, identifier, entry, **more):
    patch = {"documents": {"one": entry}}
    publish(actor=actor, reason="More", entries=[Entry(identifier, patch=patch, **more)])


def test_the_links_of_a_model_hold_for_its_batches_and_items_at_its_own_anchor(phone):
    for identifier, level in ((MODEL, 0), (BATCH, 1), (ITEM, 2)):
        (manual,) = of(links(identifier), "gs1:instructions")
        assert (manual.level, manual.anchor) == (level, BASE + PATH)


def test_what_an_item_declares_itself_is_at_its_own_anchor_and_closer(phone):
    declared(phone, f"{MODEL}/21/S2", MANUAL)
    own, model = of(links(f"{MODEL}/21/S2"), "gs1:instructions")
    assert (own.href, own.level) == (MANUAL["url"], 0)
    assert own.anchor == f"{BASE}{PATH}/21/S2"
    assert model.anchor == BASE + PATH


def test_an_entry_that_an_item_overrides_is_the_items(phone):
    patch = {"documents": {"manual": {"url": "https://maker.example/other.pdf"}}}
    publish(actor=phone, reason="Other", entries=[Entry(f"{MODEL}/21/S2", patch=patch)])
    (manual,) = of(links(f"{MODEL}/21/S2"), "gs1:instructions")
    assert (manual.href, manual.level) == ("https://maker.example/other.pdf", 0)
    assert dict(manual.titles)["en"] == "User manual"


def test_a_batch_that_the_address_does_not_name_lends_its_links_to_the_item(phone):
    """Who walks up the address finds no batch there, and would take the model's for the closest."""
    declared(phone, f"{MODEL}/10/B2", MANUAL)
    entry = Entry(f"{MODEL}/21/S2", patch={"batch_number": "B2"}, parent=f"{MODEL}/10/B2")
    publish(actor=phone, reason="Item", entries=[entry])
    own, _model = of(links(f"{MODEL}/21/S2"), "gs1:instructions")
    assert own.anchor == f"{BASE}{PATH}/21/S2"
    whole = f"{MODEL}/10/B2/21/S2"
    batch, _model = of(links(f"{MODEL}/21/S2", whole), "gs1:instructions")
    assert batch.anchor == f"{BASE}{PATH}/10/B2"
    first = of(links(f"{MODEL}/21/S2", whole), "gs1:defaultLink")[0]
    assert first.anchor == f"{BASE}{PATH}/10/B2/21/S2"


# Kept ---------------------------------------------------------------------------------------------

TEXT = st.text(max_size=20)
LINK = st.builds(
    Link,
    st.integers(0, 3),
    TEXT,
    TEXT,
    TEXT,
    st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=3).map(tuple),
    st.lists(TEXT, max_size=3).map(tuple),
    TEXT,
    st.lists(TEXT, max_size=3).map(tuple),
    st.booleans(),
)


@given(st.builds(Links, st.lists(st.tuples(TEXT, TEXT)).map(tuple), st.lists(LINK).map(tuple)))
def test_links_come_out_of_store_as_they_went_in(found):
    assert restored(stored(found)) == found


@pytest.mark.usefixtures("phone")
def test_those_of_a_passport_do_too():
    assert restored(stored(links(ITEM))) == links(ITEM)


@pytest.mark.django_db
def test_every_schema_that_is_shipped_offers_operators_their_own_pages():
    assert all(walk.node(("links", "*", "url")) for walk in walks())
