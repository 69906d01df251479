"""What is stored is what was accepted; whatever was altered since is found."""

import orjson
import pytest
from django.db import connection
from django.db.models import F

from domain.chain import Status
from domain.identifiers import new_own_key, parse
from ledger.models import Acceptance, Change, Erasure
from passports.entries import Entry
from passports.erasure import erase
from passports.models import Payload, Version
from passports.proof import header_of, verify, verify_change
from passports.publishing import publish
from tests.faults import check_wording
from tests.passports.conftest import ITEM, MODEL, correct, data, register, revise

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("schemas")]
OLD = new_own_key(bytes(16)).text
ERASED = {"reason": "Personal data", "first_person": "p1", "second_person": "p2"}


@pytest.fixture
def item(maker, members):
    """An item with three versions, the first of which states every fact that there is."""
    register(maker)
    register(maker, OLD, document=data(), sector="kettle")
    register(maker, ITEM, patch={"power": 1500}, predecessor=OLD, status=Status.SUSPENDED)
    revise(maker, ITEM, patch={"power": 1600})
    correct(maker, 1, ITEM, patch={"mass": 905})
    return parse(ITEM)


def lift(table, verb="update"):
    """Let rows be altered as by somebody who owns the database."""
    with connection.cursor() as cursor:
        on = "" if connection.vendor == "sqlite" else f" ON {table}"
        cursor.execute(f"DROP TRIGGER {table}_no_{verb}{on}")


def alter(identifier, number, /, **columns):
    lift("passports_version")
    version = Version.objects.get(product__ident=identifier, number=number)
    Version.objects.filter(pk=version.pk).update(**columns)


def found(identifier=ITEM):
    faults = list(verify(identifier))
    for fault in faults:
        check_wording(fault)
    return [(fault.code, fault.pointer) for fault in faults]


@pytest.mark.parametrize("identifier", [MODEL, OLD, ITEM])
def test_what_was_accepted_verifies(item, identifier):
    assert found(identifier) == []


def test_verifying_asks_once_for_all_versions_and_once_for_what_came_before_each(
    item, django_assert_num_queries
):
    assert found() == []
    with django_assert_num_queries(1 + 3):
        assert found() == []


def test_the_header_of_a_version_names_the_digest_of_the_one_before_and_no_product(item):
    versions = list(Version.objects.filter(product__ident=ITEM).order_by("number"))
    headers = [header_of(version) for version in versions]
    digests = [bytes(version.digest).hex() for version in versions]
    assert [orjson.loads(header)["previous"] for header in headers] == [None, *digests[:-1]]
    assert not any(b"09506000134352" in header for header in headers)


@pytest.mark.parametrize(
    ("identifier", "altered"),
    [
        (ITEM, {"number": 9}),
        (ITEM, {"corrects": 2}),
        (ITEM, {"parent": F("product")}),
        (ITEM, {"parent": None}),
        (ITEM, {"parent_revision": 2}),
        (ITEM, {"status": Status.WITHDRAWN}),
        (ITEM, {"status": None}),
        (ITEM, {"predecessor": F("product")}),
        (ITEM, {"predecessor": None}),
        (MODEL, {"operator": None}),
    ],
)
def test_an_altered_fact_of_a_version_is_found(item, identifier, altered):
    alter(identifier, 1, **altered)
    assert ("proof.digest", f"/versions/{altered.get('number', 1)}") in found(identifier)


def test_an_altered_digest_is_found_where_it_stands_and_in_what_follows(item):
    alter(ITEM, 2, digest=F("root"))
    assert found() == [("proof.digest", "/versions/2"), ("proof.digest", "/versions/3")]


@pytest.mark.parametrize(
    ("altered", "codes"),
    [
        ({"patch": b'{"power":1}'}, {"proof.root"}),
        ({"patch": b"{}"}, {"proof.root"}),
        ({"salt": bytes(16)}, {"proof.root", "proof.digest"}),
    ],
)
def test_an_altered_payload_is_found(item, altered, codes):
    lift("passports_payload")
    Payload.objects.filter(version__product__ident=ITEM, version__number=1).update(**altered)
    assert set(found()) == {(code, "/versions/1") for code in codes}


def test_an_altered_root_of_an_erased_version_is_found(item, maker):
    erase(actor=maker, identifier=ITEM, number=1, **ERASED)
    assert found() == []
    alter(ITEM, 1, root=F("digest"))
    assert found() == [("proof.header_root", "/versions/1")]


def test_an_altered_header_of_an_erasure_is_found(item, maker):
    erase(actor=maker, identifier=ITEM, number=2, **ERASED)
    lift("ledger_erasure")
    header = bytes(Erasure.objects.get().header)
    Erasure.objects.update(header=header.replace(b"revision", b"correction"))
    assert found() == [("proof.digest", "/versions/2")]


def test_a_change_verifies_by_the_digests_of_its_versions_in_their_order(maker):
    entries = [
        Entry(MODEL, document=data(), sector="kettle"),
        *(Entry(f"{MODEL}/21/{number}", patch={}) for number in range(4)),
    ]
    publish(actor=maker, reason="All", entries=entries)
    change = Change.objects.get()
    assert verify_change(change)
    lift("ledger_acceptance")
    Acceptance.objects.update(digest=bytes(32))
    assert not verify_change(change)


def test_an_altered_digest_of_one_version_breaks_its_change_alone(item):
    broken = Version.objects.get(product__ident=ITEM, number=2).change
    alter(ITEM, 2, digest=F("root"))
    assert not verify_change(broken)
    assert all(map(verify_change, Change.objects.exclude(pk=broken.pk)))
