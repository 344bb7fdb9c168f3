"""Reductions in whole minor units: exact, rounded once, never below zero, and parts that add up."""

from collections.abc import Sequence
from decimal import Decimal

from floorwalker.catalog.pricing.models import PERCENT_PLACES

_WHOLE: int = 100 * 10**PERCENT_PLACES


def less_percent(minor: int, percent: Decimal) -> int:
    """A price after a percentage is taken off, rounded half up to the currency's smallest unit.

    It is the remaining price that is rounded: 50 % off 0.99 leaves 0.50.
    """
    left = minor * (_WHOLE - int(percent.scaleb(PERCENT_PLACES)))
    return (2 * left + _WHOLE) // (2 * _WHOLE)


def split(amount: int, weights: Sequence[int]) -> list[int]:
    """``amount`` in parts in proportion to ``weights``, by the method of the largest remainder (Hamilton).

    The parts add up to ``amount``; of equal remainders the earlier part gets the unit. No part exceeds its
    weight where ``amount`` does not exceed their sum. Weights that are all 0 take only an amount of 0.

    Raises:
        ValueError: there is an amount and nobody to bear it.
    """
    whole = sum(weights)
    if not whole:
        if amount:
            raise ValueError(f"{amount} cannot be split over nothing")
        return [0] * len(weights)
    parts = [amount * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda place: -(amount * weights[place] % whole))
    for place in by_remainder[: amount - sum(parts)]:
        parts[place] += 1
    return parts
