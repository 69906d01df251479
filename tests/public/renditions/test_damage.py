"""Whatever happens to the file: an answer is the right one or none, never a fault or garbage."""

import os
import random
import shutil
import sqlite3

import pytest

from public.renditions.pulse import Pulse
from public.renditions.rendition import Answer
from public.renditions.store import Store, today

KEYS = tuple(f"http text/html en br /01/{number}" for number in range(40))
HEADERS = (("Content-Type", "text/html; charset=utf-8"), ("ETag", '"t"'))


def body(key):
    return random.Random(key).randbytes(9_000 + len(key) * 100)


def keep(store, key, seq=5):
    tag = f'"{key[-2:]}"'
    answer = Answer("200 OK", HEADERS, body(key))
    store.keep(key, ("gs1:01/1", key), seq, today(), tag, answer)


@pytest.fixture
def full(store) -> Store:
    for key in KEYS:
        keep(store, key)
    store.file.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return store


@pytest.fixture
def file(full):
    return full.file._named(full.file._pulse.file)


@pytest.fixture
def another(full, pulse):
    """The same store as another process has it open."""
    found = Store(full.file._path, pulse, 10**8)
    assert found.find(KEYS[0])
    return found


def answers(store):
    """Ask for everything, and count what is there; what is there is right."""
    there = 0
    for key in KEYS:
        found = store.find(key)
        if found is not None:
            assert (found.key, found.status, found.headers) == (key, "200 OK", HEADERS)
            assert found.body == body(key)
            there += 1
    return there


def goes_on(store):
    """Do all that the door does, whatever comes of it."""
    for key in KEYS:
        found = store.find(key)
        keep(store, key, seq=6)
        if found is not None:
            store.want(found)
    return answers(store)


def test_with_a_file_in_order_everything_is_there(full, another):
    assert answers(full) == answers(another) == len(KEYS)
    assert full.file.is_sound()


@pytest.mark.parametrize("seed", range(30))
def test_garbage_anywhere_in_the_file_is_never_told(full, another, file, seed):
    chance = random.Random(seed)
    with file.open("r+b") as opened:
        for _ in range(chance.randint(1, 30)):
            opened.seek(chance.randrange(file.stat().st_size))
            opened.write(chance.randbytes(chance.randint(1, 4_000)))
    fresh = Store(full.file._path, full.file._pulse, 10**8)
    for store in (another, fresh, full):
        answers(store)
        goes_on(store)


@pytest.mark.parametrize("seed", range(30))
def test_pages_that_changed_places_are_never_told_for_each_other(full, file, seed):
    chance, page = random.Random(seed), 8192
    data = file.read_bytes()
    pages = [data[at : at + page] for at in range(0, len(data), page)]
    for _ in range(chance.randint(1, 5)):
        one, two = chance.sample(range(1, len(pages)), 2)
        pages[one], pages[two] = pages[two], pages[one]
    file.write_bytes(b"".join(pages))
    fresh = Store(full.file._path, full.file._pulse, 10**8)
    answers(fresh)
    goes_on(fresh)


@pytest.mark.parametrize("left", [0, 1, 100, 8192, 50_000])
def test_a_file_cut_short_is_told_and_breaks_nothing(full, another, file, left):
    os.truncate(file, left)
    assert not full.file.is_sound()
    for store in (another, full, Store(full.file._path, full.file._pulse, 10**8)):
        answers(store)
        goes_on(store)


def test_what_cannot_be_read_is_reported_to_whoever_follows_the_changes(full, file, pulse):
    file.write_bytes(random.Random(1).randbytes(file.stat().st_size))
    fresh = Store(full.file._path, pulse, 10**8)
    assert answers(fresh) == 0
    assert pulse.damaged == pulse.file
    assert not full.file.is_sound()


def test_bytes_that_changed_in_the_file_are_reported(full, file, pulse):
    data = file.read_bytes()
    place = data.find(body(KEYS[3])[:50])
    file.write_bytes(data[:place] + b"x" + data[place + 1 :])
    fresh = Store(full.file._path, pulse, 10**8)
    assert answers(fresh) == len(KEYS) - 1
    assert not full.file.is_sound()


def test_a_new_beginning_mends_it_for_everybody(full, another, file):
    os.truncate(file, 100)
    answers(another)
    full.begin(5, "x")
    assert full.file.is_sound()
    assert goes_on(another) == len(KEYS)
    assert answers(full) == len(KEYS)


def test_a_file_that_was_deleted_is_told_and_those_who_have_it_open_read_on(full, another, file):
    file.unlink()
    assert not full.file.is_sound()
    assert answers(another) == len(KEYS)
    fresh = Store(full.file._path, full.file._pulse, 10**8)
    assert goes_on(fresh) == 0
    assert not file.exists()


def test_the_whole_folder_may_go(full, another, tmp_path):
    shutil.rmtree(tmp_path / "renditions")
    assert not full.file.is_sound()
    assert goes_on(Store(full.file._path, full.file._pulse, 10**8)) == 0
    goes_on(another)


def test_another_file_in_its_place_is_not_taken_for_it(full, another, file):
    other = file.with_name("copy")
    shutil.copy(file, other)
    other.replace(file)
    assert not full.file.is_sound()
    assert not another.file.is_sound()


def test_without_a_file_nothing_is_found_or_kept(tmp_path):
    pulse = Pulse(tmp_path / "new" / "release.pulse")
    store = Store(tmp_path / "new" / "release", pulse, 10**8)
    assert goes_on(store) == 0
    assert store.followed() is None
    assert [each.name for each in (tmp_path / "new").iterdir()] == ["release.pulse"]


def test_while_somebody_else_writes_for_long_readers_read_and_nothing_is_kept(full, another):
    with full.file.transaction():
        assert another.find(KEYS[0])
        keep(another, "late")
        another.want(another.find(KEYS[0]))
        assert another.file.is_sound()
    assert another.find("late") is None
    keep(another, "late")
    assert another.find("late")


def test_a_full_disk_is_no_fault_and_no_thread_stays_in_the_past(full, another):
    pages = another.file.connection.execute("PRAGMA page_count").fetchone()[0]
    another.file.connection.execute(f"PRAGMA max_page_count = {pages + 1}")
    for number in range(5):
        keep(another, f"more {number}")
    assert answers(another) == len(KEYS)
    full.spoil({"gs1:01/1": 9}, 9, "x")
    assert answers(another) == 0
    keep(another, KEYS[0], seq=9)
    assert another.find(KEYS[0])


def test_a_write_that_broke_off_leaves_nothing_behind(full, monkeypatch):
    class BrokenOffError(Exception):
        pass

    with pytest.raises(BrokenOffError), full.file.transaction() as connection:
        connection.execute("DELETE FROM rendition")
        raise BrokenOffError
    assert answers(full) == len(KEYS)


def test_a_file_that_may_only_be_read_is_read(full, another, file):
    another.file.connection.execute("PRAGMA query_only = 1")
    assert goes_on(another) == len(KEYS)


def test_a_file_without_its_tables_is_reported_to_whoever_follows(full, file):
    connection = sqlite3.connect(file)
    connection.execute("DROP TABLE rendition")
    connection.close()
    assert goes_on(full) == 0
    with pytest.raises(sqlite3.OperationalError) as fault:
        full.tidy()
    full.file.tell(fault.value)
    assert not full.file.is_sound()
