"""Whoever reads the schema files without this registry comes to the same verdicts.

The registry writes references out and lets members beside a `$ref` override what it brings. By JSON
Schema both hold, so that a file may only narrow there: a plain reader would refuse what we accept.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from domain.code_lists import written_out
from passports.schema_registry import read_files

FILES = read_files(settings.SCHEMAS_DIR)
SECTORS = sorted(name for name, file in FILES.items() if "x-key-facts" in file)
DOCUMENTS = sorted(settings.SCHEMAS_DIR.glob("*/examples/*.json"))


def plain_reader(name: str) -> Draft202012Validator:
    """Return jsonschema's validator of a file, its references followed and codes filled in."""
    files = {each: written_out(FILES[each], FILES) for each in FILES if "$schema" in FILES[each]}
    registry: Registry[Any] = Registry().with_resources(
        (f"file:///schemas/{each}.json", Resource.from_contents({**file, "$id": ""}))
        for each, file in files.items()
    )
    schema = {**files[name], "$id": f"file:///schemas/{name}.json"}
    return Draft202012Validator(schema, registry=registry)


def test_there_are_sectors_and_documents_to_read():
    assert len(SECTORS) >= 10
    assert len(DOCUMENTS) >= 20


@pytest.mark.parametrize(
    "path", DOCUMENTS, ids=lambda path: f"{path.parent.parent.name}-{path.stem}"
)
def test_a_plain_reader_accepts_every_example(path: Path):
    (name,) = (each for each in SECTORS if each.startswith(f"{path.parent.parent.name}/"))
    assert [
        error.json_path for error in plain_reader(name).iter_errors(json.loads(path.read_text()))
    ] == []
