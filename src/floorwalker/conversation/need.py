"""What a shopper is looking for, as it stands after the latest turn."""

from decimal import Decimal

from pydantic import BaseModel, ConfigDict

from floorwalker.search import Sort


class Wish(BaseModel):
    """Something a product should have or lack.

    ``facets`` are alternatives written ``facet:value`` (``colour:gold``, ``material:gold``); without any the
    wish is a plain word to be found in the product's texts. ``said`` is how the shopper put it.
    """

    model_config = ConfigDict(frozen=True)

    said: str
    facets: tuple[str, ...] = ()


class ShoppingNeed(BaseModel):
    """Constraints and preferences.

    All but ``words``, ``recipient`` and ``occasion`` are hard: a product that breaks one is not shown as
    fitting. Prices are major units in the shop's currency, inclusive; ``about`` keeps the figure the shopper
    named when the bounds come from "around". ``types``, ``brands`` and ``absent_brands`` (brands the shop
    does not carry, as said) are any-of; ``wishes``, ``unwanted`` and
    ``unwanted_types`` are all-of.
    """

    model_config = ConfigDict(frozen=True)

    types: tuple[str, ...] = ()
    types_said: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    absent_brands: tuple[str, ...] = ()
    excluded_brands: tuple[str, ...] = ()
    wishes: tuple[Wish, ...] = ()
    unwanted: tuple[Wish, ...] = ()
    unwanted_types: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
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
    def names_goods(self) -> bool:
        """Whether it says which products are meant, and not only for whom or for how much."""
        return bool(
            self.types or self.brands or self.absent_brands or self.wishes or self.words or self.niche
        )
