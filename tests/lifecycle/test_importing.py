from io import BytesIO

import pytest

from domain.faults import Invalid
from ledger.models import Change, Outbox
from lifecycle.importing import import_products, rehearse
from lifecycle.models import ActivityModel
from passports.intake.choosing import stream_for
from passports.models import Product
from tests.lifecycle.conftest import BODY, own

LIGHTER = {**BODY, "functional_unit": {"en": "one kettle, used for a year"}}
HEADER = "identifier,activity,name/en,category,materials/steel/material,materials/steel/mass"


def row(number, activity="", mass=500):
    return f"{own(number)},{activity},Kettle,kettle,steel,{mass}"


def stream_of(actor, *lines):
    file = BytesIO("\n".join([HEADER, *lines]).encode())
    return stream_for(actor, file, "products.csv", "kettle")


def run(actor, *lines, use_case=import_products, **more):
    best_effort = more.pop("best_effort", False)
    named = {name.replace("otherwise", ""): body for name, body in more.items()}
    return use_case(
        actor=actor,
        stream=stream_of(actor, *lines),
        bodies=named,
        reason="From a sheet.",
        best_effort=best_effort,
    )


def models():
    rows = ActivityModel.objects.order_by("product__ident", "version")
    return [(row.product.ident, row.version, row.body) for row in rows]


def test_each_product_gets_the_model_that_its_row_names(maker):
    done = run(maker, row(1, "one"), row(2, "two"), row(3), one=BODY, two=LIGHTER)
    assert (done.products.registered, done.activity_models) == (3, 2)
    assert models() == sorted([(own(1), 1, BODY), (own(2), 1, LIGHTER)])


def test_rows_that_name_none_get_the_common_one(maker):
    run(maker, row(1), row(2, "two"), otherwise=BODY, two=LIGHTER)
    assert models() == sorted([(own(1), 1, BODY), (own(2), 1, LIGHTER)])


def test_the_same_sheet_twice_changes_nothing(maker):
    for expected in [(1, 0, 1), (0, 1, 0)]:
        done = run(maker, row(1, "one"), one=BODY)
        told = done.products.registered, done.products.unchanged, done.activity_models
        assert told == expected
    assert Change.objects.count() == 2


def test_another_model_is_recorded_even_where_the_passport_stays_as_it_is(maker):
    run(maker, row(1, "one"), one=BODY)
    done = run(maker, row(1, "one"), one=LIGHTER)
    assert (done.products.unchanged, done.activity_models) == (1, 1)
    assert models() == [(own(1), 1, BODY), (own(1), 2, LIGHTER)]


def test_a_row_that_names_none_keeps_its_model(maker):
    run(maker, row(1, "one"), one=BODY)
    assert run(maker, row(1, mass=400)).activity_models == 0
    assert models() == [(own(1), 1, BODY)]


def test_faults_of_cells_and_of_models_come_together_and_nothing_is_left(maker):
    faulty = {**BODY, "method": "guess"}
    with pytest.raises(Invalid) as refusal:
        run(maker, row(1, "one"), row(2, "two"), row(3, mass="heavy"), one=faulty)
    assert {(f.code, f.pointer) for f in refusal.value.faults} == {
        ("enum", "/activities/one/method"),
        ("activity.unknown", "/rows/3/activity"),
        ("cell.number", "/rows/4/materials~1steel~1mass"),
    }
    assert not Product.objects.exists()
    assert not Change.objects.exists()


def test_a_rehearsal_tells_the_same_and_leaves_nothing(maker):
    done = run(maker, row(1, "one"), row(2), use_case=rehearse, one=BODY)
    assert (done.products.registered, done.activity_models) == (2, 1)
    with pytest.raises(Invalid):
        run(maker, row(1, "two"), use_case=rehearse)
    assert not any(m.objects.exists() for m in (Product, Change, ActivityModel, Outbox))
    assert run(maker, row(1, "one"), one=BODY).products.registered == 1


def test_best_effort_passes_over_what_is_refused_and_tells_it(maker):
    done = run(maker, row(1, "one"), row(2, mass="heavy"), one=BODY, best_effort=True)
    assert (done.products.registered, done.activity_models) == (1, 1)
    (passed_over,) = done.products.open
    assert passed_over.row.number == 3
    assert Product.objects.count() == 1
