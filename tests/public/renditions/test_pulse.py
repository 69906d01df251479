"""The pulse: a few numbers that every process sees at once."""

import subprocess
import sys
import time

from public.renditions.pulse import Pulse


def test_a_new_pulse_knows_nothing(pulse):
    assert (pulse.at_ms, pulse.file, pulse.damaged) == (0, 0, 0)
    assert not pulse.is_fresh(900)


def test_a_beat_is_fresh_for_as_long_as_is_asked_for_and_no_longer(pulse, monkeypatch):
    now = 1_800_000_000_000
    monkeypatch.setattr("public.renditions.pulse._now_ms", lambda: now)
    for age, is_fresh in ((0, True), (1, True), (900, True), (901, False), (10**9, False)):
        pulse.beat(now - age)
        assert pulse.is_fresh(900) is is_fresh, age


def test_a_beat_of_the_future_is_none_for_a_clock_may_have_been_set_back(pulse, monkeypatch):
    now = 1_800_000_000_000
    monkeypatch.setattr("public.renditions.pulse._now_ms", lambda: now)
    pulse.beat(now + 1)
    assert not pulse.is_fresh(900)


def test_a_beat_without_a_time_is_of_now(pulse):
    before = time.time_ns() // 1_000_000
    pulse.beat()
    assert before <= pulse.at_ms <= time.time_ns() // 1_000_000


def test_the_numbers_do_not_touch_each_other(pulse):
    pulse.beat(2**62)
    pulse.file = -1
    pulse.damaged = 7
    assert (pulse.at_ms, pulse.file, pulse.damaged) == (2**62, -1, 7)


def test_another_process_hears_it(tmp_path, pulse):
    program = (
        "import sys; from pathlib import Path; from public.renditions.pulse import Pulse;"
        "pulse = Pulse(Path(sys.argv[1])); pulse.beat(41); pulse.file = 42"
    )
    path = tmp_path / "renditions" / "release.pulse"
    subprocess.run([sys.executable, "-c", program, path], check=True, timeout=60)
    assert (pulse.at_ms, pulse.file) == (41, 42)


def test_what_was_beaten_outlives_the_process(tmp_path, pulse):
    pulse.beat(5)
    assert Pulse(tmp_path / "renditions" / "release.pulse").at_ms == 5


def test_whoever_hears_nothing_turns_to_the_file_that_lies_there_now(tmp_path, pulse):
    path = tmp_path / "renditions" / "release.pulse"
    path.unlink()
    other = Pulse(path)
    other.beat()
    assert not pulse.is_fresh(900)
    assert pulse.is_fresh(900)


def test_whoever_beats_turns_to_the_file_that_lies_there_now(tmp_path, pulse):
    (tmp_path / "renditions" / "release.pulse").unlink()
    pulse.look_again()
    pulse.beat(7)
    assert Pulse(tmp_path / "renditions" / "release.pulse").at_ms == 7


def test_a_folder_that_cannot_be_made_again_is_no_fault(tmp_path, pulse):
    folder = tmp_path / "renditions"
    (folder / "release.pulse").unlink()
    folder.rmdir()
    folder.write_text("not a folder")
    pulse.look_again()
    assert not pulse.is_fresh(900)


def test_only_its_owner_may_read_or_write_the_file(tmp_path, pulse):
    assert (tmp_path / "renditions" / "release.pulse").stat().st_mode & 0o777 == 0o600
