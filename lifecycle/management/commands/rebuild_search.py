"""`manage.py rebuild_search`: builds the index of the search and the statistics of categories."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from lifecycle import indexing
from passports.search import storing


class Command(BaseCommand):
    help = (
        "Builds the search index anew from the passports. Everything is found meanwhile."
        " The registry does this by itself once rules or schemas have changed."
    )

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument(
            "--empty", action="store_true", help="empty the index first; nothing is found meanwhile"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["empty"]:
            with transaction.atomic():
                storing.hold()
                storing.clear()
        done = 0
        for done in indexing.rebuild():
            if options["verbosity"] > 1:
                self.stdout.write(f"up to {done:,} models")
        self.stdout.write("The search index is built.")
