"""Erasure empties a payload for ever, and the record goes on to verify."""

import pytest
from django.db import IntegrityError, connection, transaction

from domain.faults import Invalid, Missing
from domain.identifiers import parse
from ledger.models import Change, Erasure
from passports.erasure import erase
from passports.models import Payload
from passports.proof import verify, verify_change
from passports.reading import read
from tests.passports.conftest import ITEM, MODEL, data, register, revise

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("schemas")]


@pytest.fixture
def item(maker):
    register(maker)
    register(maker, ITEM, patch={"power": 1500, "spare_part": "jane-doe"})
    revise(maker, ITEM, patch={"power": 1600})
    return parse(ITEM)


def erase_first(actor, identifier=ITEM, **more):
    people = {"first_person": "p1", "second_person": "p2", **more}
    return erase(actor=actor, identifier=identifier, number=1, reason="Personal data", **people)


def test_an_erased_value_is_gone_and_the_passport_says_so(item, maker):
    erase_first(maker)
    view = read(item, maker)
    assert view.visible.document == data(power=1600)
    assert view.registration.erased == ((ITEM, 1),)


def test_nothing_of_the_erased_value_is_left_in_the_database(item, maker):
    erase_first(maker)
    row = Payload.objects.get(version__product__ident=ITEM, version__number=1)
    assert (row.patch, row.salt) == (None, None)
    assert b"jane-doe" not in bytes(Erasure.objects.get().header)


def test_the_record_verifies_before_and_after_an_erasure(item, maker):
    assert list(verify(ITEM)) == []
    erase_first(maker)
    assert list(verify(ITEM)) == []
    assert all(verify_change(change) for change in Change.objects.filter(kind=1))


def test_one_person_cannot_stand_for_both(item, maker):
    with pytest.raises(Invalid, match="two different people"):
        erase_first(maker, second_person="p1")


def test_another_maker_cannot_erase_and_learns_nothing(item, other_maker):
    with pytest.raises(Missing) as foreign:
        erase_first(other_maker)
    with pytest.raises(Missing) as never:
        erase_first(other_maker, ITEM + "X")
    assert foreign.value.faults == never.value.faults


def test_erasing_twice_changes_nothing(item, maker):
    first = erase_first(maker)
    assert erase_first(maker).seq == first.seq
    assert Erasure.objects.count() == 1


def test_a_payload_cannot_be_emptied_without_an_erasure(item):
    with pytest.raises(IntegrityError), transaction.atomic():
        Payload.objects.update(patch=None, salt=None)


def test_a_payload_cannot_be_rewritten_even_where_an_erasure_exists(item, maker):
    erase_first(maker)
    with pytest.raises(IntegrityError), transaction.atomic():
        Payload.objects.filter(patch=None).update(patch=b"{}", salt=bytes(16))


def test_an_accepted_erasure_cannot_be_taken_back(item, maker):
    erase_first(maker)
    with pytest.raises(IntegrityError), transaction.atomic():
        Erasure.objects.all().delete()


@pytest.mark.parametrize("column", ["patch", "salt"])
def test_an_altered_payload_is_found(item, column):
    lift("passports_payload_no_update", "passports_payload")
    Payload.objects.filter(version__product__ident=ITEM).update(**{column: b"x" * 16})
    if column == "patch":
        Payload.objects.filter(version__product__ident=ITEM).update(patch=b'{"power":1}')
    assert list(verify(ITEM))


def test_an_altered_digest_is_found(item):
    lift("passports_version_no_update", "passports_version")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE passports_version SET digest = root WHERE number = 2")
    assert [f.code for f in verify(ITEM)] == ["proof.digest"]


def lift(trigger, table):
    with connection.cursor() as cursor:
        on = "" if connection.vendor == "sqlite" else f" ON {table}"
        cursor.execute(f"DROP TRIGGER {trigger}{on}")


def test_the_model_still_verifies_on_its_own(item, maker):
    erase_first(maker)
    assert list(verify(MODEL)) == []
