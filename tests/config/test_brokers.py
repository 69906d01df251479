import os
from pathlib import Path

import pytest

from config import brokers


def test_the_broker_listens_in_the_data_folder() -> None:
    assert brokers.socket_path(Path("/srv/data")) == Path("/srv/data/broker.sock")


@pytest.mark.parametrize("length", [80, 90, 100, 200, 3000])
def test_no_path_is_too_long_for_a_unix_socket(length: int) -> None:
    path = brokers.socket_path(Path("/" + "ä" * (length // 2)))
    assert len(os.fsencode(path)) < 104


def test_long_data_folders_that_differ_have_brokers_that_differ() -> None:
    long = "/" + "a" * 200
    assert brokers.socket_path(Path(long)) != brokers.socket_path(Path(long + "b"))
