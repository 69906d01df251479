"""An erased version goes on to be checked by the header that was kept of it."""

import pytest
from django.db.models import F

from domain.chain import Status
from ledger.models import Erasure
from passports.erasure import erase
from passports.models import Payload, SchemaText
from tests.passports.conftest import ITEM, MODEL, correct, register, revise
from tests.passports.test_proof import alter, found, lift

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("schemas")]


@pytest.fixture
def item(maker, members):
    """An item with a revision and a correction, all of them erased, and its model's first one."""
    register(maker)
    register(maker, ITEM, patch={"power": 1500}, status=Status.SUSPENDED)
    revise(maker, ITEM, patch={"power": 1600})
    correct(maker, 1, ITEM, patch={"mass": 905})
    first, second = members
    for identifier, number in ((MODEL, 1), (ITEM, 1), (ITEM, 2), (ITEM, 3)):
        erase(
            actor=maker,
            identifier=identifier,
            number=number,
            reason="Personal data",
            first_person=first,
            second_person=second,
        )


def test_erased_versions_of_every_kind_verify(item):
    assert found() == found(MODEL) == []


@pytest.mark.parametrize(
    ("identifier", "number", "altered"),
    [
        (ITEM, 3, {"number": 9}),
        (ITEM, 3, {"corrects": 2}),
        (ITEM, 3, {"corrects": None}),
        (ITEM, 2, {"corrects": 1}),
        (ITEM, 1, {"status": Status.WITHDRAWN}),
        (ITEM, 1, {"status": None}),
        (ITEM, 1, {"parent": None}),
        (ITEM, 1, {"parent_revision": 2}),
        (ITEM, 1, {"predecessor": F("product")}),
        (MODEL, 1, {"operator": None}),
    ],
)
def test_an_altered_fact_of_an_erased_version_is_found(item, identifier, number, altered):
    alter(identifier, number, **altered)
    place = f"/versions/{altered.get('number', number)}"
    assert found(identifier) == [("proof.facts", place)]


def test_another_schema_of_an_erased_version_is_found(item):
    lift("passports_schematext")
    SchemaText.objects.update(digest=bytes(32))
    assert found(MODEL) == [("proof.facts", "/versions/1")]


def test_an_altered_digest_before_an_erased_version_is_found(item):
    alter(ITEM, 1, digest=F("root"))
    assert found() == [("proof.digest", "/versions/1"), ("proof.facts", "/versions/2")]


def test_a_header_that_is_no_header_any_more_is_found(item):
    lift("ledger_erasure")
    for spoilt in (b"", b"[]", b"{"):
        Erasure.objects.update(header=spoilt)
        assert found(MODEL) == [("proof.digest", "/versions/1")]


@pytest.mark.parametrize("emptied", [["salt"], ["patch"], ["patch", "salt"]])
def test_a_payload_emptied_without_an_erasure_is_missed(maker, emptied):
    register(maker)
    lift("passports_payload")
    Payload.objects.update(**dict.fromkeys(emptied))
    assert found(MODEL) == [("proof.missing", "/versions/1")]


def test_a_payload_deleted_altogether_is_missed(maker):
    register(maker)
    lift("passports_payload", "delete")
    Payload.objects.all().delete()
    assert found(MODEL) == [("proof.missing", "/versions/1")]
