"""What a turn found out, before anybody words it. An agent turns findings into sentences."""

from dataclasses import dataclass, field
from typing import Literal

from floorwalker.catalog import Product, Variant
from floorwalker.conversation.need import ShoppingNeed
from floorwalker.grounding import Fact, Source

Relaxation = Literal["price", "words", "brand", "rating", "stock", "niche", "wishes", "type"]
"""A kind of constraint that was let go, because no product satisfied them all."""

SmallTalkKind = Literal[
    "greeting", "thanks", "goodbye", "how_are_you", "who_are_you", "mood", "praise", "insult", "ok"
]

ComparedAspect = Literal["price", "rating", "popularity"]

ChosenBy = Literal["position", "cheapest", "dearest", "best_rated", "best_selling", "named"]


@dataclass(frozen=True, slots=True)
class SmallTalk:
    """A courtesy that asks for no product."""

    kind: SmallTalkKind


@dataclass(frozen=True, slots=True)
class Unclear:
    """Nothing in the message could be understood."""


@dataclass(frozen=True, slots=True)
class Listing:
    """Products for a need, best first; ``total`` counts all that fit.

    ``relaxed`` names the constraints that had to go: not empty means that nothing fits all of them, and the
    products (if any) are alternatives. ``absent`` are things the shopper named that the shop does not carry,
    in the shopper's words. ``step`` says what the list is to the one before. ``other_currency`` is the one
    the shopper named a price in, where the shop has another: nothing is converted. ``unsorted`` is the figure
    they wanted the list ordered by, where the data has none.
    """

    products: tuple[Product, ...]
    need: ShoppingNeed
    total: int
    relaxed: tuple[Relaxation, ...] = ()
    absent: tuple[str, ...] = ()
    step: Literal["new", "cheaper", "dearer", "others", "again"] = "new"
    other_currency: str | None = None
    unsorted: Literal["rating", "popularity"] | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """One product picked out of those talked about, or by its name."""

    product: Product
    by: ChosenBy
    position: int | None = None


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
class Comparison:
    """Products side by side by one aspect; ``winner`` is ``None`` where they are equal or it is unknown."""

    products: tuple[Product, ...]
    aspect: ComparedAspect
    wanted: Literal["lower", "higher"]
    winner: Product | None


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
    | NoDiscount
    | HandedOver
    | AskNeed
)
