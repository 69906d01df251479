import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from config.processes import Failed, Group, Program
from tests.config.conftest import Start
from tests.config.started import eventually, running

# Starts a child of its own, writes both process ids into a file, and then sleeps.
FAMILY = """
import os, subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
with open(sys.argv[1] + ".part", "w") as file:
    file.write(f"{os.getpid()} {child.pid}")
os.rename(sys.argv[1] + ".part", sys.argv[1])
time.sleep(600)
"""
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN);" + FAMILY
# A supervisor with one such family, to be killed.
SUPERVISOR = """
import sys
from config.processes import Group, Program
group = Group(print)
group.start(Program("family", [sys.executable, "-c", sys.argv[1], sys.argv[2]]))
group.watch()
"""


def python(code: str, *arguments: object, grace: float = 10.0, outlives: bool = False) -> Program:
    argv = [sys.executable, "-c", code, *map(str, arguments)]
    return Program("child", argv, grace=grace, outlives=outlives)


def pids(file: Path) -> list[int]:
    assert eventually(file.exists)
    return [int(word) for word in file.read_text().split()]


@pytest.fixture
def said() -> list[str]:
    return []


Grouped = Callable[..., Group]


@pytest.fixture
def grouped(said: list[str]) -> Iterator[Grouped]:
    groups: list[Group] = []

    def grouped(**options: float) -> Group:
        groups.append(Group(said.append, **options))
        return groups[-1]

    yield grouped
    for group in groups:
        group.stop()


def test_what_a_child_prints_is_said_with_its_name(grouped: Grouped, said: list[str]) -> None:
    status = grouped().run(python("import sys; print('one'); print('two', file=sys.stderr)"))
    assert status == 0
    assert sorted(said) == ["child  | one", "child  | two"]


@pytest.mark.parametrize(("code", "status"), [("exit(3)", 3), ("exit(0)", 0)])
def test_a_program_that_runs_to_its_end_returns_its_status(
    grouped: Grouped, code: str, status: int
) -> None:
    assert grouped().run(python(code)) == status


def test_stopping_ends_children_and_their_children(grouped: Grouped, tmp_path: Path) -> None:
    group = grouped()
    group.start(python(FAMILY, tmp_path / "pids"))
    family = pids(tmp_path / "pids")
    assert all(map(running, family))
    group.stop()
    assert eventually(lambda: not any(map(running, family)), 5)


def test_a_child_that_will_not_stop_is_killed_after_its_grace(
    grouped: Grouped, tmp_path: Path
) -> None:
    group = grouped()
    group.start(python(STUBBORN, tmp_path / "pids", grace=0.5))
    family = pids(tmp_path / "pids")
    begun = time.monotonic()
    group.stop()
    assert 0.5 <= time.monotonic() - begun < 5
    assert eventually(lambda: not any(map(running, family)), 5)


def test_whoever_asks_twice_does_not_wait_for_the_grace(grouped: Grouped, tmp_path: Path) -> None:
    group = grouped()
    group.start(python(STUBBORN, tmp_path / "pids", grace=60))
    pids(tmp_path / "pids")
    group.ask_to_stop()
    group.ask_to_stop()
    begun = time.monotonic()
    group.stop()
    assert time.monotonic() - begun < 10


def test_the_one_that_outlives_the_others_is_asked_last(grouped: Grouped, said: list[str]) -> None:
    code = (
        "import signal, sys, time\n"
        "signal.signal(signal.SIGTERM, lambda *_: (time.sleep(.3), print('gone'), sys.exit()))\n"
        "print('here', flush=True)\n"
        "time.sleep(600)"
    )
    group = grouped()
    group.start(Program("broker", [sys.executable, "-c", code], outlives=True))
    group.start(Program("worker", [sys.executable, "-c", code]))
    assert eventually(lambda: sum("here" in line for line in said) == 2)
    group.stop()
    assert [line for line in said if "gone" in line] == ["worker | gone", "broker | gone"]


def test_a_child_that_crashes_is_started_again(
    grouped: Grouped, said: list[str], tmp_path: Path
) -> None:
    code = (
        "import pathlib, sys, time\n"
        "mark = pathlib.Path(sys.argv[1])\n"
        "if mark.exists(): print('again', flush=True); time.sleep(600)\n"
        "mark.touch(); sys.exit(7)"
    )
    group = grouped()
    group.start(python(code, tmp_path / "mark"))
    assert group.wait_until(lambda: "child  | again" in said, timeout=30)
    assert "child ended with status 7; starting it again." in said


def test_a_child_that_keeps_crashing_ends_the_group(grouped: Grouped, tmp_path: Path) -> None:
    group = grouped()
    group.start(python(FAMILY, tmp_path / "pids"))
    group.start(python("exit(9)"))
    family = pids(tmp_path / "pids")
    with pytest.raises(Failed, match="status 9"):
        group.watch()
    group.stop()
    assert eventually(lambda: not any(map(running, family)), 5)


def test_a_child_that_ran_long_enough_in_between_may_crash_again(
    grouped: Grouped, said: list[str]
) -> None:
    group = grouped(steady=0.0)
    group.start(python("exit(9)"))
    assert group.wait_until(lambda: sum("again" in line for line in said) >= 2, timeout=30)


def test_what_a_crashed_child_leaves_behind_is_killed_before_it_starts_again(
    grouped: Grouped, tmp_path: Path
) -> None:
    group = grouped(steady=0.0)
    group.start(python(FAMILY.replace("time.sleep(600)\n", "sys.exit(1)\n"), tmp_path / "pids"))
    _, grandchild = pids(tmp_path / "pids")
    (tmp_path / "pids").unlink()
    assert group.wait_until((tmp_path / "pids").exists, timeout=30)
    assert not running(grandchild)


def test_nothing_is_started_when_stopping(grouped: Grouped, tmp_path: Path) -> None:
    group = grouped()
    group.ask_to_stop()
    group.start(python(FAMILY, tmp_path / "pids"))
    assert group.run(python("import time; time.sleep(600)")) is None
    assert not (tmp_path / "pids").exists()


def test_no_child_outlives_a_killed_supervisor(start: Start, tmp_path: Path) -> None:
    supervisor = start("-c", SUPERVISOR, FAMILY, str(tmp_path / "pids"))
    family = pids(tmp_path / "pids")
    supervisor.process.send_signal(signal.SIGKILL)
    assert eventually(lambda: not any(map(running, family)), 15)


def test_even_one_that_will_not_stop_does_not(start: Start, tmp_path: Path) -> None:
    supervisor = start("-c", SUPERVISOR, STUBBORN, str(tmp_path / "pids"))
    family = pids(tmp_path / "pids")
    supervisor.process.send_signal(signal.SIGKILL)
    assert eventually(lambda: not any(map(running, family)), 20)
