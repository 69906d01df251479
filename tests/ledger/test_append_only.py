"""The database itself refuses to change what was accepted, whoever asks."""

import pytest
from django.apps.registry import Apps
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from ledger import append_only
from ledger.acceptance import accept, open_change
from ledger.clock import now_ms
from ledger.models import Acceptance, Change, Kind
from passports.models import Product

pytestmark = pytest.mark.django_db


def refused(sql: str, *params: object, says: str = "append-only") -> None:
    with (
        pytest.raises(IntegrityError, match=says),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql, params)


@pytest.fixture
def change() -> Change:
    return open_change(Kind.PUBLICATION, organisation="maker", reason="First")


@pytest.fixture
def accepted(change: Change) -> Change:
    Product.objects.create(ident="own:TEST", granularity=1, change=change)
    accept(change, [])
    return change


def test_every_append_only_table_has_its_triggers():
    assert append_only.missing() == []
    assert {m.__name__ for m in append_only.protected_models()} >= {
        *("Change", "Acceptance", "Abandonment", "Erasure", "Product", "SchemaText", "Version"),
        *("Payload", "FactorSet", "Factor", "ActivityModel", "Footprint", "AcceptedFootprint"),
    }


def test_a_missing_trigger_is_named():
    model = next(append_only.protected_models())
    name = append_only.trigger_names(model)[0]
    table = model._meta.db_table
    with connection.cursor() as cursor:
        on = "" if connection.vendor == "sqlite" else f" ON {table}"
        cursor.execute(f"DROP TRIGGER {name}{on}")
    assert append_only.missing() == [name]


def test_all_missing_triggers_are_named_in_order():
    append_only.remove()
    models = append_only.protected_models()
    assert append_only.missing() == sorted(
        name for model in models for name in append_only.trigger_names(model)
    )


def test_the_triggers_are_named_after_table_and_verb():
    truncate = [] if connection.vendor == "sqlite" else ["truncate"]
    for model, verbs in ((Product, ["update", "delete", "insert"]), (Change, ["update", "delete"])):
        table = model._meta.db_table
        expected = [f"{table}_no_{verb}" for verb in (*verbs, *truncate)]
        assert append_only.trigger_names(model) == expected


def test_a_table_that_does_not_exist_yet_is_left_out(monkeypatch):
    class NotMigrated(append_only.AppendOnly):
        class Meta:
            app_label = "ledger"
            apps = Apps()

    append_only.remove()
    monkeypatch.setattr(append_only, "protected_models", lambda: iter([NotMigrated, Product]))
    append_only.install()
    assert append_only.missing() == sorted(append_only.trigger_names(NotMigrated))


def test_migrating_again_puts_the_triggers_back():
    append_only.remove()
    assert append_only.missing()
    call_command("migrate", verbosity=0)
    assert append_only.missing() == []


def test_an_accepted_product_cannot_be_changed(accepted):
    says = r"^passports_product is append-only: update refused\b"
    refused("UPDATE passports_product SET ident = 'own:OTHER'", says=says)


def test_an_accepted_product_cannot_be_deleted(accepted):
    says = r"^passports_product is append-only: delete refused\b"
    refused("DELETE FROM passports_product", says=says)


def test_what_a_change_wrote_can_be_swept_away_before_it_is_accepted(change):
    Product.objects.create(ident="own:TEST", granularity=1, change=change)
    assert Product.objects.all().delete()[0] == 1


def test_an_unaccepted_product_cannot_be_changed_either(change):
    Product.objects.create(ident="own:TEST", granularity=1, change=change)
    refused("UPDATE passports_product SET granularity = 3")


def test_the_acceptance_of_a_change_cannot_be_taken_back(accepted):
    refused("DELETE FROM ledger_acceptance")
    refused("UPDATE ledger_acceptance SET at_ms = 0")
    refused("UPDATE ledger_change SET reason = 'Other'")


def test_replacing_a_row_does_not_go_around_the_triggers(accepted):
    if connection.vendor == "sqlite":
        refused(
            "INSERT OR REPLACE INTO ledger_acceptance (change_id, seq, at_ms, digest)"
            " VALUES (%s, 1, 0, x'00')",
            accepted.pk,
        )
    else:
        refused(
            "INSERT INTO ledger_acceptance (change_id, seq, at_ms, digest) VALUES (%s, 1, 0, '')"
            " ON CONFLICT (change_id) DO UPDATE SET at_ms = 0",
            accepted.pk,
        )


def test_the_tables_cannot_be_emptied_at_a_stroke(accepted):
    if connection.vendor == "sqlite":
        refused("DELETE FROM passports_product WHERE TRUE")
    else:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        refused("TRUNCATE passports_product CASCADE")


def test_the_orm_is_refused_like_everyone(accepted):
    with pytest.raises(IntegrityError), transaction.atomic():
        Product.objects.update(granularity=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Acceptance.objects.update(at_ms=now_ms())
