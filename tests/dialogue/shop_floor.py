"""Two small shops, one in dollars and one in yuan, and a shopper who talks to their assistants."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from floorwalker.catalog import Availability, Product, Variant
from floorwalker.conversation import Event, EventKind
from floorwalker.core import Money
from floorwalker.dialogue import Assistant
from floorwalker.dialogue.understand import ShopVocabulary, Understanding, understand
from floorwalker.text import detect_language

ANSWER_KEYS = {
    "conversation_id", "reply", "language", "products", "claims", "citations", "clarify", "handoff", "owner",
    "agent", "timings_ms", "comparison",
}  # fmt: skip


def goods(
    number: int,
    title: str,
    brand: str,
    category: str,
    price: int | None,
    currency: str,
    availability: Availability = "in_stock",
    **more: Any,
) -> Product:
    """A product ``shop:NUMBER``; ``price`` is in minor units."""
    return Product(
        id=f"shop:{number}",
        source="shop",
        source_id=str(number),
        title=title,
        brand=brand,
        category=category,
        price=None if price is None else Money(price, currency),
        availability=availability,
        **more,
    )


def dollar_shop() -> list[Product]:
    """A department store in USD."""
    sizes = tuple(
        Variant(
            id=f"v{size}",
            title=f"Size {size}",
            price=Money(price, "USD"),
            availability="in_stock" if stock else "out_of_stock",
            stock=stock,
            options={"Size": str(size)},
        )
        for size, price, stock in ((7, 8900, 3), (8, 9400, 0))
    )
    colours = tuple(
        Variant(
            id=colour.lower(),
            title=colour,
            price=Money(3200, "USD"),
            availability="in_stock" if stock else "out_of_stock",
            stock=stock,
            options={"Color": colour},
        )
        for colour, stock in (("Red", 4), ("Blue", 0))
    )
    rows: list[tuple[str, str, str, int | None, Availability, dict[str, Any]]] = [
        ("Velvet Matte Lipstick", "NARS", "Lipstick", 2600, "in_stock",
         {"rating": 4.6, "popularity": 900.0, "description": "A velvet matte colour. Free of parabens."}),
        ("Dewdrop Sheer Lipstick", "Fenwick", "Lipstick", 1800, "in_stock", {"rating": 4.1, "popularity": 300.0}),
        ("Rosewater Lipstick", "Clinique", "Lipstick", 3400, "out_of_stock",
         {"rating": 4.8, "popularity": 500.0}),
        ("Grand Couture Lipstick", "Dior", "Lipstick", 5200, "in_stock", {"rating": 4.4, "popularity": 700.0}),
        ("Midnight Orchid Eau de Parfum", "Dior", "Perfume", 14500, "in_stock",
         {"rating": 4.7, "attributes": {"ingredients": ("jasmine, vanilla",)}}),
        ("Salt Marsh Eau de Parfum", "Fenwick", "Perfume", 6800, "in_stock", {"rating": 4.2}),
        ("Cedar Smoke Eau de Parfum", "Maison Claire", "Perfume", 9900, "in_stock", {}),
        ("Aurora Topaz Ring", "Nordlys", "Rings", 8900, "in_stock", {"variants": sizes}),
        ("Harbour Canvas Tote", "Nordlys", "Bags", 3200, "in_stock", {"variants": colours}),
        ("Cobblestone Leather Backpack", "Maison Claire", "Bags", 18900, "unknown", {}),
        ("Willow Porcelain Teapot", "Studio Ode", "Kitchen", 5600, "in_stock",
         {"description": "Glazed porcelain. Dishwasher safe.", "compare_at_price": Money(7000, "USD")}),
        ("Limited Opal Brooch", "Nordlys", "Brooches", None, "in_stock", {}),
    ]  # fmt: skip
    return [
        goods(number, title, brand, category, price, "USD", availability, **more)
        for number, (title, brand, category, price, availability, more) in enumerate(rows, 1)
    ]


def yuan_shop() -> list[Product]:
    """A Chinese beauty shop in CNY."""
    shades = tuple(
        Variant(
            id=f"s{shade}",
            title=f"{shade}ml",
            price=Money(price, "CNY"),
            availability="in_stock" if stock else "out_of_stock",
            stock=stock,
            options={"容量": f"{shade}ml"},
        )
        for shade, price, stock in ((30, 19900, 5), (50, 29900, 0))
    )
    rows: list[tuple[str, str, str, int | None, Availability, dict[str, Any]]] = [
        ("雾光丝绒口红", "魅可", "口红", 18000, "in_stock", {"rating": 4.6, "popularity": 9000.0}),
        ("水光唇釉口红", "花西子", "口红", 12900, "in_stock", {"rating": 4.3, "popularity": 12000.0}),
        ("小羊皮哑光口红", "兰蔻", "口红", 29000, "in_stock", {"rating": 4.8, "popularity": 7000.0}),
        ("国色唇膏口红", "百雀羚", "口红", 6900, "out_of_stock", {"rating": 4.0, "popularity": 800.0}),
        ("清润保湿面霜", "百雀羚", "面霜", 9900, "in_stock",
         {"rating": 4.5, "popularity": 5000.0, "description": "质地清爽。适合敏感肌使用。"}),
        ("玫瑰焕颜面霜", "兰蔻", "面霜", 56000, "in_stock", {"rating": 4.7, "popularity": 3000.0}),
        ("雪域沁透面霜", "花西子", "面霜", 19900, "in_stock", {"rating": 4.2, "variants": shades}),
        ("桂雨淡香水", "素里", "香水", 39900, "in_stock", {"attributes": {"产地": ("杭州",)}}),
        ("松烟淡香水", "素里", "香水", 45900, "unknown", {}),
        ("栀子护手霜", "百雀羚", "护手霜", 3900, "in_stock", {"compare_at_price": Money(5900, "CNY")}),
    ]  # fmt: skip
    return [
        goods(number, title, brand, category, price, "CNY", availability, **more)
        for number, (title, brand, category, price, availability, more) in enumerate(rows, 1)
    ]


@dataclass
class Shopper:
    """A customer in one conversation, who looks at every answer's form."""

    assistant: Assistant
    id: str = ""
    answers: list[Mapping[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.id = self.id or self.assistant.open().id

    def ask(self, text: str, client_message_id: str | None = None) -> Mapping[str, Any]:
        """Say something; the answer, which keeps the contract."""
        answer = self.assistant.answer(self.id, text, client_message_id)
        keeps_the_contract(answer)
        self.answers.append(answer)
        return answer

    def events(self, kind: EventKind | None = None) -> list[Event]:
        """The log of the conversation, or its events of one kind."""
        events = self.assistant.conversations.events(self.id)
        return [event for event in events if kind in (None, event.kind)]


def keeps_the_contract(answer: Mapping[str, Any]) -> None:
    """Every key is there, and each claim is where it says."""
    assert set(answer) == ANSWER_KEYS
    assert answer["language"] in {"zh", "en"}
    for claim in answer["claims"]:
        start, end = claim["span"]
        assert answer["reply"][start:end] == claim["text"]
        assert claim["status"] == "supported"
    for card in answer["products"]:
        assert set(card) == {"id", "title", "brand", "price", "availability", "url", "reasons"}


def titles(answer: Mapping[str, Any]) -> list[str]:
    """The titles of an answer's products."""
    return [card["title"] for card in answer["products"]]


def amounts(answer: Mapping[str, Any]) -> list[float]:
    """The prices of an answer's products, in major units."""
    return [float(card["price"]["amount"]) for card in answer["products"] if card["price"]]


def brands(products: Sequence[Product]) -> dict[str, str]:
    """Brand key → name, as an engine tells the vocabulary."""
    from floorwalker.catalog import brand_key

    return {brand_key(product.brand): product.brand for product in products if product.brand}


def read(
    text: str,
    vocabulary: ShopVocabulary,
    state: Any,
    currency: str = "USD",
    named: Sequence[str] = (),
    *,
    by_meaning: bool = False,
) -> Understanding:
    """The reading of one message in a conversation of ``state``."""
    language = detect_language(text, "en")
    return understand(
        text, language, state, vocabulary, lambda _text: tuple(named), currency, by_meaning=by_meaning
    )
