"""Search at 10,000, 100,000 and 1,000,000 products: build, memory, disk, and how long a search takes.

    .venv/bin/python benchmarks/scale.py [--sizes 10000,100000,1000000] [--queries 300] [--data DIR]

The products are those of the shared catalogues, many times over, under new ids and with new prices
(``million.py`` makes the file). A search is by words and meaning with filters: a price range around the
product that was meant, and for every second one what is in stock. Its words are pieces of titles in both
languages, and 160 questions in Chinese to goods with English titles; no two are the same, and none was asked
before. It is measured in a process that does nothing else, alone and while another process states 1,000
prices a second, a hundred in a transaction. SQLite's FTS5 is asked the same English words (joined by OR, the
best ten by BM25) in the same run, without any filter; it cuts no Chinese words, and finds hardly anything for
them in no time, so the ratio is of the English queries. With ``--data`` what was built is kept for the next
run.
"""

import argparse
import csv
import gc
import json
import multiprocessing
import os
import platform
import random
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from floorwalker.catalog import LiveUpdate
from floorwalker.core import Settings
from floorwalker.dialogue import House
from floorwalker.search import ProductQuery
from million import CATALOGS, generate

ROOT = Path(__file__).resolve().parents[1]
RESULTS = Path(__file__).with_name("results") / "scale.json"
QUESTIONS = ROOT / "tests" / "search" / "crosslingual"
COMMAND = [str(Path(sys.executable).with_name("floorwalker"))]
PER_TRANSACTION = 100
CURRENCY = "CNY"
WARM = 20
_WORD = re.compile(r"[\w']+")

Figures = dict[str, Any]
CONTEXT = multiprocessing.get_context("spawn")


def apart(work: Callable[..., Figures], *given: object) -> Figures:
    """What some work returns that is done in a process of its own."""
    with ProcessPoolExecutor(1, CONTEXT) as pool:
        return pool.submit(work, *given).result()


def memory(name: str) -> int:
    """A figure of this process's memory, in megabytes."""
    text = Path("/proc/self/status").read_text("ascii")
    return round(int(re.search(rf"{name}:\s+(\d+) kB", text)[1]) / 1024)  # type: ignore[index]


def disk(folder: Path) -> int:
    """How large a folder is, in megabytes."""
    return round(sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6)


def build(folder: Path, size: int) -> Figures:
    """Import, index and give vectors to a catalogue, as a shop would; seconds for each."""
    file, data = folder / "products.csv", folder / "data"
    generate(folder / "both.csv", size)
    in_one_currency(folder / "both.csv", file)
    started = time.perf_counter()
    subprocess.run([*COMMAND, "--data", data, "import", file, "--no-index"], check=True, capture_output=True)
    imported = time.perf_counter() - started
    figures = {"import_s": round(imported, 1), **apart(index, data), **apart(vectors, data)}
    started = time.perf_counter()
    fill_fts5(folder)
    return {**figures, "fts5_build_s": round(time.perf_counter() - started, 1)}


def in_one_currency(both: Path, file: Path) -> None:
    """The same products as one shop has them: with all prices in one currency."""
    with (
        both.open(encoding="utf-8", newline="") as source,
        file.open("w", encoding="utf-8", newline="") as out,
    ):
        rows = csv.DictReader(source)
        writer = csv.DictWriter(out, rows.fieldnames or ())
        writer.writeheader()
        writer.writerows(row | {"currency": CURRENCY} for row in rows)
    both.unlink()


def index(data: Path) -> Figures:
    """Build the word index."""
    house, started = House(Settings(data=data, compute_vectors=False)), time.perf_counter()
    house.assistant("default").search.index_now()
    house.close()
    return {"index_s": round(time.perf_counter() - started, 1), "index_peak_mb": memory("VmHWM")}


def vectors(data: Path) -> Figures:
    """Give every product a vector: a sample by the model, the rest by its student."""
    house, started = House(Settings(data=data)), time.perf_counter()
    keeper = house.vector_keeper("default")
    if keeper is None:
        raise SystemExit("there is no embedder on this machine: nothing to measure")
    keeper.run(teacher=False)
    house.close()
    return {"vectors_s": round(time.perf_counter() - started, 1), "vectors_peak_mb": memory("VmHWM")}


def fill_fts5(folder: Path) -> None:
    """The same products in a table of FTS5."""
    connection = sqlite3.connect(folder / "fts5.db")
    connection.execute("CREATE VIRTUAL TABLE fts USING fts5(title, description, tokenize='porter unicode61')")
    with (folder / "products.csv").open(encoding="utf-8", newline="") as file:
        rows = ((row["title"], row["description"]) for row in csv.DictReader(file))
        connection.executemany("INSERT INTO fts VALUES (?, ?)", rows)
    connection.commit()
    connection.close()


def asked(folder: Path, count: int) -> list[ProductQuery]:
    """Queries: pieces of titles, and questions across languages, each with filters."""
    chance = random.Random(11)
    with (folder / "products.csv").open(encoding="utf-8", newline="") as file:
        rows = [
            row for number, row in zip(range(20_000), csv.DictReader(file), strict=False) if number % 7 == 0
        ]
    chance.shuffle(rows)
    lines = [
        json.loads(line)["query"]
        for name in ("questions", "practice")
        for line in (QUESTIONS / f"{name}.jsonl").read_text("utf-8").splitlines()
    ]
    texts: dict[str, float] = {}
    for row in rows:
        texts.setdefault(piece(row["title"], chance), float(row["price"]))
        if lines and len(texts) % 4 == 0:
            texts.setdefault(lines.pop(), 40.0)
    return [
        ProductQuery(
            words=(text,),
            meaning=text,
            price_min=round(price * chance.uniform(20, 80)),
            price_max=round(price * chance.uniform(110, 300)),
            currency=CURRENCY,
            in_stock=bool(number % 2),
        )
        for number, (text, price) in enumerate([*texts.items()][:count])
    ]


def chinese(text: str) -> bool:
    """Whether there is Chinese in a text."""
    return any("\u4e00" <= letter <= "\u9fff" for letter in text)


def piece(title: str, chance: random.Random) -> str:
    """Two to four words of an English title as they follow, or four to eight characters of a Chinese one."""
    if chinese(title):
        length = chance.randint(4, 8)
        start = chance.randrange(max(1, len(title) - length))
        return title[start : start + length].strip()
    words = title.split()
    length = min(len(words), chance.randint(2, 4))
    start = chance.randrange(len(words) - length + 1)
    return " ".join(words[start : start + length])


def measure(folder: Path, count: int, updating: bool) -> Figures:
    """Searches one after the other; start-up, latency and memory."""
    started = time.perf_counter()
    house = House(Settings(data=folder / "data", compute_vectors=False))
    engine = house.assistant("default").search
    engine.index_now()
    start_s = time.perf_counter() - started
    queries = asked(folder, count + WARM)
    for query in queries[:WARM]:
        engine.search(query)
    updater, stated = None, CONTEXT.Value("i", 0)
    stop = CONTEXT.Event()
    if updating:
        updater = CONTEXT.Process(target=update, args=(folder / "data", stop, stated))
        updater.start()
        while not stated.value:
            time.sleep(0.05)
    gc.collect()
    gc.freeze()  # as the server does when it has started
    taken, english, found = list[float](), list[float](), 0
    stated_before, began = stated.value, time.perf_counter()
    for query in queries[WARM:]:
        started = time.perf_counter()
        found += bool(engine.search(query).hits)
        taken.append((time.perf_counter() - started) * 1000)
        if not chinese(query.words[0]):
            english.append(taken[-1])
    updates = (stated.value - stated_before) / (time.perf_counter() - began)
    stop.set()
    if updater is not None:
        updater.join()
    house.close()
    name = "updated" if updating else "alone"
    figures = {f"{name}_p50_ms": round(statistics.median(taken), 1), f"{name}_p95_ms": percentile(taken, 95)}
    if updating:
        return figures | {"updates_per_s": round(updates)}
    figures["english_p50_ms"] = round(statistics.median(english), 1)
    figures |= {"answered": round(found / len(taken), 3), "start_s": round(start_s, 1)}
    return figures | {"resident_mb": memory("VmRSS"), "peak_mb": memory("VmHWM")}


def percentile(taken: Sequence[float], percent: int) -> float:
    """A percentile, to a tenth."""
    return round(statistics.quantiles(taken, n=100)[percent - 1], 1)


def update(data: Path, stop: Any, stated: Any) -> None:
    """State 1,000 prices a second, until told to stop."""
    house = House(Settings(data=data, compute_vectors=False))
    catalog = house.assistant("default").catalog
    connection = sqlite3.connect(data / "floorwalker.db")
    rows = connection.execute("SELECT id, price_minor FROM product WHERE price_minor IS NOT NULL LIMIT 50000")
    prices = dict(rows.fetchall())
    connection.close()
    chance, ids, due = random.Random(5), list(prices), time.perf_counter()
    while not stop.is_set():
        updates = [
            LiveUpdate(id_, price=Decimal(round(prices[id_] * chance.uniform(0.8, 1.2))) / 100)
            for id_ in chance.sample(ids, PER_TRANSACTION)
        ]
        catalog.update_live(updates, "benchmark")
        stated.value += len(updates)
        due += PER_TRANSACTION / 1000
        time.sleep(max(0.0, due - time.perf_counter()))
    house.close()


def fts5(folder: Path, count: int) -> Figures:
    """How long FTS5 takes for the same words without filters."""
    connection = sqlite3.connect(f"file:{folder / 'fts5.db'}?mode=ro", uri=True)
    taken = list[float]()
    for query in asked(folder, count + WARM):
        if chinese(query.words[0]):
            continue
        words = " OR ".join(f'"{word}"' for word in _WORD.findall(query.words[0]))
        started = time.perf_counter()
        connection.execute(
            "SELECT rowid FROM fts WHERE fts MATCH ? ORDER BY bm25(fts) LIMIT 10", [words]
        ).fetchall()
        taken.append((time.perf_counter() - started) * 1000)
    connection.close()
    return {"fts5_p50_ms": round(statistics.median(taken), 2), "fts5_p95_ms": percentile(taken, 95)}


def one_size(folder: Path, size: int, count: int) -> Figures:
    """All figures of one size."""
    built = folder / "built.json"
    if not built.exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        built.write_text(json.dumps(build(folder, size)))
    data = folder / "data"
    figures = {"products": size, **json.loads(built.read_text())}
    figures |= apart(measure, folder, count, False)
    figures |= apart(measure, folder, count, True)
    figures |= apart(fts5, folder, count)
    figures["disk_mb"] = disk(data)
    figures["index_mb"], figures["fts5_mb"] = disk(data / "index"), disk(folder) - disk(data)
    figures["p50_to_fts5"] = round(figures["english_p50_ms"] / figures["fts5_p50_ms"], 2)
    return figures


def main() -> None:
    """Run the benchmark, print the table, write the JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="10000,100000,1000000")
    parser.add_argument("--queries", type=int, default=300)
    parser.add_argument("--data", type=Path)
    options = parser.parse_args()
    if not CATALOGS.is_dir():
        raise SystemExit("the shared catalogues are absent: nothing to generate from")
    with tempfile.TemporaryDirectory(prefix="scale-") as name:
        folder = options.data or Path(name)
        sizes = [int(size) for size in options.sizes.split(",")]
        results = [one_size(folder / str(size), size, options.queries) for size in sizes]
    machine = {"machine": platform.machine(), "cores": os.cpu_count(), "python": platform.python_version()}
    now = datetime.now(UTC).isoformat(timespec="seconds")
    RESULTS.write_text(json.dumps({"at": now, **machine, "sizes": results}, indent=2) + "\n")
    table = Table(title="Search by size of catalogue")
    table.add_column("")
    for figures in results:
        table.add_column(f"{figures['products']:,}", justify="right")
    for key in [*results[0]][1:]:
        table.add_row(key.replace("_", " "), *(f"{figures[key]:,}" for figures in results))
    Console().print(table)


if __name__ == "__main__":
    main()
