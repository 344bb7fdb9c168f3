"""How many products of each category state which attribute, and what they state most."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from floorwalker.catalog.attributes.extract import attributes_of
from floorwalker.catalog.models import Product

_VALUES = 512
_TOP = 5
_SEPARATORS = (" > ", ">", " / ", "|", "›", "/")
OTHER = "…"
"""Stands for the categories for which there is no more room."""


@dataclass(frozen=True, slots=True)
class AttributeCoverage:
    """An attribute within a category: ``share`` of the products that state it, from 0 to 1.

    ``values`` are the most frequent values with the number of products that state each, the first first. A
    category with more than 512 values forgets the rare ones as it goes, so their counts are lower bounds.
    """

    name: str
    products: int
    share: float
    values: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class CategoryCoverage:
    """A category: the leaf of its path, empty for products without one; the commonest attribute first."""

    name: str
    products: int
    attributes: tuple[AttributeCoverage, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """A catalogue's coverage, the largest category first."""

    products: int
    categories: tuple[CategoryCoverage, ...]


@dataclass(slots=True)
class _Tally:
    products: int = 0
    stating: Counter[str] = field(default_factory=Counter)
    values: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, product: Product) -> None:
        self.products += 1
        stated = {(one.name, str(one.value)) for one in attributes_of(product)}
        self.stating.update({name for name, _ in stated})
        for name, value in stated:
            counts = self.values.setdefault(name, Counter())
            counts[value] += 1
            if len(counts) > 2 * _VALUES:
                self.values[name] = Counter(dict(counts.most_common(_VALUES)))


def coverage(products: Iterable[Product], *, most_categories: int = 5_000) -> Coverage:
    """Count the attributes of a stream of products; memory does not grow with its length.

    Categories that come up after the first ``most_categories`` are counted together, as :data:`OTHER`.
    """
    tallies: dict[str, _Tally] = {}
    total = 0
    for product in products:
        total += 1
        name = leaf(product.category)
        if name not in tallies and len(tallies) >= most_categories:
            name = OTHER
        tallies.setdefault(name, _Tally()).add(product)
    ordered = sorted(tallies.items(), key=lambda pair: (-pair[1].products, pair[0]))
    return Coverage(total, tuple(_category(name, tally) for name, tally in ordered))


def leaf(category: str) -> str:
    """The innermost level of a category's path: ``Apparel > Shoes`` → ``Shoes``."""
    for separator in _SEPARATORS:
        if separator in category:
            return category.rsplit(separator, 1)[1].strip()
    return category.strip()


def _category(name: str, tally: _Tally) -> CategoryCoverage:
    ordered = sorted(tally.stating.items(), key=lambda pair: (-pair[1], pair[0]))
    return CategoryCoverage(
        name,
        tally.products,
        tuple(
            AttributeCoverage(
                attribute,
                count,
                count / tally.products,
                tuple(sorted(tally.values[attribute].items(), key=lambda pair: (-pair[1], pair[0]))[:_TOP]),
            )
            for attribute, count in ordered
        ),
    )
