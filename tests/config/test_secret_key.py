from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from config import secret_key


def test_the_key_is_made_once_and_readable_by_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "data" / "secret-key"
    first = secret_key.kept_in(path)
    assert len(first) >= 50
    assert secret_key.kept_in(path) == first
    assert path.stat().st_mode & 0o777 == 0o600


def test_many_who_ask_at_once_get_one_key_and_leave_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "secret-key"
    with ThreadPoolExecutor(16) as pool:
        keys = set(pool.map(secret_key.kept_in, [path] * 64))
    assert keys == {path.read_text()}
    assert list(tmp_path.iterdir()) == [path]


def test_two_registries_do_not_share_a_key(tmp_path: Path) -> None:
    assert secret_key.kept_in(tmp_path / "a") != secret_key.kept_in(tmp_path / "b")
