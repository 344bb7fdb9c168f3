"""What a shopper is looking for, as it stands after the latest turn."""

from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict

from floorwalker.search import Sort


class Wish(BaseModel):
    """Something a product should have or lack.

    ``facets`` are alternatives written ``facet:value`` (``colour:gold``, ``material:gold``); without any the
    wish is a plain word to be found in the product's texts. ``said`` is how the shopper put it. A ``soft``
    wish ("preferably", 最好, "not too sweet") ranks and is never a reason to show nothing.
    """

    model_config = ConfigDict(frozen=True)

    said: str
    facets: tuple[str, ...] = ()
    soft: bool = False


class Size(BaseModel):
    """A volume, weight or length that a product should come in, in the unit that was named."""

    model_config = ConfigDict(frozen=True)

    value: Decimal
    unit: str
    said: str = ""


class FigureWish(BaseModel):
    """A figure that a product should have: for four people, SPF 50, warm to -10 °C.

    ``unit`` is one of :class:`floorwalker.text.traits.Trait` or of a :class:`Size`. ``bound`` says whether
    more or less will do, ``high`` ends a range, and ``said`` is how the shopper put it. One mentioned in
    ``passing`` is not missed where no product states any.
    """

    model_config = ConfigDict(frozen=True)

    value: Decimal
    unit: str
    said: str
    high: Decimal | None = None
    bound: Literal["about", "least", "most"] = "about"
    passing: bool = False


class BundlePart(BaseModel):
    """One part of a bundle: any of some kinds, ``quantity`` pieces. No types: any goods will do.

    ``wishes`` are those of the need's wishes that were said of this part alone, ``unwanted``, ``words``,
    ``brands``, ``figures``, ``price_max`` and ``recipient`` hold for it alone too. ``alike`` means that its
    pieces are copies of one product, as cups of a table are. ``shown`` are the ids of the products that it
    was last filled with, at ``prices``; where it is ``kept`` those of them that still fit stay. ``rejected``
    products come no more, and where it shall be ``cheaper`` nothing as dear as they are.
    """

    model_config = ConfigDict(frozen=True)

    types: tuple[str, ...] = ()
    said: str = ""
    quantity: int = 1
    wishes: tuple[Wish, ...] = ()
    unwanted: tuple[Wish, ...] = ()
    words: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    figures: tuple["FigureWish", ...] = ()
    price_max: Decimal | None = None
    recipient: str | None = None
    alike: bool = False
    shown: tuple[str, ...] = ()
    prices: tuple[Decimal, ...] = ()
    kept: bool = False
    rejected: tuple[str, ...] = ()
    cheaper: bool = False


class BundleWish(BaseModel):
    """Several products wanted together.

    ``people`` each get one of the parts' products where the shopper speaks of people ("for three friends").
    ``budget`` is in major units of the shop's currency, for all together; ``None``: no limit was named.
    ``per_person`` bounds what each of the people gets, ``per_piece`` every single piece. Where ``alike`` all
    people get the same products, else each gets others; where ``varied`` no brand comes twice if that can be.
    ``total`` is what the products last shown cost.
    """

    model_config = ConfigDict(frozen=True)

    parts: tuple[BundlePart, ...] = ()
    people: int = 1
    budget: Decimal | None = None
    per_person: Decimal | None = None
    per_piece: Decimal | None = None
    alike: bool = False
    varied: bool = False
    total: Decimal | None = None


class ShoppingNeed(BaseModel):
    """Constraints and preferences.

    All but ``words``, ``hints``, ``recipient``, ``occasion`` and soft wishes are hard: a product that breaks
    one is not shown as fitting. Prices are major units in the shop's currency, inclusive; ``about`` keeps the
    figure the shopper named when the bounds come from "around". ``types``, ``brands`` and ``absent_brands``
    (brands the shop does not carry, as said) are any-of; ``wishes``, ``unwanted`` and ``unwanted_types`` are
    all-of. ``words`` are loose words said of the goods (``deeds`` those of them that say what is done with
    these), ``hints`` those of the story around them. ``others`` are needs of the same conversation that may
    be come back to. ``stepped`` says that the bounds come from a step ("cheaper"), not from the shopper's own
    figure. ``gender`` is that of whom it is for, as the recipient or a pronoun tells it,
    ``role`` who of those that go by one recipient.
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
    deeds: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    price_min: Decimal | None = None
    price_max: Decimal | None = None
    about: Decimal | None = None
    rating_min: Decimal | None = None
    in_stock: bool = False
    niche: bool = False
    on_sale: bool = False
    stepped: bool = False
    size: Size | None = None
    figures: tuple[FigureWish, ...] = ()
    sort: Sort = "relevance"
    recipient: str | None = None
    role: str | None = None
    gender: str | None = None
    occasion: str | None = None
    bundle: BundleWish | None = None
    others: tuple["ShoppingNeed", ...] = ()

    @property
    def names_goods(self) -> bool:
        """Whether it says which products are meant, and not only for whom or for how much."""
        return bool(
            self.types
            or self.brands
            or self.absent_brands
            or self.wishes
            or self.words
            or self.niche
            or self.on_sale
        )

    @property
    def tells_what(self) -> bool:
        """Whether it says what the goods are, and not only what is to be done with them."""
        words = tuple(word for word in self.words if word not in self.deeds)
        return self.model_copy(update={"words": words}).names_goods
