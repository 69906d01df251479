"""The inverted indexes: FTS5 tables beside SQLite's, GIN indexes on PostgreSQL.

On SQLite triggers keep them in step with their tables. A migration that remakes one of these tables
drops its triggers and has to make them again.
"""

from django.db import migrations

# Table, what is indexed, and the primary key.
INVERTED = (
    ("search_searchentry", "words", "product_id"),
    ("search_searchword", "grams", "id"),
)


def make(apps, schema_editor):
    for table, column, key in INVERTED:
        name = f"search_{column}"
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(
                f"CREATE INDEX {name} ON {table} USING gin (string_to_array({column}, ' '))"
                " WITH (fastupdate = off)"
            )
            continue
        # Words are folded and cut before they get here: this tokenizer takes them as they are.
        schema_editor.execute(
            f"CREATE VIRTUAL TABLE {name} USING fts5({column}, content='{table}',"
            f" content_rowid='{key}', detail=none, columnsize=0, tokenize='ascii')"
        )
        added = f"INSERT INTO {name}(rowid, {column}) VALUES (NEW.{key}, NEW.{column});"
        gone = (
            f"INSERT INTO {name}({name}, rowid, {column})"
            f" VALUES ('delete', OLD.{key}, OLD.{column});"
        )
        for verb, body in (("INSERT", added), ("DELETE", gone), ("UPDATE", gone + added)):
            event = f"UPDATE OF {column}" if verb == "UPDATE" else verb
            schema_editor.execute(
                f"CREATE TRIGGER {name}_{verb.lower()} AFTER {event} ON {table} BEGIN {body} END"
            )


def drop(apps, schema_editor):
    for table, column, _key in INVERTED:
        name = f"search_{column}"
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP INDEX {name}")
            continue
        for verb in ("insert", "delete", "update"):
            schema_editor.execute(f"DROP TRIGGER {name}_{verb}")
        schema_editor.execute(f"DROP TABLE {name}")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(make, drop)]
