"""manage.py create_token ORGANISATION --scope passports:read --days 90."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from accounts.actors import ALL_SCOPES
from accounts.models import Organisation
from accounts.tokens import issue
from ledger.commands import RegistryCommand

LONGEST_DAYS = 366


class Command(RegistryCommand):
    help = "Create a token of an organisation and print it; it cannot be shown again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("organisation", help="its public id")
        parser.add_argument(
            "--scope",
            action="append",
            required=True,
            choices=sorted(ALL_SCOPES),
            help="may be repeated",
        )
        parser.add_argument("--days", type=int, default=90, help="until it expires, at most 366")
        parser.add_argument("--label", default="command line", help="what it is for")

    def handle(self, **options: Any) -> None:
        organisation = Organisation.objects.filter(public_id=options["organisation"]).first()
        if organisation is None:
            raise CommandError("There is no organisation with this public id. Create it first.")
        if not 1 <= options["days"] <= LONGEST_DAYS:
            raise CommandError(f"A token lives 1 to {LONGEST_DAYS} days. Give another number.")
        self.stdout.write(
            issue(
                organisation,
                label=options["label"],
                scopes=frozenset(options["scope"]),
                days=options["days"],
            )
        )
