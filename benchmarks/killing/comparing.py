"""What a data directory's index answers, beside one that is built anew from the same database."""

import itertools
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from floorwalker.core import DEFAULT_SHOP, load_settings
from floorwalker.dialogue import Assistant, House
from floorwalker.search import ProductQuery

SHIFT = 0.5
"""By how much of the share of replaced documents a score may differ. BM25 counts documents, and tantivy
counts those that were replaced too, until it merges them away. Where there are none, scores are equal."""

_ROUNDING = 1e-4
_ALL = 100_000
_SHOWN = 100
_WORDS = (
    *(
        "lipstick",
        "moisturizer",
        "serum",
        "eye cream",
        "perfume",
        "mascara",
        "shampoo",
        "gift set",
        "sunscreen",
    ),
    *(
        "foundation",
        "red lipstick",
        "travel size",
        "face mask for dry skin",
        "cologne for men",
        "scarf",
        "candle",
    ),
    *(
        "口红",
        "面霜",
        "精华液",
        "眼霜",
        "香水",
        "睫毛膏",
        "洗发水",
        "套装",
        "防晒霜",
        "粉底液",
        "红色口红",
        "旅行装",
    ),
    *("干皮补水面膜", "男士洗面奶", "围巾", "香薰蜡烛"),
)
_WISHES = {
    "en": ("{}", "{} under $30", "{} over $20", "{} rated 4 and up", "{} not by Clinique"),
    "zh": ("{}", "{} 100元以内", "{} 200元以上", "{} 评分4以上", "{} 不要雅诗兰黛"),
}
Answer = Mapping[str, Any]
Ask = Callable[[str, int], Answer]
"""Asks a shop's search box: a line of words, and how many results are shown."""


@dataclass
class Comparison:
    """What was asked, and what came of it; ``different`` names what is otherwise than in the fresh index.

    ``replaced`` is the share of documents that have been replaced, and ``largest_shift`` that of a score.
    """

    replaced: float = 0.0
    queries: int = 0
    same_order: int = 0
    same_first_ten: int = 0
    largest_shift: float = 0.0
    different: list[str] = field(default_factory=list)

    def __iadd__(self, other: "Comparison") -> "Comparison":
        self.replaced = max(self.replaced, other.replaced)
        self.queries += other.queries
        self.same_order += other.same_order
        self.same_first_ten += other.same_first_ten
        self.largest_shift = max(self.largest_shift, other.largest_shift)
        self.different += other.different
        return self

    def add(self, query: str, here: Answer, there: Answer) -> None:
        """Compare two answers: totals, facets and products must be the same, and scores as near as they can.

        Where not all is shown, a product may stand in one list only that is about as good as the last.
        """
        scores, others = ({one["id"]: one["score"] for one in answer["results"]} for answer in (here, there))
        self.queries += 1
        self.same_order += list(scores) == list(others)
        self.same_first_ten += list(scores)[:10] == list(others)[:10]
        self.different += [
            f"{query}: {name} {here[name]} instead of {there[name]}"
            for name in ("total", "facets")
            if here[name] != there[name]
        ]
        last = min((*scores.values(), *others.values()), default=0.0)
        for id_ in {*scores, *others}:
            one, other = scores.get(id_, last), others.get(id_, last)
            both = id_ in scores and id_ in others
            shift = abs(one - other) / max(abs(other), 1.0) / (1 if both else 2)
            self.largest_shift = max(self.largest_shift, shift)
            if shift > SHIFT * self.replaced + _ROUNDING or not (both or here["total"] > len(scores)):
                self.different.append(f"{query}: {id_} has {scores.get(id_)} instead of {others.get(id_)}")


def lines(brands: Iterable[str]) -> list[str]:
    """Lines for the search box in both languages: kinds, prices, ratings, brands, and none at all."""
    asked = [wish.format(word) for word in _WORDS for wish in _WISHES["en" if word.isascii() else "zh"]]
    return [
        "",
        *asked,
        *itertools.chain(*((brand, f"{brand} gift set", f"{brand} 套装") for brand in brands)),
    ]


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
    for query in _queries(there):
        comparison.add(str(query), *(_answer(assistant, query) for assistant in (here, there)))
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


def _queries(assistant: Assistant) -> Iterator[ProductQuery]:
    engine = assistant.search
    brands, kinds = list(engine.brands())[:5], sorted(engine.kinds())[:12]
    currency = engine.currency()
    sorts = ("price_asc", "price_desc", "popularity", "rating", "newest")
    yield from (ProductQuery(sort=sort, limit=_ALL) for sort in sorts)  # type: ignore[arg-type]
    yield from (ProductQuery(brands=(brand,), limit=_ALL) for brand in brands)
    yield from (ProductQuery(types=(kind,), limit=_ALL) for kind in kinds)
    yield from (
        ProductQuery(words=(word,), price_min=low, price_max=low * 4, currency=currency, limit=_ALL)
        for word in _WORDS[::3]
        for low in (1_000, 5_000, 20_000)
    )
    for word in _WORDS[::4]:
        yield ProductQuery(words=(word,), required=(word,), in_stock=True, limit=_ALL)
        yield ProductQuery(words=(word,), excluded_words=("红色", "red"), rating_min=3.0, limit=_ALL)
        yield ProductQuery(words=(word,), excluded_brands=tuple(brands), diverse=True, limit=_ALL)
        yield ProductQuery(facets=(("colour:red", "colour:pink"),), preferred_words=(word,), limit=_ALL)
        yield ProductQuery(covering=(word,), niche=True, limit=_ALL)


def _answer(assistant: Assistant, query: ProductQuery) -> Answer:
    found = assistant.search.search(query)
    results = [{"id": hit.id, "score": hit.score} for hit in found.hits]
    return {"total": found.total, "facets": found.facets, "results": results}
