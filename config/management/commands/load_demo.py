"""Load the demonstration catalogue, once; a second call changes nothing."""

from typing import Any

from django.conf import settings

from config import sign_in
from ledger.commands import RegistryCommand
from lifecycle.demonstration import load


class Command(RegistryCommand):
    help = "Load the demonstration: 101 real devices and one invented family of phones."

    def handle(self, *_args: Any, **_options: Any) -> None:
        load(settings.BASE_DIR / "data", sign_in.password(settings.DATA_DIR))
