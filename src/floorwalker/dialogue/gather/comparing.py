"""Products side by side, and which is ahead by what was asked."""

from collections.abc import Sequence
from typing import Literal

from floorwalker.catalog import Product
from floorwalker.conversation import ComparedAspect, Comparison
from floorwalker.dialogue.gather.knowing import compare_rows
from floorwalker.dialogue.gather.picking import value_of
from floorwalker.dialogue.understand import Understanding


def compare(products: Sequence[Product], reading: Understanding) -> Comparison:
    """The comparison of two or more products; nobody wins where a figure is missing or currencies differ."""
    aspect, wanted = _question(reading)
    values = [(value_of(product, aspect), product) for product in products]
    known = [(value, product) for value, product in values if value is not None]
    currencies = {product.price.currency for product in products if product.price}
    winner = None
    if len(known) == len(products) and (aspect != "price" or len(currencies) == 1):
        best = (min if wanted == "lower" else max)(value for value, _product in known)
        winners = [product for value, product in known if value == best]
        winner = winners[0] if len(winners) == 1 else None
    rows = compare_rows(products, aspect, reading.language)
    return Comparison(tuple(products), aspect, wanted, winner, rows)


def _question(reading: Understanding) -> tuple[ComparedAspect, Literal["lower", "higher"]]:
    if "sort_rating" in reading.acts or "rating" in reading.aspects:
        return "rating", "higher"
    if "sort_popularity" in reading.acts or "popularity" in reading.aspects:
        return "popularity", "higher"
    dearer = {"dearer_one", "sort_price_desc"} & reading.acts
    return "price", "higher" if dearer else "lower"
