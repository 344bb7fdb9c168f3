"""Whether a product comes in the size that was asked for: 50ml, a one-litre bottle, an 8-inch pan."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from floorwalker.catalog import Product
from floorwalker.conversation import Size
from floorwalker.text import find_quantities

_IN_BASE: dict[str, tuple[str, Decimal]] = {
    "ml": ("ml", Decimal(1)),
    "cl": ("ml", Decimal(10)),
    "l": ("ml", Decimal(1000)),
    "qt": ("ml", Decimal("946.353")),
    "gal": ("ml", Decimal("3785.41")),
    "fl_oz": ("ml", Decimal("29.5735")),
    "mg": ("g", Decimal("0.001")),
    "g": ("g", Decimal(1)),
    "kg": ("g", Decimal(1000)),
    "oz": ("g", Decimal("28.3495")),
    "lb": ("g", Decimal("453.592")),
    "mm": ("cm", Decimal("0.1")),
    "cm": ("cm", Decimal(1)),
    "m": ("cm", Decimal(100)),
    "inch": ("cm", Decimal("2.54")),
    "ft": ("cm", Decimal("30.48")),
}
_ROUNDING = Decimal("0.03")
"""How far two figures of one size may lie apart: 1.7 fl oz are sold as 50 ml."""


def comes_in(product: Product, size: Size) -> bool:
    """Whether the record of a product states the size, in any unit of the same dimension."""
    wanted = in_base(size.value, size.unit)
    return wanted is not None and any(_same(wanted, stated) for stated in sizes_of(product))


def states_sizes_like(products: Iterable[Product], size: Size) -> bool:
    """Whether any of some products states a volume, where a volume is asked for, and so on."""
    base = in_base(size.value, size.unit)
    return base is not None and any(unit == base[1] for p in products for _value, unit in sizes_of(p))


def sizes_of(product: Product) -> Iterator[tuple[Decimal, str]]:
    """Every size that a record states, in the base unit of its dimension."""
    for text in texts_of(product):
        for found in find_quantities(text):
            base = in_base(found.value, found.unit)
            if base is not None:
                yield base


def texts_of(product: Product) -> Iterator[str]:
    """The texts of a record that may state a figure; values stand after the name of their column."""
    yield product.title
    yield product.description
    yield from (f"{name} {value}" for name, values in product.attributes.items() for value in values)
    for variant in product.variants:
        yield variant.title
        yield from (f"{name} {value}" for name, value in variant.options.items())


def in_base(value: Decimal, unit: str) -> tuple[Decimal, str] | None:
    """A size in the base unit of its dimension; ``None`` for what is no size."""
    base = _IN_BASE.get(unit)
    return (value * base[1], base[0]) if base else None


def _same(one: tuple[Decimal, str], other: tuple[Decimal, str]) -> bool:
    return one[1] == other[1] and abs(one[0] - other[0]) <= _ROUNDING * max(one[0], other[0])
