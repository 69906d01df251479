"""The ledger as Django's application; it brings its system check."""

from importlib import import_module

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Registers the check of the append-only triggers."""

    name = "ledger"

    def ready(self) -> None:
        # The check looks at models, which cannot be imported before all applications are known.
        import_module("ledger.checks")
