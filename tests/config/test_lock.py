import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from config import lock


def test_a_folder_in_use_by_a_running_process_is_refused_at_once(tmp_path: Path) -> None:
    held = lock.take(tmp_path / "lock", patience=0)
    begun = time.monotonic()
    with pytest.raises(lock.InUse):
        lock.take(tmp_path / "lock", patience=30)
    assert time.monotonic() - begun < 5
    os.close(held)
    os.close(lock.take(tmp_path / "lock", patience=0))


def test_the_children_of_a_killed_run_are_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    held = lock.take(path, patience=0)
    child = subprocess.Popen([sys.executable, "-c", "input()"], pass_fds=[held], stdin=-1)
    os.close(held)
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    path.write_text(str(gone.pid))

    with pytest.raises(lock.InUse):
        lock.take(path, patience=0.3)
    child.communicate(b"\n")
    os.close(lock.take(path, patience=5))


def test_a_file_left_by_a_killed_run_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "lock").write_text("not a number")
    os.close(lock.take(tmp_path / "lock", patience=0))
    assert (tmp_path / "lock").read_text() == str(os.getpid())
