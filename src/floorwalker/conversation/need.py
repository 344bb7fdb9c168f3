"""What a shopper is looking for, as it stands after the latest turn."""

from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict

Sort = Literal["relevance", "price_asc", "price_desc", "popularity", "rating", "newest"]


class Wish(BaseModel):
    """One word, or one value of a facet, that a product should have or lack.

    ``facet`` and ``value`` name an entry of the attribute lexicon (``colour``, ``gold``); a free word has the
    facet ``""`` and itself as the value. ``said`` is how the shopper put it.
    """

    model_config = ConfigDict(frozen=True)

    facet: str
    value: str
    said: str


class ShoppingNeed(BaseModel):
    """Constraints and preferences. All that is set is hard: a product that breaks one is not shown as fitting.

    Prices are major units in the shop's currency, inclusive. ``types`` and ``brands`` are any-of;
    ``wishes`` are all-of. ``about`` keeps the figure the shopper named when the bounds come from "around".
    """

    model_config = ConfigDict(frozen=True)

    types: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    excluded_brands: tuple[str, ...] = ()
    wishes: tuple[Wish, ...] = ()
    unwanted: tuple[Wish, ...] = ()
    price_min: Decimal | None = None
    price_max: Decimal | None = None
    about: Decimal | None = None
    rating_min: Decimal | None = None
    in_stock: bool = False
    niche: bool = False
    sort: Sort = "relevance"
    recipient: str | None = None
    occasion: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing says which products are meant."""
        return not (self.types or self.brands or self.wishes or self.niche)
