"""Every benchmark: fixed names, so that figures of different days can be laid side by side."""

from benchmarks.harness import Benchmark

SQLITE, POSTGRES = "sqlite", "postgresql"

SMARTPHONE = "smartphone"
# Fixed names, too: a sector that is not measured would go unnoticed.
OTHER_SECTORS = (
    *("battery", "charger", "laptop", "monitor", "network-equipment"),
    *("product", "server", "tablet", "textile"),
)


def _accept(sector: str) -> Benchmark:
    return _of(sector, "validate.accept_us", "validation.accept", 1 / 50)


def _faults(sector: str) -> Benchmark:
    return _of(sector, "validate.faults_us", "validation.faults", 1.3)


def _of(sector: str, name: str, code: str, goal: float) -> Benchmark:
    named = f"{name}/{sector}" if sector else name
    return Benchmark(named, code, "us", "lower", goal, argument=(sector or SMARTPHONE,))


CATALOGUE = {
    benchmark.name: benchmark
    for benchmark in (
        *(of(sector) for sector in ("", *OTHER_SECTORS) for of in (_accept, _faults)),
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
        Benchmark("scan.page_vs_hello", "scanning.pages.page_vs_hello", "req/s", "lower", 2.0),
        Benchmark(
            "scan.304_vs_hello", "scanning.pages.not_modified_vs_hello", "req/s", "lower", 2.0
        ),
        Benchmark("scan.cpu_us", "scanning.pages.cpu_us", "us", "lower", 2.0),
        Benchmark(
            "resolve.redirect_vs_hello", "scanning.pages.redirect_vs_hello", "req/s", "lower", 2.0
        ),
        Benchmark("scan.cold_ms", "scanning.first_reads.cold_ms", "ms", "lower", 1.2),
        Benchmark(
            "scan.first_view_bytes", "scanning.first_reads.first_view_bytes", "bytes", "lower", 1.0
        ),
        *(
            Benchmark(
                name if kind == "first" else f"{name}/{kind}",
                f"scanning.growth.{code}",
                "ms",
                "lower",
                1.2,
                argument=(kind,),
            )
            for name, code in (("scan.1e5_vs_1e3", "many"), ("scan.1e6_vs_1e3", "most"))
            for kind in ("first", "warm")
        ),
    )
}
