"""Every nasty file ends in its named fault or the right table, in little memory and time."""

import resource
import subprocess
import sys
import time
import tracemalloc
from contextlib import nullcontext
from pathlib import Path

import pytest

from domain.faults import Refusal
from tests.faults import only_fault
from tests.passports.intake.nasty import Nasty
from tests.passports.intake.nasty_texts import TEXTS
from tests.passports.intake.nasty_workbooks import WORKBOOKS
from tests.passports.intake.tables import read

NASTY = (*TEXTS, *WORKBOOKS)
ROOT = Path(__file__).resolve().parents[4]
MEGABYTE = 1 << 20
PATIENCE = 60.0  # seconds for any of them: they take one or two, but for a busy machine
GENEROUS = 96 * MEGABYTE
ADDRESS_SPACE = 1500 * MEGABYTE


@pytest.mark.parametrize("nasty", NASTY, ids=lambda nasty: nasty.name)
def test_a_nasty_file_is_read_or_refused_by_name(nasty: Nasty):
    content = nasty.make()
    if nasty.refused:
        with pytest.raises(Refusal) as refusal:
            read(content)
        fault = only_fault(refusal)
        assert (fault.code, fault.pointer) == nasty.refused
        return
    table = read(content)
    assert table.columns == nasty.columns
    assert tuple(table.faults) == nasty.faults
    assert set(table.codes) == set(nasty.notes)
    assert all(row in table.rows for row in nasty.rows)


@pytest.mark.parametrize("nasty", NASTY, ids=lambda nasty: nasty.name)
def test_a_nasty_file_takes_little_memory_and_time(nasty: Nasty):
    content = nasty.make()
    started = time.monotonic()
    tracemalloc.start()
    try:
        read(content)
    except Refusal:
        pass
    finally:
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak < GENEROUS
    assert time.monotonic() - started < PATIENCE


def read_all_with_a_limit() -> None:
    """Read every nasty file in a process that the system stops beyond ADDRESS_SPACE."""
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    for nasty in NASTY:
        with nullcontext() if nasty.refused is None else pytest.raises(Refusal):
            read(nasty.make())


def test_no_nasty_file_brings_down_a_process_with_little_memory():
    code = f"from {__name__} import read_all_with_a_limit as run; run()"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert not done.returncode, done.stderr[-2000:]
