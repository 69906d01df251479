"""The one way in: everything is checked before anything is written."""

import pytest

from accounts.actors import READ
from domain.chain import Status
from domain.faults import Conflict, Forbidden, Invalid, Missing, Stale
from domain.identifiers import new_own_key, parse
from ledger.models import Acceptance, Change, Outbox
from passports.entries import Entry
from passports.models import Payload, Product, Version
from passports.publishing import publish
from passports.reading import read_as
from passports.schema_registry import clear as clear_schemas
from tests.conftest import actor_of
from tests.passports.conftest import (
    BATCH,
    ITEM,
    MODEL,
    correct,
    data,
    kettle,
    register,
    revise,
    write_sector,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("schemas")]
OWNER = frozenset({"owner"})
OWN = new_own_key(bytes(16)).text


def shown(identifier=MODEL, at=None):
    return read_as(parse(identifier), OWNER, at).visible.document


def refused(kind, code, call, *args, **more):
    """Call and return the fault of this code; nothing may have been written."""
    before = (Change.objects.count(), Product.objects.count(), Version.objects.count())
    with pytest.raises(kind) as refusal:
        call(*args, **more)
    assert (Change.objects.count(), Product.objects.count(), Version.objects.count()) == before
    found = [fault for fault in refusal.value.faults if fault.code == code]
    assert found, refusal.value.faults
    assert all(f.sentence and f.remedy for f in refusal.value.faults)
    return found[0]


# Registering --------------------------------------------------------------------------------------


def test_a_registered_product_is_visible_at_once(maker):
    accepted = register(maker)
    assert (accepted.seq, accepted.versions[0].number) == (1, 1)
    assert shown() == data()


def test_publishing_leaves_work_for_what_follows_in_the_outbox(maker):
    accepted = register(maker)
    assert Outbox.objects.get().topic == "passport.published"
    assert Outbox.objects.get().change_id == accepted.change_id


def test_all_faults_of_all_entries_are_told_at_once_with_their_places(maker):
    entries = [
        Entry(MODEL, document=data(mass=-1, stray=1), sector="kettle", place="/0"),
        Entry("gs1:01/09506000134353", document=data(), sector="kettle", place="/1"),
    ]
    with pytest.raises(Invalid) as refusal:
        publish(actor=maker, reason="Both", entries=entries)
    places = {fault.pointer for fault in refusal.value.faults}
    assert places == {"/0/data/mass", "/0/data/stray", "/1/identifier"}
    assert not Product.objects.exists()


def test_a_taken_identifier_is_refused_without_naming_its_holder(maker, other_maker):
    register(maker)
    fault = refused(Conflict, "identifier.taken", register, maker)
    assert "Example" not in fault.sentence + fault.remedy


def test_an_unclaimed_identifier_is_refused_without_naming_its_holder(maker, other_maker):
    fault = refused(Forbidden, "identifier.unclaimed", register, other_maker)
    assert "Example" not in fault.sentence + fault.remedy


def test_an_own_identifier_needs_no_claim(other_maker):
    register(other_maker, OWN, document=data(), sector="kettle")
    assert shown(OWN) == data()


def test_a_product_without_parent_needs_a_sector(maker):
    refused(Invalid, "sector.missing", register, maker, sector=None)


def test_an_unknown_sector_is_refused_with_those_that_exist(maker):
    fault = refused(Invalid, "sector.unknown", register, maker, sector="teapot")
    assert "kettle" in fault.remedy


def test_a_token_that_may_only_read_cannot_publish(maker):
    from accounts.models import Organisation

    reader = actor_of(Organisation.objects.get(public_id="maker"), scopes=frozenset({READ}))
    refused(Forbidden, "actor.scope", register, reader)


def test_an_empty_change_is_refused(maker):
    refused(Invalid, "change.empty", publish, actor=maker, reason="", entries=[])


def test_the_same_identifier_twice_in_one_change_is_refused(maker):
    entries = [Entry(MODEL, document=data(), sector="kettle")] * 2
    refused(Conflict, "identifier.taken", publish, actor=maker, reason="", entries=entries)


def test_a_repeated_request_with_a_key_gives_the_first_answer(maker):
    entries = [Entry(MODEL, document=data(), sector="kettle")]
    first = publish(actor=maker, reason="First", entries=entries, key="k")
    assert publish(actor=maker, reason="First", entries=entries, key="k") == first
    assert Acceptance.objects.count() == 1


def test_a_key_stands_for_all_that_a_request_asks_for(maker):
    entries = [Entry(MODEL, document=data(), sector="kettle")]
    publish(actor=maker, reason="First", entries=entries, key="k", beside={"more": 1})
    again = {"actor": maker, "reason": "First", "entries": entries, "key": "k"}
    refused(Conflict, "idempotency.reused", publish, **again)


def test_a_key_is_refused_for_another_request(maker):
    publish(
        actor=maker, reason="", entries=[Entry(MODEL, document=data(), sector="kettle")], key="k"
    )
    other = [Entry(MODEL, document=data(mass=1), sector="kettle")]
    refused(Conflict, "idempotency.reused", publish, actor=maker, reason="", entries=other, key="k")


# Children -----------------------------------------------------------------------------------------


def test_an_item_stores_only_what_differs_from_its_model(maker):
    register(maker)
    register(maker, ITEM, document=data(power=2000))
    payload = Payload.objects.get(version__product__ident=ITEM)
    assert bytes(payload.patch) == b'{"power":2000}'
    assert shown(ITEM) == data(power=2000)


def test_a_model_and_its_items_can_be_published_in_one_change(maker):
    entries = [
        Entry(MODEL, document=data(), sector="kettle"),
        Entry(BATCH, patch={"power": 1800}),
        Entry(ITEM, patch={"spare_part": "lid"}, parent=BATCH),
    ]
    publish(actor=maker, reason="All", entries=entries)
    assert shown(ITEM) == data(power=1800, spare_part="lid")


def test_an_item_follows_the_nearest_registered_level_above_its_identifier(maker):
    register(maker)
    register(maker, ITEM, patch={})
    assert Version.objects.get(product__ident=ITEM).parent.ident == MODEL


def test_an_item_keeps_following_the_revision_that_was_newest_when_it_was_made(maker):
    register(maker)
    register(maker, ITEM, patch={})
    revise(maker, patch={"mass": 800})
    assert (shown(ITEM)["mass"], shown()["mass"]) == (900, 800)
    later = ITEM.replace("S1", "S2")
    register(maker, later, patch={})
    assert shown(later)["mass"] == 800


def test_an_item_can_name_the_revision_that_it_follows(maker):
    register(maker)
    revise(maker, patch={"mass": 800})
    register(maker, ITEM, patch={}, parent_revision=1)
    assert shown(ITEM)["mass"] == 900


def test_the_merged_document_of_an_item_is_validated(maker):
    register(maker)
    fault = refused(Invalid, "maximum", register, maker, ITEM, patch={"power": 9000})
    assert fault.pointer == "/data/power"


def test_an_item_cannot_remove_what_is_required(maker):
    register(maker)
    refused(Invalid, "required", register, maker, ITEM, patch={"name": None})


def test_an_unregistered_parent_is_refused(maker):
    refused(Invalid, "parent.unknown", register, maker, ITEM, patch={}, parent=MODEL)


def test_another_makers_product_is_no_parent_and_looks_like_a_missing_one(maker, other_maker):
    register(maker)
    foreign = refused(Invalid, "parent.unknown", register, other_maker, OWN, patch={}, parent=MODEL)
    missing = refused(Invalid, "parent.unknown", register, other_maker, OWN, patch={}, parent=BATCH)
    assert foreign == missing


def test_a_revision_of_the_parent_that_does_not_exist_is_refused(maker):
    register(maker)
    refused(Invalid, "parent.revision", register, maker, ITEM, patch={}, parent_revision=7)


# Revisions and corrections ------------------------------------------------------------------------


def test_a_revision_takes_the_whole_document_or_a_patch(maker):
    register(maker)
    revise(maker, document=data(mass=800, power=2000))
    revise(maker, patch={"power": None})
    assert shown() == data(mass=800)


def test_a_revision_without_a_difference_is_refused(maker):
    register(maker)
    refused(Invalid, "version.unchanged", revise, maker, document=data())


def test_a_revision_against_an_older_version_is_refused(maker):
    first = register(maker).versions[0].digest
    second = revise(maker, patch={"mass": 800}, base=first).versions[0].digest
    refused(Stale, "version.stale", revise, maker, patch={"mass": 700}, base=first)
    revise(maker, patch={"mass": 700}, base=second)
    assert shown()["mass"] == 700


def test_a_product_of_another_maker_is_missing_like_one_that_never_was(maker, other_maker):
    register(maker)
    foreign = refused(Missing, "product.unknown", revise, other_maker, patch={"mass": 1})
    never = refused(Missing, "product.unknown", revise, other_maker, BATCH, patch={"mass": 1})
    assert foreign == never


def test_a_correction_reaches_an_item_sold_before(maker):
    register(maker)
    register(maker, ITEM, patch={})
    correct(maker, 1, patch={"mass": 901})
    assert shown(ITEM)["mass"] == 901
    assert shown(ITEM, at=2)["mass"] == 900


def test_a_correction_has_to_name_a_revision(maker):
    register(maker)
    fault = refused(Invalid, "correction.revision", correct, maker, 5, patch={"mass": 901})
    assert "Name one of 1." in fault.remedy


def test_a_correction_that_would_break_an_item_is_refused_and_names_it(maker, schemas):
    limited = {"minProperties": 1, "additionalProperties": {"type": "string"}}
    parts = {"type": "object", "title": "Parts", **limited}
    write_sector(schemas, kettle("0.2", parts=parts))
    clear_schemas()
    register(maker, document=data(parts={"lid": "steel", "base": "plastic"}))
    register(maker, ITEM, patch={"parts": {"base": None}})
    fault = refused(Conflict, "correction.child", correct, maker, 1, patch={"parts": {"lid": None}})
    assert fault.pointer == "/children/gs1:01~109506000134352~121~1S1/parts"


def test_a_correction_that_would_break_a_later_revision_is_refused(maker, schemas):
    limited = {"minProperties": 1, "additionalProperties": {"type": "string"}}
    parts = {"type": "object", "title": "Parts", **limited}
    write_sector(schemas, kettle("0.2", parts=parts))
    clear_schemas()
    register(maker, document=data(parts={"lid": "steel", "base": "plastic"}))
    revise(maker, patch={"parts": {"base": None}})
    broken = {"parts": {"lid": None}}
    fault = refused(Conflict, "correction.later_revision", correct, maker, 1, patch=broken)
    assert fault.pointer == "/revisions/2/parts"


def test_a_status_is_a_fact_of_a_version_and_holds_below(maker):
    register(maker)
    register(maker, ITEM, patch={})
    correct(maker, 1, status=Status.SUSPENDED, patch={})
    assert read_as(parse(ITEM), OWNER).registration.status is Status.SUSPENDED


def test_a_moved_item_follows_its_new_batch(maker):
    register(maker)
    register(maker, BATCH, patch={"power": 1800})
    register(maker, ITEM, patch={})
    revise(maker, ITEM, patch={}, parent=BATCH)
    assert shown(ITEM)["power"] == 1800


def test_versions_are_numbered_and_chained_by_digest(maker):
    register(maker)
    revise(maker, patch={"mass": 800})
    correct(maker, 1, patch={"mass": 901})
    numbers = Version.objects.order_by("number").values_list("number", "corrects")
    assert list(numbers) == [(1, None), (2, None), (3, 1)]
    assert len({bytes(v.digest) for v in Version.objects.all()}) == 3


# What stands above and below ----------------------------------------------------------------------


def test_nobody_registers_below_a_key_of_another_organisation(maker, other_maker):
    register(maker, OWN, document=data(), sector="kettle")
    foreign = new_own_key(b"x" * 16).text
    register(other_maker, foreign, document=data(), sector="kettle")
    item = f"{OWN}/21/S1"
    refused(
        Forbidden, "identifier.below_another", register, other_maker, item, patch={}, parent=foreign
    )


def test_an_item_is_registered_without_its_batch_in_the_identifier(maker):
    register(maker)
    mixed = f"{BATCH}/21/S1"
    refused(Invalid, "identifier.mixed", register, maker, mixed, patch={})


def test_a_withdrawn_model_withdraws_the_items_sold_before(maker):
    register(maker)
    register(maker, ITEM, patch={})
    revise(maker, patch={}, status=Status.WITHDRAWN)
    assert read_as(parse(ITEM), OWNER).registration.status is Status.WITHDRAWN


def parts_sector(schemas):
    limited = {"minProperties": 1, "additionalProperties": {"type": "string"}}
    write_sector(schemas, kettle("0.2", parts={"type": "object", "title": "Parts", **limited}))
    clear_schemas()


def test_a_correction_reaches_an_item_that_a_correction_moved_to_the_corrected_revision(
    maker, schemas
):
    parts_sector(schemas)
    register(maker, document=data(parts={"lid": "steel"}))
    register(maker, ITEM, patch={})
    revise(maker, patch={"parts": {"base": "plastic"}})
    correct(maker, 1, ITEM, patch={"parts": {"lid": None}}, parent_revision=2)
    assert shown(ITEM)["parts"] == {"base": "plastic"}
    broken = {"parts": {"base": None}}
    refused(Conflict, "correction.child", correct, maker, 2, patch=broken)


def test_a_corrected_pin_holds_for_the_later_revisions_that_did_not_name_one(maker):
    register(maker)
    revise(maker, patch={"mass": 800})
    register(maker, ITEM, patch={}, parent_revision=1)
    revise(maker, ITEM, patch={"power": 1500})
    correct(maker, 1, ITEM, patch={}, parent_revision=2)
    assert shown(ITEM) == data(mass=800, power=1500)


def test_a_correction_that_would_make_a_chain_too_deep_is_refused(maker):
    keys = [new_own_key(bytes([n]) * 16).text for n in range(1, 5)]
    for number, key in enumerate(keys[:3]):
        more = {"document": data(), "sector": "kettle"} if not number else {"patch": {}}
        register(maker, key, parent=keys[number - 1] if number else None, **more)
    register(maker)
    register(maker, BATCH, patch={})
    register(maker, ITEM, patch={}, parent=BATCH)
    refused(Conflict, "correction.child", correct, maker, 1, patch={}, parent=keys[2])
