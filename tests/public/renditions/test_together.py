"""Many threads and processes at one file: all read, nobody waits for ever, nothing is mixed up."""

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

from public.renditions.pulse import Pulse
from public.renditions.rendition import Answer
from public.renditions.store import Store, today

ROUNDS = 60
KEYS = tuple(f"http text/html en br /01/{number}" for number in range(8))
PROGRAM = """
import sys
from pathlib import Path
from public.renditions.pulse import Pulse
from public.renditions.rendition import Answer
from public.renditions.store import Store
from tests.public.renditions.test_together import write
folder = Path(sys.argv[1])
write(Store(folder / "release", Pulse(folder / "release.pulse"), 10**8), int(sys.argv[2]))
"""


def write(store: Store, writer: int) -> None:
    """Keep answers whose tag, header and bytes all name the same writing."""
    for number in range(ROUNDS):
        for key in KEYS:
            text = f"{key} {writer} {number} "
            headers = (("Key", key), ("Text", text))
            answer = Answer("200 OK", headers, text.encode() * 400)
            store.keep(key, (key,), 5, today(), f'"{text}"', answer)


def is_one(found) -> bool:
    text = dict(found.headers)["Text"]
    whole = found.body == text.encode() * 400 and found.tag == f'"{text}"'
    return whole and text.startswith(found.key)


def test_what_threads_and_processes_write_at_once_is_read_whole(store, tmp_path):
    over = threading.Event()

    def read() -> int:
        seen = 0
        while not over.is_set():
            for key in KEYS:
                found = store.find(key)
                if found is not None:
                    assert is_one(found)
                    seen += 1
        return seen

    with ThreadPoolExecutor(6) as threads:
        readers = [threads.submit(read) for _ in range(2)]
        others = [
            subprocess.Popen([sys.executable, "-c", PROGRAM, tmp_path / "renditions", str(number)])
            for number in range(2)
        ]
        writers = [threads.submit(write, store, number) for number in range(10, 12)]
        try:
            for writer in writers:
                writer.result(120)
            assert [other.wait(120) for other in others] == [0, 0]
        finally:
            over.set()
        assert all(reader.result(60) > 0 for reader in readers)
    assert all(is_one(store.find(key)) for key in KEYS)
    assert store.file.is_sound()
    assert store.file.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_what_one_process_spoils_no_thread_finds_any_more(store, tmp_path):
    write(store, 1)
    with ThreadPoolExecutor(4) as threads:
        assert all(threads.map(store.find, KEYS))
        other = Store(tmp_path / "renditions" / "release", Pulse(store.file._pulse._path), 10**8)
        other.spoil(dict.fromkeys(KEYS, 6), 6, "x")
        assert not any(threads.map(store.find, KEYS))


def test_all_threads_turn_to_a_new_file_at_once(store, tmp_path):
    write(store, 1)
    with ThreadPoolExecutor(4) as threads:
        assert all(threads.map(store.find, KEYS))
        other = Store(tmp_path / "renditions" / "release", Pulse(store.file._pulse._path), 10**8)
        other.begin(5, "x")
        assert not any(threads.map(store.find, KEYS))
        write(other, 2)
        assert all(threads.map(store.find, KEYS))
