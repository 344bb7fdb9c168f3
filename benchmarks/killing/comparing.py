"""What a data directory's index answers, beside one that is built anew from the same database."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from floorwalker.core import DEFAULT_SHOP, load_settings
from floorwalker.dialogue import Assistant, House
from floorwalker.search import ProductQuery

from .asking import counts_words, lines, queries

_ROUNDING = 1e-4
_SHOWN = 100

Answer = Mapping[str, Any]
Ask = Callable[[str, int], Answer]
"""Asks a shop's search box: a line of words, and how many results are shown."""


@dataclass
class Comparison:
    """What was asked, and what came of it; ``different`` names what is otherwise than in the fresh index.

    BM25 counts documents, and tantivy counts those that have been replaced too, until it merges them away.
    ``replaced`` is their share. Where there are none, or no words count, answers must be equal to the letter,
    and ``exact`` counts them; else scores may differ, and ``largest_shift`` is by what share they do.
    """

    replaced: float = 0.0
    queries: int = 0
    exact: int = 0
    same_order: int = 0
    same_first_ten: int = 0
    largest_shift: float = 0.0
    different: list[str] = field(default_factory=list)

    def __iadd__(self, other: "Comparison") -> "Comparison":
        self.replaced = max(self.replaced, other.replaced)
        self.queries += other.queries
        self.exact += other.exact
        self.same_order += other.same_order
        self.same_first_ten += other.same_first_ten
        self.largest_shift = max(self.largest_shift, other.largest_shift)
        self.different += other.different
        return self

    def add(self, query: str, here: Answer, there: Answer, *, by_words: bool = True) -> None:
        """Compare two answers: totals, facets and products must be equal, order and scores where they can be.

        Only where not all is shown, and scores may differ, may the products at the end of a list.
        """
        scores, others = ({one["id"]: one["score"] for one in answer["results"]} for answer in (here, there))
        shifts = [abs(scores[id_] / score - 1) for id_, score in others.items() if score and id_ in scores]
        shift = max(shifts, default=0.0)
        in_order = list(scores) == list(others)
        exact = not by_words or not self.replaced
        self.queries += 1
        self.exact += exact
        self.same_order += in_order
        self.same_first_ten += list(scores)[:10] == list(others)[:10]
        self.largest_shift = max(self.largest_shift, shift)
        self.different += [
            f"{query}: {name} {here[name]} instead of {there[name]}"
            for name in ("total", "facets")
            if here[name] != there[name]
        ]
        if exact and not (in_order and shift < _ROUNDING):
            self.different.append(f"{query}: {scores} instead of {others}")
        elif here["total"] == len(scores) and scores.keys() != others.keys():
            self.different.append(f"{query}: other products: {scores.keys() ^ others.keys()}")


def compare(data: Path, folder: Path) -> Comparison:
    """Ask the search of a data directory everything, and that of a new one with a copy of its database.

    Both are opened in this process, and index first what is left to index.
    """
    with ExitStack() as stack:
        assistants = []
        for one in (data, copy_database(data, folder)):
            house = House(load_settings(one, embedder="none"))
            stack.callback(house.close)
            assistants.append(house.assistant(DEFAULT_SHOP))
            assistants[-1].search.index_now()
            assistants[-1].search.tidy()
        here, there = assistants
        share = replaced(data / "index" / DEFAULT_SHOP)
        comparison = compare_queries(here, there, share)
        asked = lines([*there.search.brands().values()][:8])
        comparison += compare_lines(asked, here.search_products, there.search_products, share)
    return comparison


def compare_lines(asked: Iterable[str], here: Ask, there: Ask, replaced: float) -> Comparison:
    """What two search boxes answer to the same lines; ``replaced`` of the documents of one are."""
    comparison = Comparison(replaced)
    for line in asked:
        comparison.add(repr(line), here(line, _SHOWN), there(line, _SHOWN))
    return comparison


def compare_queries(here: Assistant, there: Assistant, replaced: float) -> Comparison:
    """What two engines answer to queries of every sort, all their products included."""
    comparison = Comparison(replaced)
    for query in queries(there):
        answers = [_answer(assistant, query) for assistant in (here, there)]
        comparison.add(str(query), *answers, by_words=counts_words(query))
    return comparison


def copy_database(data: Path, folder: Path) -> Path:
    """A new data directory with a copy of the database of another, and nothing else; returns it."""
    folder.mkdir(parents=True)
    source, target = (sqlite3.connect(one / "floorwalker.db") for one in (data, folder))
    source.backup(target)
    source.close()
    target.close()
    return folder


def replaced(index: Path) -> float:
    """The share of an index's documents that have been replaced and are not merged away yet."""
    directory = json.loads((index / "state.json").read_text("utf-8"))["directory"]
    segments = json.loads((index / directory / "meta.json").read_text("utf-8"))["segments"]
    dead = sum(segment["deletes"]["num_deleted_docs"] for segment in segments if segment["deletes"])
    return dead / max(1, sum(segment["max_doc"] for segment in segments))


def _answer(assistant: Assistant, query: ProductQuery) -> Answer:
    found = assistant.search.search(query)
    results = [{"id": hit.id, "score": hit.score} for hit in found.hits]
    return {"total": found.total, "facets": found.facets, "results": results}
