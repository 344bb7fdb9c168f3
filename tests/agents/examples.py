"""Findings of every kind, with the evidence that a turn would gather for them."""

from decimal import Decimal
from typing import get_args

from floorwalker.catalog import Product, Variant, product_facts, product_source
from floorwalker.conversation import (
    Answered,
    AskNeed,
    BrandTold,
    Bundle,
    BundleItem,
    Chosen,
    ComparedRow,
    Comparison,
    Declined,
    DeclinedTopic,
    Explained,
    Finding,
    HandedOver,
    Listing,
    NoDiscount,
    NoLongerSold,
    OffersTold,
    Quoted,
    Reason,
    ShoppingNeed,
    SmallTalk,
    SmallTalkKind,
    StockState,
    Unanswered,
    Unclear,
    Wish,
)
from floorwalker.core import Money
from floorwalker.dialogue.gather import products_of
from floorwalker.dialogue.gather.tellings import computed_facts
from floorwalker.grounding import Evidence, Fact, Source


def product(number: int, title: str, cents: int | None = 2600, **fields: object) -> Product:
    """A product by its number and title."""
    price = None if cents is None else Money(cents, "USD")
    return Product(id=f"s:{number}", source="s", source_id=str(number), title=title, price=price, **fields)  # type: ignore[arg-type]


LIPSTICK = product(
    1,
    "Velvet Matte Lipstick",
    brand="NARS",
    category="Lipstick",
    rating=4.5,
    popularity=900.0,
    availability="in_stock",
    attributes={"Finish": ("matte",)},
)
TINT = product(2, "栀子润色口红。", 1800, rating=4.2, popularity=1200.0, compare_at_price=Money(2000, "USD"))
BALM = product(
    3,
    "Dewdrop Lip Balm!",
    None,
    variants=(Variant("v1", "Rose", price=Money(900, "USD"), availability="in_stock", stock=4),),
)
SHELF = (LIPSTICK, TINT, BALM)


def words(of: Product, field: str) -> Source:
    """Words of a record, as reasons quote them."""
    return product_source(of.id, f"{field}.words.0-9")


STORY = tuple(Source("brand", "nars", f"story.{number}") for number in range(2))
STANDING = Source("brand", "nars", "standing")
OFFERS = tuple(Source("promotion", str(number), "description.en") for number in range(2))
QUOTE = product_source(LIPSTICK.id, "description.0")
_MATTE, _LONG = words(LIPSTICK, "title"), words(TINT, "description")
_SAID = ("防水", "waterproof", "not too sweet", "Chanel", "gold")
EXTRA = (
    Fact(_MATTE, "Matte"),
    Fact(_LONG, "持久"),
    Fact(QUOTE, "Stays on from the first coffee to the last dance."),
    Fact(Source("brand", "nars", "name"), "NARS"),
    Fact(STORY[0], "Founded in Paris by two friends."),
    Fact(STORY[1], "他们只做小批量"),
    Fact(STANDING, "This shop counts it among the niche brands."),
    Fact(OFFERS[0], "满300减50"),
    Fact(OFFERS[1], "20% off when you spend $50.00 or more"),
    *(Fact(Source("customer", str(number), "text"), said) for number, said in enumerate(_SAID)),
)
REASONS = {
    LIPSTICK.id: (Reason("wish", "matte", _MATTE), Reason("best_rated")),
    TINT.id: (Reason("soft_wish", "long-lasting", _LONG), Reason("cheapest"), Reason("niche")),
}
ROWS = (
    ComparedRow("price", (product_source(LIPSTICK.id, "price"), product_source(TINT.id, "price"))),
    ComparedRow("rating", (product_source(LIPSTICK.id, "rating"), product_source(TINT.id, "rating"))),
    ComparedRow("attributes.Finish", (product_source(LIPSTICK.id, "attributes.Finish"), None)),
    ComparedRow("availability", (product_source(LIPSTICK.id, "availability"), None)),
)
NEED = ShoppingNeed(types=("lipstick",), price_max=Decimal(50))
PRICED = (LIPSTICK, TINT)

FINDINGS: dict[str, Finding] = {
    "listing": Listing(SHELF, NEED, 41, reasons=REASONS),
    "listing first": Listing(SHELF[:1], NEED, 41),
    "listing all": Listing(SHELF, ShoppingNeed(types=("earrings", "ring")), 3),
    "listing one": Listing(SHELF[:1], ShoppingNeed(types=("eye_cream",)), 1),
    "listing bounds": Listing(SHELF, ShoppingNeed(price_min=Decimal(5), price_max=Decimal(9)), 8),
    "listing from": Listing(SHELF, ShoppingNeed(types=("matcha",), price_min=Decimal(5), niche=True), 8),
    "listing cheaper": Listing(SHELF, NEED, 4, step="cheaper"),
    "listing dearer": Listing(SHELF, NEED, 4, step="dearer"),
    "listing others": Listing(SHELF, NEED, 4, step="others"),
    "listing again": Listing(SHELF, NEED, 4, step="again"),
    "listing same brand": Listing(SHELF[:1], ShoppingNeed(brands=("nars",)), 4, step="same_brand"),
    "listing unbranded": Listing(SHELF[1:], ShoppingNeed(brands=("x",)), 4, step="same_brand"),
    "listing absent": Listing(SHELF, NEED, 4, absent=("Chanel", "gold")),
    "listing budget": Listing(SHELF, NEED, 4, relaxed=("price",)),
    "listing range": Listing(SHELF, ShoppingNeed(price_min=Decimal(5)), 4, relaxed=("price",)),
    "listing wishes": Listing(SHELF, ShoppingNeed(wishes=(Wish(said="防水"),)), 4, relaxed=("wishes",)),
    **{
        f"listing {name}": Listing(SHELF, NEED, 4, relaxed=(name,))
        for name in ("words", "brand", "rating", "stock", "niche", "type")
    },
    "listing notes": Listing(SHELF, NEED, 4, unsorted="rating", other_currency="EUR"),
    "listing unmet many": Listing(
        SHELF, NEED, 4, unmet=tuple(Wish(said=word, soft=True) for word in ("festival", "july", "skint"))
    ),
    "listing unmet": Listing(SHELF, NEED, 4, unmet=(Wish(said="not too sweet", soft=True),)),
    "listing question": Listing(SHELF, NEED, 4, question="budget"),
    "listing which": Listing(SHELF, ShoppingNeed(), 4, question="type"),
    "nothing": Listing((), NEED, 0),
    "nothing absent": Listing((), NEED, 0, absent=("Chanel",)),
    **{
        f"nothing {step}": Listing((), NEED, 0, step=step)
        for step in ("cheaper", "dearer", "others", "same_brand")
    },
    **{
        f"chosen {by}": Chosen(LIPSTICK, by)
        for by in ("named", "cheapest", "dearest", "best_rated", "best_selling")
    },
    "chosen second": Chosen(TINT, "position", 2),
    "chosen last": Chosen(TINT, "position", -1),
    "chosen unpriced": Chosen(BALM, "named"),
    "answered": Answered(
        LIPSTICK,
        "finish",
        (product_source(LIPSTICK.id, "attributes.Finish"), product_source(LIPSTICK.id, "rating")),
    ),
    "answered price": Answered(TINT, "price", (product_source(TINT.id, "price"),)),
    "answered stock": Answered(LIPSTICK, "stock", (product_source(LIPSTICK.id, "availability"),)),
    "answered options": Answered(BALM, "colours", (product_source(BALM.id, "variants.v1.title"),)),
    "quoted": Quoted(LIPSTICK, Fact(QUOTE, "Stays on from the first coffee to the last dance.")),
    "unanswered": Unanswered("origin", "产地", TINT),
    "unanswered shop": Unanswered("delivery", "delivery times"),
    "stock": StockState(LIPSTICK),
    "stock unknown": StockState(TINT),
    "stock variant": StockState(BALM, BALM.variants[0]),
    "stock missing": StockState(LIPSTICK, missing_option="gold"),
    "gone": NoLongerSold(TINT),
    "comparison": Comparison(PRICED, "price", "lower", TINT, rows=ROWS),
    "comparison plain": Comparison(PRICED, "rating", "higher", LIPSTICK),
    "comparison of all": Comparison(SHELF, "price", "lower", None),
    "explained": Explained(TINT, REASONS[TINT.id]),
    "explained quote": Explained(LIPSTICK, REASONS[LIPSTICK.id], QUOTE),
    "explained by quote": Explained(LIPSTICK, (), QUOTE),
    "explained none": Explained(LIPSTICK, (Reason("wish", "x", words(LIPSTICK, "tags")),)),
    "bundle": Bundle(
        (BundleItem(LIPSTICK, 3, "lipsticks"), BundleItem(TINT)), Money(9600, "USD"), Money(10000, "USD")
    ),
    "bundle spent": Bundle((BundleItem(LIPSTICK),), Money(2600, "USD"), Money(2600, "USD")),
    "bundle free": Bundle((BundleItem(LIPSTICK, 1, "lipstick"), BundleItem(TINT, 2)), Money(6200, "USD")),
    "bundle over": Bundle((BundleItem(LIPSTICK),), Money(2600, "USD"), Money(600, "USD"), fits=False),
    "bundle unpriced": Bundle((BundleItem(BALM),), None, Money(600, "USD"), fits=False),
    "bundle missing": Bundle((BundleItem(LIPSTICK),), Money(2600, "USD"), missing=("mugs", "a teapot")),
    "bundle none": Bundle((), None, missing=("mugs",)),
    "bundle nothing": Bundle((), None),
    "bundle sum": Bundle((BundleItem(LIPSTICK), BundleItem(TINT)), Money(4400, "USD")),
    "bundle pieces": Bundle((BundleItem(LIPSTICK, 3),), Money(7800, "USD")),
    "bundle priced": Bundle((BundleItem(LIPSTICK),), Money(2600, "USD")),
    "bundle nameless": Bundle(
        (BundleItem(LIPSTICK),), Money(2600, "USD"), Money(9000, "USD"), missing=("",)
    ),
    "bundle nameless none": Bundle((), None, Money(9000, "USD"), missing=("", " ")),
    "brand": BrandTold("nars", "NARS", STORY, SHELF[:1], 12),
    "brand unknown": BrandTold("nars", "NARS", (), SHELF[:1], 1),
    "brand alone": BrandTold("nars", "NARS"),
    "brand standing": BrandTold("nars", "NARS", (STANDING,), SHELF[:1], 12),
    "offer": OffersTold(OFFERS[:1]),
    "offers": OffersTold(OFFERS),
    "offer on one": OffersTold(OFFERS[:1], LIPSTICK),
    "offers on one": OffersTold(OFFERS, LIPSTICK),
    "no discount": NoDiscount((LIPSTICK, BALM)),
    "handed over": HandedOver("t"),
    "handed over again": HandedOver("t", again=True),
    "ask type": AskNeed("type", ("Makeup", "Hair", "护肤", "彩妆", "Gifts > Under $50")),
    "ask product": AskNeed("product"),
    "unclear": Unclear(),
    **{
        f"declined {topic}": Declined(topic)
        for topic in get_args(DeclinedTopic)
    },
    **{
        f"talk {kind}": SmallTalk(kind)
        for kind in get_args(SmallTalkKind)
    },
}  # fmt: skip
"""One finding at least for each way of wording one."""


def evidence_of(finding: Finding, currency: str = "USD") -> Evidence:
    """What a turn would gather for one of these findings."""
    facts = [fact for one in products_of(finding) for fact in product_facts(one)]
    return Evidence().plus([*facts, *computed_facts(finding, currency), *EXTRA])
