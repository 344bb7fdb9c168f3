"""Brands by what the catalogue holds of them, and which of them are niche."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple


@dataclass(frozen=True, slots=True)
class BrandStats:
    """What the catalogue holds of one brand.

    ``name`` is the shop's own where it has said one, else the spelling most products use. ``key`` is what all
    spellings share, and ``spellings`` are those of the products, the most frequent first. ``popularity`` is
    the sum over the brand's products that have a figure, ``None`` where none has.
    """

    name: str
    key: str
    products: int
    popularity: float | None
    spellings: tuple[str, ...] = ()


class Spelling(NamedTuple):
    """How many products write their brand so, and the sum of their popularity figures, if any."""

    name: str
    products: int
    popularity: float | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a brand is niche, and why.

    ``rank`` is its place by popularity among ``ranked`` brands, ``None`` where it has no figure. ``by`` says
    whose word counts: the ``shop``'s, that of ``popularity``, or ``None`` where the data does not support
    saying anything.
    """

    niche: bool
    by: Literal["shop", "popularity"] | None
    rank: int | None
    ranked: int

    @property
    def why(self) -> str:
        """The reason in words: ``by popularity, rank 15 of 22``."""
        match self.by:
            case "shop":
                return "the shop says so"
            case "popularity":
                return f"by popularity, rank {self.rank} of {self.ranked}"
            case _:
                return "it has no popularity figure"


def brand_stats(
    spellings: Iterable[Spelling], key_of: Callable[[str], str], names: Mapping[str, str]
) -> list[BrandStats]:
    """Spellings counted together as brands, the largest first.

    Args:
        spellings: every spelling of the catalogue.
        key_of: the brand that a spelling belongs to.
        names: what the shop itself calls brands, by key.
    """
    groups: defaultdict[str, list[Spelling]] = defaultdict(list)
    for spelling in spellings:
        if key := key_of(spelling.name):
            groups[key].append(spelling)
    stats = []
    for key, found in groups.items():
        found.sort(key=lambda one: (-one.products, one.name))
        figures = [one.popularity for one in found if one.popularity is not None]
        stats.append(
            BrandStats(
                names.get(key) or found[0].name,
                key,
                sum(one.products for one in found),
                sum(figures) if figures else None,
                tuple(one.name for one in found),
            )
        )
    return sorted(stats, key=lambda brand: (-brand.products, brand.key))


def standings(brands: Iterable[BrandStats], said: Mapping[str, bool] | None = None) -> dict[str, Standing]:
    """Which brands are niche, by key: the less popular half, unless the shop says otherwise.

    Brands with at least one popularity figure are ranked from the highest sum, equal sums share the better
    rank, and of n ranked brands those with a rank above n / 2 are niche. Brands without a figure are not
    ranked and not niche: the data does not support calling them so. What the shop says of a brand wins; it
    keeps its place in the ranking.

    Args:
        brands: the brands of the catalogue.
        said: what the shop says of brands, by key.
    """
    brands, said = list(brands), said or {}
    ranked = sorted(((b.popularity, b.key) for b in brands if b.popularity is not None), reverse=True)
    ranks: dict[str, int] = {}
    rank = 1
    for position, (popularity, key) in enumerate(ranked, start=1):
        if position > 1 and popularity < ranked[position - 2][0]:
            rank = position
        ranks[key] = rank
    return {brand.key: _standing(ranks.get(brand.key), len(ranked), said.get(brand.key)) for brand in brands}


def niche_brands(brands: Iterable[BrandStats], said: Mapping[str, bool] | None = None) -> set[str]:
    """Keys of the niche brands: see :func:`standings`."""
    return {key for key, standing in standings(brands, said).items() if standing.niche}


def _standing(rank: int | None, ranked: int, said: bool | None) -> Standing:
    if said is not None:
        return Standing(said, "shop", rank, ranked)
    if rank is None:
        return Standing(niche=False, by=None, rank=None, ranked=ranked)
    return Standing(rank > ranked / 2, "popularity", rank, ranked)
