"""Brands: one key for all spellings of a name, and which brands are niche."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BrandStats:
    """What the catalogue holds of one brand.

    ``name`` is the spelling most products use, ``key`` what all spellings share (:func:`brand_key`).
    ``popularity`` is the sum over the brand's products that have a figure, ``None`` where none has.
    """

    name: str
    key: str
    products: int
    popularity: float | None


def brand_key(name: str) -> str:
    """The key under which spellings of a brand meet: ``Estée Lauder``, ``ESTEE-LAUDER`` → ``esteelauder``.

    NFKC, case folded, without accents, spaces and punctuation; a name of nothing but punctuation is its own
    key.
    """
    folded = unicodedata.normalize("NFKC", name).casefold()
    plain = "".join(char for char in unicodedata.normalize("NFD", folded) if char.isalnum())
    return unicodedata.normalize("NFC", plain) or folded.strip()


def niche_brands(brands: Iterable[BrandStats]) -> set[str]:
    """Keys of the brands in the less popular half.

    Brands with at least one popularity figure are ranked from the highest sum, equal sums share the better
    rank, and of n ranked brands those with a rank above n / 2 are niche. Brands without a figure are not
    ranked and not niche: the data does not support calling them so.
    """
    ranked = sorted(((b.popularity, b.key) for b in brands if b.popularity is not None), reverse=True)
    niche: set[str] = set()
    rank = 1
    for position, (popularity, key) in enumerate(ranked, start=1):
        if position > 1 and popularity < ranked[position - 2][0]:
            rank = position
        if rank > len(ranked) / 2:
            niche.add(key)
    return niche
