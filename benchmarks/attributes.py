"""Precision and recall of attributes in titles, by attribute, and how fast titles are read.

    .venv/bin/python benchmarks/attributes.py

The labelled titles are those of tests/catalog/attributes (conventions: its README.md), read from the shared
catalogues. Those of labelled.jsonl are development data: their failures have been read and the rules mended.
The halves are the lines with even and with odd numbers; the even ones were developed on first. Those of
fresh.jsonl were labelled afterwards, and nobody has developed on them.
"""

import json
import platform
import sys
import time
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from floorwalker.catalog.attributes import attributes_of  # noqa: E402
from tests.catalog.attributes.scoring import CATALOGUES, FRESH, Score, score, titles  # noqa: E402

RESULTS = ROOT / "benchmarks" / "results" / "attributes.json"
SPEED_TITLES = 3000


def main() -> int:
    """Measure, print the table and write the results; 1 where the catalogues are absent."""
    if not CATALOGUES.is_dir():
        print("the shared catalogues (../shared/data/catalogs) are not here: nothing was measured")
        return 1
    halves = {
        "all": score(),
        "even": score(lambda number: number % 2 == 0),
        "odd": score(lambda number: number % 2 == 1),
        "unseen": score(labels=FRESH),
    }
    speeds = speed()
    show(halves, speeds)
    result = {
        "python": platform.python_version(),
        "titles_per_second": speeds,
        **{name: figures(one) for name, one in halves.items()},
    }
    RESULTS.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    return 0


def figures(one: Score) -> dict[str, Any]:
    """Counts and shares, together and by attribute."""

    def of(name: str | None) -> dict[str, Any]:
        counts = [part[name] if name else part.total() for part in (one.right, one.predicted, one.labelled)]
        return {
            **dict(zip(("right", "predicted", "labelled"), counts, strict=True)),
            "precision": rounded(one.precision(name)),
            "recall": rounded(one.recall(name)),
        }

    names = sorted(set(one.labelled) | set(one.predicted))
    return {**of(None), "attributes": {name: of(name) for name in names}}


def rounded(share: float | None) -> float | None:
    """Four places; nothing stays nothing."""
    return None if share is None else round(share, 4)


def speed() -> dict[str, int]:
    """Titles per second of processor time on one core, after the lexicons are loaded."""
    products: dict[str, list[Any]] = {}
    for (catalog, _), product in titles().items():
        products.setdefault(catalog, []).append(product)
    speeds = {}
    for catalog in ("tmall_cosmetics_gb18030.csv", "beauty_usd.csv"):
        some = products[catalog][:SPEED_TITLES]
        rates = []
        for _ in range(3):
            start = time.process_time()
            for product in some:
                attributes_of(product)
            rates.append(len(some) / (time.process_time() - start))
        speeds[catalog] = round(max(rates))
    return speeds


def show(halves: dict[str, Score], speeds: dict[str, int]) -> None:
    """Print both halves beside each other."""
    table = Table(title="attributes in titles", title_justify="left")
    table.add_column("attribute")
    for half in halves:
        for column in ("precision", "recall", "labels"):
            table.add_column(f"{half}\n{column}", justify="right")
    names: list[str | None] = [*sorted(halves["all"].labelled), None]
    for name in names:
        cells = [name or "together"]
        for one in halves.values():
            shares = (one.precision(name), one.recall(name))
            cells += ["—" if share is None else f"{share:.3f}" for share in shares]
            cells.append(str(one.labelled[name] if name else one.labelled.total()))
        table.add_row(*cells, end_section=name == names[-2])
    console = Console(width=150)
    console.print(table)
    for catalog, rate in speeds.items():
        console.print(f"{catalog}: {rate:,} titles/s on one core", markup=False, highlight=False)


if __name__ == "__main__":
    raise SystemExit(main())
