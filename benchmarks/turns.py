"""How long a turn takes under load: an open loop of turns over many conversations, with durable commits.

    .venv/bin/python benchmarks/turns.py [--seconds 60] [--rate 20] [--conversations 60] [--database-url URL]

Turns arrive at fixed moments whether or not earlier ones are done, and a turn's latency counts from the
moment it was due, so that waiting is not left out. The table shows the latency at the given rate, the
highest rate that is served with p95 within the limit, and, in the same process, a bare query of the text
index.
"""

import argparse
import csv
import itertools
import json
import platform
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import tantivy
from rich.console import Console
from rich.table import Table

from floorwalker.catalog import ImportOptions, import_file
from floorwalker.core import load_settings
from floorwalker.dialogue import Assistant, House
from floorwalker.text import query_terms

ROOT = Path(__file__).resolve().parents[1]
CATALOGUES = ROOT.parent / "shared" / "data" / "catalogs"
PRODUCTS = 10_000
P95_LIMIT_MS = 250.0
STEP_SECONDS = 10

DIALOGUES = (
    ("你好", "想买瓶爽肤水，两百块以内", "有没有再便宜点的", "第二款多少钱", "换一批看看"),
    ("雅诗兰黛的精华有吗", "五百以内的呢", "哪款评价最好", "它的成分是什么", "谢谢"),
    ("推荐几支口红送女朋友", "预算三百左右", "不要兰蔻", "最便宜的那个有货吗", "能打八折吗"),
    ("男士洗面奶", "按价格从低到高排一下", "一百以上的", "多久能到上海", "再看看别的牌子"),
    (
        "hi there",
        "a moisturizer under 40",
        "anything cheaper?",
        "how much is the second one",
        "show me others",
    ),
    ("best rated shampoo please", "by Briogeo", "is it in stock?", "where is it made?", "thanks"),
    ("I need a gift for my mom, around 60", "perfume maybe", "not Dior", "which one is the cheapest?", "ok"),
    (
        "niche fragrance below 100",
        "what about 50 to 80",
        "the last one, how much?",
        "50% off?",
        "another brand",
    ),
)


@dataclass(frozen=True)
class Load:
    """Latencies in milliseconds of one run, from the moment each turn was due."""

    rate: float
    seconds: float
    latencies: list[float]
    failures: int

    def percentile(self, share: float) -> float:
        """The latency that ``share`` of the turns stay within."""
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("inf")

    @property
    def served_per_s(self) -> float:
        """Turns finished per second of the whole run, its tail included."""
        return len(self.latencies) / self.seconds


def main() -> None:
    """Run the benchmark, print the table, write the JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--rate", type=float, default=20)
    parser.add_argument("--conversations", type=int, default=60)
    parser.add_argument("--threads", type=int, default=8)
    parser.add_argument("--database-url", default="")
    parser.add_argument("--no-saturation", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        house = House(load_settings(Path(folder) / "data", database_url=options.database_url))
        assistant = house.assistant("default")
        fill(assistant, Path(folder))
        run_load(assistant, 5, 3, options.conversations, options.threads)  # lexicons and caches are warm
        bare = bare_queries(assistant)
        load = run_load(assistant, options.rate, options.seconds, options.conversations, options.threads)
        bare += bare_queries(assistant)
        saturation = None if options.no_saturation else saturate(assistant, options)
        report(house, assistant, load, bare, saturation)
        house.close()


def fill(assistant: Assistant, folder: Path) -> None:
    """Import 10,000 products: the shared cosmetics catalogues as one shop in CNY, and copies."""
    if not CATALOGUES.is_dir():
        raise SystemExit(f"the reference catalogues are not at {CATALOGUES}")
    for name in ("tmall_cosmetics_gb18030.csv", "beauty_usd.csv"):
        import_file(assistant.catalog, CATALOGUES / name, ImportOptions(currency="CNY"))
    missing = PRODUCTS - assistant.catalog.count()
    copies = folder / "copies.csv"
    with copies.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "title", "brand", "category", "price"])
        for number, product in enumerate(itertools.islice(assistant.catalog.iterate(), missing)):
            amount = product.price.amount if product.price else 10
            writer.writerow([f"c{number}", f"{product.title} II", product.brand, product.category, amount])
    import_file(assistant.catalog, copies, ImportOptions(currency="CNY"))
    assistant.search.index_now()


def run_load(assistant: Assistant, rate: float, seconds: float, conversations: int, threads: int) -> Load:
    """Send turns at a fixed rate, round and round the conversations, and wait for the last to end."""
    ids = [assistant.open().id for _ in range(conversations)]
    scripts = [itertools.cycle(DIALOGUES[i % len(DIALOGUES)]) for i in range(conversations)]
    locks = [threading.Lock() for _ in ids]
    latencies: list[float] = []

    def turn(number: int, due: float) -> None:
        who = number % conversations
        with locks[who]:
            assistant.answer(ids[who], next(scripts[who]))
        latencies.append((time.perf_counter() - due) * 1000)

    futures: list[Future[None]] = []
    with ThreadPoolExecutor(threads) as pool:
        start = time.perf_counter()
        for number in range(int(rate * seconds)):
            due = start + number / rate
            time.sleep(max(0.0, due - time.perf_counter()))
            futures.append(pool.submit(turn, number, due))
    elapsed = time.perf_counter() - start
    return Load(rate, elapsed, latencies, sum(1 for future in futures if future.exception()))


def saturate(assistant: Assistant, options: argparse.Namespace) -> Load:
    """The highest rate, in steps of a quarter, that is served with p95 within the limit."""
    best = None
    rate = options.rate
    while True:
        load = run_load(assistant, rate, STEP_SECONDS, options.conversations, options.threads)
        if load.percentile(0.95) > P95_LIMIT_MS or load.failures:
            return best or load
        best, rate = load, rate * 1.25


def bare_queries(assistant: Assistant) -> list[float]:
    """Milliseconds of plain index queries for the words of the dialogues: analysed, searched, ten hits."""
    index = assistant.search._index
    searcher, schema = index.searcher, index.schema
    times = []
    for text in words():
        start = time.perf_counter()
        terms = [tantivy.Query.term_query(schema, "title", term) for term in query_terms(text)]
        query = tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in terms])
        searcher.search(query, limit=10)
        times.append((time.perf_counter() - start) * 1000)
    return times


def words() -> Iterator[str]:
    """The messages of the dialogues."""
    return itertools.chain.from_iterable(DIALOGUES)


def report(
    house: House, assistant: Assistant, load: Load, bare: list[float], saturation: Load | None
) -> None:
    """Print the table and keep the figures beside the benchmark."""
    bare_p50 = statistics.median(bare)
    figures = {
        "machine": f"{platform.machine()}, Python {platform.python_version()}",
        "database": house.database.engine.dialect.name,
        "products": assistant.catalog.count(),
        "turns": len(load.latencies),
        "failures": load.failures,
        "rate_per_s": load.rate,
        "served_per_s": round(load.served_per_s, 2),
        "p50_ms": round(load.percentile(0.5), 2),
        "p95_ms": round(load.percentile(0.95), 2),
        "p99_ms": round(load.percentile(0.99), 2),
        "bare_query_p50_ms": round(bare_p50, 3),
        "turn_over_bare_query": round(load.percentile(0.5) / bare_p50, 1),
        "saturation_per_s": round(saturation.rate, 1) if saturation else None,
        "saturation_p95_ms": round(saturation.percentile(0.95), 1) if saturation else None,
    }
    table = Table(title="Turns under load", title_justify="left")
    table.add_column("figure")
    table.add_column("value", justify="right")
    for name, value in figures.items():
        table.add_row(name, str(value))
    Console().print(table)
    results = Path(__file__).with_name("results")
    results.mkdir(exist_ok=True)
    (results / "turns.json").write_text(json.dumps(figures, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
