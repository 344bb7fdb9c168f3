"""The pieces of a basket while promotions are applied to them, in minor units."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from floorwalker.catalog.pricing.arithmetic import less_percent, split
from floorwalker.catalog.pricing.models import Promotion

Line = tuple[tuple[int, int], ...]
"""The pieces of a line: how much each costs by now, and how many cost so; the cheapest first."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a promotion takes off: the lines after it, and by how much each has become cheaper."""

    lines: tuple[Line, ...]
    by_line: tuple[int, ...]


def total(lines: Iterable[Line]) -> int:
    """What lines cost."""
    return sum(price * count for line in lines for price, count in line)


def take_off(lines: Sequence[Line], chosen: Sequence[bool], promotion: Promotion) -> Taken | None:
    """Apply a basket promotion to the chosen lines; ``None`` where it takes nothing off.

    A threshold is compared with what the chosen lines cost by now. Its amount, or with ``repeats`` the amount
    for every full threshold, is taken off down to zero and split over the pieces in proportion to what they
    cost, so that the parts add up.

    Of a basket that has ``nth`` chosen pieces the cheapest piece is reduced by the percentage; with
    ``repeats`` as many of the cheapest as there are full groups of ``nth``.
    """
    groups = [
        (price, place, count) for place, line in enumerate(lines) if chosen[place] for price, count in line
    ]
    changed = (_over_threshold if promotion.kind == "threshold" else _nth)(groups, promotion)
    if changed is None:
        return None
    counters = [Counter[int]() if chosen[place] else Counter(dict(line)) for place, line in enumerate(lines)]
    for price, place, count in changed:
        counters[place][price] += count
    after = tuple(tuple(sorted((+counter).items())) for counter in counters)
    by_line = tuple(total((old,)) - total((new,)) for old, new in zip(lines, after, strict=True))
    return Taken(after, by_line) if any(by_line) else None


_Group = tuple[int, int, int]  # price of a piece, place of its line, number of pieces


def _over_threshold(groups: Sequence[_Group], promotion: Promotion) -> list[_Group] | None:
    if promotion.threshold is None or promotion.amount is None:
        return None
    costs = [price * count for price, _, count in groups]
    subtotal = sum(costs)
    full = subtotal // promotion.threshold.minor
    off = min(subtotal, promotion.amount.minor * (full if promotion.repeats else min(full, 1)))
    changed: list[_Group] = []
    for (price, place, count), share in zip(groups, split(off, costs), strict=True):
        each, more = divmod(share, count)
        changed += [(price - each, place, count - more), (price - each - 1, place, more)]
    return changed


def _nth(groups: Sequence[_Group], promotion: Promotion) -> list[_Group] | None:
    if promotion.nth is None or promotion.percent is None:
        return None
    full = sum(count for *_, count in groups) // promotion.nth
    left = full if promotion.repeats else min(full, 1)
    changed: list[_Group] = []
    for price, place, count in sorted(groups):
        reduced = min(left, count)
        left -= reduced
        changed += [(less_percent(price, promotion.percent), place, reduced), (price, place, count - reduced)]
    return changed
