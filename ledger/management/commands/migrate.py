"""Django's migrate, and then the append-only triggers: a migration may have dropped them."""

from typing import Any

from django.core.management.commands import migrate

from ledger import append_only


class Command(migrate.Command):
    def check(self, **options: Any) -> None:  # type: ignore[override]  # Django's has many defaults
        # What the database has to hold (ledger.checks) it holds only afterwards.
        super().check(**{**options, "databases": None})

    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
        if not options.get("plan") and not options.get("check_unapplied"):
            append_only.install()
