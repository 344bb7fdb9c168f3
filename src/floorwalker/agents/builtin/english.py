"""The built-in agent's English."""

from collections.abc import Mapping

from floorwalker.agents.builtin.voice import (
    CURRENCY,
    computed,
    field,
    is_comparable,
    is_reduced,
    labelled,
    pick,
    prices_differ,
    say,
    variant_field,
)
from floorwalker.catalog import Availability, Product
from floorwalker.conversation import (
    Answered,
    AskNeed,
    Chosen,
    ChosenBy,
    Comparison,
    HandedOver,
    Listing,
    NoDiscount,
    NoLongerSold,
    Quoted,
    ShoppingNeed,
    SmallTalk,
    SmallTalkKind,
    StockState,
    Unanswered,
)
from floorwalker.grounding import Figure, Sentence
from floorwalker.text import product_types

Parts = tuple[str | Figure, ...]

_SMALL_TALK: Mapping[SmallTalkKind, str] = {
    "greeting": "Hello, and welcome! Tell me what you are looking for, or what you would like to spend.",
    "thanks": "You're welcome. Is there anything else you would like to see?",
    "goodbye": "Goodbye, and come back any time.",
    "how_are_you": "I'm well, thank you for asking. What can I find for you today?",
    "who_are_you": "I'm the shop's AI assistant, not a person. Products and prices come from the "
    "shop's own records; if you would rather talk to someone, just ask for a colleague.",
    "mood": "I hear you, and I hope the day turns out well. If a little something would "
    "help, I'm happy to look.",
    "praise": "Thank you, that's kind. What else may I show you?",
    "insult": "I'm sorry this was not helpful. Tell me what you are looking for, or ask for a colleague.",
    "ok": "All right. I'm here whenever you need me.",
}
_STATES: Mapping[Availability, str] = {
    "in_stock": "in stock",
    "out_of_stock": "out of stock",
    "preorder": "on pre-order",
    "backorder": "on back-order",
}
_CHOSEN: Mapping[ChosenBy, str] = {
    "cheapest": "The cheapest of them is ",
    "dearest": "The most expensive of them is ",
    "best_rated": "The best rated of them is ",
    "best_selling": "The most popular of them is ",
    "named": "",
    "position": "",
}
_LABELS = {
    "rating": "rating", "rating_count": "number of reviews", "popularity": "popularity (sales or likes)",
    "brand": "brand", "compare_at_price": "former price", "category": "category",
}  # fmt: skip


class EnglishVoice:
    """Words findings in English. ``turn`` varies the wording from one turn to the next."""

    def __init__(self, turn: int) -> None:
        self._turn = turn

    def small_talk(self, finding: SmallTalk) -> list[Sentence]:
        """A courtesy returned."""
        return [say(_SMALL_TALK[finding.kind])]

    def unclear(self) -> list[Sentence]:
        """Not understood, and what would help."""
        return [
            say("I'm sorry, I didn't quite understand that. "),
            say("Could you tell me what you are looking for, a budget, or a brand you like?"),
        ]

    def listing(self, finding: Listing) -> list[Sentence]:
        """A heading, a line for each product, and a way on."""
        sentences = self._foreign_currency(finding)
        if finding.unsorted:
            sentences.append(
                say("The records hold no ", _LABELS[finding.unsorted], ", so I can't sort by it.\n")
            )
        if not finding.products:
            return [*sentences, *self._nothing(finding)]
        sentences.append(say(*self._heading(finding), "\n"))
        sentences += [self._line(number, product) for number, product in enumerate(finding.products, 1)]
        if finding.step != "again":
            sentences.append(say(pick(_WAYS_ON, self._turn)))
        return sentences

    def chosen(self, finding: Chosen) -> list[Sentence]:
        """The product picked, and its price."""
        product = finding.product
        lead: Parts = (_CHOSEN[finding.by],)
        if finding.by == "position" and finding.position is not None:
            place = computed("position", str(finding.position))
            lead = ("The last one is ",) if finding.position < 0 else ("Number ", place, " is ")
        if product.price is None:
            return [say(*lead, field(product, "title"), "; our records hold no price for it.")]
        if finding.by == "named":
            return [say("The price of ", field(product, "title"), " is ", *self._price(product), ".")]
        return [say(*lead, field(product, "title"), ", at ", *self._price(product), ".")]

    def answered(self, finding: Answered) -> list[Sentence]:
        """What the record says, field by field."""
        parts: list[str | Figure] = [field(finding.product, "title"), ": "]
        for number, source in enumerate(finding.sources[:6]):
            parts += [", " if number else "", *labelled(finding.product, source, _LABELS), Figure(source)]
        return [say(*parts, ".")]

    def quoted(self, finding: Quoted) -> list[Sentence]:
        """A sentence of the record, word for word."""
        return [
            say(
                "Our record of ",
                field(finding.product, "title"),
                " says: “",
                Figure(finding.fact.source),
                "”",
            )
        ]

    def unanswered(self, finding: Unanswered) -> list[Sentence]:
        """That the data does not say, and who might know."""
        offer = say("If you like, I can pass you on to a colleague who can check.")
        if finding.product is None:
            return [
                say("I don't have ", finding.label, " in the shop's records, so I'd rather not guess. "),
                offer,
            ]
        about = say("Our record of ", field(finding.product, "title"), " doesn't mention ", finding.label)
        return [say(*about.parts, ", so I'd rather not guess. "), offer]

    def stock(self, finding: StockState) -> list[Sentence]:
        """Whether it can be had."""
        product, variant = finding.product, finding.variant
        if finding.missing_option:
            title = field(product, "title")
            return [
                say(title, " is not available in “", finding.missing_option, "”: there is no such option.")
            ]
        name: Parts = (field(product, "title"),)
        state, pieces = product.availability, product.stock
        if variant is not None:
            name = (*name, " (", variant_field(product, variant, "title"), ")")
            state, pieces = variant.availability, variant.stock
        if state == "unknown":
            return [
                say("I don't have stock information for ", *name, ", so I can't tell. "),
                say("A colleague could check for you."),
            ]
        sentences = [say(*name, " is ", _STATES[state], ".")]
        if state == "in_stock" and variant is not None and pieces:
            sentences.append(say(" We have ", variant_field(product, variant, "stock"), " left."))
        if variant is not None and variant.price:
            sentences.append(say(" The price is ", variant_field(product, variant, "price"), "."))
        elif product.price:
            sentences.append(say(" The price is ", *self._price(product), "."))
        return sentences

    def no_longer_sold(self, finding: NoLongerSold) -> list[Sentence]:
        """That it has been taken off the shelf."""
        return [say("We no longer sell ", field(finding.product, "title"), ".")]

    def comparison(self, finding: Comparison) -> list[Sentence]:
        """Each product's figure, then which comes first."""
        sentences = [
            say(f"{number}. ", field(product, "title"), " — ", *self._figure(product, finding.aspect), "\n")
            for number, product in enumerate(finding.products, 1)
        ]
        quality = {
            ("price", "lower"): " costs less", ("price", "higher"): " is more expensive",
            ("rating", "higher"): " has the better rating", ("popularity", "higher"): " is more popular",
        }[finding.aspect, finding.wanted]  # fmt: skip
        if finding.winner is None:
            known = is_comparable(finding)
            return [
                *sentences,
                say("They are equal." if known else "The records don't hold enough to compare."),
            ]
        winner: Parts = (field(finding.winner, "title"), quality)
        if finding.aspect == "price" and len(finding.products) == 2:
            return [*sentences, say(*winner, ", by ", computed("comparison", "difference"), ".")]
        return [*sentences, say(*winner, ".")]

    def no_discount(self, finding: NoDiscount) -> list[Sentence]:
        """The price in the catalogue stands."""
        sentences = [
            say("I can only quote the price in our catalogue; I can't change it or promise an offer.")
        ]
        sentences += [
            say(" ", field(product, "title"), " is listed at ", *self._price(product), ".")
            for product in finding.products
            if product.price
        ]
        return [*sentences, say(" A colleague may be able to help further, if you would like to ask one.")]

    def handed_over(self, finding: HandedOver) -> list[Sentence]:
        """A ticket exists, so it may be said."""
        del finding
        return [
            say("Of course. I have passed your request on, and a colleague will answer you here. "),
            say("While you wait, you can go on asking me."),
        ]

    def ask_need(self, finding: AskNeed) -> list[Sentence]:
        """One question back."""
        if finding.about == "product":
            return [say("Which one do you mean? You can tell me its name or its place in the list.")]
        return [say("With pleasure. What kind of thing would you like to look at, and what is your budget?")]

    def _heading(self, finding: Listing) -> Parts:
        if finding.relaxed or finding.absent:
            return self._alternatives(finding)
        if finding.step == "again":
            return ("Here they are again, with their prices:",)
        if finding.step == "others":
            return ("Here are some others:",)
        kind = {"cheaper": "cheaper ", "dearer": "higher-priced "}.get(finding.step, "")
        one = finding.total == 1
        goods = self._goods(finding.need, kind, plural=not one, bounds=not kind)
        found = pick(("I found ", "We have ", "There are "), self._turn)
        if one:
            return ("There is one " if found.startswith("There") else f"{found}one ", *goods, ":")
        total, shown = computed("listing", "total"), computed("listing", "shown")
        counted: Parts = (found, total, " options among our ", *goods)
        if finding.total == len(finding.products):
            return (*counted, ":")
        return (*counted, ". Here are ", shown, " of them:")

    def _alternatives(self, finding: Listing) -> Parts:
        if finding.absent:
            names = " or ".join(f"“{name}”" for name in finding.absent)
            return ("We don't carry ", names, ". These are alternatives from other brands:")
        goods = self._goods(finding.need, bounds=False)
        if "price" in finding.relaxed:
            over = finding.need.price_max is not None
            why = "these are over your budget" if over else "these are outside the price range you gave"
        elif "stock" in finding.relaxed:
            why = "and I can't confirm that these are in stock"
        elif "wishes" in finding.relaxed:
            why = (
                "our records of these don't mention “"
                + "”, “".join(w.said for w in finding.need.wishes)
                + "”"
            )
        else:
            why = "these don't meet every wish"
        return ("None of our ", *goods, " fit everything. The closest alternatives (", why, "):")

    def _nothing(self, finding: Listing) -> list[Sentence]:
        match finding.step:
            case "others":
                return [say("You have seen everything that fits; there are no others. "),
                        say("Shall we widen the budget or look at something else?")]  # fmt: skip
            case "cheaper":
                goods = self._goods(finding.need, bounds=False)
                return [say("There is nothing cheaper among our ", *goods, ".")]
            case "dearer":
                goods = self._goods(finding.need, bounds=False)
                return [say("There is nothing more expensive among our ", *goods, ".")]
        if finding.absent:
            return [
                say("I'm sorry, we don't carry ", " or ".join(f"“{name}”" for name in finding.absent), ".")
            ]
        goods = self._goods(finding.need)
        return [say("I'm sorry, I found no ", *goods, " that fit. "),
                say("Would you like to change the budget, the brand or another wish?")]  # fmt: skip

    def _goods(
        self, need: ShoppingNeed, kind: str = "", *, plural: bool = True, bounds: bool = True
    ) -> Parts:
        labels = [product_types().label(t, "en", plural=plural) for t in need.types[:2]]
        label = " or ".join(labels) or ("products" if plural else "product")
        niche = " from niche brands" if need.niche else ""
        if not bounds:
            return (kind, label, niche)
        match need.price_min is not None, need.price_max is not None:
            case True, True:
                price: Parts = (" within your budget",)
            case False, True:
                price = (" up to ", computed("need", "price_max"))
            case True, False:
                price = (" from ", computed("need", "price_min"))
            case _:
                price = ()
        return (kind, label, niche, *price)

    def _line(self, number: int, product: Product) -> Sentence:
        parts: list[str | Figure] = [f"{number}. ", field(product, "title")]
        if product.brand and product.brand.casefold() not in product.title.casefold():
            parts += [" by ", field(product, "brand")]
        parts += [" — ", *self._price(product)] if product.price else [" — no price listed"]
        if product.rating is not None:
            parts += [", rated ", field(product, "rating")]
        if product.availability in _STATES:
            parts += [", ", _STATES[product.availability]]
        return say(*parts, "\n")

    def _price(self, product: Product) -> Parts:
        parts: Parts = ("from " if prices_differ(product) else "", field(product, "price"))
        return (*parts, " (was ", field(product, "compare_at_price"), ")") if is_reduced(product) else parts

    def _figure(self, product: Product, aspect: str) -> Parts:
        price = self._price(product) if product.price else ("no price listed",)
        if aspect == "price":
            return price
        if getattr(product, aspect) is None:
            return (f"no {_LABELS[aspect]} recorded, ", *price)
        return (_LABELS[aspect], " ", field(product, aspect), ", ", *price)

    def _foreign_currency(self, finding: Listing) -> list[Sentence]:
        if finding.other_currency is None or not finding.products:
            return []
        return [
            say(
                "Our prices are in ",
                CURRENCY,
                " and I don't convert currencies, so I did not filter by yours.\n",
            )
        ]


_WAYS_ON = (
    "Would you like something cheaper, some others, or more about any of them?",
    "Tell me the number of one you like, and I'll say more about it.",
    "I can also sort these by price, or look at another brand.",
)
