"""Where renditions lie: a name that changes with whatever decides how a passport is told."""

import pytest

from public.renditions import places
from public.renditions.pulse import Pulse


@pytest.fixture(autouse=True)
def anew(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"
    settings.BASE_DIR = tmp_path / "code"
    settings.RENDITION_SOURCES = ("public", "locale")
    (settings.BASE_DIR / "public").mkdir(parents=True)
    (settings.BASE_DIR / "public" / "page.html").write_text("one")
    (settings.BASE_DIR / "requirements.txt").write_text("django==1")
    places.fingerprint.cache_clear()
    yield
    places.fingerprint.cache_clear()


def name():
    places.fingerprint.cache_clear()
    return places.fingerprint()


def test_the_same_release_has_the_same_name():
    assert name() == name()


@pytest.mark.parametrize(
    "path", ["public/page.html", "public/new.py", "locale/de/LC/django.mo", "requirements.txt"]
)
def test_another_release_has_another_name(settings, path):
    before = name()
    file = settings.BASE_DIR / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("two")
    assert name() != before


def test_a_file_that_moved_is_another_release(settings):
    before = name()
    folder = settings.BASE_DIR / "public"
    (folder / "page.html").rename(folder / "side.html")
    assert name() != before


def test_another_address_has_another_name(settings):
    before = name()
    settings.PUBLIC_URL = "https://other.example"
    assert name() != before


@pytest.mark.parametrize("path", ["public/__pycache__/x.py", "public/notes.md", "other/x.py"])
def test_what_decides_nothing_changes_nothing(settings, path):
    before = name()
    file = settings.BASE_DIR / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("two")
    assert name() == before


def test_store_and_pulse_of_one_release_lie_together_and_open_to_nobody_else(settings):
    pulse = places.pulse()
    places.store(pulse).begin(0, "")
    folder = settings.DATA_DIR / "renditions"
    assert folder.stat().st_mode & 0o777 == 0o700
    names = {each.name for each in folder.iterdir() if not each.name.endswith(("-wal", "-shm"))}
    assert names == {f"{name()}.pulse", f"{name()}.{pulse.file}.sqlite3"}


def test_how_much_may_be_kept_is_a_setting(settings):
    settings.RENDITIONS_MB = 3
    assert places.store(places.pulse())._largest == 3_000_000


def test_what_earlier_releases_left_behind_is_deleted_and_what_runs_is_left(settings):
    folder = settings.DATA_DIR / "renditions"
    places.store(places.pulse()).begin(0, "")
    for stem in ("old", "never", "beside"):
        (folder / f"{stem}.1.sqlite3").touch()
        (folder / f"{stem}.1.sqlite3-wal").touch()
    Pulse(folder / "old.pulse").beat(1)
    Pulse(folder / "beside.pulse").beat()
    assert places.forget_others() == 5
    stems = {each.name.partition(".")[0] for each in folder.iterdir()}
    assert stems == {name(), "beside"}
    assert places.forget_others() == 0
