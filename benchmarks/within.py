"""Calls a function of the benchmarks by name: `python -m benchmarks.within NAME ARGUMENT ...`.

The environment says in which registry, as for everything else.
"""

import os
import sys

import django
from django.utils.module_loading import import_string

from ledger import relay


def main(name: str, *arguments: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    # No worker runs here: what is due stays in the outbox.
    relay.install(lambda _topic, _outbox_id: None)
    import_string(f"benchmarks.{name}")(*arguments)


if __name__ == "__main__":
    main(*sys.argv[1:])
