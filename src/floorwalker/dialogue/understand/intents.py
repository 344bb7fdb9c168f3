"""Decides what a message asks for, from its acts, its slots and what was said before."""

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import get_args

from floorwalker.conversation import BundleWish, ConversationState, DeclinedTopic, SmallTalkKind, Wish
from floorwalker.dialogue.understand.asked import AskedDetail, covered_by, speaks_of
from floorwalker.dialogue.understand.bundle_words import bundle_words
from floorwalker.dialogue.understand.garments import garment_size
from floorwalker.dialogue.understand.knowledge import BrandQuestion
from floorwalker.dialogue.understand.merge import is_head_of, sort_of
from floorwalker.dialogue.understand.patterns import asides
from floorwalker.dialogue.understand.referring import Reference
from floorwalker.dialogue.understand.slots import Slots
from floorwalker.dialogue.understand.understanding import Intent
from floorwalker.text import product_types

# Aspects that a search mentions as often as a question does ("with a rating above 4", "the price too").
_ALSO_CRITERIA = frozenset({"price", "rating", "popularity", "stock", "discount", "brand"})
# Aspects of one product. With a kind of goods and no product in view they describe what is sought.
_OF_PRODUCT = frozenset(
    {
        "ingredients",
        "origin",
        "expiry",
        "size",
        "colours",
        "material",
        "usage",
        "suitability",
        "reason",
        "scent",
    }
)
_OF_SERVICE = ("authenticity", "delivery", "compensation", "warranty", "returns")  # the gravest first
_STANDS_FOR = {"authenticity": {"warranty"}, "delivery": {"warranty"}, "compensation": {"returns"}}
_DECLINED_FIRST = frozenset({"instructions", "other_customer", "language", "empty", "emoji"})
_COURTESIES = get_args(SmallTalkKind)
_WORDLESS = re.compile(r"[\W\d_]*")
_MOVES = frozenset({"others", "cheaper", "dearer", "niche", "in_stock", "on_sale", "compare"})


@dataclass(frozen=True, slots=True)
class Heard:
    """All that a decision looks at: what one message says, and the conversation before it."""

    folded: str
    slots: Slots
    acts: AbstractSet[str]
    asked: tuple[str, ...]
    details: tuple[AskedDetail, ...]
    named: tuple[str, ...]
    brand: BrandQuestion | None
    which_goods: bool
    bundle: BundleWish | None
    topic: DeclinedTopic | None
    state: ConversationState
    references: tuple[Reference, ...] = ()
    again: bool = False


def intents_of(heard: Heard) -> tuple[Intent, ...]:
    """What the message asks for, in the order of answering."""
    return _Reading(heard).intents()


def questions_of(heard: Heard) -> tuple[str, ...]:
    """The aspects that are asked about; who disputes a price asks for it."""
    return _Reading(heard).questions()


def is_challenge(heard: Heard) -> bool:
    """Whether the shop is accused, or promises or amends are demanded of it, and no goods are sought."""
    if heard.topic in _DECLINED_FIRST or heard.bundle is not None:
        return False
    if (heard.slots.types or heard.slots.price) and "seeking" in heard.acts:
        return False
    asked = set(_of_service(heard.asked))
    of_goods = heard.details or any(not wish.soft for wish in heard.slots.wishes)
    demands = asked if asked != {"warranty"} else not of_goods  # "can you guarantee it's leather?"
    return "accuses" in heard.acts or ("demands" in heard.acts and bool(demands))


def _of_service(asked: tuple[str, ...]) -> tuple[str, ...]:
    """The aspects of the shop's service that are asked about, but for what others stand for."""
    covered = {other for aspect in asked for other in _STANDS_FOR.get(aspect, ())}
    return tuple(aspect for aspect in _OF_SERVICE if aspect in asked and aspect not in covered)


def points_at_one(heard: Heard) -> bool:
    """Whether it may be one of the products shown that is asked about: "is the leather bag in stock?"."""
    return _Reading(heard).points_at_one()


def _is_of_somebody(wish: Wish) -> bool:
    """Whether a quality says whom goods are made for, which those in view are known for."""
    return any(facet.startswith("gender:") for facet in wish.facets)


_SEEKS = frozenset({"seeking", "exists", "sells", "others", "cheaper", "dearer"})


class _Reading:
    """The decision. Kept together because every rule looks at the same few things."""

    def __init__(self, heard: Heard) -> None:
        self._heard = heard
        self._folded = heard.folded
        self._slots = heard.slots
        self._acts = heard.acts
        self._asked = heard.asked
        self._named = heard.named
        state = heard.state
        self._shown = bool(state.focus or state.lists)
        self._need = state.need
        self._points_back = "points_back" in heard.acts or bool(heard.slots.positions)
        self._new_goods = bool(heard.slots.types or heard.slots.absent_brands)

    def intents(self) -> tuple[Intent, ...]:
        """What the message asks for, in the order of answering."""
        if "person" in self._acts and "are_you_human" not in self._acts:
            return (Intent.PERSON,)
        if is_challenge(self._heard):
            return (Intent.PICK, Intent.ASK) if self._slots.positions else (Intent.ASK,)
        if self._heard.topic is not None:
            sought = self._slots.describe_goods and self._slots.types
            return (Intent.DECLINE, *(self._search() if sought else ()))
        wants = "seeking" in self._acts or self._slots.price or self._slots.brands
        if "complaint" in self._acts and not (wants or self._tells_what()):
            return (Intent.COURTESY,)
        if "offers" in self._acts and not self._slots.types and "on_sale" not in self._acts:
            return (Intent.OFFERS,)
        if "insult" in self._acts and not (
            self._acts & {"seeking"} or self._slots.price or self._slots.brands or self._tells_what()
        ):
            return (Intent.COURTESY,)
        if self._asks_about_brand():
            return (Intent.BRAND,)
        if self._heard.bundle is not None:
            return (Intent.BUNDLE,)
        if "haggle" in self._acts and "concession" not in self._asked and not self._searches_offers():
            asks = not self._shown or self._acts & {"seeking", "asks"}
            sought = self._search() if self._slots.types and asks else ()
            cheap = sought and not self._shown and "cheaper" in self._acts and "asks" not in self._acts
            return sought if cheap else (*sought, Intent.HAGGLE)
        if self._heard.which_goods and self._acts.isdisjoint(("compare", "total")):
            return (Intent.FIND,)
        if "are_you_human" in self._acts and not self._slots.types:
            return (Intent.COURTESY,)
        return self._about_products() or self._search() or self._small_talk()

    def _tells_what(self) -> bool:
        """Whether a kind is named and what it should be like or not: more than what went wrong."""
        slots = self._slots
        return bool(slots.types and (slots.wishes or slots.unwanted) and "ones" in self._folded)

    def _asks_about_brand(self) -> bool:
        """A question about a brand, unless it is about its products: the most popular, other goods of it."""
        brand = self._heard.brand
        of_one = bool(self._slots.positions) and "brand" in self._asked
        return brand is not None and brand.topic != "more" and sort_of(self._acts) is None and not of_one

    def questions(self) -> tuple[str, ...]:
        """The aspects that are asked about; who disputes a price asks for it.

        An aspect that a detail stands for is not asked about as well.
        """
        if is_challenge(self._heard):
            return _of_service(self._asked) or ("authenticity",)
        if self._disputes_price():
            return ("price",)
        covered = covered_by(detail.id for detail in self._heard.details)
        if "concession" in self._asked:
            covered |= {"discount", "price"}
        if "stocks" in self._acts:
            covered |= {"stock"}
        return tuple(aspect for aspect in self._asked if aspect not in covered)

    def _searches_offers(self) -> bool:
        return bool(self._slots.types) and "seeking" in self._acts and not self._slots.positions

    def _about_products(self) -> tuple[Intent, ...]:
        acts, shown = self._acts, self._shown
        if "start_over" in acts:
            return ()
        against = "the_one" in acts and asides()["set_against"].found_in(self._folded) and self._contrasts()
        if "saving" in acts and (shown or self._named) and not (self._slots.price or against):
            return (Intent.SAVING,)
        if "compare" in acts and (len(self._named) > 1 or (shown and not self._new_goods)):
            return (Intent.COMPARE, Intent.FIND) if self._slots.brands else (Intent.COMPARE,)
        if "compare" in acts and self._contrasts():
            return (Intent.COMPARE, Intent.FIND)
        if likeness := self._asks_for_similar():
            return likeness
        if self._adds_up():
            return (Intent.TOTAL, Intent.FIND)
        if self._named and "total" in acts and acts.isdisjoint(("compare", "seeking")):
            return (Intent.TOTAL,)
        if len(self._named) > 1 and ("total" in acts or self._asked == ("price",)) and "compare" not in acts:
            return (Intent.TOTAL,)
        asks_detail = "asks" in acts and (bool(self._heard.details) or self._asks_of_the_named())
        if self._named and (self._asked or asks_detail or not self._slots.types or "compare" in acts):
            return (Intent.ASK,)
        if not shown:
            return self._shop_question()
        if acts & {"any_price", "any_brand"} and not self._named:
            return (Intent.FIND,)
        if "any_goods" in acts and self._slots.wishes and acts.isdisjoint(("in_view", "the_one")):
            return ()
        if self._asks_for_rest():
            return (Intent.TOTAL,)
        if "total" in acts and not self._slots.price:
            adds = "also" in acts and bool(self._slots.words) and len(self._heard.state.focus) > 1
            if not self._new_goods and not adds:
                return (Intent.TOTAL,)
            if len(self._heard.references) > 1:
                return (Intent.TOTAL, Intent.FIND)
        if self._slots.unwanted and self._slots.wishes and not self._asked and not self._named:
            return ()  # "gold gives me a rash, got it in silver?"
        if self._asks_a_detail() and not self._slots.positions and "the_one" not in acts:
            return (Intent.ASK,)
        if self._slots.positions and not (self._slots.absent_brands or self._slots.price):
            return (Intent.PICK, Intent.ASK) if self._asks_more() else (Intent.PICK,)
        if self._picks_by_description():
            return (Intent.PICK, Intent.ASK) if self._asks_more() else (Intent.PICK,)
        if self._picks_by_quality():
            told = {"price"} if acts & {"cheaper_one", "dearer_one"} else {"price", "rating", "popularity"}
            more = set(self._asked) - told or (not self._asked and self._asks_more())
            return (Intent.PICK, Intent.ASK) if more else (Intent.PICK,)
        if self._disputes_price() or self._asks_about_it() or self._asks_of_view():
            return (Intent.ASK,)
        if "in_stock" in acts and acts & {"list_all", "pick"}:
            return (Intent.FIND,)
        if "again" in acts and not self._slots.describe_goods and sort_of(acts) is None:
            return (Intent.RESTATE,)
        if self._asks_for_variant():
            return (Intent.VARIANT,)
        return self._question()

    def points_at_one(self) -> bool:
        """Whether it may be one of the products shown that is asked about: "is the leather bag in stock?"."""
        slots, acts = self._slots, self._acts
        says = slots.types or slots.brands or slots.wishes or slots.words
        if (
            not (self._shown and says)
            or slots.positions
            or slots.price
            or slots.excluded_brands
            or self._named
        ):
            return False
        searching = acts & (
            _MOVES | {"seeking", "gift", "list_all", "sort_list", "same_brand", "total", "saving"}
        )
        if searching - {"in_stock", "on_sale"} or sort_of(acts) is not None or self._heard.which_goods:
            return False
        return ("the_thing" in acts or "the_one" in acts) and ("asks" in acts or bool(self._asked))

    def _asks_for_similar(self) -> tuple[Intent, ...]:
        """Others like one that was shown, cheaper or dearer ones, or such as have a quality beside."""
        slots, acts = self._slots, self._acts
        if "similar" not in acts or not self._shown or self._new_goods or "compare" in acts:
            return ()
        if slots.wishes or slots.price or slots.brands or slots.unwanted or slots.excluded_brands:
            return (Intent.FIND,)
        if "cheaper" in acts or "dearer" in acts:
            return (Intent.CHEAPER,) if "cheaper" in acts else (Intent.DEARER,)
        return (Intent.OTHERS,)

    def _contrasts(self) -> bool:
        """Whether two things are set against each other that may be told apart: brands, or goods shown."""
        named = [one for one in self._heard.references if one.describes]
        brands = [one for one in named if one.slots.brands]
        with_another = "the_one" in self._acts and asides()["set_against"].found_in(self._folded)
        several = len(self._heard.references) > 1 or with_another
        return len(brands) > 1 or (self._shown and several and bool(named))

    def _adds_up(self) -> bool:
        """Whether the sum of several goods is asked for that are named by kind: "a trowel + a pot makes?"."""
        named = [
            one
            for one in self._heard.references
            if one.slots.types or one.slots.brands or (self._shown and one.describes)
        ]
        return "total" in self._acts and len(named) > 1 and not self._slots.price

    def _asks_for_rest(self) -> bool:
        """How much of the budget the bundle talked about leaves."""
        return self._need.bundle is not None and bundle_words().said("asks_rest", self._folded)

    def _asks_of_the_named(self) -> bool:
        """Whether a quality of the one that is named is asked ("is the vanilla candle soy wax")."""
        says = self._slots.wishes or self._slots.words
        return {"definite", "question"} <= self._acts and bool(says) and self._acts.isdisjoint(_SEEKS)

    def _disputes_price(self) -> bool:
        price = self._slots.price
        bounded = price is not None and price.min is None and self._need.price_max is not None
        set_right = bounded and "correction" in self._acts
        searching = self._slots.describe_goods and (set_right or not price)
        return self._shown and "dispute" in self._acts and not searching and "seeking" not in self._acts

    def _asks_a_detail(self) -> bool:
        """A question about a detail of what is in view ("is there a lid?", 能进洗碗机吗)."""
        slots, acts = self._slots, self._acts
        if (
            not self._heard.details
            or "asks" not in acts
            or slots.price
            or acts & _MOVES
            or acts & {"gift", "same_budget", "same_brand"}
        ):
            return False
        if slots.brands or slots.absent_brands or slots.excluded_brands:
            return False
        return not self._seeks_goods()

    def _seeks_goods(self) -> bool:
        """Whether goods of another kind are asked for, and not only named in a question about those shown."""
        acts, details = self._acts, self._heard.details
        if "one_such" in acts and (self._slots.types or any(map(_is_of_somebody, self._slots.wishes))):
            return True
        if "stocks" in acts or ("sells" in acts and not (self._points_back and not self._new_goods)):
            return True
        others = [said for said in self._slots.types_said if not speaks_of(said, details)]
        if not others or ("definite" in acts and self._is_in_view()):
            return False
        return "exists" in acts or not acts & {"uses", "definite", "points_back"}

    def _asks_about_it(self) -> bool:
        """A question about what is in view that names another kind of goods ("can it go in the oven")."""
        elsewhere = {"others", "cheaper", "dearer", "compare", "same_brand", "stocks"}
        searching = self._acts & elsewhere or self._slots.price
        if "asks" not in self._acts or not self._slots.types or searching or self._slots.brands:
            return False
        about_it = {"question", "points_back"} <= self._acts and "seeking" not in self._acts
        return (about_it or "uses" in self._acts) and not self._seeks_goods()

    def _asks_more(self) -> bool:
        """Whether more is asked than which one is meant: an aspect, or a quality ("does it fold?")."""
        slots = self._slots
        says = slots.wishes or slots.words or slots.unwanted
        bound = slots.price is not None and slots.price.kind != "amount"
        asks = bool(self._acts & {"asks", "uses"}) and bool(says or self._heard.details) and not bound
        return bool(self._asked) or self._heard.again or asks

    def _asks_of_view(self) -> bool:
        """A question about what is in view, whatever it asks ("will it keep the rain out", 含铅吗)."""
        slots, acts = self._slots, self._acts
        searching = (
            slots.brands or slots.absent_brands or slots.price or slots.excluded_brands or acts & _MOVES
        )
        if "asks" not in acts or searching or sort_of(acts) is not None or acts & {"seeking", "gift"}:
            return False
        if slots.recipient or slots.occasion or "same_brand" in acts:
            return False
        if self._new_goods and not (self._points_back and self._is_in_view()):
            return False
        if self._asked:
            return False
        if slots.describe_goods and not slots.unwanted:
            return False
        says = bool(slots.words or slots.unwanted) or "uses" in acts
        return says and ("in_view" in acts or "definite" in acts or len(self._heard.state.focus) == 1)

    def _is_in_view(self) -> bool:
        types = product_types()
        wide = {wider for kind in self._need.types for wider in (kind, *types.ancestors(kind))}
        return bool(wide.intersection(self._slots.types)) or is_head_of(self._slots, self._need)

    def _picks_by_description(self) -> bool:
        """The red one, 资生堂那个: one of those shown, by what it is like."""
        slots, acts = self._slots, self._acts
        if (
            not (acts & {"the_one", "which_of"} or self._heard.again)
            or slots.excluded_brands
            or slots.absent_brands
            or acts & (_MOVES - {"on_sale"})
        ):
            return False
        if sort_of(acts) is not None or acts & {"cheaper_one", "dearer_one"}:
            return False
        return bool(slots.brands or slots.wishes or slots.words or slots.types or slots.price)

    def _picks_by_quality(self) -> bool:
        acts = self._acts
        known = (
            self._new_goods and "the_one" in acts and "seeking" not in acts and not self._slots.absent_brands
        )
        one = acts & {"cheaper_one", "dearer_one"}
        bound = self._slots.price and not (one and "the_one" in acts)
        of_those = {"of_those", "points_back"} <= acts and not self._slots.absent_brands
        if self._new_goods and not known and not (of_those and self._is_in_view()):
            return False
        if bound or (self._slots.brands and not of_those) or "sort_list" in acts:
            return False
        if "advise" in acts and not self._slots.wishes:
            return True
        if self._need.sort != "relevance" and not acts & {"pick", "cheaper_one", "dearer_one"}:
            return False
        if "any_goods" in acts and acts.isdisjoint(("pick", "the_one")) and not one:
            return False  # the cheapest thing they make: of all there is
        return bool(one) or (sort_of(acts) is not None and ("pick" in acts or self._points_back))

    def _asks_for_variant(self) -> bool:
        slots = self._slots
        whom = any(facet.startswith("gender:") for wish in slots.wishes for facet in wish.facets)
        if whom and "in_view" not in self._acts:
            return False
        if "asks" not in self._acts and self._acts & set(_COURTESIES) and not slots.wishes:
            return False
        plain = not (slots.types or slots.brands or slots.price or slots.excluded_brands or slots.unwanted)
        sized = len(self._heard.state.focus) == 1 and garment_size(self._folded)
        if plain and sized and "asks" in self._acts:
            return True
        elsewhere = {"others", "cheaper", "dearer", "niche", "in_stock", "same_brand", "stocks"}
        moves = self._acts & elsewhere or sort_of(self._acts)
        return plain and bool(slots.wishes or slots.words) and not moves

    def _question(self) -> tuple[Intent, ...]:
        asked = [a for a in self._asked if a not in _ALSO_CRITERIA]
        weak = [a for a in self._asked if a in _ALSO_CRITERIA]
        if self._acts & {"cheaper", "dearer", "others"} and not asked:
            return ()
        if "stocks" in self._acts and self._slots.describe_goods and not asked:
            return ()
        if "others" in self._acts and (self._slots.unwanted or "same_budget" in self._acts):
            return ()
        describes = self._slots.describe_goods
        if describes and "asks" not in self._acts:
            asked = [a for a in asked if a != "gift_wrap"]
        sought = describes and not self._points_back and not self._only_denies() and set(asked) <= _OF_PRODUCT
        if asked and not sought:
            also = (Intent.FIND,) if self._new_goods and "seeking" in self._acts else ()
            return (Intent.ASK, *also)
        if weak and not describes and not sort_of(self._acts):
            return (Intent.ASK,)
        sorts = "sort_list" in self._acts
        if weak and self._points_back and not (self._new_goods or self._slots.price or sorts):
            return (Intent.ASK,)
        return ()

    def _only_denies(self) -> bool:
        """含不含酒精 looks like a wish to avoid alcohol, and is a question."""
        slots = self._slots
        kinds = slots.types or slots.brands or slots.price or slots.wishes or slots.excluded_brands
        return bool(slots.unwanted) and not kinds and "question" in self._acts

    def _shop_question(self) -> tuple[Intent, ...]:
        if self._slots.types and self._slots.price:
            return ()
        asked = [a for a in self._asked if a not in _ALSO_CRITERIA and a not in _OF_PRODUCT]
        of_product = [a for a in self._asked if a in _OF_PRODUCT]
        seeks = bool(self._slots.types) and "asks" not in self._acts
        of_one = (self._points_back and not seeks) or (
            {"definite", "question"} <= self._acts and "seeking" not in self._acts
        )
        if (asked and not self._slots.describe_goods) or (of_product and of_one):
            return (Intent.ASK,)
        if asked and "seeking" not in self._acts:
            return (Intent.ASK, Intent.FIND) if self._slots.types else (Intent.ASK,)
        if self._asked and not self._slots.describe_goods and self._points_back:
            return (Intent.ASK,)
        return ()

    def _search(self) -> tuple[Intent, ...]:
        acts, slots = self._acts, self._slots
        known = self._need.names_goods
        if self._heard.brand is not None or "same_brand" in acts:
            return (Intent.FIND,)
        if "start_over" in acts and not (slots.types or slots.brands or slots.wishes or slots.price):
            return (Intent.FIND,) if slots.recipient or slots.occasion else (Intent.NEED_MORE,)
        if "surprise" in acts and not slots.describe_goods:
            return (Intent.FIND,) if known else (Intent.NEED_MORE,)
        if self._shown and (not self._new_goods or (self._is_in_view() and not slots.absent_brands)):
            for act, intent in (
                ("cheaper", Intent.CHEAPER),
                ("dearer", Intent.DEARER),
                ("others", Intent.OTHERS),
            ):
                if act in acts and not slots.price and not slots.excluded_brands and not slots.brands:
                    return (intent,)
        if (
            slots.types
            or slots.brands
            or slots.absent_brands
            or slots.wishes
            or acts & {"niche", "on_sale", "same_brand"}
        ):
            return (Intent.FIND,)
        if known and (
            slots.describe_goods
            or slots.measure
            or sort_of(acts)
            or acts & {"in_stock", "any_price", "any_brand"}
        ):
            return (Intent.FIND,)
        if sort_of(acts) and "seeking" in acts:
            return (Intent.FIND,)
        if slots.recipient or slots.given or slots.occasion or "gift" in acts:
            return (Intent.FIND,) if slots.price or slots.words or known else (Intent.NEED_MORE,)
        if slots.price or slots.rating_min:
            return (Intent.FIND,)
        return ()

    def _small_talk(self) -> tuple[Intent, ...]:
        courtesy = any(kind in self._acts for kind in _COURTESIES)
        asks = "seeking" in self._acts or ("greeting" in self._acts and bool(self._asked))
        if courtesy and not (self._slots.words and asks):
            return (Intent.COURTESY,)
        if self._slots.words:
            return (Intent.FIND,)
        if "seeking" in self._acts and not _WORDLESS.fullmatch(self._folded):
            return (Intent.NEED_MORE,)
        return (Intent.UNCLEAR,)
