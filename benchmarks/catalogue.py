"""Every benchmark: fixed names, so that figures of different days can be laid side by side."""

from benchmarks.harness import Benchmark

SQLITE, POSTGRES = "sqlite", "postgresql"

CATALOGUE = {
    benchmark.name: benchmark
    for benchmark in (
        Benchmark("validate.accept_us", "validation.accept", "us", "lower", 1 / 50),
        Benchmark("validate.faults_us", "validation.faults", "us", "lower", 1.3),
        Benchmark("import.csv_vs_parse", "importing.csv_vs_parse", "s", "lower", 5),
        Benchmark("import.xlsx_vs_parse", "importing.xlsx_vs_parse", "s", "lower", 5),
        Benchmark("qr.svg_ms", "carriers.svg", "ms", "lower", 1.15),
        Benchmark(
            "publish.items_vs_executemany",
            "publishing.items_vs_executemany",
            "items/s",
            "higher",
            0.30,
            (SQLITE, POSTGRES),
        ),
        Benchmark("store.item_bytes", "storage.item_bytes", "bytes", "lower", 1.0),
        Benchmark("store.item_bytes_pg", "storage.item_bytes", "bytes", "lower", 1.0, (POSTGRES,)),
    )
}
