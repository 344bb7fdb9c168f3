"""A shop's feed, again and again as it changes, and tables of prices."""

import csv
import os
import random
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from .ledger import Row, Statement

Original = tuple[str, str, str, str, str, str]
"""Title, brand, category, price, currency and popularity of a product that a feed is made from."""

_HEADER = ("id", "title", "brand", "category", "price", "currency", "stock", "rating", "popularity", "url")
_WORDS = ("travel size", "refill", "in red", "gift set", "限量版", "补充装", "套装", "红色", "旅行装")
_CENTS = 100


@dataclass(frozen=True, slots=True)
class _Offer:
    title: str
    brand: str
    category: str
    price: int
    currency: str
    stock: int
    rating: float
    popularity: str
    feed: int
    """The feed that last changed it."""

    def url(self, id_: str) -> str:
        return f"https://shop.example/{id_}?feed={self.feed}"


class Feeds:
    """The feeds of one source: each lists all that is for sale, with changes since the last.

    Of a hundred products some eight are called otherwise, fifteen cost otherwise, two are gone, and as many
    are new or back. The first feeds, ``growing`` of them, only have new products and prices, so that no
    document of an index is replaced.
    """

    def __init__(
        self, originals: Iterable[Original], count: int, seed: int, source: str, growing: int = 0
    ) -> None:
        self._chance = random.Random(seed)
        self._originals = [(" ".join(title.split()), *rest) for title, *rest in originals]
        self._chance.shuffle(self._originals)
        self._source = source
        self._growing = growing
        self._number = 0
        self._gone: dict[str, _Offer] = {}
        self._offers = {self._id(number): self._offer(number) for number in range(count)}
        self._made = count

    def write(self, path: Path) -> dict[str, Row]:
        """Write the next feed; returns its products by their ids in the catalogue."""
        if self._number:
            self._change()
        self._number += 1
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(_HEADER)
            for id_, offer in self._offers.items():
                price = f"{offer.price / _CENTS:.2f}"
                figures = (price, offer.currency, offer.stock, f"{offer.rating:.1f}", offer.popularity)
                writer.writerow((id_, offer.title, offer.brand, offer.category, *figures, offer.url(id_)))
        now = time.time_ns()  # a file's own clock is coarser, and what was stated before must be older
        os.utime(path, ns=(now, now))
        return {
            f"{self._source}:{id_}": Row(f"{offer.title} {offer.url(id_)}", offer.price, offer.stock)
            for id_, offer in self._offers.items()
        }

    def _change(self) -> None:
        chance, number = self._chance, self._number
        grows = number <= self._growing
        for id_, offer in list(self._offers.items()):
            drawn = chance.randrange(100)
            if drawn < 15:
                price, stock = statement(chance)
                self._offers[id_] = replace(offer, price=price, stock=stock, feed=number)
            elif drawn < 23 and not grows:
                title = f"{self._original(id_)[0]} {chance.choice(_WORDS)}"
                self._offers[id_] = replace(offer, title=title, feed=number)
            elif drawn < 25 and not grows:
                self._gone[id_] = self._offers.pop(id_)
        for id_ in chance.sample(sorted(self._gone), len(self._gone) // 2):
            self._offers[id_] = replace(self._gone.pop(id_), feed=number)
        more = max(1, len(self._offers) // 100)
        self._offers |= {self._id(new): self._offer(new) for new in range(self._made, self._made + more)}
        self._made += more

    @staticmethod
    def _id(number: int) -> str:
        return f"{number * 7919 % 99991:05d}"

    def _original(self, id_: str) -> tuple[str, ...]:
        return self._originals[int(id_) % len(self._originals)]

    def _offer(self, number: int) -> _Offer:
        title, brand, category, price, currency, popularity = self._original(self._id(number))
        cents = max(1, round(float(price) * self._chance.uniform(0.5, 2) * _CENTS))
        stock, rating = self._chance.randrange(50), self._chance.uniform(1, 5)
        return _Offer(title, brand, category, cents, currency, stock, rating, popularity, self._number)


def statement(chance: random.Random) -> Statement:
    """A price and a stock like any other."""
    return chance.randrange(100, 100_000), chance.randrange(50)


def write_prices(path: Path, statements: Mapping[str, Statement]) -> None:
    """Write a table of prices and stock, as ``floorwalker price --file`` reads it."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("id", "price", "stock"))
        writer.writerows((id_, amount(price), stock) for id_, (price, stock) in statements.items())


def amount(price: int) -> str:
    """A price in minor units as people write it."""
    return f"{price / _CENTS:.2f}"
