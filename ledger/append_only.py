"""Append-only records: the database itself refuses to change or remove what was accepted.

`install` creates the triggers. It runs at the end of every `migrate`, because SQLite remakes tables
in a migration and silently drops their triggers; `missing` tells whether any is absent.
"""

from collections.abc import Iterator
from typing import ClassVar

from django.apps import apps
from django.db import connection, models

NEVER = "FALSE"
ALWAYS = "TRUE"
UNACCEPTED = "NOT EXISTS (SELECT 1 FROM ledger_acceptance a WHERE a.change_id = OLD.change_id)"
BEFORE_ACCEPTANCE = UNACCEPTED.replace("OLD", "NEW")


class AppendOnly(models.Model):
    """A record that is never updated, and never added or deleted once its Change was accepted.

    `may_insert`, `may_update` and `may_delete` are SQL conditions over OLD and NEW under which the
    database takes a row, or lets one be touched all the same.
    """

    may_insert: ClassVar[str] = BEFORE_ACCEPTANCE
    may_update: ClassVar[str] = NEVER
    may_delete: ClassVar[str] = UNACCEPTED

    class Meta:
        abstract = True


def protected_models() -> Iterator[type[AppendOnly]]:
    """Yield every concrete append-only model of the installed apps."""
    for model in apps.get_models():
        if issubclass(model, AppendOnly):
            yield model


def install() -> None:
    """Create the triggers of every append-only table that exists anew.

    A table can be absent when `migrate` was asked for one app or for an earlier state.
    """
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        for model in protected_models():
            if model._meta.db_table in tables:  # noqa: SLF001 - Django's documented model API
                for statement in (*_removal(model), *_creation(model)):
                    cursor.execute(statement)


def remove() -> None:
    """Drop the triggers. Only the test fixture that empties tables calls this."""
    with connection.cursor() as cursor:
        for model in protected_models():
            for statement in _removal(model):
                cursor.execute(statement)


def missing() -> list[str]:
    """Return the names of triggers that should exist and do not."""
    wanted = {name for model in protected_models() for name in trigger_names(model)}
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = {row[0] for row in cursor.fetchall()}
    return sorted(wanted - present)


def trigger_names(model: type[AppendOnly]) -> list[str]:
    """Return the names of the triggers that protect a model on this database."""
    table = model._meta.db_table  # noqa: SLF001 - Django's documented model API
    names = [f"{table}_no_{verb}" for verb, _ in _rules(model)]
    return names if connection.vendor == "sqlite" else [*names, f"{table}_no_truncate"]


def _rules(model: type[AppendOnly]) -> list[tuple[str, str]]:
    rules = [("update", model.may_update), ("delete", model.may_delete)]
    return rules if model.may_insert == ALWAYS else [*rules, ("insert", model.may_insert)]


def _removal(model: type[AppendOnly]) -> Iterator[str]:
    table = model._meta.db_table  # noqa: SLF001
    for name in trigger_names(model):
        on = "" if connection.vendor == "sqlite" else f" ON {table}"
        yield f"DROP TRIGGER IF EXISTS {name}{on}"


def _creation(model: type[AppendOnly]) -> Iterator[str]:
    table = model._meta.db_table  # noqa: SLF001
    for verb, condition in _rules(model):
        name = f"{table}_no_{verb}"
        message = f"{table} is append-only: {verb} refused"
        if connection.vendor == "sqlite":
            yield (
                f"CREATE TRIGGER {name} BEFORE {verb.upper()} ON {table} WHEN NOT ({condition}) "
                f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
            )
            continue
        if verb == "insert":
            yield from _guarded_inserts(table, name, condition, message)
            continue
        returned = "OLD" if verb == "delete" else "NEW"
        yield (
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $body$ BEGIN "
            f"IF NOT ({condition}) THEN RAISE EXCEPTION '{message}' "
            f"USING ERRCODE = 'integrity_constraint_violation'; END IF; "
            f"RETURN {returned}; END $body$"
        )
        yield (
            f"CREATE TRIGGER {name} BEFORE {verb.upper()} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {name}()"
        )
    if connection.vendor == "postgresql":
        name = f"{table}_no_truncate"
        yield (
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $body$ BEGIN "
            f"RAISE EXCEPTION '{table} is append-only: truncate refused' "
            f"USING ERRCODE = 'integrity_constraint_violation'; END $body$"
        )
        yield (
            f"CREATE TRIGGER {name} BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
        )


def _guarded_inserts(table: str, name: str, condition: str, message: str) -> Iterator[str]:
    """Look at the rows of a statement together: one by one they would triple the price of a COPY.

    The query is planned anew each time, since the plan for one row is not that for ten thousand.
    """
    query = f"SELECT EXISTS (SELECT 1 FROM added WHERE NOT ({condition.replace('NEW.', 'added.')}))"  # noqa: S608 - conditions of our models
    yield (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $body$ "
        f"DECLARE refused boolean; BEGIN EXECUTE $query${query}$query$ INTO refused; "
        f"IF refused THEN RAISE EXCEPTION '{message}' "
        f"USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NULL; END $body$"
    )
    yield (
        f"CREATE TRIGGER {name} AFTER INSERT ON {table} REFERENCING NEW TABLE AS added "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
    )
