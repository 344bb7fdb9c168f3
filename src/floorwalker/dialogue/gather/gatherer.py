"""Answers each intent of a reading from the shop's data."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from floorwalker.catalog import CatalogStore, Product, product_facts
from floorwalker.conversation import (
    Answered,
    AskNeed,
    Chosen,
    ChosenBy,
    ComparedAspect,
    Comparison,
    ConversationState,
    Finding,
    HandedOver,
    Listing,
    NoDiscount,
    NoLongerSold,
    Quoted,
    ShoppingNeed,
    SmallTalk,
    StockState,
    Ticket,
    Unanswered,
    Unclear,
    Wish,
)
from floorwalker.core import Money
from floorwalker.dialogue.gather.listing import Lister, priced
from floorwalker.dialogue.gather.naming import NamedProducts
from floorwalker.dialogue.gather.record import fields_for, mentions, quote_for, variant_for
from floorwalker.dialogue.gather.tellings import (
    computed_facts,
    products_of,
    to_the_point,
    without_repeats,
)
from floorwalker.dialogue.understand import Intent, Understanding, aspects
from floorwalker.grounding import Evidence, Fact, Source
from floorwalker.search import ProductQuery, SearchEngine
from floorwalker.text import product_types, query_terms

RequestPerson = Callable[[str], Ticket | None]
"""Stores a ticket for a person with a reason, and returns it; ``None`` where nobody is to be asked."""

_ABOUT_GOODS = frozenset(
    (Intent.FIND, Intent.ASK, Intent.VARIANT, Intent.PICK, Intent.COMPARE, Intent.NEED_MORE)
)
_PLURAL = re.compile(r"分别|各|都|这些|它们|这几|那几|\b(?:they|them|these|those|each|all)\b", re.I)
_LIST_ASPECTS = frozenset({"price", "rating", "popularity", "stock"})


_CHOICES: dict[str, tuple[ChosenBy, str, bool]] = {
    "dearer_one": ("dearest", "price", True),
    "cheaper_one": ("cheapest", "price", False),
    "sort_price_desc": ("dearest", "price", True),
    "sort_price_asc": ("cheapest", "price", False),
    "sort_rating": ("best_rated", "rating", True),
    "sort_popularity": ("best_selling", "popularity", True),
}


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a turn found: findings in the order to tell them, their evidence, and what to remember.

    ``focus`` are the ids of the products talked about. ``need`` is the need to go on with.
    """

    findings: tuple[Finding, ...]
    evidence: Evidence
    need: ShoppingNeed
    focus: tuple[str, ...] = ()
    asked: str | None = None


class Gatherer:
    """Looks things up for one turn of one conversation."""

    def __init__(
        self,
        catalog: CatalogStore,
        engine: SearchEngine,
        currency: str | None,
        state: ConversationState,
        request_person: RequestPerson,
    ) -> None:
        self._catalog = catalog
        self._engine = engine
        self._currency = currency
        self._lister = Lister(catalog, engine, currency)
        self._naming = NamedProducts(catalog, engine)
        self._state = state
        self._request_person = request_person
        self._last = state.lists[-1].products if state.lists else ()

    def gather(self, text: str, reading: Understanding) -> Gathered:
        """Findings for every intent, and the evidence that a reply about them may rely on."""
        findings: list[Finding] = []
        for intent in reading.intents:
            findings += self._answer(intent, text, reading, findings)
        if gone := self._gone(text, reading):
            alternatives = [f for f in findings if isinstance(f, Listing) and f.products]
            findings = [NoLongerSold(gone), *alternatives]
        findings = to_the_point(findings) or [Unclear()]
        products = {product.id: product for finding in findings for product in products_of(finding)}
        searched = any(isinstance(f, Listing) and f.step != "again" for f in findings)
        steps = [f for f in findings if isinstance(f, Listing) and f.step in {"cheaper", "dearer"}]
        need = next((step.need if step.products else self._state.need for step in steps), None)
        return Gathered(
            findings=tuple(findings),
            evidence=self._evidence(findings, products.values()),
            need=need
            or (reading.need if searched or Intent.NEED_MORE in reading.intents else self._state.need),
            focus=tuple(products) or self._state.focus,
            asked=next((f.about for f in findings if isinstance(f, AskNeed)), None),
        )

    def _answer(
        self, intent: Intent, text: str, reading: Understanding, so_far: Sequence[Finding]
    ) -> Sequence[Finding]:
        match intent:
            case Intent.PERSON:
                ticket = self._request_person(text)
                return [HandedOver(ticket.id)] if ticket else [SmallTalk("ok")]
            case Intent.COURTESY:
                kind = "who_are_you" if "are_you_human" in reading.acts else reading.courtesy
                return [SmallTalk(kind or "ok")]
            case Intent.HAGGLE:
                ids = reading.named or self._state.focus[:1]
                return [NoDiscount(tuple(self._products(ids)))]
            case Intent.FIND:
                return [self._listing(reading)]
            case Intent.CHEAPER | Intent.DEARER:
                return self._step(intent, reading)
            case Intent.OTHERS:
                seen = [i for shown in self._state.lists for i in shown.products]
                need = self._goods_need(reading.need)
                return [self._lister.list(need, step="others", count=reading.slots.count, exclude=seen)]
            case Intent.RESTATE:
                return [
                    Listing(
                        tuple(self._products(self._last)), self._state.need, len(self._last), step="again"
                    )
                ]
            case Intent.COMPARE:
                return self._compare(reading)
            case Intent.PICK:
                return self._pick(reading)
            case Intent.VARIANT:
                return self._variant(text, reading)
            case Intent.ASK:
                missed = any(isinstance(finding, AskNeed) for finding in so_far)
                return [] if missed else self._ask(text, reading, so_far)
            case Intent.NEED_MORE:
                return self._ask_back(reading)
            case _:
                return [Unclear()]

    def _gone(self, text: str, reading: Understanding) -> Product | None:
        """The record of the product that is meant, if it has been taken off the shelf."""
        if reading.named or not set(reading.intents) & _ABOUT_GOODS:
            return None
        if reading.positions:
            group = self._group(reading.positions)
            meant = [
                group[place] for position in reading.positions if (place := _place(position, group)) >= 0
            ]
        elif Intent.FIND not in reading.intents and (gone := self._naming.find_withdrawn(text)):
            return gone
        elif set(reading.intents) & {Intent.ASK, Intent.VARIANT}:
            meant = list(self._state.focus[:1])
        else:
            return self._naming.find_withdrawn(text)
        sold = self._catalog.get(meant)
        missing = [product_id for product_id in meant if product_id not in sold]
        return next(iter(self._catalog.records(missing).values()), None)

    def _is_gibberish(self, reading: Understanding) -> bool:
        """Whether the message holds nothing but words that no product mentions."""
        slots = reading.slots
        return not (slots.describe_goods or slots.recipient or slots.occasion) and not any(
            self._engine.frequency(term) for word in slots.words for term in query_terms(word)
        )

    def _listing(self, reading: Understanding) -> Finding:
        listing = self._lister.list(reading.need, count=reading.slots.count)
        if len(listing.products) == 1 and listing.total == 1 and "stock" in reading.aspects:
            product = listing.products[0]
            variant = variant_for(product, reading.slots.wishes, reading.slots.words)
            return StockState(product, variant)
        if not listing.products and not listing.absent and self._is_gibberish(reading):
            return Unclear()
        price = reading.slots.price
        if price is None or price.ambiguous_currency or price.currency in (None, self._currency):
            return listing
        return replace(listing, other_currency=price.currency)

    def _step(self, intent: Intent, reading: Understanding) -> list[Finding]:
        """Cheaper than the cheapest, or dearer than the dearest, of what was shown last."""
        shown = priced(self._products(self._last or self._state.focus))
        need = self._goods_need(reading.need)
        if not shown:
            return [self._lister.list(need.model_copy(update={"sort": "price_asc"}))]
        cheapest, dearest = shown[0].price, shown[-1].price
        if intent is Intent.CHEAPER and cheapest is not None:
            bound = Money(cheapest.minor - 1, cheapest.currency).amount
            need = need.model_copy(update={"price_max": bound, "price_min": None, "about": None})
            found = self._lister.list(need, step="cheaper", count=reading.slots.count)
            return [found] if found.products else [found, Chosen(shown[0], "cheapest")]
        if dearest is not None:
            bound = Money(dearest.minor + 1, dearest.currency).amount
            need = need.model_copy(update={"price_min": bound, "price_max": None, "about": None})
        found = self._lister.list(need, step="dearer", count=reading.slots.count)
        return [found] if found.products else [found, Chosen(shown[-1], "dearest")]

    def _goods_need(self, need: ShoppingNeed) -> ShoppingNeed:
        """A need that says which goods; where it does not, those of the kind talked about."""
        if need.names_goods or not self._state.focus:
            return need
        products = self._products(self._state.focus[:1])
        types = product_types()
        found = [match.type_id for product in products for match in types.find(product.title)]
        return need.model_copy(update={"types": tuple(found[-1:])})

    def _compare(self, reading: Understanding) -> list[Finding]:
        ids = reading.named if len(reading.named) > 1 else self._state.focus or self._last
        products = [c.product for c in self._placed(reading.positions)] or self._products(ids)[:4]
        if len(products) < 2:
            return [self._listing(reading)] if reading.slots.describe_goods else [AskNeed("product")]
        aspect, wanted = _comparison(reading)
        values = [(_value(product, aspect), product) for product in products]
        known = [(value, product) for value, product in values if value is not None]
        currencies = {product.price.currency for product in products if product.price}
        winner = None
        if len(known) == len(products) and (aspect != "price" or len(currencies) == 1):
            best = (min if wanted == "lower" else max)(value for value, _product in known)
            winners = [product for value, product in known if value == best]
            winner = winners[0] if len(winners) == 1 else None
        return [Comparison(tuple(products), aspect, wanted, winner)]

    def _pick(self, reading: Understanding) -> list[Finding]:
        group = self._products(self._group(reading.positions))
        if reading.positions:
            picked = self._placed(reading.positions)
            if len(picked) == 1 and "question" in reading.acts and reading.slots.wishes:
                return [self._quality(picked[0].product, reading.slots.wishes[0])]
            return [*picked] or [AskNeed("product")]
        by: tuple[ChosenBy, str, bool] = next(
            (choice for act, choice in _CHOICES.items() if act in reading.acts),
            ("cheapest", "price", False),
        )
        known = [product for product in group if _value(product, by[1]) is not None]
        if not known:
            return [_unanswered(by[1], reading, group[0] if len(group) == 1 else None)]
        key = lambda product: _value(product, by[1]) or 0  # noqa: E731
        return [Chosen(max(known, key=key) if by[2] else min(known, key=key), by[0])]

    def _placed(self, positions: Sequence[int]) -> list[Chosen]:
        """The products at places of the list; places it does not have are left out."""
        group = self._group(positions)
        sold = self._catalog.get(group)
        return [
            Chosen(sold[group[place]], "position", position)
            for position in positions
            if (place := _place(position, group)) >= 0 and group[place] in sold
        ]

    def _group(self, positions: Sequence[int]) -> tuple[str, ...]:
        """The products to pick from: those talked about, or the latest list that is long enough."""
        focus = self._state.focus
        if len(focus) > 1 and not positions:
            return focus
        length = max((abs(position) for position in positions), default=2)
        lists = (shown.products for shown in reversed(self._state.lists))
        return next((products for products in lists if len(products) >= length), self._last or focus)

    def _variant(self, text: str, reading: Understanding) -> list[Finding]:
        """A variant of the product in view; else a quality of it; else a new wish for the search."""
        products = self._products(self._state.focus)
        slots = reading.slots
        having = [(p, v) for p in products if (v := variant_for(p, slots.wishes, slots.words))]
        if len(having) == 1 or (having and len(products) == 1):
            product, variant = having[0]
            return [StockState(product, variant)]
        asks = bool(reading.aspects) or text.rstrip().endswith(("?", "？", "吗", "么", "不"))
        if len(products) == 1 and asks and slots.wishes:
            product = products[0]
            if product.variants and "stock" in reading.aspects:
                return [StockState(product, missing_option=slots.wishes[0].said)]
            return [self._quality(product, slots.wishes[0])]
        if asks and (len(products) == 1 or set(reading.aspects) - _LIST_ASPECTS):
            return self._ask(text, reading, ())
        return [Unclear() if self._is_gibberish(reading) else self._listing(reading)]

    @staticmethod
    def _quality(product: Product, wish: Wish) -> Finding:
        """Whether a product is as asked (waterproof, 纯棉): what its record says of it, word for word."""
        fact = mentions(product, wish)
        return Quoted(product, fact) if fact else Unanswered("quality", f"“{wish.said}”", product)

    def _ask(self, text: str, reading: Understanding, so_far: Sequence[Finding]) -> list[Finding]:
        picked = [finding.product for finding in so_far if isinstance(finding, Chosen)]
        products = picked or self._products(reading.named)
        if not products and (reading.slots.types or reading.slots.brands) and not self._state.focus:
            products = list(self._lister.list(reading.need).products[:1])
        if not products and self._state.focus:
            products = self._products(self._state.focus)
            if len(products) > 1 and set(reading.aspects) <= _LIST_ASPECTS and _plural(text):
                return [Listing(tuple(products), self._state.need, len(products), step="again")]
            products = products[:1]
        asked = [a for a in reading.aspects if not (picked and a == "price")] or (
            [] if picked else ["reason"]
        )
        answers: list[Finding] = []
        for aspect in asked:
            if not products:
                answers.append(_unanswered(aspect, reading))
            answers += [self._about(product, aspect, text, reading) for product in products]
        told = [f for f in answers if not (picked and isinstance(f, Chosen))]  # the pick names the price
        return without_repeats(told)

    def _about(self, product: Product, aspect: str, text: str, reading: Understanding) -> Finding:
        if aspect == "price":
            return Chosen(product, "named")
        if aspect == "stock":
            variant = variant_for(product, reading.slots.wishes, reading.slots.words)
            return StockState(product, variant)
        sources = fields_for(product, aspect)
        if aspect != "reason" and sources:
            return Answered(product, aspect, sources)
        quote = quote_for(product, None if aspect == "reason" else aspect, text, reading.language)
        if quote is not None:
            return Quoted(product, quote)
        return Chosen(product, "named") if aspect == "reason" else _unanswered(aspect, reading, product)

    def _ask_back(self, reading: Understanding) -> list[Finding]:
        if self._state.asked and reading.need.recipient:
            return [self._lister.list(reading.need.model_copy(update={"sort": "popularity"}))]
        return [AskNeed("type", self._popular_categories())]

    def _popular_categories(self) -> tuple[str, ...]:
        facets = self._engine.search(ProductQuery(limit=1)).facets.get("category", ())
        return tuple(name for name, _count in facets[:4])

    def _products(self, ids: Sequence[str]) -> list[Product]:
        """Products by id, with the price and stock of this moment, in the order given."""
        found = self._catalog.get(ids)
        return [found[product_id] for product_id in ids if product_id in found]

    def _evidence(self, findings: Sequence[Finding], products: Iterable[Product]) -> Evidence:
        facts = [fact for product in products for fact in product_facts(product)]
        facts += [
            Fact(Source("customer", str(number), "text"), said)
            for number, said in enumerate(self._state.customer_texts, 1)
        ]
        facts += [fact for finding in findings for fact in computed_facts(finding, self._currency)]
        return Evidence().plus(facts)


def _place(position: int, group: Sequence[str]) -> int:
    """Where in a group the shopper's position is, counted from 1 or from the end by -1; -1: nowhere."""
    place = position - 1 if position > 0 else len(group) + position
    return place if position and 0 <= place < len(group) else -1


def _value(product: Product, aspect: str) -> float | None:
    match aspect:
        case "price":
            return float(product.price.minor) if product.price else None
        case "rating":
            return product.rating
        case _:
            return product.popularity


def _comparison(reading: Understanding) -> tuple[ComparedAspect, Literal["lower", "higher"]]:
    if "sort_rating" in reading.acts or "rating" in reading.aspects:
        return "rating", "higher"
    if "sort_popularity" in reading.acts or "popularity" in reading.aspects:
        return "popularity", "higher"
    dearer = {"dearer_one", "sort_price_desc"} & reading.acts
    return "price", "higher" if dearer else "lower"


def _unanswered(aspect: str, reading: Understanding, product: Product | None = None) -> Unanswered:
    return Unanswered(aspect, aspects()[aspect].label(reading.language), product)


def _plural(text: str) -> bool:
    return bool(_PLURAL.search(text))
