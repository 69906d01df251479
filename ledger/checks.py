"""The system check that the database itself guards what was accepted."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DEFAULT_DB_ALIAS

from ledger import append_only

MISSING = "ledger.E001"


@register(Tags.database)
def triggers_exist(*, databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """Return an error that names every append-only trigger which does not exist.

    Runs where a database is named: `manage.py check --database default`. `migrate` passes it over,
    for it is what creates the triggers.
    """
    if DEFAULT_DB_ALIAS not in (databases or ()):
        return []
    absent = append_only.missing()
    if not absent:
        return []
    return [
        Error(
            "Triggers that keep accepted records from being altered are missing: "
            f"{', '.join(absent)}.",
            hint="Find out who removed them, verify the records, and run manage.py migrate: it"
            " puts them back.",
            id=MISSING,
        )
    ]
