"""A hundred processes killed with SIGKILL at their work, and what is lost by it: nothing.

    .venv/bin/python benchmarks/kills.py [--kills 100] [--products 3000] [--seed 1]

Real processes of the command import feeds that change, search an index that is behind, serve and take prices,
state tables of prices, and compute vectors. They are killed at any moment, most of them while they write the
database or the index; the locks that a process holds tell what it was doing. Now and then a file of the
index is removed, emptied or cut off as well. After each kill every row that was acknowledged (exit code 0, or
an answer with status 2xx) must be in the database; every twenty kills and at the end the search must answer
as one whose index is built anew from the same database: to the letter in the first rounds, in which products
only come and cost otherwise, and later but for what documents that were replaced still do to scores.

The products are made from the shared catalogues.
"""

import argparse
import json
import platform
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

import httpx
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from killing.asking import lines
from killing.comparing import Ask, Comparison, compare, compare_lines, copy_database, replaced
from killing.feeds import Feeds
from killing.processes import Server
from killing.trial import PATIENCE_S, SOURCE, Outcome, Trial
from killing.vectors import SHOP, VectorTrial
from million import CATALOGS, originals

RESULTS = Path(__file__).with_name("results") / "kills.json"
VECTOR_PRODUCTS = 850
EVERY = 20
SHARES = {"importing": 30, "searching": 25, "serving": 20, "computing": 15, "pricing": 10}
SPOILT = 0.1
GROWING = 15
_COLUMNS = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())


def run(folder: Path, kills: int, products: int, seed: int) -> tuple[Outcome, Comparison, int]:
    """Kill so many processes; returns what happened, what differs, and how many vectors there are."""
    outcome, compared = Outcome(), Comparison()
    trial = Trial(folder, Feeds(originals(), products, seed, SOURCE, GROWING), outcome)
    vectors = VectorTrial(trial.data, Feeds(originals(), VECTOR_PRODUCTS, seed + 1, SHOP), outcome)
    trial.begin()
    trial.measure()
    vectors.begin()
    number = checked = 0
    with Progress(*_COLUMNS, console=Console(stderr=True)) as bar:
        task = bar.add_task("kills", total=kills)
        while len(outcome.kills) < kills:
            number += 1
            chance = random.Random(f"{seed} {number}")
            (life,) = chance.choices(list(SHARES), list(SHARES.values()))
            if chance.random() < SPOILT:
                trial.spoil(chance)
            bar.update(task, description=life)
            getattr(vectors if life == "computing" else trial, life)(chance)
            trial.check()
            vectors.check()
            bar.update(task, completed=len(outcome.kills))
            if len(outcome.kills) >= checked + EVERY:
                checked += EVERY
                bar.update(task, description="comparing")
                trial.check_export()
                compared += compare(trial.data, folder / f"fresh{checked}")
        bar.update(task, description="comparing")
        compared += compare_servers(trial, copy_database(trial.data, folder / "fresh"))
        found = vectors.finish(folder / "fresh-vectors")
    return outcome, compared, found


def compare_servers(trial: Trial, fresh: Path) -> Comparison:
    """Ask ``GET /api/search`` of two servers: one on what survived, one on a copy of its database."""
    servers = [Server(trial.data), Server(fresh)]
    asks: list[Ask] = []
    for server in servers:
        client = httpx.Client(base_url=server.address(PATIENCE_S), timeout=PATIENCE_S)
        asks.append(lambda line, limit, client=client: _asked(client, line, limit))
    brands = [facet["value"] for facet in asks[1]("", 1)["facets"]["brand"]]
    comparison = compare_lines(lines(brands[:8]), *asks, replaced(trial.index))
    for server in servers:
        server.kill()
    return comparison


def _asked(client: httpx.Client, line: str, limit: int) -> dict[str, Any]:
    response = client.get("/api/search", params={"q": line, "limit": limit})
    answer: dict[str, Any] = response.raise_for_status().json()
    return answer


def main() -> None:
    """Run the benchmark, print the table, write the JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--products", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if not CATALOGS.is_dir():
        raise SystemExit("the shared catalogues are absent: nothing to generate from")
    if not Path("/proc/locks").exists():
        raise SystemExit("/proc/locks is absent: what a process does cannot be told")
    started = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="kills-") as name:
        outcome, compared, vectors = run(Path(name), options.kills, options.products, options.seed)
    figures = {
        "machine": f"{platform.machine()}, Python {platform.python_version()}",
        "seconds": round(time.perf_counter() - started),
        "products": options.products,
        "kills": len(outcome.kills),
        "kills_of": dict(Counter(kill.command for kill in outcome.kills).most_common()),
        "killed_while": dict(Counter(kill.doing for kill in outcome.kills).most_common()),
        "files_damaged": dict(Counter(outcome.damages).most_common()),
        "rows_acknowledged": dict(outcome.acknowledged),
        "prices_shown_by_the_next_search": outcome.answers,
        "vectors_computed": vectors,
        "queries_compared": compared.queries,
        "of_which_to_the_letter": compared.exact,
        "in_the_same_order": compared.same_order,
        "first_ten_the_same": compared.same_first_ten,
        "most_documents_replaced": round(compared.replaced, 3),
        "largest_shift_of_a_score": round(compared.largest_shift, 3),
        "answers_that_differ": len(compared.different),
        "wrong": len(outcome.wrong),
    }
    RESULTS.write_text(json.dumps(figures, indent=2) + "\n")
    table = Table(title="kill -9", title_justify="left", show_header=False)
    for key, value in figures.items():
        shown = ", ".join(f"{k}: {v:,}" for k, v in value.items()) if isinstance(value, dict) else str(value)
        table.add_row(key.replace("_", " "), shown)
    Console().print(table)
    for problem in [*outcome.wrong, *compared.different][:20]:
        sys.stderr.write(f"{problem}\n")
    if outcome.wrong or compared.different:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
