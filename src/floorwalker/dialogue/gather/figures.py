"""Whether products have the figures that were asked for: for four people, SPF 50, at least 40 litres."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from floorwalker.catalog import Product
from floorwalker.conversation import FigureWish, Wish
from floorwalker.dialogue.gather.sizes import in_base, sizes_of, texts_of
from floorwalker.text.traits import more_will_do, traits_of_goods

_COLD = Decimal(15)  # degrees; who names fewer wants to be kept warm
_Range = tuple[Decimal, Decimal]


def with_figures(
    products: Sequence[Product], figures: Sequence[FigureWish]
) -> tuple[tuple[Product, ...], tuple[Wish, ...]]:
    """The products that have all figures, and those figures that no product states.

    Where some have just the figure, only these; else those of which the figure is greater, where that does as
    well.
    """
    left, silent = tuple(products), list[Wish]()
    for figure in figures:
        fits = [_fit(product, figure) for product in left]
        known = [fit for fit in fits if fit is not None]
        if not known:
            silent += [] if figure.passing else [Wish(said=figure.said, soft=True)]
            continue
        best = max(known)
        left = tuple(p for p, fit in zip(left, fits, strict=True) if best and fit == best)
    return left, tuple(silent)


def _fit(product: Product, figure: FigureWish) -> int | None:
    """2 where a product has the figure, 1 where it has more and that will do, else 0; ``None``: unknown."""
    wanted, stated = _comparable(product, figure)
    if not stated:
        return None
    if figure.unit == "celsius" and wanted <= _COLD:
        return 2 * any(low <= wanted for low, _ in stated)
    if figure.high is not None:
        most = figure.high * wanted / figure.value if figure.value else figure.high
        return 2 * any(low <= most and high >= wanted for low, high in stated)
    least = any(high >= wanted for _, high in stated)
    if figure.bound == "least":
        return 2 * least
    if figure.bound == "most":
        return 2 * any(low <= wanted for low, _ in stated)
    if any(low <= wanted <= high for low, high in stated):
        return 2
    return int(least and more_will_do(figure.unit))


def _comparable(product: Product, figure: FigureWish) -> tuple[Decimal, list[_Range]]:
    base = in_base(figure.value, figure.unit)
    if base is None:
        return figure.value, list(_stated(product, figure.unit))
    return base[0], [(value, value) for value, unit in sizes_of(product) if unit == base[1]]


def _stated(product: Product, unit: str) -> Iterator[_Range]:
    for text in texts_of(product):
        for trait in traits_of_goods(text, unit):
            yield trait.low, trait.high
