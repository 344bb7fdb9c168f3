"""What a turn found out, before anybody words it. An agent turns findings into sentences."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from floorwalker.catalog import Product, Variant
from floorwalker.conversation.need import BundleWish, ShoppingNeed, Wish
from floorwalker.core import Money
from floorwalker.grounding import Fact, Source

Relaxation = Literal["price", "words", "brand", "rating", "stock", "niche", "wishes", "type", "sale", "size"]
"""A kind of constraint that was let go, because no product satisfied them all."""

SmallTalkKind = Literal[
    "complaint",
    "insult",
    "thanks",
    "goodbye",
    "how_are_you",
    "who_are_you",
    "mood",
    "praise",
    "greeting",
    "ok",
]

DeclinedTopic = Literal[
    "off_topic", "other_customer", "instructions", "competitor", "health", "language", "empty", "emoji"
]
"""What an assistant of a shop does not do. ``competitor`` is a claim on another shop, ``health`` a medical or
legal question, ``language`` a message in a language not spoken here, ``emoji`` one without words."""

ComparedAspect = Literal["price", "rating", "popularity", "weight", "volume", "length", "quality"]
"""What products are compared by; ``quality`` is one that no figure of a record tells."""

ReasonKind = Literal[
    "wish",
    "soft_wish",
    "recipient",
    "occasion",
    "niche",
    "cheapest",
    "dearest",
    "best_rated",
    "best_selling",
    "newest",
    "quality",
]

ChosenBy = Literal["position", "cheapest", "dearest", "best_rated", "best_selling", "named"]


@dataclass(frozen=True, slots=True)
class SmallTalk:
    """A courtesy that asks for no product."""

    kind: SmallTalkKind


@dataclass(frozen=True, slots=True)
class Unclear:
    """Nothing in the message could be understood."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a product is shown: one thing about it that its own record says.

    ``said`` is the shopper's wish that it answers, in the shopper's words. ``source`` is the fact that shows
    it, as short as it can be quoted (``保湿``, "leather lining"); the evidence of the turn holds that fact.
    ``facet`` is the value of a facet that those words mean (``material:silk``), where they mean one.
    """

    kind: ReasonKind
    said: str = ""
    source: Source | None = None
    facet: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """Products for a need, best first; ``total`` counts all that fit, or some where not ``counted``.

    ``relaxed`` names the constraints that had to go: not empty means that nothing fits all of them, and the
    products (if any) are alternatives. ``absent`` are things the shopper named that the shop does not carry,
    in the shopper's words. ``step`` says what the list is to the one before. ``other_currency`` is the one
    the shopper named a price in, where the shop has another: nothing is converted. ``unsorted`` is the figure
    they wanted the list ordered by, where the data has none. ``reasons`` are those of each product by its id,
    the strongest first. ``unmet`` are soft wishes that no product of the list is known to meet. ``question``
    is the one question whose answer would change the list most, where one is worth asking. ``number`` counts
    the lists of one reply, from 1. ``guessed`` says that the shopper named no kind of goods, and the need's
    are those nearest in meaning: to be offered, not asserted.
    """

    products: tuple[Product, ...]
    need: ShoppingNeed
    total: int
    relaxed: tuple[Relaxation, ...] = ()
    absent: tuple[str, ...] = ()
    step: Literal["new", "cheaper", "dearer", "others", "again", "same_brand"] = "new"
    other_currency: str | None = None
    unsorted: Literal["rating", "popularity"] | None = None
    reasons: Mapping[str, tuple[Reason, ...]] = field(default_factory=dict)
    unmet: tuple[Wish, ...] = ()
    question: Literal["type", "budget"] | None = None
    number: int = 1
    guessed: bool = False
    counted: bool = True

    def figure(self, name: str) -> Source:
        """Where a count of this list stands: ``total`` or ``shown``."""
        return Source("computed", f"listing.{self.number}", name)

    def bound(self, name: str) -> Source:
        """Where a bound of its need stands: ``price_min`` or ``price_max``."""
        return Source("computed", f"need.{self.number}", name)


@dataclass(frozen=True, slots=True)
class Chosen:
    """One product picked out of those talked about, or by its name; ``saved`` where its reduction is told."""

    product: Product
    by: ChosenBy
    position: int | None = None
    saved: bool = False


@dataclass(frozen=True, slots=True)
class Answered:
    """An aspect of a product that its record holds; ``sources`` are the fields to state."""

    product: Product
    aspect: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """A sentence of a product's own texts that speaks of what was asked, word for word."""

    product: Product
    fact: Fact


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question that the data does not answer.

    ``aspect`` is an id of the aspect lexicon, or ``quality``; ``label`` names it in the reply's language.
    """

    aspect: str
    label: str
    product: Product | None = None


@dataclass(frozen=True, slots=True)
class StockState:
    """Whether a product, or one variant of it, can be had.

    ``variant`` is set when the shopper asked for one; ``missing_option`` holds the shopper's words where the
    product has no such variant.
    """

    product: Product
    variant: Variant | None = None
    missing_option: str = ""


@dataclass(frozen=True, slots=True)
class NoLongerSold:
    """The shopper means a product that the shop has taken off the shelf; only its name may be said."""

    product: Product


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One line of a comparison: a field's name and each product's value of it, in the order of the products.

    ``field`` is a field of the record (``price``, ``rating``, ``attributes.material``); ``None`` in ``cells``
    stands where a record does not say.
    """

    field: str
    cells: tuple[Source | None, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Products side by side; ``winner`` by one aspect is ``None`` where they are equal or it is unknown.

    ``rows`` hold what the records say of two or more of them, ``aspect`` first. They are ``comparable`` where
    every record has the figure, and prices are in one currency.
    """

    products: tuple[Product, ...]
    aspect: ComparedAspect
    wanted: Literal["lower", "higher"]
    winner: Product | None
    rows: tuple[ComparedRow, ...] = ()
    comparable: bool = True


@dataclass(frozen=True, slots=True)
class Explained:
    """Why a product was shown: its reasons, and a sentence of its own texts where there is one."""

    product: Product
    reasons: tuple[Reason, ...]
    quote: Source | None = None


@dataclass(frozen=True, slots=True)
class BundleItem:
    """A product of a bundle, ``quantity`` times. ``part`` is the kind asked for, in the shopper's words.

    ``variant`` is the one form of it that is meant, where it has several.
    """

    product: Product
    quantity: int = 1
    part: str = ""
    variant: Variant | None = None

    @property
    def price(self) -> Money | None:
        """What one piece costs: the variant's own price where it has one."""
        return (self.variant and self.variant.price) or self.product.price


@dataclass(frozen=True, slots=True)
class Bundle:
    """Products that together serve one wish, such as a set for three friends.

    ``total`` is the sum over the items. ``fits`` is false where no choice keeps to ``budget``: the items are
    then the cheapest choice there is. ``missing`` are parts of which the shop has nothing that fits, and
    ``unmet`` soft wishes that no record of the products chosen for them mentions. ``wish`` is what was asked
    for, with the products chosen; ``changed``, where another bundle was shown before. ``about`` says whether
    the products are told of, or only what they cost or leave of the budget.
    """

    items: tuple[BundleItem, ...]
    total: Money | None
    budget: Money | None = None
    fits: bool = True
    missing: tuple[str, ...] = ()
    unmet: tuple[Wish, ...] = ()
    wish: BundleWish | None = None
    changed: bool = False
    about: Literal["items", "total", "left"] = "items"


@dataclass(frozen=True, slots=True)
class BrandTold:
    """What the shop's data says of a brand.

    ``sources`` are facts of the brand to state, a sentence of its story each; ``products`` are a few of its
    products of ``total``. Without sources the shop knows no more of the brand than what it sells of it.
    """

    key: str
    name: str
    sources: tuple[Source, ...] = ()
    products: tuple[Product, ...] = ()
    total: int = 0


@dataclass(frozen=True, slots=True)
class OffersTold:
    """Promotions that hold now, each a fact worded by the pricing rules; ``product``: the one asked about."""

    sources: tuple[Source, ...]
    product: Product | None = None


@dataclass(frozen=True, slots=True)
class Declined:
    """Something an assistant of a shop does not do, said politely, with a way back to the goods."""

    topic: DeclinedTopic


@dataclass(frozen=True, slots=True)
class NoDiscount:
    """The shopper asks for a price that the catalogue does not hold. ``products`` are those talked about."""

    products: tuple[Product, ...] = ()


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A ticket for a person exists; only now may the reply say so."""

    ticket_id: str
    again: bool = False


@dataclass(frozen=True, slots=True)
class AskNeed:
    """Too little is known to look for anything: one question back."""

    about: Literal["type", "product"] = "type"
    suggestions: tuple[str, ...] = field(default=())


Finding = (
    SmallTalk
    | Unclear
    | Listing
    | Chosen
    | Answered
    | Quoted
    | Unanswered
    | StockState
    | NoLongerSold
    | Comparison
    | Explained
    | Bundle
    | BrandTold
    | OffersTold
    | Declined
    | NoDiscount
    | HandedOver
    | AskNeed
)
