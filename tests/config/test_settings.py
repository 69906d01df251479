import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as django_settings

from tests.config.started import ROOT

ASK = """
import json, sys
import django
django.setup()
from django.conf import settings
print(json.dumps({name: getattr(settings, name) for name in sys.argv[1:]}, default=str))
"""
PRAGMAS = """
import json
import django
django.setup()
from django.db import connection
def ask(name):
    with connection.cursor() as cursor:
        return cursor.execute("PRAGMA " + name).fetchone()[0]
names = ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers", "busy_timeout")
print(json.dumps({name: ask(name) for name in names}))
"""
SERVICE = {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing"}
KEY = "k" * 20 + "0123456789" * 3


def python(code: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run code under the settings of this environment and of nothing else."""
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "config.settings",
            **environment,
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def settings(*names: str, **environment: str) -> dict[str, object]:
    answer = python(ASK, *names, **environment)
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)


def test_with_nothing_but_a_folder_everything_lies_in_it(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "data"
    known = settings(
        "PUBLIC_URL", "DEBUG", "CELERY_BROKER_URL", "DATABASES", "BROKER_EMBEDDED",
        "CELERY_BEAT_SCHEDULE_FILENAME", DATA_DIR=str(folder),
    )  # fmt: skip
    assert known["PUBLIC_URL"] == "http://127.0.0.1:8000"
    assert known["DEBUG"] is False
    assert known["BROKER_EMBEDDED"] is True
    assert known["CELERY_BROKER_URL"] == f"redis+socket://{folder}/broker.sock"
    assert known["CELERY_BEAT_SCHEDULE_FILENAME"] == f"{folder}/beat-schedule"
    assert known["DATABASES"]["default"]["NAME"] == f"{folder}/registry.sqlite3"
    assert folder.stat().st_mode & 0o077 == 0


def test_the_embedded_database_keeps_the_promises_that_the_ledger_needs(tmp_path: Path) -> None:
    answer = python(PRAGMAS, DATA_DIR=str(tmp_path))
    assert json.loads(answer.stdout) == {
        "journal_mode": "wal",
        "synchronous": 1,
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "busy_timeout": 20_000,
    }
    database = settings("DATABASES", DATA_DIR=str(tmp_path))["DATABASES"]["default"]
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_the_embedded_registry_keeps_its_key(tmp_path: Path) -> None:
    first = settings("SECRET_KEY", DATA_DIR=str(tmp_path))
    assert settings("SECRET_KEY", DATA_DIR=str(tmp_path)) == first


def test_a_service_must_be_given_a_key(tmp_path: Path) -> None:
    answer = python(ASK, "SECRET_KEY", DATA_DIR=str(tmp_path), **SERVICE)
    assert answer.returncode != 0
    assert "SECRET_KEY is not set" in answer.stderr
    assert not (tmp_path / "secret-key").exists()
    known = settings("SECRET_KEY", DATA_DIR=str(tmp_path), SECRET_KEY=KEY, **SERVICE)
    assert known["SECRET_KEY"] == KEY


@pytest.mark.parametrize(
    ("environment", "url"),
    [
        ({"PORT": "8123"}, "http://127.0.0.1:8123"),
        ({"HOST": "192.0.2.7", "PORT": "80"}, "http://192.0.2.7"),
        ({"HOST": "::1"}, "http://[::1]:8000"),
        ({"PUBLIC_URL": "https://passports.example/"}, "https://passports.example"),
    ],
)
def test_the_public_address_follows_from_host_and_port_or_is_given(
    tmp_path: Path, environment: dict[str, str], url: str
) -> None:
    assert settings("PUBLIC_URL", DATA_DIR=str(tmp_path), **environment)["PUBLIC_URL"] == url


def test_a_registry_on_all_addresses_gives_one_that_a_phone_can_reach(tmp_path: Path) -> None:
    known = settings("PUBLIC_URL", "ALLOWED_HOSTS", DATA_DIR=str(tmp_path), HOST="0.0.0.0")
    assert "0.0.0.0" not in known["PUBLIC_URL"]
    assert known["PUBLIC_URL"].removeprefix("http://").split(":")[0] in known["ALLOWED_HOSTS"]


def test_it_answers_to_its_public_name_to_this_machine_and_to_names_it_is_given(
    tmp_path: Path,
) -> None:
    known = settings(
        "ALLOWED_HOSTS",
        DATA_DIR=str(tmp_path),
        PUBLIC_URL="https://passports.example",
        ALLOWED_HOSTS="other.example,third.example",
    )
    assert set(known["ALLOWED_HOSTS"]) == {
        "localhost", "127.0.0.1", "[::1]", "passports.example", "other.example", "third.example",
    }  # fmt: skip


@pytest.mark.parametrize("url", ["passports.example", "ftp://passports.example", "https://"])
def test_a_public_address_that_is_none_is_refused(tmp_path: Path, url: str) -> None:
    answer = python(ASK, "PUBLIC_URL", DATA_DIR=str(tmp_path), PUBLIC_URL=url)
    assert answer.returncode != 0
    assert "PUBLIC_URL is not a web address" in answer.stderr


@pytest.mark.parametrize("scheme", ["https", "http"])
def test_cookies_and_transport_security_follow_the_public_address(
    tmp_path: Path, scheme: str
) -> None:
    names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_HSTS_SECONDS")
    known = settings(*names, DATA_DIR=str(tmp_path), PUBLIC_URL=f"{scheme}://passports.example")
    assert [bool(known[name]) for name in names] == [scheme == "https"] * 3


def test_whoever_names_no_permission_has_denied() -> None:
    assert django_settings.REST_FRAMEWORK["DEFAULT_PERMISSION_CLASSES"] == [
        "rest_framework.permissions.IsAuthenticated"
    ]
