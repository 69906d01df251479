"""Reading: the chain, cut to the reader's audiences, with its history told in differences."""

import pytest

from accounts.models import AccessGrant, Organisation
from domain.chain import Status
from domain.faults import Missing
from domain.identifiers import parse
from ledger.clock import now_ms
from passports.reading import history, read
from tests.passports.conftest import BATCH, ITEM, MODEL, correct, data, register, revise

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("schemas")]

SECRET = {"supplier": "hidden-supplier", "spare_part": "hidden-part"}


@pytest.fixture
def item(maker):
    register(maker, document=data(**SECRET))
    register(maker, ITEM, patch={"power": 1500})
    return parse(ITEM)


def grant(to, audience, product="", until=60_000):
    AccessGrant.objects.create(
        organisation=Organisation.objects.get(public_id=to.organisation),
        operator="maker",
        audience=audience,
        product=product,
        ground="Repair order",
        until_ms=now_ms() + until,
    )


def test_everyone_sees_the_public_part(item):
    assert read(item).visible.document == data(power=1500)


def test_the_operator_sees_all_of_its_own(item, maker):
    assert read(item, maker).visible.document == data(power=1500, **SECRET)


def test_another_maker_sees_the_public_part(item, other_maker):
    assert read(item, other_maker).visible.document == data(power=1500)


def test_an_authority_sees_its_part_without_asking(item, authority):
    assert read(item, authority).visible.document["supplier"] == "hidden-supplier"


def test_a_workshop_sees_the_repairers_part_once_it_was_granted(item, workshop):
    assert "spare_part" not in read(item, workshop).visible.document
    grant(workshop, "repairer")
    assert read(item, workshop).visible.document["spare_part"] == "hidden-part"
    assert "supplier" not in read(item, workshop).visible.document


def test_a_grant_for_a_model_holds_for_its_items_and_for_no_other_product(item, workshop, maker):
    grant(workshop, "repairer", product=MODEL)
    assert "spare_part" in read(item, workshop).visible.document
    AccessGrant.objects.update(product=BATCH)
    assert "spare_part" not in read(item, workshop).visible.document


def test_a_grant_that_has_run_out_opens_nothing(item, workshop):
    grant(workshop, "repairer", until=-1)
    assert "spare_part" not in read(item, workshop).visible.document


def test_the_registration_says_what_the_registry_knows(item):
    found = read(item).registration
    assert (found.identifier, found.granularity, found.sector) == (ITEM, "item", "kettle")
    assert (found.number, found.status, found.operator_name) == (
        1,
        Status.ACTIVE,
        "Example Devices",
    )
    assert found.chain == ((MODEL, 1), (ITEM, 1))


def test_the_name_of_an_operator_that_is_not_public_is_not_told(item):
    Organisation.objects.filter(public_id="maker").update(is_public=False)
    assert read(item).registration.operator_name is None


def test_a_point_in_time_shows_the_chain_as_it_was(item, maker):
    correct(maker, 1, patch={"mass": 950})
    assert read(item, at_seq=2).visible.document["mass"] == 900
    assert read(item).visible.document["mass"] == 950


def test_before_its_first_version_there_was_no_passport(item):
    with pytest.raises(Missing, match="at that time"):
        read(item, at_seq=0)


def test_an_unregistered_identifier_has_no_passport(db):
    with pytest.raises(Missing, match="no passport"):
        read(parse(MODEL))


def test_the_history_tells_each_version_by_what_the_reader_sees_of_it(item, maker):
    correct(maker, 1, patch={"mass": 950, "supplier": "another-hidden"})
    revise(maker, ITEM, patch={"power": 1600})
    told = [
        (e.product, e.number, e.corrects, [d.pointer for d in e.differences])
        for e in history(read(item))
    ]
    assert told == [
        (ITEM, 2, None, ["/power"]),
        (MODEL, 2, 1, ["/mass"]),
        (ITEM, 1, None, ["/category", "/mass", "/name/en", "/power"]),
        (MODEL, 1, None, []),
    ]


def test_a_change_of_restricted_values_alone_is_told_without_them(item, maker):
    correct(maker, 1, patch={"supplier": "another-hidden"})
    newest = history(read(item))[0]
    assert (newest.number, newest.differences) == (2, ())
    assert [d.pointer for d in history(read(item, maker))[0].differences] == ["/supplier"]


def test_a_scan_takes_few_queries_however_long_the_history(
    item, maker, django_assert_max_num_queries
):
    for mass in range(901, 911):
        revise(maker, patch={"mass": mass})
    with django_assert_max_num_queries(7):
        read(item)
