"""`python -m benchmarks [names]`: runs benchmarks, writes results.json and the table in README.md.

Without names it takes those in BENCH, or all. Every database is a new one and thrown away.
PostgreSQL takes part where this user may create a database; TEST_POSTGRES_URL says where.
"""

import getpass
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg

from benchmarks.catalogue import CATALOGUE, POSTGRES, SQLITE

ROOT = Path(__file__).resolve().parent.parent
RESULTS = Path(__file__).with_name("results.json")
README = Path(__file__).with_name("README.md")
BEGIN, END = "<!-- figures: written by make bench -->\n", "<!-- end of figures -->\n"
SERVER = os.environ.get("TEST_POSTGRES_URL") or f"postgres://{getpass.getuser()}@127.0.0.1:5432"
DATABASE = f"registry_bench_{os.getpid()}"


def main(arguments: Sequence[str]) -> int:
    names = list(arguments) or os.environ.get("BENCH", "").split() or list(CATALOGUE)
    unknown = [name for name in names if name not in CATALOGUE]
    if unknown:
        print(f"There is no benchmark {', '.join(unknown)}. There are: {', '.join(CATALOGUE)}.")
        return 2
    rows = run(SQLITE, names, {})
    if for_database(POSTGRES, names):
        try:
            with new_database() as url:
                rows += run(POSTGRES, names, {"DATABASE_URL": url, "SECRET_KEY": "bench" * 12})
        except psycopg.Error:
            print("LEFT OUT: PostgreSQL, where this user cannot create a database.")
    rows_of_all = in_order([*(row for row in stored() if row["name"] not in names), *rows])
    RESULTS.write_text(lines(rows_of_all))
    README.write_text(with_figures(README.read_text(), rows_of_all))
    report(rows)
    return 0


def run(database: str, names: Sequence[str], environment: dict[str, str]) -> list[dict[str, Any]]:
    """Run the benchmarks of one database in a process of their own and return their rows."""
    chosen = for_database(database, names)
    if not chosen:
        return []
    print(f"On {database}:", flush=True)
    inherited = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "BROKER_URL"}}
    with tempfile.TemporaryDirectory(prefix="registry-bench-") as folder:
        answer = Path(folder, "rows.json")
        answer.write_text("[]")
        ended = subprocess.run(
            [sys.executable, "-m", "benchmarks.session", str(answer), *chosen],
            cwd=ROOT,
            env={**inherited, "DATA_DIR": folder, **environment},
            check=False,
        )
        rows: list[dict[str, Any]] = json.loads(answer.read_text())
        if ended.returncode:
            print(f"BROKEN OFF on {database} after {len(rows)} of {len(chosen)} benchmarks.")
    return rows


def for_database(database: str, names: Sequence[str]) -> list[str]:
    return [name for name in names if database in CATALOGUE[name].databases]


@contextmanager
def new_database() -> Iterator[str]:
    """Create an empty database on the PostgreSQL server, yield its address, and drop it."""
    server = urlsplit(SERVER)
    address = server._replace(path="/postgres").geturl()
    with closing(psycopg.connect(address, autocommit=True, connect_timeout=3)) as connection:
        connection.execute(f"CREATE DATABASE {DATABASE}")
        try:
            yield server._replace(path=f"/{DATABASE}").geturl()
        finally:
            for name in (DATABASE, f"{DATABASE}_twin"):
                connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def stored() -> list[dict[str, Any]]:
    return json.loads(RESULTS.read_text()) if RESULTS.exists() else []


def in_order(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    order = list(CATALOGUE)
    return sorted(rows, key=lambda row: (*order, row["name"]).index(row["name"]))


def lines(rows: Sequence[dict[str, Any]]) -> str:
    return "[\n" + ",\n".join(f"  {json.dumps(row)}" for row in rows) + "\n]\n"


def with_figures(text: str, rows: Sequence[dict[str, Any]]) -> str:
    """Return the README with its table of figures written anew."""
    before, after = text.split(BEGIN, maxsplit=1)[0], text.split(END)[1]
    table = [
        "| name | ours | baseline | unit | ratio | spread | goal | | on what |",
        "|---|---:|---:|---|---:|---|---|---|---|",
    ]
    for row in rows:
        spread = " - ".join(f"{bound:.3g}" for bound in row["spread"])
        figures = " | ".join(f"{row[key]:,.4g}" for key in ("ours", "baseline"))
        table.append(
            f"| `{row['name']}` | {figures} | {row['unit']} | {row['ratio']:.3g} | {spread}"
            f" | {' | '.join(judged(row))} | {row['note']} |"
        )
    return before + BEGIN + "\n".join(table) + "\n" + END + after


def judged(row: dict[str, Any]) -> tuple[str, str]:
    """Return the goal of a row's ratio, and whether it was met."""
    benchmark = CATALOGUE[row["name"]]
    goal = f"{'<=' if benchmark.better == 'lower' else '>='} {benchmark.goal:g}"
    return goal, "met" if benchmark.is_met(row["ratio"]) else "MISSED"


def report(rows: Sequence[dict[str, Any]]) -> None:
    form = "{:30} {:>10} {:>10} {:8} {:>8} {:>18} {:>8}  {}"
    print()
    print(form.format("name", "ours", "baseline", "unit", "ratio", "spread", "goal", ""))
    for row in rows:
        spread = " - ".join(f"{bound:.4g}" for bound in row["spread"])
        goal, verdict = judged(row)
        figures = (f"{row[key]:.4g}" for key in ("ours", "baseline"))
        print(
            form.format(
                row["name"], *figures, row["unit"], f"{row['ratio']:.4g}", spread, goal, verdict
            )
        )
        print(f"{'':30} {row['note']}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
