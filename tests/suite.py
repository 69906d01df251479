"""Runs the whole test suite, and says at the end what it had to leave out.

`make test` calls it. It goes through the suite once with the embedded database, and once more with
PostgreSQL, and Redis where there is one. Arguments are handed on to pytest. STRICT=1 makes a
failure of whatever had to be left out.
"""

import getpass
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import redis

ROOT = Path(__file__).resolve().parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
NOTHING_COLLECTED = 5
POSTGRES = os.environ.get("TEST_POSTGRES_URL") or f"postgres://{getpass.getuser()}@127.0.0.1:5432"
REDIS = os.environ.get("TEST_REDIS_URL") or "redis://127.0.0.1:6379/15"


def browser() -> str | None:
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, BROWSERS)), None)


def database_may_be_created() -> bool:
    server = urlsplit(POSTGRES)._replace(path="/postgres").geturl()
    question = "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
    with suppress(psycopg.Error), psycopg.connect(server, connect_timeout=3) as connection:
        row = connection.execute(question).fetchone()
        return bool(row and row[0])
    return False


def redis_answers() -> bool:
    with suppress(redis.RedisError), redis.from_url(REDIS, socket_timeout=3) as client:
        return bool(client.ping())
    return False


def remove_from_redis(prefix: str) -> None:
    with redis.from_url(REDIS) as client:
        for key in client.scan_iter(match=f"{prefix}*"):
            client.delete(key)


def go_through(title: str, arguments: Iterable[str], environment: dict[str, str]) -> bool:
    sys.stdout.write(f"\n=== {title} ===\n")
    sys.stdout.flush()
    # One group of tests at a time may start whole registries: see the marker xdist_group.
    command = [sys.executable, "-m", "pytest", "-n", "auto", "--maxprocesses", "4"]
    with tempfile.TemporaryDirectory(prefix="registry-tests-") as folder:
        status = subprocess.run(
            [*command, "--dist", "loadgroup", *arguments],
            cwd=ROOT,
            env={**os.environ, "DATA_DIR": folder, **environment},
            check=False,
        ).returncode
    return status in {0, NOTHING_COLLECTED}


def main(arguments: list[str]) -> int:
    for name in ("DATABASE_URL", "BROKER_URL", "HOST", "PORT", "PUBLIC_URL"):
        os.environ.pop(name, None)
    left_out = []
    chromium = browser()
    if chromium:
        os.environ["CHROMIUM"] = chromium
    else:
        arguments = [*arguments, "-m", "not browser"]
        left_out.append(
            "the tests in a browser: there is no Chromium. Install it, or set CHROMIUM to its path."
        )
    passed = [go_through("SQLite, embedded broker", arguments, {})]
    if database_may_be_created():
        service = {
            "DATABASE_URL": urlsplit(POSTGRES)._replace(path=f"/registry_{os.getpid()}").geturl(),
            "SECRET_KEY": "only-for-the-tests-which-sign-nothing-that-anybody-trusts",
        }
        with_redis = redis_answers()
        if with_redis:
            prefix = f"registry-tests-{os.getpid()}-"
            service |= {"BROKER_URL": REDIS, "BROKER_PREFIX": prefix}
        else:
            left_out.append("Redis as the broker: none answers. Start one, or set TEST_REDIS_URL.")
        title = f"PostgreSQL, {'Redis' if with_redis else 'embedded broker'}"
        # The domain knows no database: once is enough.
        passed.append(go_through(title, [*arguments, "--ignore=tests/domain"], service))
        if with_redis:
            remove_from_redis(prefix)
    else:
        left_out.append(
            "the second run, on PostgreSQL and Redis: there is no PostgreSQL in which this user may"
            " create a database. Start one, or set TEST_POSTGRES_URL."
        )
    sys.stdout.write("\n")
    for what in left_out:
        sys.stdout.write(f"LEFT OUT: {what}\n")
    if not left_out:
        sys.stdout.write("Nothing was left out.\n")
    strict = os.environ.get("STRICT", "") not in {"", "0"}
    return 0 if all(passed) and not (strict and left_out) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
