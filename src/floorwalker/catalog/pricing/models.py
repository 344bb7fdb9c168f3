"""Price lists, promotions and those who shop, as values. What cannot be is refused when a value is made."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Literal

from floorwalker.catalog.pricing.periods import check_period
from floorwalker.core import Language, Money, UnusableInput, is_currency

PromotionKind = Literal["percent", "amount", "threshold", "nth_item"]
"""``percent`` and ``amount`` take something off every piece. ``threshold`` (满减) takes an amount off a
basket whose goods reach a sum, ``nth_item`` (第二件半价) a percentage off the second or a later piece."""

Stacking = Literal["exclusive", "stacks"]

ITEM_KINDS: frozenset[PromotionKind] = frozenset(("percent", "amount"))
"""The promotions that one piece has by itself; the others need a basket."""

PERCENT_PLACES = 4
"""Decimal places of a percentage."""

_KEY_LIMIT = 64
_MARKET_LIMIT = 16
_PRIORITY_LIMIT = 2**31


@dataclass(frozen=True, slots=True)
class Shopper:
    """Who asks for a price: a market (``CN``, ``EU``; empty: not known) and member groups, in any case."""

    market: str = ""
    groups: frozenset[str] = frozenset()

    def is_meant(self, market: str, member_group: str) -> bool:
        """Whether something for a market and a group, each empty for all, is for this shopper."""
        return (not market or market.casefold() == self.market.casefold()) and (
            not member_group or member_group.casefold() in {group.casefold() for group in self.groups}
        )


@dataclass(frozen=True, slots=True)
class PriceList:
    """Prices in one currency for a market, a member group, both or (both empty) everybody.

    ``tax_included`` is ``None`` where the shop does not say. Of equally specific lists the one of higher
    ``priority`` counts.

    Raises:
        UnusableInput: the id is empty or too long, or the currency is none.
    """

    id: str
    currency: str
    name: str = ""
    market: str = ""
    member_group: str = ""
    tax_included: bool | None = None
    priority: int = 0

    def __post_init__(self) -> None:
        _check_keys("price list", self.id, self.market, self.member_group, self.priority)
        if not is_currency(self.currency):
            raise UnusableInput(
                f"{self.currency!r} is not an ISO 4217 code", "write a code such as CNY or USD"
            )

    @property
    def specificity(self) -> int:
        """3 for a group in a market, 2 for a group, 1 for a market, 0 for everybody."""
        return 2 * bool(self.member_group) + bool(self.market)


@dataclass(frozen=True, slots=True)
class ListPrice:
    """What a list asks for a product, or for one variant of it, during a period.

    ``variant_id`` is empty for every variant. ``stated_at`` says how old the price is: when the shop last
    stated it. A former price ``compare_at`` that is not higher than the price is none.

    Raises:
        UnusableInput: the price is negative, the former price is in another currency, or the period is empty.
    """

    list_id: str
    product_id: str
    variant_id: str
    price: Money
    stated_at: datetime
    compare_at: Money | None = None
    valid_from: datetime | None = None
    valid_to: datetime | None = None

    def __post_init__(self) -> None:
        if self.price.minor < 0:
            raise UnusableInput(f"the price {self.price} is negative", "prices are 0 or more")
        if self.compare_at is not None and self.compare_at.currency != self.price.currency:
            raise UnusableInput(
                f"the former price {self.compare_at} is not in {self.price.currency}",
                "write both prices in one currency; nothing is converted",
            )
        check_period(self.valid_from, self.valid_to, "the price")


@dataclass(frozen=True, slots=True)
class Scope:
    """Which products a promotion is for; an empty one is for all.

    Of every kind that is named (products, brands, categories, tags) one value must fit: ``brands`` and
    ``categories`` together mean products of these brands in these categories. Whatever fits one value of the
    ``but_`` fields is left out. How values fit is told by
    :class:`~floorwalker.catalog.pricing.scope.Matcher`.
    """

    products: frozenset[str] = frozenset()
    brands: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    but_products: frozenset[str] = frozenset()
    but_brands: frozenset[str] = frozenset()
    but_categories: frozenset[str] = frozenset()
    but_tags: frozenset[str] = frozenset()


EVERYTHING = Scope()


@dataclass(frozen=True, slots=True)
class Promotion:
    """A reduction for a while.

    Args:
        id: its key in the shop.
        kind: see :data:`PromotionKind`.
        percent: off, above 0 up to 100, with at most four decimal places; of ``percent`` and ``nth_item``.
        amount: off; of ``amount`` (each piece) and ``threshold`` (the basket).
        threshold: what the goods in scope must reach, for ``threshold``.
        nth: which piece is cheaper, from 2, for ``nth_item``.
        repeats: whether every full threshold, or every ``nth`` piece, counts and not only the first.
        name: what the shop calls it, by language.
        scope: which products it is for.
        market: for which market; empty: for all.
        member_group: for which group; empty: for everybody.
        starts_at: its first moment.
        ends_at: the first moment after it.
        stacking: ``exclusive``: no other promotion applies beside it.
        priority: of stacking promotions the higher one is applied first.

    Raises:
        UnusableInput: its kind lacks a figure or has one too many, or a figure is impossible.
    """

    id: str
    kind: PromotionKind
    percent: Decimal | None = None
    amount: Money | None = None
    threshold: Money | None = None
    nth: int | None = None
    repeats: bool = False
    name: Mapping[Language, str] = field(default_factory=dict, hash=False)
    scope: Scope = EVERYTHING
    market: str = ""
    member_group: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    stacking: Stacking = "stacks"
    priority: int = 0

    def __post_init__(self) -> None:
        _check_keys("promotion", self.id, self.market, self.member_group, self.priority)
        _check_figures(self)
        check_period(self.starts_at, self.ends_at, "the promotion")

    @property
    def is_exclusive(self) -> bool:
        """Whether no other promotion applies beside it."""
        return self.stacking == "exclusive"

    @property
    def is_for_items(self) -> bool:
        """Whether a piece has it by itself, without a basket."""
        return self.kind in ITEM_KINDS


_FIGURES: dict[PromotionKind, tuple[str, ...]] = {
    "percent": ("percent",),
    "amount": ("amount",),
    "threshold": ("threshold", "amount"),
    "nth_item": ("nth", "percent"),
}


def _check_figures(promotion: Promotion) -> None:
    kind = promotion.kind
    if kind not in _FIGURES:
        raise UnusableInput(f"there is no promotion of kind {kind!r}", f"use {', '.join(_FIGURES)}")
    if promotion.stacking not in {"exclusive", "stacks"}:
        raise UnusableInput(f"{promotion.stacking!r} is no way to stack", "write exclusive or stacks")
    for name in ("percent", "amount", "threshold", "nth"):
        given, wanted = getattr(promotion, name) is not None, name in _FIGURES[kind]
        if given != wanted:
            lacks = "lacks its" if wanted else "has no"
            raise UnusableInput(
                f"a promotion of kind {kind} {lacks} {name}", f"give it {' and '.join(_FIGURES[kind])}"
            )
    if promotion.repeats and promotion.is_for_items:
        raise UnusableInput(f"a promotion of kind {kind} does not repeat", "leave out repeats")
    _check_percent(promotion.percent)
    if promotion.nth is not None and not 2 <= promotion.nth < _PRIORITY_LIMIT:
        raise UnusableInput(f"the piece number {promotion.nth} cannot be reduced", "nth is 2 or more")
    for money in (promotion.amount, promotion.threshold):
        if money is not None and money.minor <= 0:
            raise UnusableInput(f"{money} is nothing to take off or to reach", "write an amount above 0")
    if promotion.amount and promotion.threshold and promotion.amount.currency != promotion.threshold.currency:
        raise UnusableInput(
            "the amount and the threshold are in two currencies", "write both in one; nothing is converted"
        )


def _check_percent(percent: Decimal | None) -> None:
    if percent is None:
        return
    if not percent.is_finite() or not 0 < percent <= 100:
        raise UnusableInput(f"{percent} % cannot be taken off", "percent is above 0 and up to 100")
    if percent != round(percent, PERCENT_PLACES):
        raise UnusableInput(f"{percent} % is too fine", f"use up to {PERCENT_PLACES} decimal places")


def _check_keys(what: str, id_: str, market: str, member_group: str, priority: int) -> None:
    if not id_.strip():
        raise UnusableInput(f"a {what} has no id", "give it one that stays the same")
    for name, text, limit in (
        ("id", id_, _KEY_LIMIT),
        ("market", market, _MARKET_LIMIT),
        ("member group", member_group, _KEY_LIMIT),
    ):
        if len(text) > limit:
            raise UnusableInput(f"the {name} of a {what} is longer than {limit} characters", "shorten it")
    if not -_PRIORITY_LIMIT <= priority < _PRIORITY_LIMIT:
        raise UnusableInput(f"the priority {priority} is beyond belief", "use a small whole number")
