"""A million products from one plain CSV: rows a second, peak memory, and what twenty kills leave behind.

    .venv/bin/python benchmarks/million.py [--rows 1000000] [--kills 20]

The rows are made from the shared catalogues: each of their products many times over, under new ids and with
new prices. The same file is read by DuckDB in the same run, once to count and add up its prices and once into
a table of its own. Then the import is begun again in an empty directory, killed with SIGKILL at random
moments, and begun anew until it ends; the two catalogues must be equal, and so must what the reports say.
"""

import argparse
import csv
import hashlib
import itertools
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parents[1]
CATALOGS = ROOT.parent / "shared" / "data" / "catalogs"
RESULTS = Path(__file__).with_name("results") / "million.json"
COMMAND = [str(Path(sys.executable).with_name("floorwalker"))]
HEADER = (
    "id",
    "title",
    "brand",
    "category",
    "price",
    "currency",
    "stock",
    "rating",
    "popularity",
    "description",
)


def originals() -> Iterator[tuple[str, ...]]:
    """Title, brand, category, price, currency, popularity of every product of the shared catalogues."""
    with (CATALOGS / "beauty_usd.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            yield (
                *(row["product_name"], row["brand_name"], row["primary_category"]),
                *(row["price_usd"], "USD", row["loves_count"]),
            )
    seen: set[str] = set()
    with (CATALOGS / "tmall_cosmetics_gb18030.csv").open(encoding="gb18030") as file:
        for row in csv.DictReader(file):
            if row["id"] not in seen:
                seen.add(row["id"])
                yield row["title"], row["店名"], "美妆", row["price"], "CNY", row["sale_count"]


def generate(path: Path, rows: int) -> None:
    """Write ``rows`` products with different ids, in an order that mixes them."""
    chance = random.Random(3)
    products = list(originals())
    chance.shuffle(products)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for number, (title, brand, category, price, currency, popularity) in enumerate(
            itertools.islice(itertools.cycle(products), rows)
        ):
            id_ = hashlib.blake2b(str(number).encode(), digest_size=6).hexdigest()
            cost = f"{float(price) * chance.uniform(0.5, 2):.2f}"
            stock, rating = chance.randrange(50), f"{chance.uniform(1, 5):.1f}"
            words = f"{brand} {title}, {category}, {number % 97 + 1}"
            writer.writerow((id_, title, brand, category, cost, currency, stock, rating, popularity, words))


def run_import(data: Path, file: Path) -> tuple[float, int, dict[str, Any]]:
    """Seconds, peak memory in bytes, and the report of one import in a process of its own."""
    started = time.perf_counter()
    process = start(data, file)
    peak = 0
    while process.poll() is None:
        peak = max(peak, memory(process.pid))
        time.sleep(0.05)
    if process.returncode:
        raise SystemExit(f"the import ended with {process.returncode}")
    assert process.stdout is not None
    return time.perf_counter() - started, peak, json.loads(process.stdout.read())


def start(data: Path, file: Path) -> "subprocess.Popen[str]":
    """An import in a process of its own."""
    arguments = ["--data", str(data), "import", str(file), "--source", "million", "--no-index", "--json"]
    return subprocess.Popen(
        [*COMMAND, *arguments], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )


def memory(pid: int) -> int:
    """The most memory that a process has had resident, in bytes; 0 once it has ended."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM")), 0)


def killed_import(data: Path, file: Path, kills: int, seconds: float) -> tuple[int, float, dict[str, Any]]:
    """Begin an import again and again, killing it; what the last, undisturbed one reports.

    Each life lasts a random share of what is left, so that the kills fall all over the work.
    """
    chance = random.Random(7)
    done = 0
    began = time.perf_counter()
    for _ in range(kills):
        process = start(data, file)
        try:
            process.wait(chance.uniform(1, max(2.0, 2 * seconds / kills)))
            break
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
            done += 1
    _, _, report = run_import(data, file)
    return done, time.perf_counter() - began, report


def content(data: Path) -> str:
    """A fingerprint of the catalogue: every product with its figures, and how often the journal has each."""
    connection = sqlite3.connect(data / "floorwalker.db")
    digest = hashlib.blake2b(digest_size=16)
    rows = connection.execute(
        "SELECT id, title, price_minor, currency, stock, fingerprint FROM product ORDER BY id"
    )
    for row in rows:
        digest.update(repr(row).encode())
    twice = connection.execute(
        "SELECT COUNT(*) - COUNT(DISTINCT product_id), COUNT(*) FROM product_change"
    ).fetchone()
    connection.close()
    return f"{digest.hexdigest()} journal {twice}"


def duckdb_seconds(file: Path, folder: Path) -> tuple[float, float]:
    """How long DuckDB takes to add up the file, and to read it into a table of a database file."""
    import duckdb

    connection = duckdb.connect(str(folder / "duck.db"))
    started = time.perf_counter()
    connection.execute("SELECT COUNT(*), SUM(price) FROM read_csv(?)", [str(file)]).fetchall()
    counted = time.perf_counter() - started
    started = time.perf_counter()
    connection.execute("CREATE TABLE product AS SELECT * FROM read_csv(?)", [str(file)])
    connection.execute("CHECKPOINT")
    stored = time.perf_counter() - started
    connection.close()
    return counted, stored


def main() -> None:
    """Run the benchmark, print the table, write the JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--kills", type=int, default=20)
    arguments = parser.parse_args()
    if not CATALOGS.is_dir():
        raise SystemExit("the shared catalogues are absent: nothing to generate from")
    with tempfile.TemporaryDirectory(prefix="million-") as name:
        folder = Path(name)
        file = folder / "million.csv"
        generate(file, arguments.rows)
        size = file.stat().st_size
        counted, stored = duckdb_seconds(file, folder)
        seconds, peak, report = run_import(folder / "whole", file)
        again, _, second = run_import(folder / "whole", file)
        kills, killed_seconds, resumed = (0, 0.0, report)
        if arguments.kills:
            kills, killed_seconds, resumed = killed_import(folder / "killed", file, arguments.kills, seconds)
            assert content(folder / "whole") == content(folder / "killed"), "the catalogues differ"
            counts = ("rows", "added", "changed", "unchanged", "rejected")
            assert [report[key] for key in counts] == [resumed[key] for key in counts], (report, resumed)
        assert report["added"] == arguments.rows
        assert second["unchanged"] == arguments.rows
    result = {
        "rows": arguments.rows,
        "megabytes": round(size / 1e6, 1),
        "seconds": round(seconds, 1),
        "rows_per_second": round(arguments.rows / seconds),
        "peak_megabytes": round(peak / 1e6),
        "again_seconds": round(again, 1),
        "duckdb_count_seconds": round(counted, 2),
        "duckdb_table_seconds": round(stored, 2),
        "ratio_to_duckdb_table": round(seconds / stored, 1),
        "kills": kills,
        "killed_seconds": round(killed_seconds, 1),
        "equal_after_kills": bool(arguments.kills),
    }
    RESULTS.write_text(json.dumps(result, indent=2) + "\n")
    table = Table(title=f"{arguments.rows:,} products from one CSV", show_header=False)
    for key, value in result.items():
        table.add_row(key.replace("_", " "), f"{value:,}" if isinstance(value, int) else str(value))
    Console().print(table)


if __name__ == "__main__":
    main()
