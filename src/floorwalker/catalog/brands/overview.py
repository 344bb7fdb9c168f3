"""The brands of a shop as staff see them: what the catalogue holds, what the shop says, what is niche."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from floorwalker.catalog.brands.book import BrandBook
from floorwalker.catalog.brands.keys import brand_key
from floorwalker.catalog.brands.models import Brand
from floorwalker.catalog.brands.ranking import BrandStats, Standing, standings


@dataclass(frozen=True, slots=True)
class BrandLine:
    """One brand with its ``aliases``: the names by which table and lexicon know it, and its spellings.

    ``said`` is what the shop's table says of it, ``None`` where it is not in the table.
    """

    stats: BrandStats
    aliases: tuple[str, ...]
    standing: Standing
    said: Brand | None

    def as_json(self) -> dict[str, Any]:
        """The line for programs."""
        said = self.said
        return {
            "key": self.stats.key,
            "name": self.stats.name,
            "aliases": list(self.aliases),
            "products": self.stats.products,
            "popularity": self.stats.popularity,
            "rank": self.standing.rank,
            "ranked": self.standing.ranked,
            "niche": self.standing.niche,
            "niche_by": self.standing.by,
            "why": self.standing.why,
            "in_table": said is not None,
            "story": dict(said.story) if said else {},
            "url": said.url if said else "",
        }


def brand_lines(stats: Iterable[BrandStats], book: BrandBook) -> list[BrandLine]:
    """Every brand of the catalogue, the largest first, and those of the table without a product."""
    stats = list(stats)
    sold = {brand.key for brand in stats}
    stats += [BrandStats(brand.name, brand.key, 0, None) for brand in book if brand.key not in sold]
    standing = standings(stats, book.niche)
    return [
        BrandLine(brand, _aliases(brand, book), standing[brand.key], book.get(brand.key)) for brand in stats
    ]


def _aliases(brand: BrandStats, book: BrandBook) -> tuple[str, ...]:
    """The other names, each once however it is spelt."""
    names = {brand_key(name): name for name in reversed((*book.names(brand.key), *brand.spellings))}
    names.pop(brand_key(brand.name), None)
    return tuple(reversed(names.values()))
