"""Answers each intent of a reading from the shop's data."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from floorwalker.catalog import CatalogStore, Product, product_facts
from floorwalker.conversation import (
    AskNeed,
    Bundle,
    Chosen,
    ConversationState,
    Declined,
    Finding,
    HandedOver,
    Listing,
    NoDiscount,
    NoLongerSold,
    ShoppingNeed,
    SmallTalk,
    StockState,
    Ticket,
    Unclear,
)
from floorwalker.dialogue.gather.asking import Asking
from floorwalker.dialogue.gather.bundles import bundle_to_offer
from floorwalker.dialogue.gather.comparing import Comparing
from floorwalker.dialogue.gather.finding import Finder
from floorwalker.dialogue.gather.knowing import BrandTeller, offers_now, reasons_for
from floorwalker.dialogue.gather.listing import Lister
from floorwalker.dialogue.gather.naming import NamedProducts
from floorwalker.dialogue.gather.other_sizes import in_another_size
from floorwalker.dialogue.gather.picking import Picker, place_of
from floorwalker.dialogue.gather.record import missing_size, variant_for
from floorwalker.dialogue.gather.savings import Savings
from floorwalker.dialogue.gather.scene import Scene, unanswered
from floorwalker.dialogue.gather.sums import Sums
from floorwalker.dialogue.gather.tellings import computed_facts, products_of, to_the_point
from floorwalker.dialogue.understand import Intent, Understanding
from floorwalker.dialogue.understand.garments import garment_size
from floorwalker.grounding import Evidence, Fact, Source
from floorwalker.search import SearchEngine

RequestPerson = Callable[[str], Ticket | None]
"""Stores a ticket for a person with a reason, and returns it; ``None`` where nobody is to be asked."""

_ABOUT_GOODS = frozenset(
    (Intent.FIND, Intent.ASK, Intent.VARIANT, Intent.PICK, Intent.COMPARE, Intent.NEED_MORE)
)
_RATHER_THAN_SEARCH = frozenset((Intent.COMPARE, Intent.TOTAL))
_LIST_ASPECTS = frozenset({"price", "rating", "popularity", "stock"})
_OF_ONE = re.compile(r"它|[这那](?:一)?[个款支瓶件条双只]|\b(?:it|its|it's|this|that)\b", re.I)

_SIZE = re.compile(r"size|尺码|尺寸|码数|大小|鞋码", re.I)


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

    @property
    def fits(self) -> bool:
        """Whether goods were found that are as they should be."""
        lists = [finding for finding in self.findings if isinstance(finding, Listing)]
        return bool(lists) and all(one.products and not (one.relaxed or one.absent) for one in lists)


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
        self._lister = Lister(catalog, engine, currency)
        self._scene = Scene(catalog, engine, currency, self._lister, state)
        self._picker = Picker(self._scene)
        self._asking = Asking(self._scene)
        self._sums = Sums(self._scene, self._picker)
        self._comparing = Comparing(self._scene, self._picker)
        self._savings = Savings(self._scene, self._picker)
        self._brands = BrandTeller(catalog, engine)
        self._naming = NamedProducts(catalog, engine)
        self._state = state
        self._request_person = request_person
        self._said = self._read = ""
        self._facts: list[Fact] = []
        self._finder = Finder(self._scene, self._picker)

    def gather(self, said: str, reading: Understanding) -> Gathered:
        """Findings for every intent, and the evidence that a reply about them may rely on.

        Args:
            said: the message word for word, as a person is told of it.
            reading: what was understood.
        """
        findings: list[Finding] = []
        text = reading.text
        self._said, self._read = said, reading.text
        meant = self._picker.only(reading.meant) if reading.points else None
        if meant is not None:
            findings.append(self._picker.told(meant, reading))
        other = None if meant else in_another_size(reading, self._scene, self._picker)
        if other is not None:
            findings.append(other)
        for intent in () if other else (Intent.ASK,) if meant else reading.intents:
            findings += self._answer(intent, text, reading, findings)
        if Intent.ASK in reading.intents and reading.acts & {"accuses", "demands"}:
            findings = [one for one in findings if not isinstance(one, Chosen)] or findings
        if gone := self._gone(text, reading):
            alternatives = [f for f in findings if isinstance(f, Listing) and f.products]
            findings = [NoLongerSold(gone), *alternatives]
        findings = [self._reasoned(finding, reading) for finding in to_the_point(findings)] or [Unclear()]
        products = {product.id: product for finding in findings for product in products_of(finding)}
        return Gathered(
            findings=tuple(findings),
            evidence=self._evidence(findings, products.values()),
            need=self._need_after(findings, reading),
            focus=tuple(products) or self._state.focus,
            asked=next((f.about for f in findings if isinstance(f, AskNeed)), None),
        )

    def _need_after(self, findings: Sequence[Finding], reading: Understanding) -> ShoppingNeed:
        """What the shopper looks for from now on; a step that found nothing changes nothing."""
        listings = [f for f in findings if isinstance(f, Listing) and f.step != "again"]
        steps = [f for f in listings if f.step in {"cheaper", "dearer"}]
        if steps:
            return (
                self._finder.stepped
                if self._finder.stepped is not None and steps[0].products
                else self._state.need
            )
        if any(isinstance(f, Bundle) for f in findings) and Intent.TOTAL in reading.intents:
            return self._state.need
        found = any(isinstance(f, Bundle) for f in findings) or Intent.NEED_MORE in reading.intents
        if self._finder.fresh is not None:
            return self._finder.fresh
        if any("sale" in f.relaxed for f in listings):
            return reading.need.model_copy(update={"on_sale": False})
        return reading.need if listings or found else self._state.need

    def _answer(
        self, intent: Intent, text: str, reading: Understanding, so_far: Sequence[Finding]
    ) -> Sequence[Finding]:
        match intent:
            case Intent.PERSON:
                ticket = self._request_person(self._said)
                return [HandedOver(ticket.id)] if ticket else [SmallTalk("ok")]
            case Intent.DECLINE:
                return [Declined(reading.topic or "off_topic"), *self._not_stated(reading)]
            case Intent.COURTESY:
                kind = "who_are_you" if "are_you_human" in reading.acts else reading.courtesy
                return [SmallTalk(kind or "ok")]
            case Intent.HAGGLE:
                ids = reading.named or self._state.focus[:1]
                told = any(isinstance(finding, Listing) for finding in so_far)
                return [NoDiscount(() if told else tuple(self._scene.products(ids)))]
            case Intent.OFFERS:
                return self._offers(reading)
            case Intent.BRAND:
                return self._brand(reading)
            case Intent.BUNDLE:
                return [self._bundle(reading.need)]
            case Intent.TOTAL:
                summed = self._sums.total(text, reading)
                if summed or Intent.FIND in reading.intents:
                    return summed
                return self._asking.ask(text, reading, ())
            case Intent.FIND:
                if so_far and reading.intents[0] in _RATHER_THAN_SEARCH:
                    return []
                return self._finder.find(reading)
            case Intent.CHEAPER | Intent.DEARER:
                return self._finder.step(intent, reading)
            case Intent.OTHERS:
                return [self._finder.others(reading)]
            case Intent.RESTATE:
                last = self._scene.last
                return [Listing(tuple(self._scene.products(last)), self._state.need, len(last), step="again")]
            case Intent.SAVING:
                return self._savings.tell(reading)
            case Intent.COMPARE:
                return self._compare(reading)
            case Intent.PICK:
                return self._picker.pick(reading) or self._finder.find(reading)
            case Intent.VARIANT:
                return self._variant(text, reading)
            case Intent.ASK:
                missed = _missed(so_far) or (reading.again and any(isinstance(f, Listing) for f in so_far))
                return [] if missed else self._asking.ask(text, reading, so_far)
            case Intent.NEED_MORE:
                return [self._finder.suggestions(reading)]
            case _:
                return [self._finder.not_understood(reading)]

    def _not_stated(self, reading: Understanding) -> list[Finding]:
        """That the record of the product in view does not say for whom it is fit, where that is asked."""
        if reading.topic != "health" or not self._state.focus:
            return []
        if not {"suitability", "safety"}.intersection(reading.aspects) and "asks" not in reading.acts:
            return []
        if not (reading.positions or {"in_view", "uses", "definite"} & reading.acts):
            return []
        placed = [chosen.product for chosen in self._picker.placed(reading.positions, reading.slots)]
        products = placed or self._scene.products(self._state.focus[:1])
        return [unanswered("suitability", reading, products[0])] if products else []

    def _bundle(self, need: ShoppingNeed) -> Finding:
        """The products for a bundle, remembered with the need, so that they can be changed one by one."""
        if not (currency := self._scene.currency):
            return Unclear()
        found = bundle_to_offer(need, self._lister, currency)
        self._finder.fresh = need.model_copy(update={"bundle": found.wish})
        return found

    def _gone(self, text: str, reading: Understanding) -> Product | None:
        """The record of the product that is meant, if it has been taken off the shelf."""
        if reading.named or not set(reading.intents) & _ABOUT_GOODS:
            return None
        if reading.positions:
            group = self._picker.group(reading.positions, reading.slots)
            meant = [
                group[place] for position in reading.positions if (place := place_of(position, group)) >= 0
            ]
        elif Intent.FIND not in reading.intents and (gone := self._naming.find_withdrawn(text)):
            return gone
        elif set(reading.intents) & {Intent.ASK, Intent.VARIANT}:
            meant = list(self._state.focus[:1])
        else:
            return self._naming.find_withdrawn(text)
        sold = self._scene.catalog.get(meant)
        missing = [product_id for product_id in meant if product_id not in sold]
        return next(iter(self._scene.catalog.records(missing).values()), None)

    def _compare(self, reading: Understanding) -> list[Finding]:
        """The comparison; where it is not clear of what, the goods described or a question back."""
        found = self._comparing.compare(reading)
        if found or Intent.FIND in reading.intents:
            return found
        return self._finder.find(reading) if reading.slots.describe_goods else [AskNeed("product")]

    def _brand(self, reading: Understanding) -> list[Finding]:
        """What the shop tells of a brand; other products by it where those are asked for."""
        if reading.brand is None:
            return [Unclear()]
        placed = [chosen.product for chosen in self._picker.placed(reading.positions, reading.slots)]
        if reading.positions and not placed:
            return [AskNeed("product")]
        focus = placed or self._scene.products(self._state.focus[:1])
        told = self._brands.tell(reading.brand, focus[0] if focus else None, reading.language)
        self._facts += told.facts
        if reading.brand.keys:
            self._finder.fresh = ShoppingNeed(brands=reading.brand.keys[:1])
        return list(told.findings) or [AskNeed("product")]

    def _offers(self, reading: Understanding) -> list[Finding]:
        focus = self._scene.products(reading.named or self._state.focus[:1])
        told, facts = offers_now(self._scene.catalog, focus[0] if focus else None, reading.language)
        self._facts += facts
        return [told] if told else [NoDiscount(tuple(focus))]

    def _variant(self, text: str, reading: Understanding) -> list[Finding]:
        """A variant of the product in view; else a quality of it; else a new wish for the search."""
        products = self._scene.products(self._state.focus)
        slots = reading.slots
        if meant := self._picker.having(slots.figures):
            return [Chosen(product, "named") for product in meant]
        sizes = garment_size(text)
        words = (*slots.words, *sizes)
        having = [(p, v) for p in products if (v := variant_for(p, slots.wishes, words))]
        if len(having) == 1 or (having and len(products) == 1):
            product, variant = having[0]
            return [StockState(product, variant)]
        if sizes and len(products) == 1 and not slots.wishes:
            return [_in_size(products[0], sizes[0], reading)]
        if "the_thing" in reading.acts and (known := self._picker.elsewhere(slots)):
            return [*(told := [Chosen(known[0], "named")]), *self._asking.ask(text, reading, told)]
        service = (
            set(reading.aspects) - _LIST_ASPECTS
        )  # posting or returns, of which no other goods are asked
        if len(products) == 1 and (missing := missing_size(products[0], slots.words)):
            return [StockState(products[0], missing_option=missing)]
        other = len(products) == 1 and "more_of" in reading.acts and "in_view" not in reading.acts
        other = other and not (service and "asks" in reading.acts)
        if other and (found := self._another(reading)):
            return found
        asks = bool({*reading.aspects} - {"gift_wrap"}) or "asks" in reading.acts
        others = {"seeking", "in_view"} & reading.acts == {"seeking"} and slots.wishes
        if others and (found := self._finder.find(reading)) and _are_fitting(found):
            return found
        if len(products) == 1 and asks and slots.wishes:
            product = products[0]
            if product.variants and "stock" in reading.aspects:
                return [StockState(product, missing_option=slots.wishes[0].said)]
            return [self._asking.quality(product, text, reading)]
        of_one = len(products) == 1 or bool(_OF_ONE.search(text))
        if asks and (of_one or set(reading.aspects) - _LIST_ASPECTS):
            return self._asking.ask(text, reading, ())
        return [Unclear()] if self._finder.is_gibberish(reading) else self._finder.find(reading)

    def _another(self, reading: Understanding) -> list[Finding]:
        """Another of those shown, or others of the kind, that a quality is named of: 海盐的呢."""
        if product := self._picker.only(reading.slots):
            return [Chosen(product, "named")]
        found = self._finder.find(reading)
        return found if _are_fitting(found) else []

    def _reasoned(self, finding: Finding, reading: Understanding) -> Finding:
        """A listing with the reasons of its products, and the name of a brand that had to be let go."""
        if not isinstance(finding, Listing) or finding.step == "again":
            return finding
        if "brand" in finding.relaxed:
            self._facts += self._brands.names(finding.need.brands)
        reasons, facts = reasons_for(finding.products, finding.need, reading.language, finding.relaxed)
        self._facts += facts
        return replace(finding, reasons=reasons, need=_as_said(finding.need))

    def _evidence(self, findings: Sequence[Finding], products: Iterable[Product]) -> Evidence:
        facts = [fact for product in products for fact in product_facts(product)]
        facts += [
            Fact(Source("customer", str(number), "text"), said)
            for number, said in enumerate(self._state.customer_texts, 1)
        ]
        facts.append(Fact(Source("customer", "mended", "text"), self._read))
        facts += self._facts
        facts += [fact for finding in findings for fact in computed_facts(finding, self._scene.currency)]
        return Evidence().plus(facts)


def _in_size(product: Product, size: str, reading: Understanding) -> Finding:
    """That a product does not come in a size; where its record names no sizes, that it does not say."""
    named = any(_SIZE.search(name) for variant in product.variants for name in variant.options)
    return StockState(product, missing_option=size) if named else unanswered("size", reading, product)


def _missed(so_far: Sequence[Finding]) -> bool:
    """Whether it is not clear of which product a question is; of the only one of a list it may be."""
    lists = [finding for finding in so_far if isinstance(finding, Listing)]
    only = all(len(one.products) == 1 and not (one.relaxed or one.absent) for one in lists)
    return not only or any(isinstance(finding, AskNeed) for finding in so_far)


def _are_fitting(findings: Sequence[Finding]) -> bool:
    """Whether these are lists of products that have all that is wished for."""
    return all(isinstance(f, Listing) and f.products and not f.relaxed and not f.unmet for f in findings)


def _as_said(need: ShoppingNeed) -> ShoppingNeed:
    """A need as it may be told: without bounds that the shopper never named."""
    bounds = {"price_min": None, "price_max": None, "about": None}
    return need.model_copy(update=bounds) if need.stepped else need
