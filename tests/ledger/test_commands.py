"""Commands need a database with every table in it."""

import os
import subprocess
import sys

import pytest
from django.conf import settings


@pytest.mark.parametrize(
    "words",
    [
        ("create_organisation", "Kettles"),
        ("create_token", "nobody", "--scope", "passports:read"),
        ("add_member", "nobody", "somebody"),
        ("import_products", "products.csv", "--organisation", "nobody", "--sector", "product"),
        ("load_demo",),
    ],
    ids=lambda words: words[0],
)
def test_a_command_before_the_first_start_says_what_to_do(words, tmp_path):
    ended = subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DATA_DIR": str(tmp_path), "DATABASE_URL": ""},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert ended.returncode == 1
    assert "make run" in ended.stderr
    assert "Traceback" not in ended.stderr
