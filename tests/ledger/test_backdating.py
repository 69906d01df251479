"""Nothing joins a Change that was accepted: it would have been there at a time when it was not."""

import pytest
from django.db import IntegrityError, transaction

from ledger import append_only
from ledger.acceptance import accept, open_change
from ledger.append_only import ALWAYS
from ledger.models import Abandonment, Acceptance, Change, Erasure, Kind
from lifecycle.models import AcceptedFootprint, ActivityModel, Factor, FactorSet, Footprint
from passports.models import Payload, Product, SchemaText, Version

pytestmark = pytest.mark.django_db


def opened():
    return open_change(Kind.PUBLICATION, organisation="maker", reason="Because")


def rows_of(change):
    """Write a row of every table that belongs to a Change, and return them in their order."""
    schema, _ = SchemaText.objects.get_or_create(digest=b"s", sector="kettle", text=b"{}")
    written = []

    def write(model, **columns):
        written.append(model.objects.create(**columns))
        return written[-1]

    product = write(Product, ident=f"own:{change.pk}", granularity=1, change=change)
    bound = {"product": product, "change": change}
    version = write(Version, number=1, schema=schema, root=b"r", digest=b"d", **bound)
    write(Payload, version=version, patch=b"{}", salt=bytes(16))
    people = {"first_person": "p1", "second_person": "p2"}
    write(Erasure, version_id=version.pk, change=change, header=b"{}", reason="-", **people)
    factors = write(FactorSet, series="basis", version=str(change.pk), change=change)
    write(Factor, factor_set=factors, key="k", value=1.0, unit="kg", source="-", licence="-")
    revision = {"product_revision": 1, **bound}
    activity = write(ActivityModel, version=1, body={}, **revision)
    footprint = write(
        Footprint,
        activity_model=activity,
        factor_set=factors,
        method="m",
        engine="e",
        input_digest=b"i",
        result={},
        **revision,
    )
    write(AcceptedFootprint, footprint=footprint, **revision)
    return written


def copy_of(row):
    """Return a row like another that only its own key tells from it."""
    model = type(row)
    columns = {field.attname: getattr(row, field.attname) for field in model._meta.concrete_fields}
    for name, other in {
        "id": None,
        "ident": "own:LATE",
        "number": 2,
        "key": "late",
        "method": "late",
        "product_revision": 2,
    }.items():
        if name in columns:
            columns[name] = other
    if model is FactorSet or model is ActivityModel:
        columns["version"] = 99
    if model is Erasure:
        columns["version_id"] = 99
    return model(**columns)


def test_rows_of_every_kind_join_a_change_until_it_is_accepted():
    rows = rows_of(opened())
    guarded = {m for m in append_only.protected_models() if m.may_insert != ALWAYS}
    assert {type(row) for row in rows} == guarded
    for row in rows:
        if not isinstance(row, Payload):
            copy_of(row).save(force_insert=True)


def test_no_row_of_any_kind_joins_an_accepted_change():
    change = opened()
    rows = rows_of(change)
    unpaid = Version.objects.create(
        product=rows[0], number=7, schema=rows[1].schema, root=b"r", digest=b"d", change=change
    )
    accept(change, [])
    for row in rows:
        late = Payload(version=unpaid) if isinstance(row, Payload) else copy_of(row)
        table = row._meta.db_table
        with (
            pytest.raises(IntegrityError, match=rf"^{table} is append-only: insert refused\b"),
            transaction.atomic(),
        ):
            late.save(force_insert=True)


def test_changes_and_what_becomes_of_them_are_not_bound_to_a_change():
    free = {m for m in append_only.protected_models() if m.may_insert == ALWAYS}
    assert free == {Change, Acceptance, Abandonment, SchemaText}
