"""manage.py check_schemas: look for faults in the schemas and in what lies beside them."""

import json
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from passports.label_checks import missing
from passports.schema_checks import check


class Command(BaseCommand):
    help = (
        "Check the sector schemas, their examples and broken documents, the code lists and the"
        " translations; print each fault."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--missing",
            metavar="LANGUAGE",
            default="",
            help="print the texts without translation, such as of fr, as JSON to be filled",
        )

    def handle(self, **options: Any) -> None:
        if options["missing"]:
            texts = missing(Path(settings.SCHEMAS_DIR), options["missing"])
            self.stdout.write(json.dumps(dict.fromkeys(texts, ""), ensure_ascii=False, indent=2))
            return
        findings = check(Path(settings.SCHEMAS_DIR))
        for found in findings:
            fault = found.fault
            place = f"{found.file}#{fault.pointer}"
            self.stderr.write(f"{place}: {fault.code}: {fault.sentence} {fault.remedy}")
        if findings:
            sys.exit(1)
        self.stdout.write("The schemas and their documents are in order.")
