"""manage.py create_organisation NAME --role operator --country DE --claim gs1:9506000."""

import re
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.db import transaction

from accounts.claims import grant_claim
from accounts.models import Role
from accounts.organisations import found
from domain.faults import Refusal
from ledger.commands import RegistryCommand

COUNTRY = re.compile("[A-Z]{2}")
CLAIM = re.compile("(?P<scheme>gs1|iso15459|did|iec61406|url):(?P<prefix>.+)")
VERIFIED_BY = "registry"


class Command(RegistryCommand):
    help = "Create an organisation with roles from today on and claims that the registry verified."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="its name, as readers see it")
        parser.add_argument("--role", action="append", choices=Role.values, help="may be repeated")
        parser.add_argument("--country", default="", help="two letters (ISO 3166-1), such as DE")
        parser.add_argument(
            "--claim",
            action="append",
            default=[],
            metavar="SCHEME:PREFIX",
            help="a verified prefix, such as gs1:9506000 or url:maker.example/; may be repeated",
        )

    def handle(self, **options: Any) -> None:
        if not options["name"].strip():
            raise CommandError("The name is empty. Give one.")
        if options["country"] and not COUNTRY.fullmatch(options["country"]):
            raise CommandError("The country is not two capital letters. Use a code such as DE.")
        claims = [CLAIM.fullmatch(claim) for claim in options["claim"]]
        if None in claims:
            raise CommandError("A claim does not read like gs1:9506000. Correct it.")
        try:
            with transaction.atomic():
                organisation = found(
                    options["name"].strip(),
                    roles=tuple(Role(role) for role in options["role"] or [Role.OPERATOR]),
                    country=options["country"],
                )
                for claim in filter(None, claims):
                    grant_claim(organisation, verified_by=VERIFIED_BY, **claim.groupdict())
        except Refusal as refusal:
            raise CommandError(
                "\n".join(f"{fault.sentence} {fault.remedy}" for fault in refusal.faults)
            ) from refusal
        self.stdout.write(organisation.public_id)
