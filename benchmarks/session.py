"""One process with one empty registry, in which benchmarks run: started by `python -m benchmarks`.

Arguments: the file to write the rows to, then names. The environment says which database.
"""

import json
import os
import sys
from pathlib import Path

import django
from django.core.management import call_command
from django.utils.module_loading import import_string

from benchmarks.catalogue import CATALOGUE
from benchmarks.harness import LeftOut, result
from ledger import relay


def main(answer: str, *names: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    call_command("migrate", verbosity=0)
    # No worker runs here: what is due stays in the outbox.
    relay.install(lambda _topic, _outbox_id: None)
    rows = []
    for name in names:
        benchmark = CATALOGUE[name]
        print(f"  {name} ...", flush=True)
        measure = import_string(f"benchmarks.{benchmark.code}")
        try:
            rows.append(result(benchmark, measure(*benchmark.argument)))
        except LeftOut as why:
            print(f"LEFT OUT: {name}: {why}.", flush=True)
        # A benchmark that fails does not take along what was measured before it.
        Path(answer).write_text(json.dumps(rows))


if __name__ == "__main__":
    main(*sys.argv[1:])
