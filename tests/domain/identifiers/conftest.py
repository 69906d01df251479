"""GS1's vectors, where they lie beside the repository."""

import json
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "reference" / "gs1"


@pytest.fixture
def rows():
    """Read the lines of a file of vectors, or say which file is missing."""

    def read(name):
        path = FOLDER / name
        if not path.is_file():
            pytest.skip(f"GS1's vectors are missing: ../shared/reference/gs1/{name}")
        return path.read_text(encoding="utf-8").splitlines()

    return read


@pytest.fixture
def vectors(rows):
    return lambda name: [json.loads(line) for line in rows(name)]
