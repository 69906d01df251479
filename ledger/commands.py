"""What commands that read or write the registry have in common."""

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


class RegistryCommand(BaseCommand):
    """A command that needs a database with every table in it, and says so where there is none."""

    requires_migrations_checks = True

    def check_migrations(self) -> None:
        """Raise CommandError unless all migrations have been applied."""
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            raise CommandError(
                "The database has not been prepared, or for an older release. Start the registry"
                " once (make run), or run manage.py migrate."
            )
