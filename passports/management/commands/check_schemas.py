"""manage.py check_schemas: look for faults in the schemas and in the documents beside them."""

import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from passports.schema_checks import check


class Command(BaseCommand):
    help = "Check every sector schema, its examples and its broken documents; print each fault."
    requires_system_checks: list[str] = []

    def handle(self, **_options: Any) -> None:
        findings = check(Path(settings.SCHEMAS_DIR))
        for found in findings:
            fault = found.fault
            place = f"{found.file}#{fault.pointer}"
            self.stderr.write(f"{place}: {fault.code}: {fault.sentence} {fault.remedy}")
        if findings:
            sys.exit(1)
        self.stdout.write("The schemas and their documents are in order.")
